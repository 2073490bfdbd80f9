//! Text templates: building, cutting and asking them, as the functions of `str` and `String` do.

use std::rc::Rc;

use super::super::guard::{Guard, Set};
use super::super::interp::convert::{Style, hole_of};
use super::super::interp::method::MethodCall;
use super::super::interp::{Interp, MAX_ALTERNATIVES};
use super::super::value::{Cause, List, Origins, Piece, Type, Value, Wrap, known};

/// How many pieces a template may have.
const MAX_PIECES: usize = 96;

/// A part of a format string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormatPiece {
    /// Characters.
    Lit(String),
    /// An argument.
    Arg {
        /// Which one.
        which: Which,
        /// How it is shown.
        style: Style,
        /// Whether its text is taken as it is: no padding, no precision.
        exact: bool,
    },
}

/// Which argument a format string means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// The next one in order.
    Next,
    /// By position.
    Index(usize),
    /// By name.
    Name(String),
}

/// Takes a format string apart; what is malformed is taken as text.
pub fn parse_format(format: &str) -> Vec<FormatPiece> {
    let mut pieces = Vec::new();
    let mut lit = String::new();
    let mut rest = format;
    while let Some(at) = rest.find(['{', '}']) {
        lit.push_str(&rest[..at]);
        let tail = &rest[at..];
        if tail.starts_with("{{") || tail.starts_with("}}") {
            lit.push_str(&tail[..1]);
            rest = &tail[2..];
            continue;
        }
        let end = if tail.starts_with('{') { tail.find('}') } else { None };
        let Some(end) = end else {
            lit.push_str(&tail[..1]);
            rest = &tail[1..];
            continue;
        };
        if !lit.is_empty() {
            pieces.push(FormatPiece::Lit(std::mem::take(&mut lit)));
        }
        let (name, spec) = tail[1..end].split_once(':').unwrap_or((&tail[1..end], ""));
        let name = name.trim();
        let which = match (name.is_empty(), name.parse::<usize>()) {
            (true, _) => Which::Next,
            (_, Ok(index)) => Which::Index(index),
            _ => Which::Name(name.to_owned()),
        };
        let style = if spec.ends_with('?') { Style::Debug } else { Style::Display };
        pieces.push(FormatPiece::Arg { which, style, exact: spec.trim_end_matches('?').is_empty() });
        rest = &tail[end + 1..];
    }
    lit.push_str(rest);
    if !lit.is_empty() {
        pieces.push(FormatPiece::Lit(lit));
    }
    pieces
}

/// The parts one after the other; each is made text first. Nothing grows after `?` but one text at a time.
pub fn concat(interp: &mut Interp<'_>, parts: &[Value]) -> Value {
    let mut whole = Value::text("");
    for part in parts {
        let part = interp.text_of(part, Style::Display);
        whole = interp.each(&whole.clone(), &mut |interp, left| {
            if in_query(left) && matches!(part, Value::Alts(_)) {
                // Alternatives of the query do not make other calls.
                return left.clone();
            }
            interp.each(&part, &mut |interp, right| append(interp, left, right))
        });
        if let Value::Alts(alts) = &whole
            && alts.len() >= MAX_ALTERNATIVES
        {
            return interp.bounded("alternatives");
        }
    }
    whole
}

fn append(interp: &mut Interp<'_>, left: &Value, right: &Value) -> Value {
    match (left, right) {
        (Value::Text(a), Value::Text(b)) => {
            if a.len() + b.len() > MAX_PIECES {
                return if in_query(left) { left.clone() } else { interp.hole() };
            }
            Value::Text(Rc::new(a.iter().chain(b.iter()).cloned().collect()))
        }
        _ => interp.hole(),
    }
}

/// Whether a text has reached its query.
fn in_query(value: &Value) -> bool {
    match value {
        Value::Text(pieces) => pieces.iter().any(|piece| matches!(piece, Piece::Lit(text, _) if text.contains('?'))),
        _ => false,
    }
}

