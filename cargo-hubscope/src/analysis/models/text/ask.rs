//! Questions to texts: what they start with, end in, contain; where; whether they are empty.

use std::rc::Rc;

use super::pattern::{Pattern, is_class, only_char, resolved, with};
use crate::analysis::interp::Interp;
use crate::analysis::interp::method::MethodCall;
use crate::analysis::value::{Cause, Piece, Type, Value, known};

/// A method that asks its receiver something; `None` for others.
pub(super) fn method(interp: &mut Interp<'_>, value: &Value, call: &MethodCall<'_>) -> Option<Value> {
    let name = call.name;
    if let Some(text) = value.known_text()
        && let Some(char) = only_char(&text)
        && call.args.is_empty()
        && let Some(answer) = is_class(name, char)
    {
        return Some(Value::Bool(answer));
    }
    let first = call.args.first().cloned();
    Some(match name {
        "starts_with" | "ends_with" | "contains" => {
            let pattern = first?;
            interp.each(&value.clone(), &mut |interp, value| {
                interp.each(&pattern, &mut |interp, pattern| asked(interp, value, pattern, name))
            })
        }
        "is_empty" => interp.each(&value.clone(), &mut |interp, value| is_empty(interp, value)),
        "eq" | "ne" | "eq_ignore_ascii_case" => {
            let other = first?;
            interp.each2(&value.clone(), &other, &mut |interp, left, right| {
                let equal = match (name, left.known_text(), right.known_text()) {
                    ("eq_ignore_ascii_case", Some(left), Some(right)) => Some(left.eq_ignore_ascii_case(&right)),
                    ("eq_ignore_ascii_case", ..) => None,
                    _ => interp.equal(left, right),
                };
                match equal {
                    Some(equal) => Value::Bool(equal == (name != "ne")),
                    None => interp.unknown(Type::Bool, Cause::Opaque),
                }
            })
        }
        "len" | "len_utf8" => match value.known_text() {
            Some(text) => Value::Number(text.len() as i64),
            None => interp.unknown(Type::Number, Cause::Opaque),
        },
        "find" | "rfind" => {
            let pattern = first?;
            interp.each2(&value.clone(), &pattern, &mut |interp, value, pattern| {
                found(interp, value, pattern, name == "find")
            })
        }
        "is_char_boundary" => interp.unknown(Type::Bool, Cause::Opaque),
        _ => return None,
    })
}

/// Where a pattern stands.
fn found(interp: &mut Interp<'_>, value: &Value, pattern: &Value, first: bool) -> Value {
    let at = |at: Option<usize>| at.map_or(Value::Nothing, |at| Value::Number(at as i64).some());
    if let Value::Text(pieces) = value {
        match known(pieces) {
            Some(text) => {
                if let Some(pattern) = resolved(interp, pattern, &text) {
                    return at(with!(&pattern, pattern => {
                        if first { text.find(pattern) } else { text.rfind(pattern) }
                    }));
                }
            }
            None => {
                if let (true, Some(Piece::Lit(text, _))) = (first, pieces.first())
                    && let Some(pattern) = resolved(interp, pattern, text)
                    && let Some((index, _)) = with!(&pattern, pattern => text.match_indices(pattern).next())
                {
                    return at(Some(index));
                }
            }
        }
    }
    interp.unknown(Type::Outside("std::Option".into(), Rc::from([Type::Number])), Cause::Opaque)
}

fn asked(interp: &mut Interp<'_>, value: &Value, pattern: &Value, name: &str) -> Value {
    if let Some(text) = value.known_text() {
        return match resolved(interp, pattern, &text) {
            Some(pattern) => Value::Bool(match (name, &pattern) {
                ("ends_with", Pattern::Text(end)) => text.ends_with(&**end),
                ("ends_with", Pattern::Chars(chars)) => text.ends_with(&**chars),
                ("starts_with", pattern) => with!(pattern, pattern => text.starts_with(pattern)),
                (_, pattern) => with!(pattern, pattern => text.contains(pattern)),
            }),
            None => interp.unknown(Type::Bool, Cause::Opaque),
        };
    }
    let patterns: Vec<String> = match pattern {
        Value::List(list) => list.elems.iter().filter_map(Value::known_text).collect(),
        other => other.known_text().into_iter().collect(),
    };
    let Value::Text(pieces) = value else { return interp.unknown(Type::Bool, Cause::Opaque) };
    if patterns.is_empty() {
        return interp.unknown(Type::Bool, Cause::Opaque);
    }
    let decided = |pattern: &String| -> Option<bool> {
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
        // Being empty is being the empty text.
        Value::Text(pieces) if pieces.len() == 1 => match value.single_hole() {
            Some(unknown) => {
                let (empty, other) = interp.is_one_of(&unknown, &[String::new()]);
                interp.one_of(vec![(empty, Value::Bool(true)), (other, Value::Bool(false))])
            }
            None => Value::Bool(false),
        },
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
