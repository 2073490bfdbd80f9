//! What makes other texts of texts: trimming, stripping, replacing, other cases.

use std::rc::Rc;

use super::pattern::{Pattern, resolved, with};
use super::template::MAX_PIECES;
use crate::analysis::guard::{Guard, Set};
use crate::analysis::interp::Interp;
use crate::analysis::value::{Piece, Unknown, Value, both};

pub(super) fn trim_front(interp: &mut Interp<'_>, value: &Value, how: &str, cut: &dyn Fn(char) -> bool) -> Value {
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
            if let Some(first) = pieces.first_mut() {
                *first = changed(interp, first, how);
            }
            Value::Text(Rc::new(pieces))
        }
        other => other.clone(),
    })
}

pub(super) fn trim_back(interp: &mut Interp<'_>, value: &Value, how: &str, cut: &dyn Fn(char) -> bool) -> Value {
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
            if let Some(last) = pieces.last_mut() {
                *last = changed(interp, last, how);
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
    interp.each2(&value.clone(), &pattern.clone(), &mut |interp, value, pattern| {
        let text = match resolved(interp, pattern, &literals(value)) {
            Some(Pattern::Text(text)) => text,
            Some(Pattern::Chars(chars)) => {
                let cut = |char: char| chars.contains(&char);
                let how = format!("{name} {chars:?}");
                let value = if front { trim_front(interp, value, &how, &cut) } else { value.clone() };
                return if back { trim_back(interp, &value, &how, &cut) } else { value };
            }
            None => return interp.hole(),
        };
        if text.is_empty() {
            return value.clone();
        }
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
                break;
            }
        }
        // What is not known at an end may have had it there.
        let how = format!("{name} {text:?}");
        let value = if front { trim_front(interp, &value, &how, &|_| false) } else { value };
        if back { trim_back(interp, &value, &how, &|_| false) } else { value }
    })
}

/// All known characters of a text.
fn literals(value: &Value) -> String {
    let Value::Text(pieces) = value else { return String::new() };
    pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Lit(text, _) => Some(&**text),
            Piece::Hole(..) => None,
        })
        .collect()
}

/// What is left of a text that a prefix or suffix is taken from.
enum Left {
    /// The rest: it has it.
    Rest(Value),
    /// What is left where it has it, which is not known: a part of the prefix would be in a hole.
    Open(Value),
    /// It does not have it.
    Not,
}

/// A text without a known prefix or suffix; `None` where it does not have it for certain.
fn cut(value: &Value, pattern: &str, front: bool) -> Option<Value> {
    match left_of(value, pattern, front) {
        Left::Rest(rest) => Some(rest),
        Left::Open(_) | Left::Not => None,
    }
}

fn left_of(value: &Value, pattern: &str, front: bool) -> Left {
    let Value::Text(pieces) = value else { return Left::Open(value.clone()) };
    // A pattern can span literal pieces that stand side by side.
    let mut pieces = (**pieces).clone();
    let mut left = pattern.to_owned();
    while !left.is_empty() {
        let at = if front { 0 } else { pieces.len().saturating_sub(1) };
        let (text, origins) = match pieces.get(at).cloned() {
            Some(Piece::Lit(text, origins)) => (text, origins),
            Some(Piece::Hole(..)) => return Left::Open(Value::Text(Rc::new(pieces))),
            None => return Left::Not,
        };
        let rest = if front { text.strip_prefix(&*left) } else { text.strip_suffix(&*left) };
        if let Some(rest) = rest {
            if rest.is_empty() {
                pieces.remove(at);
            } else {
                pieces[at] = Piece::Lit(rest.into(), origins);
            }
            return Left::Rest(Value::Text(Rc::new(pieces)));
        }
        let rest = if front { left.strip_prefix(&*text) } else { left.strip_suffix(&*text) };
        let Some(rest) = rest else { return Left::Not };
        left = rest.to_owned();
        pieces.remove(at);
    }
    Left::Rest(Value::Text(Rc::new(pieces)))
}