/// What a text that is written in a loop comes around as: the old text with anything after it, or anything.
pub fn widened(interp: &mut Interp<'_>, before: &Value, after: &Value) -> Value {
    interp.each2(&before.clone(), &after.clone(), &mut |interp, before, after| match (before, after) {
        (Value::Text(old), Value::Text(new)) if new.len() > old.len() && new.starts_with(old) => {
            if in_query(before) {
                return before.clone();
            }
            let hole = match interp.unknown(Type::Text, Cause::Many) {
                Value::Unknown(unknown) => hole_of(&unknown),
                other => other,
            };
            append(interp, before, &hole)
        }
        _ => after.clone(),
    })
}

/// `text[from..to]` with known ends.
pub fn sliced(interp: &mut Interp<'_>, value: &Value, from: Option<usize>, to: Option<usize>) -> Value {
    match value {
        Value::Text(pieces) => {
            let Some(text) = known(pieces) else {
                // The first characters of a known first piece can still be cut off.
                if let (Some(from), None, Some(Piece::Lit(first, origins))) = (from, to, pieces.first())
                    && let Some(tail) = first.get(from..)
                {
                    let mut rest = pieces[1..].to_vec();
                    rest.insert(0, Piece::Lit(tail.into(), origins.clone()));
                    return Value::Text(Rc::new(rest));
                }
                return interp.hole();
            };
            let origins = origins_of(pieces);
            match text.get(from.unwrap_or(0)..to.unwrap_or(text.len())) {
                Some(part) => lit(part, origins),
                None => interp.hole(),
            }
        }
        Value::List(list) => {
            let from = from.unwrap_or(0).min(list.elems.len());
            let to = to.unwrap_or(list.elems.len()).clamp(from, list.elems.len());
            Value::List(Rc::new(List { elems: list.elems[from..to].to_vec(), ..(**list).clone() }))
        }
        _ => interp.unknown(Type::Text, Cause::Opaque),
    }
}

/// All origins of pieces.
fn origins_of(pieces: &[Piece]) -> Origins {
    let mut all = super::super::value::nowhere();
    for piece in pieces {
        let (Piece::Lit(_, origins) | Piece::Hole(_, origins)) = piece;
        all = super::super::value::both(&all, origins);
    }
    all
}

fn lit(text: &str, origins: Origins) -> Value {
    Value::Text(Rc::new(if text.is_empty() { vec![] } else { vec![Piece::Lit(text.into(), origins)] }))
}

/// Whether a method of texts can apply to an unknown value of a type.
pub fn may_apply(ty: &Type, name: &str) -> bool {
    KNOWN.contains(&name) && ty.may_be_text()
}

const KNOWN: &[&str] = &[
    "trim",
    "trim_start",
    "trim_end",
    "trim_matches",
    "trim_start_matches",
    "trim_end_matches",
    "trim_left_matches",
    "trim_right_matches",
    "strip_prefix",
    "strip_suffix",
    "replace",
    "replacen",
    "to_lowercase",
    "to_uppercase",
    "to_ascii_lowercase",
    "to_ascii_uppercase",
    "starts_with",
    "ends_with",
    "is_empty",
    "push_str",
    "push",
    "insert_str",
    "clear",
    "truncate",
    "pop",
    "split",
    "rsplit",
    "splitn",
    "split_once",
    "rsplit_once",
    "concat",
    "repeat",
    "format",
    "parse",
    "contains",
    "extend",
    "retain",
    "eq",
    "eq_ignore_ascii_case",
    "lines",
    "make_ascii_lowercase",
    "make_ascii_uppercase",
    "split_whitespace",
    "split_terminator",
    "chars",
    "bytes",
    "len",
    "write_str",
    "pad",
    "write_char",
    "write_fmt",
    "append",
];

/// Whether a method writes its receiver.
pub fn writes(name: &str) -> bool {
    matches!(
        name,
        "push_str"
            | "push"
            | "write_str"
            | "pad"
            | "write_char"
            | "insert_str"
            | "extend"
            | "append"
            | "write_fmt"
            | "clear"
            | "set_path"
            | "set_query"
            | "path_segments_mut"
            | "query_pairs_mut"
            | "set_host"
            | "make_ascii_lowercase"
            | "make_ascii_uppercase"
    )
}

