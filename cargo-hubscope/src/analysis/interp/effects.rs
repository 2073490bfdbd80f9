//! What of a value forbids to put a call off or to remember it, and which inputs lead to the same calls.

use std::rc::Rc;

use super::super::value::Value;

/// Whether a value refers to variables or code, so that a call with it is neither put off nor memoised.
pub fn has_effects(value: &Value, depth: usize) -> bool {
    if depth > 24 {
        return true;
    }
    match value {
        Value::Ref(_) | Value::View(..) | Value::Closure(_) => true,
        Value::Alts(alts) => alts.iter().any(|(_, value)| has_effects(value, depth + 1)),
        Value::Data(data) => data.fields.iter().any(|(_, value)| has_effects(value, depth + 1)),
        Value::Tuple(items) => items.iter().any(|value| has_effects(value, depth + 1)),
        Value::List(list) => list.elems.iter().any(|value| has_effects(value, depth + 1)),
        Value::Wrapped(_, inner) => has_effects(inner, depth + 1),
        Value::Request(request) => request.stage == super::super::value::Stage::Open,
        Value::Lazy(lazy) => lazy.args.iter().chain(&lazy.receiver).any(|value| has_effects(value, depth + 1)),
        _ => false,
    }
}

/// Whether two inputs lead to the same calls: what is known of them is the same.
pub fn alike(a: &Value, b: &Value, depth: usize) -> bool {
    if depth > 8 {
        return false;
    }
    let open = |value: &Value| matches!(value, Value::Unknown(_) | Value::Lazy(_));
    match (a, b) {
        (a, b) if open(a) && open(b) => true,
        (Value::Text(a), Value::Text(b)) => {
            let shape = |pieces: &[super::super::value::Piece]| -> Vec<Option<Rc<str>>> {
                pieces
                    .iter()
                    .map(|piece| match piece {
                        super::super::value::Piece::Lit(text, _) => Some(text.clone()),
                        super::super::value::Piece::Hole(..) => None,
                    })
                    .collect()
            };
            shape(a) == shape(b)
        }
        (Value::Data(a), Value::Data(b)) => {
            a.adt == b.adt
                && a.variant == b.variant
                && a.fields.len() == b.fields.len()
                && a.fields.iter().zip(&b.fields).all(|((_, a), (_, b))| alike(a, b, depth + 1))
        }
        (Value::Wrapped(k, a), Value::Wrapped(l, b)) => k == l && alike(a, b, depth + 1),
        (Value::Tuple(a), Value::Tuple(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| alike(a, b, depth + 1))
        }
        // Elements decide calls as fields do: a tree, or the rest of a list.
        (Value::List(a), Value::List(b)) => {
            a.elems.len() == b.elems.len()
                && a.open == b.open
                && a.elems.iter().zip(&b.elems).all(|(a, b)| alike(a, b, depth + 1))
        }
        (Value::Number(_), Value::Number(_)) | (Value::Closure(_), Value::Closure(_)) => true,
        (Value::Ref(_), Value::Ref(_)) => true,
        (Value::Alts(a), Value::Alts(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|((_, a), (_, b))| alike(a, b, depth + 1))
        }
        (a, b) => a == b,
    }
}