pub(super) fn strip(interp: &mut Interp<'_>, value: &Value, pattern: &Value, front: bool) -> Value {
    let Value::Text(pieces) = value else { return undecided_strip(interp, value, None) };
    let end = if front { pieces.first() } else { pieces.last() };
    match resolved(interp, pattern, &literals(value)) {
        Some(Pattern::Text(text)) => match left_of(value, &text, front) {
            Left::Rest(rest) => rest.some(),
            Left::Open(rest) => undecided_strip(interp, &rest, Some(&format!("{front} {text}"))),
            Left::Not => Value::Nothing,
        },
        Some(Pattern::Chars(chars)) => {
            let found = match end {
                Some(Piece::Lit(text, _)) => {
                    let char = if front { text.chars().next() } else { text.chars().next_back() };
                    char.filter(|char| chars.contains(char))
                        .and_then(|char| cut(value, char.encode_utf8(&mut [0; 4]), front))
                }
                _ => None,
            };
            // Of a function of characters only those that were asked are known.
            match (found, end) {
                (Some(rest), _) => rest.some(),
                (None, Some(Piece::Hole(..))) => undecided_strip(interp, value, None),
                (None, _) => Value::Nothing,
            }
        }
        None => {
            let changed = interp.hole();
            undecided_strip(interp, &changed, None)
        }
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
    let how = format!("stripped {}", prefix.map_or_else(|| sym.0.to_string(), str::to_owned));
    let rest = match value {
        Value::Text(pieces) => Value::Text(Rc::new(pieces.iter().map(|piece| changed(interp, piece, &how)).collect())),
        other => other.clone(),
    };
    interp.one_of(vec![
        (Guard::of(sym, Set::except(vec![choice])), rest.some()),
        (Guard::is(sym, choice), Value::Nothing),
    ])
}

/// A text with the first occurrences of a pattern replaced; one within a hole stays in the hole.
pub(super) fn replaced(interp: &mut Interp<'_>, value: &Value, from: &Value, to: &Value, most: usize) -> Value {
    let (Value::Text(pieces), Value::Text(to)) = (value, to) else { return interp.hole() };
    let Some(pattern) = resolved(interp, from, &literals(value)) else { return interp.hole() };
    if matches!(&pattern, Pattern::Text(text) if text.is_empty()) {
        return interp.hole();
    }
    let how = format!("replace {:?} {most}", from.known_text());
    let count = |text: &str| with!(&pattern, pattern => text.matches(pattern).count());
    let mut left = most;
    let mut result: Vec<Piece> = Vec::with_capacity(pieces.len() + to.len());
    for piece in merged(pieces, &count) {
        match &piece {
            Piece::Lit(text, origins) if left > 0 && count(text) > 0 => {
                let found = count(text).min(left);
                left -= found;
                let parts: Vec<&str> = with!(&pattern, pattern => text.splitn(found + 1, pattern).collect());
                for (index, part) in parts.into_iter().enumerate() {
                    if index > 0 {
                        result.extend(to.iter().cloned());
                    }
                    if !part.is_empty() {
                        result.push(Piece::Lit(part.into(), origins.clone()));
                    }
                }
            }
            Piece::Lit(..) => result.push(piece),
            Piece::Hole(..) => result.push(changed(interp, &piece, &how)),
        }
    }
    if result.len() > MAX_PIECES {
        return interp.hole();
    }
    Value::Text(Rc::new(result))
}

/// The pieces, with neighbouring literals as one where something is found across them.
fn merged(pieces: &[Piece], count: &dyn Fn(&str) -> usize) -> Vec<Piece> {
    let mut result: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        if let (Some(Piece::Lit(before, one)), Piece::Lit(text, two)) = (result.last(), piece) {
            let whole = format!("{before}{text}");
            if count(&whole) > count(before) + count(text) {
                let piece = Piece::Lit(whole.into(), both(one, two));
                result.pop();
                result.push(piece);
                continue;
            }
        }
        result.push(piece.clone());
    }
    result
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
                    hole => changed(interp, hole, &case),
                })
                .collect(),
        )),
        other => other.clone(),
    })
}

/// What is not known, after something was done to it: another unknown, the same for each time that the same is done.
fn changed(interp: &mut Interp<'_>, piece: &Piece, how: &str) -> Piece {
    match piece {
        Piece::Hole(unknown, origins) => {
            let sym = interp.part(unknown.sym, how);
            Piece::Hole(Rc::new(Unknown { sym, ..(**unknown).clone() }), origins.clone())
        }
        lit @ Piece::Lit(..) => lit.clone(),
    }
}