/// A method of `str` or `String`; `None` for what is not modelled.
pub fn method(interp: &mut Interp<'_>, value: &Value, call: &MethodCall<'_>) -> Option<Value> {
    let arg = |index: usize| call.args.get(index).cloned();
    let name = call.name;
    Some(match name {
        "trim" | "trim_start" | "trim_end" => {
            let value = if name == "trim_end" { value.clone() } else { trim_front(value, &char::is_whitespace) };
            if name == "trim_start" { value } else { trim_back(&value, &char::is_whitespace) }
        }
        "trim_matches" | "trim_start_matches" | "trim_end_matches" | "trim_left_matches" | "trim_right_matches" => {
            let pattern = arg(0)?;
            let pattern = interp.settled(&pattern);
            trim_pattern(interp, value, &pattern, name)
        }
        "strip_prefix" | "strip_suffix" => {
            let pattern = arg(0)?;
            interp.each2(&value.clone(), &pattern, &mut |interp, value, pattern| {
                strip(interp, value, pattern, name == "strip_prefix")
            })
        }
        "replace" | "replacen" => {
            let (from, to) = (arg(0)?, arg(1)?);
            let to = interp.text_of(&to, Style::Display);
            interp.each(&value.clone(), &mut |interp, value| {
                interp.each2(&from, &to, &mut |_, from, to| replaced(value, from, to))
            })
        }
        "to_lowercase" | "to_ascii_lowercase" => recased(value, &str::to_lowercase),
        "to_uppercase" | "to_ascii_uppercase" => recased(value, &str::to_uppercase),
        "make_ascii_lowercase" | "make_ascii_uppercase" => {
            let old = current(interp, value, call);
            let new =
                recased(&old, if name == "make_ascii_lowercase" { &str::to_lowercase } else { &str::to_uppercase });
            if let Some(place) = &call.place {
                interp.write_place(place, new);
            }
            Value::unit()
        }
        "repeat" => match (value.known_text(), arg(0)?) {
            (Some(text), Value::Number(count)) if (0..64).contains(&count) => Value::text(&text.repeat(count as usize)),
            _ => interp.hole(),
        },
        "starts_with" | "ends_with" | "contains" => {
            let pattern = arg(0)?;
            interp.each2(&value.clone(), &pattern, &mut |interp, value, pattern| asked(interp, value, pattern, name))
        }
        "is_empty" => interp.each(&value.clone(), &mut |interp, value| is_empty(interp, value)),
        "eq" | "eq_ignore_ascii_case" => {
            let other = arg(0)?;
            interp.each2(&value.clone(), &other, &mut |interp, left, right| match interp.equal(left, right) {
                Some(equal) => Value::Bool(equal),
                None => interp.unknown(Type::Bool, Cause::Opaque),
            })
        }
        "len" => match value.known_text() {
            Some(text) => Value::Number(text.len() as i64),
            None => interp.unknown(Type::Number, Cause::Opaque),
        },
        "split" | "rsplit" | "splitn" | "split_terminator" | "split_whitespace" | "lines" | "chars"
        | "split_inclusive" => parts(interp, value, call),
        "split_once" | "rsplit_once" => {
            let pattern = arg(0)?.known_text();
            match (value, value.known_text(), pattern) {
                (Value::Text(pieces), Some(text), Some(pattern)) => {
                    let found =
                        if name == "split_once" { text.split_once(&*pattern) } else { text.rsplit_once(&*pattern) };
                    let origins = origins_of(pieces);
                    match found {
                        Some((a, b)) => Value::Tuple(Rc::new(vec![lit(a, origins.clone()), lit(b, origins)])).some(),
                        None => Value::Nothing,
                    }
                }
                _ => {
                    let ty = Type::Outside(
                        "std::Option".into(),
                        Rc::from([Type::Tuple(Rc::from([Type::Text, Type::Text]))]),
                    );
                    interp.unknown(ty, cause_of(value))
                }
            }
        }
        "push_str" | "push" | "write_str" | "pad" | "write_char" | "insert_str" | "extend" | "append" => {
            let mut added = arg(if name == "insert_str" { 1 } else { 0 })?;
            if name == "extend" {
                added = joined(interp, &added, &Value::text(""));
            }
            let old = current(interp, value, call);
            let new = if name == "insert_str" { concat(interp, &[added, old]) } else { concat(interp, &[old, added]) };
            if let Some(place) = &call.place {
                interp.write_place(place, new);
            }
            match name {
                "write_str" | "write_char" | "pad" => Value::Wrapped(Wrap::Ok, Rc::new(Value::unit())),
                _ => Value::unit(),
            }
        }
        "write_fmt" => {
            let added = arg(0)?;
            let old = current(interp, value, call);
            let new = concat(interp, &[old, added]);
            if let Some(place) = &call.place {
                interp.write_place(place, new);
            }
            Value::Wrapped(Wrap::Ok, Rc::new(Value::unit()))
        }
        "clear" => {
            if let Some(place) = &call.place {
                interp.write_place(place, Value::text(""));
            }
            Value::unit()
        }
        "truncate" | "pop" | "retain" | "drain" | "remove" => {
            if let Some(place) = &call.place {
                let shorter = match (name, value.known_text()) {
                    ("pop", Some(text)) => {
                        let mut text = text;
                        text.pop();
                        Value::text(&text)
                    }
                    ("pop", None) => trim_last(value),
                    ("truncate", text) => match (arg(0), text) {
                        (Some(Value::Number(0)), _) => Value::text(""),
                        (Some(Value::Number(length)), Some(text)) => {
                            let length = usize::try_from(length).unwrap_or(0).min(text.len());
                            text.get(..length).map_or_else(|| interp.hole(), Value::text)
                        }
                        _ => interp.hole(),
                    },
                    _ => interp.hole(),
                };
                interp.write_place(place, shorter);
            }
            interp.hole()
        }
        "concat" => value.clone(),
        "format" => interp.hole(),
        "get" => interp.hole().some(),
        _ => return None,
    })
}

