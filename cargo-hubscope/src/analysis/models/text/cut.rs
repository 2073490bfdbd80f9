//! What cuts and changes texts: trimming, stripping, replacing, splitting.

use std::rc::Rc;

use super::template::{cause_of, lit, origins_of};
use crate::analysis::guard::{Guard, Set};
use crate::analysis::interp::Interp;
use crate::analysis::interp::method::MethodCall;
use crate::analysis::value::{Cause, List, Origins, Piece, Type, Unknown, Value};

pub(super) fn trim_front(value: &Value, cut: &dyn Fn(char) -> bool) -> Value {
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

pub(super) fn trim_back(value: &Value, cut: &dyn Fn(char) -> bool) -> Value {
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

pub(super) fn trim_last(value: &Value) -> Value {
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

pub(super) fn trim_pattern(interp: &mut Interp<'_>, value: &Value, pattern: &Value, name: &str) -> Value {
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

pub(super) fn strip(interp: &mut Interp<'_>, value: &Value, pattern: &Value, front: bool) -> Value {
    let (Some(text), Value::Text(pieces)) = (pattern.known_text(), value) else {
        return undecided_strip(interp, value, None);
    };
    if let Some(rest) = cut(value, &text, front) {
        return rest.some();
    }
    let end = if front { pieces.first() } else { pieces.last() };
    match end {
        None => Value::Nothing,
        Some(Piece::Lit(..)) => Value::Nothing,
        Some(Piece::Hole(..)) => undecided_strip(interp, value, Some(&format!("{front} {text}"))),
    }
}

/// A prefix that may be there: with and without it the rest is as unknown as before. Each prefix is a question of its
/// own; the same one has the same answer.
fn undecided_strip(interp: &mut Interp<'_>, value: &Value, prefix: Option<&str>) -> Value {
    let sym = match (value.single_hole(), prefix) {
        (Some(unknown), Some(prefix)) => interp.part(unknown.sym, &format!("strip {prefix}")),
        _ => interp.fresh(),
    };
    let choice = interp.choice("None");
    interp.one_of(vec![
        (Guard::of(sym, Set::except(vec![choice])), value.clone().some()),
        (Guard::is(sym, choice), Value::Nothing),
    ])
}

pub(super) fn replaced(value: &Value, from: &Value, to: &Value) -> Value {
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

/// A text in other letter case. What is not known of it is another unknown then, the same for each time: that `kind` in
/// small letters is `contacts` does not say what `kind` is.
pub(super) fn recased(interp: &mut Interp<'_>, value: &Value, f: &dyn Fn(&str) -> String) -> Value {
    let case = f("aA");
    value.map(|value| match value {
        Value::Text(pieces) => Value::Text(Rc::new(
            pieces
                .iter()
                .map(|piece| match piece {
                    Piece::Lit(text, origins) => Piece::Lit(f(text).into(), origins.clone()),
                    Piece::Hole(unknown, origins) => {
                        let sym = interp.part(unknown.sym, &case);
                        Piece::Hole(Rc::new(Unknown { sym, ..(**unknown).clone() }), origins.clone())
                    }
                })
                .collect(),
        )),
        other => other.clone(),
    })
}

pub(super) fn parts(interp: &mut Interp<'_>, value: &Value, call: &MethodCall<'_>) -> Value {
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
