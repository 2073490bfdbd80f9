//! Notes on values of the places that decided them.

use std::rc::Rc;

use super::super::guard::Guard;
use super::super::value::{Data, Origins, Piece, Value, both, nowhere};

/// The places where the variants among a value's alternatives were named.
pub fn origins_of_choice(value: &Value) -> Vec<(Guard, Origins)> {
    value
        .alternatives()
        .into_iter()
        .filter_map(|(guard, value)| match value {
            Value::Data(data) if !data.origins.is_empty() => Some((guard, data.origins.clone())),
            Value::Text(pieces) => match pieces.as_slice() {
                [Piece::Lit(_, origins)] if !origins.is_empty() => Some((guard, origins.clone())),
                _ => None,
            },
            _ => None,
        })
        .collect()
}

/// Notes on texts and variants that a choice decided them.
pub fn tagged<T: Tags + ?Sized>(value: &Value, tags: &T) -> Value {
    let Some(tags) = tags.tags() else { return value.clone() };
    tag(value, &tags, 0)
}

/// Places that decided a value.
pub trait Tags {
    /// All of them; `None` where there are none.
    fn tags(&self) -> Option<Origins>;
}

impl Tags for Origins {
    fn tags(&self) -> Option<Origins> {
        (!self.is_empty()).then(|| self.clone())
    }
}

impl Tags for Vec<(Guard, Origins)> {
    fn tags(&self) -> Option<Origins> {
        let mut all = nowhere();
        for (_, origins) in self {
            all = both(&all, origins);
        }
        (!all.is_empty()).then_some(all)
    }
}

fn tag(value: &Value, tags: &Origins, depth: usize) -> Value {
    if depth > 3 {
        return value.clone();
    }
    match value {
        Value::Text(pieces) => {
            let tagged = pieces.iter().map(|piece| match piece {
                Piece::Lit(text, origins) => Piece::Lit(text.clone(), both(origins, tags)),
                Piece::Hole(unknown, origins) => Piece::Hole(unknown.clone(), both(origins, tags)),
            });
            Value::Text(Rc::new(tagged.collect()))
        }
        Value::Data(data) if data.variant.is_some() => {
            Value::Data(Rc::new(Data { origins: both(&data.origins, tags), ..(**data).clone() }))
        }
        Value::Tuple(items) => Value::Tuple(Rc::new(items.iter().map(|item| tag(item, tags, depth + 1)).collect())),
        Value::Wrapped(wrap, inner) => Value::Wrapped(*wrap, Rc::new(tag(inner, tags, depth + 1))),
        Value::Alts(alts) => {
            Value::Alts(Rc::new(alts.iter().map(|(guard, value)| (guard.clone(), tag(value, tags, depth))).collect()))
        }
        other => other.clone(),
    }
}