/// Whether a text is another one with more behind it.
pub fn has_grown(before: &Value, after: &Value) -> bool {
    matches!((before, after), (Value::Text(old), Value::Text(new)) if new.len() > old.len() && new.starts_with(old))
}

/// The value of the receiver as it is now: arguments may have changed it.
fn current(interp: &mut Interp<'_>, value: &Value, call: &MethodCall<'_>) -> Value {
    match &call.place {
        Some(place) => interp.current(&place.clone()),
        None => value.clone(),
    }
}

/// Why a text is not known.
pub fn cause_of(value: &Value) -> Cause {
    match value {
        Value::Text(pieces) => pieces
            .iter()
            .find_map(|piece| match piece {
                Piece::Hole(unknown, _) => Some(unknown.cause),
                Piece::Lit(..) => None,
            })
            .unwrap_or(Cause::Opaque),
        Value::Unknown(unknown) => unknown.cause,
        _ => Cause::Opaque,
    }
}

fn trim_front(value: &Value, cut: &dyn Fn(char) -> bool) -> Value {
    value.map(|value| match value {
        Value::Text(pieces) => {
            let mut pieces = (**pieces).clone();
            while let Some(Piece::Lit(text, origins)) = pieces.first() {
                let left = text.trim_start_matches(cut);
                if left.is_empty() {
                    pieces.remove(0);
                } else {
                    pieces[0] = Piece::Lit(left.into(), origins.clone());
                    break;
                }
            }
            Value::Text(Rc::new(pieces))
        }
        other => other.clone(),
    })
}

fn trim_back(value: &Value, cut: &dyn Fn(char) -> bool) -> Value {
    value.map(|value| match value {
        Value::Text(pieces) => {
            let mut pieces = (**pieces).clone();
            while let Some(Piece::Lit(text, origins)) = pieces.last() {
                let left = text.trim_end_matches(cut);
                if left.is_empty() {
                    pieces.pop();
                } else {
                    let last = pieces.len() - 1;
                    pieces[last] = Piece::Lit(left.into(), origins.clone());
                    break;
                }
            }
            Value::Text(Rc::new(pieces))
        }
        other => other.clone(),
    })
}

