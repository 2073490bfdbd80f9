//! Questions to texts: what they start with, end in, contain; whether they are empty.

use std::rc::Rc;

use crate::analysis::interp::Interp;
use crate::analysis::value::{Cause, Piece, Type, Value, known};

pub(super) fn asked(interp: &mut Interp<'_>, value: &Value, pattern: &Value, name: &str) -> Value {
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

pub(super) fn is_empty(interp: &mut Interp<'_>, value: &Value) -> Value {
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