fn trim_last(value: &Value) -> Value {
    value.map(|value| match value {
        Value::Text(pieces) => {
            let mut pieces = (**pieces).clone();
            if let Some(Piece::Lit(text, origins)) = pieces.pop() {
                let mut text = text.to_string();
                text.pop();
                if !text.is_empty() {
                    pieces.push(Piece::Lit(text.into(), origins));
                }
            }
            Value::Text(Rc::new(pieces))
        }
        other => other.clone(),
    })
}

fn trim_pattern(interp: &mut Interp<'_>, value: &Value, pattern: &Value, name: &str) -> Value {
    let front = !matches!(name, "trim_end_matches" | "trim_right_matches");
    let back = !matches!(name, "trim_start_matches" | "trim_left_matches");
    let chars: Option<Vec<char>> = match pattern {
        Value::List(list) => {
            list.elems.iter().map(|elem| elem.known_text().and_then(|text| text.chars().next())).collect()
        }
        Value::Text(_) => {
            pattern.known_text().filter(|text| text.chars().count() == 1).map(|text| text.chars().collect())
        }
        _ => None,
    };
    if let Some(chars) = chars {
        let cut = |char: char| chars.contains(&char);
        let value = if front { trim_front(value, &cut) } else { value.clone() };
        return if back { trim_back(&value, &cut) } else { value };
    }
    interp.each2(&value.clone(), &pattern.clone(), &mut |_, value, pattern| {
        let Some(text) = pattern.known_text().filter(|text| !text.is_empty()) else { return value.clone() };
        let mut value = value.clone();
        loop {
            let mut changed = false;
            for (wanted, at_front) in [(front, true), (back, false)] {
                if wanted && let Some(shorter) = cut(&value, &text, at_front) {
                    value = shorter;
                    changed = true;
                }
            }
            if !changed {
                return value;
            }
        }
    })
}

/// A text without a known prefix or suffix; `None` where it does not have it for certain.
fn cut(value: &Value, pattern: &str, front: bool) -> Option<Value> {
    let Value::Text(pieces) = value else { return None };
    // A pattern can span literal pieces that stand side by side.
    let mut pieces = (**pieces).clone();
    let mut left = pattern.to_owned();
    while !left.is_empty() {
        let at = if front { 0 } else { pieces.len().checked_sub(1)? };
        let Piece::Lit(text, origins) = pieces.get(at)?.clone() else { return None };
        let rest = if front { text.strip_prefix(&*left) } else { text.strip_suffix(&*left) };
        if let Some(rest) = rest {
            if rest.is_empty() {
                pieces.remove(at);
            } else {
                pieces[at] = Piece::Lit(rest.into(), origins);
            }
            return Some(Value::Text(Rc::new(pieces)));
        }
        let rest = if front { left.strip_prefix(&*text) } else { left.strip_suffix(&*text) };
        left = rest?.to_owned();
        pieces.remove(at);
    }
    Some(Value::Text(Rc::new(pieces)))
}

fn strip(interp: &mut Interp<'_>, value: &Value, pattern: &Value, front: bool) -> Value {
    let (Some(text), Value::Text(pieces)) = (pattern.known_text(), value) else {
        return undecided_strip(interp, value);
    };
    if let Some(rest) = cut(value, &text, front) {
        return rest.some();
    }
    let end = if front { pieces.first() } else { pieces.last() };
    match end {
        None => Value::Nothing,
        Some(Piece::Lit(..)) => Value::Nothing,
        Some(Piece::Hole(..)) => undecided_strip(interp, value),
    }
}

/// A prefix that may be there: with and without it the rest is as unknown as before.
fn undecided_strip(interp: &mut Interp<'_>, value: &Value) -> Value {
    let sym = match value {
        Value::Text(pieces) => match pieces.first() {
            Some(Piece::Hole(unknown, _)) => interp.part(unknown.sym, "prefix"),
            _ => interp.fresh(),
        },
        _ => interp.fresh(),
    };
    let choice = interp.choice("None");
    interp.one_of(vec![
        (Guard::of(sym, Set::except(vec![choice])), value.clone().some()),
        (Guard::is(sym, choice), Value::Nothing),
    ])
}

fn replaced(value: &Value, from: &Value, to: &Value) -> Value {
    let (Value::Text(pieces), Some(from), Value::Text(to)) = (value, from.known_text(), to) else {
        return value.clone();
    };
    if from.is_empty() {
        return value.clone();
    }
    let mut result: Vec<Piece> = Vec::with_capacity(pieces.len() + to.len());
    for piece in pieces.iter() {
        match piece {
            Piece::Lit(text, origins) if text.contains(&*from) => {
                for (index, part) in text.split(&*from).enumerate() {
                    if index > 0 {
                        result.extend(to.iter().cloned());
                    }
                    if !part.is_empty() {
                        result.push(Piece::Lit(part.into(), origins.clone()));
                    }
                }
            }
            other => result.push(other.clone()),
        }
    }
    Value::Text(Rc::new(result))
}

fn recased(value: &Value, f: &dyn Fn(&str) -> String) -> Value {
    value.map(|value| match value {
        Value::Text(pieces) => Value::Text(Rc::new(
            pieces
                .iter()
                .map(|piece| match piece {
                    Piece::Lit(text, origins) => Piece::Lit(f(text).into(), origins.clone()),
                    hole => hole.clone(),
                })
                .collect(),
        )),
        other => other.clone(),
    })
}

fn asked(interp: &mut Interp<'_>, value: &Value, pattern: &Value, name: &str) -> Value {
    let patterns: Vec<String> = match pattern {
        Value::List(list) => list.elems.iter().filter_map(Value::known_text).collect(),
        other => other.known_text().into_iter().collect(),
    };
    let Value::Text(pieces) = value else { return interp.unknown(Type::Bool, Cause::Opaque) };
    if patterns.is_empty() {
        return interp.unknown(Type::Bool, Cause::Opaque);
    }
    let whole = known(pieces);
    let decided = |pattern: &String| -> Option<bool> {
        if let Some(text) = &whole {
            return Some(match name {
                "starts_with" => text.starts_with(&**pattern),
                "ends_with" => text.ends_with(&**pattern),
                _ => text.contains(&**pattern),
            });
        }
        let end = match name {
            "starts_with" => pieces.first(),
            "ends_with" => pieces.last(),
            _ => pieces.iter().find(|piece| matches!(piece, Piece::Lit(text, _) if text.contains(&**pattern))),
        };
        match (end, name) {
            (Some(Piece::Lit(text, _)), "starts_with") => {
                if text.starts_with(&**pattern) {
                    Some(true)
                } else if pattern.starts_with(&**text) {
                    None
                } else {
                    Some(false)
                }
            }
            (Some(Piece::Lit(text, _)), "ends_with") => {
                if text.ends_with(&**pattern) {
                    Some(true)
                } else if pattern.ends_with(&**text) {
                    None
                } else {
                    Some(false)
                }
            }
            (Some(Piece::Lit(..)), _) => Some(true),
            _ => None,
        }
    };
    let answers: Vec<Option<bool>> = patterns.iter().map(decided).collect();
    if answers.contains(&Some(true)) {
        return Value::Bool(true);
    }
    if answers.iter().all(|answer| *answer == Some(false)) {
        return Value::Bool(false);
    }
    match pieces.first() {
        Some(Piece::Hole(unknown, _)) => {
            let unknown = Rc::clone(unknown);
            interp.part_of(&unknown, &format!("{name} {}", patterns.join("|")), Type::Bool)
        }
        _ => interp.unknown(Type::Bool, Cause::Opaque),
    }
}

fn is_empty(interp: &mut Interp<'_>, value: &Value) -> Value {
    match value {
        Value::Text(pieces) if pieces.is_empty() => Value::Bool(true),
        Value::Text(pieces) if pieces.iter().any(|piece| matches!(piece, Piece::Lit(..))) => Value::Bool(false),
        Value::Text(pieces) => match pieces.first() {
            Some(Piece::Hole(unknown, _)) => {
                let unknown = Rc::clone(unknown);
                interp.part_of(&unknown, "is_empty()", Type::Bool)
            }
            _ => interp.unknown(Type::Bool, Cause::Opaque),
        },
        _ => interp.unknown(Type::Bool, Cause::Opaque),
    }
}

fn parts(interp: &mut Interp<'_>, value: &Value, call: &MethodCall<'_>) -> Value {
    let list = |parts: Vec<&str>, origins: &Origins| {
        let elems = parts.into_iter().map(|part| lit(part, origins.clone())).collect();
        Value::List(Rc::new(List { elems, open: false, map: false }))
    };
    let (Value::Text(pieces), Some(text)) = (value, value.known_text()) else {
        let elem = interp.unknown(Type::Text, cause_of(value));
        return Value::List(Rc::new(List { elems: vec![elem], open: true, map: false }));
    };
    let origins = origins_of(pieces);
    let pattern = |index: usize| call.args.get(index).and_then(Value::known_text);
    match (call.name, pattern(0), pattern(1)) {
        ("split", Some(pattern), _) => list(text.split(&*pattern).collect(), &origins),
        ("split_terminator", Some(pattern), _) => list(text.split_terminator(&*pattern).collect(), &origins),
        ("split_inclusive", Some(pattern), _) => list(text.split_inclusive(&*pattern).collect(), &origins),
        ("rsplit", Some(pattern), _) => list(text.rsplit(&*pattern).collect(), &origins),
        ("splitn", _, Some(pattern)) => match call.args.first() {
            Some(Value::Number(count)) if *count >= 0 => {
                list(text.splitn(*count as usize, &*pattern).collect(), &origins)
            }
            _ => interp.hole(),
        },
        ("split_whitespace", ..) => list(text.split_whitespace().collect(), &origins),
        ("lines", ..) => list(text.lines().collect(), &origins),
        ("chars", ..) if text.len() <= 256 => {
            let elems = text.chars().map(|char| lit(char.encode_utf8(&mut [0; 4]), origins.clone())).collect();
            Value::List(Rc::new(List { elems, open: false, map: false }))
        }
        _ => {
            let elem = interp.unknown(Type::Text, Cause::Opaque);
            Value::List(Rc::new(List { elems: vec![elem], open: true, map: false }))
        }
    }
}

/// The elements of a list as one text with a separator.
pub fn joined(interp: &mut Interp<'_>, list: &Value, separator: &Value) -> Value {
    interp.each(&list.clone(), &mut |interp, list| match list {
        Value::List(list) if !list.open && list.elems.len() <= MAX_PIECES => {
            let mut parts = Vec::with_capacity(list.elems.len() * 2);
            for (index, elem) in list.elems.iter().enumerate() {
                if index > 0 {
                    parts.push(separator.clone());
                }
                parts.push(elem.clone());
            }
            concat(interp, &parts)
        }
        Value::Wrapped(Wrap::Some | Wrap::Ok, inner) => interp.text_of(&inner.clone(), Style::Display),
        Value::Nothing => Value::text(""),
        Value::Text(_) => list.clone(),
        Value::Unknown(_) | Value::List(_) if separator.known_text().is_some_and(|text| text.contains('/')) => {
            match interp.unknown(Type::Text, Cause::Many) {
                Value::Unknown(unknown) => hole_of(&unknown),
                other => other,
            }
        }
        Value::Unknown(unknown) => hole_of(unknown),
        _ => interp.hole(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arg(which: Which, style: Style, exact: bool) -> FormatPiece {
        FormatPiece::Arg { which, style, exact }
    }

    #[test]
    fn format_strings_come_apart() {
        let lit = |text: &str| FormatPiece::Lit(text.to_owned());
        assert_eq!(
            parse_format("a{}b{1}c{name}d{x:?}"),
            [
                lit("a"),
                arg(Which::Next, Style::Display, true),
                lit("b"),
                arg(Which::Index(1), Style::Display, true),
                lit("c"),
                arg(Which::Name("name".into()), Style::Display, true),
                lit("d"),
                arg(Which::Name("x".into()), Style::Debug, true),
            ]
        );
        assert_eq!(parse_format("{{{}}}"), [lit("{"), arg(Which::Next, Style::Display, true), lit("}")]);
        assert_eq!(parse_format("{cart:0>width$}"), [arg(Which::Name("cart".into()), Style::Display, false)]);
        assert_eq!(parse_format("open {"), [lit("open {")]);
    }
}
