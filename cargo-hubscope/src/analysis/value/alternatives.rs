//! Alternatives of a value, each under its guard.

use std::rc::Rc;

use super::super::guard::Guard;
use crate::source::Span;

use super::{Piece, Unknown, Value, Wrap, known, nowhere};

impl Value {
    /// `()`.
    pub fn unit() -> Value {
        Value::Tuple(Rc::new(Vec::new()))
    }

    /// A known text that stands at `at`.
    pub fn text_at(text: &str, at: Span) -> Value {
        Value::Text(Rc::new(if text.is_empty() { vec![] } else { vec![Piece::Lit(text.into(), Rc::from([at]))] }))
    }

    /// A known text from nowhere in the source.
    pub fn text(text: &str) -> Value {
        Value::Text(Rc::new(if text.is_empty() { vec![] } else { vec![Piece::Lit(text.into(), nowhere())] }))
    }

    /// The text, where all of it is known.
    pub fn known_text(&self) -> Option<String> {
        match self {
            Value::Text(pieces) => known(pieces),
            _ => None,
        }
    }

    /// What stands for the whole value, where nothing of it is known.
    pub fn single_hole(&self) -> Option<Rc<Unknown>> {
        match self {
            Value::Unknown(unknown) => Some(Rc::clone(unknown)),
            Value::Text(pieces) => match pieces.as_slice() {
                [Piece::Hole(unknown, _)] => Some(Rc::clone(unknown)),
                _ => None,
            },
            _ => None,
        }
    }

    /// `Some(self)`.
    pub fn some(self) -> Value {
        Value::Wrapped(Wrap::Some, Rc::new(self))
    }

    /// The alternatives with their guards; a plain value is one that holds always.
    pub fn alternatives(&self) -> Vec<(Guard, Value)> {
        match self {
            Value::Alts(alts) => alts.as_ref().clone(),
            Value::Never => Vec::new(),
            other => vec![(Guard::always(), other.clone())],
        }
    }

    /// How many alternatives there are.
    pub fn alternatives_count(&self) -> u64 {
        match self {
            Value::Alts(alts) => alts.len() as u64,
            _ => 1,
        }
    }

    /// One value out of alternatives: flat, without `Never`, equal neighbours merged.
    pub fn one_of(alts: Vec<(Guard, Value)>) -> Value {
        let mut flat: Vec<(Guard, Value)> = Vec::with_capacity(alts.len());
        for (guard, value) in alts {
            match value {
                Value::Never => {}
                Value::Alts(inner) => {
                    for (under, value) in inner.iter() {
                        if let Some(guard) = guard.and(under) {
                            flat.push((guard, value.clone()));
                        }
                    }
                }
                value => flat.push((guard, value)),
            }
        }
        if let Some((_, first)) = flat.first()
            && flat.iter().all(|(_, value)| value == first)
        {
            return first.clone();
        }
        flat.sort_by(|(a, _), (b, _)| a.cmp(b));
        flat.dedup();
        merge(&mut flat);
        match flat.len() {
            0 => Value::Never,
            1 => flat.swap_remove(0).1,
            _ => Value::Alts(Rc::new(flat)),
        }
    }

    /// The alternatives that can hold under `path`.
    pub fn within(&self, path: &Guard) -> Value {
        match self {
            Value::Alts(alts) if !path.is_always() => {
                if alts.iter().all(|(guard, _)| guard.and(path).is_some()) {
                    return self.clone();
                }
                let kept: Vec<(Guard, Value)> =
                    alts.iter().filter(|(guard, _)| guard.and(path).is_some()).cloned().collect();
                Value::one_of(kept)
            }
            _ => self.clone(),
        }
    }

    /// Applies `f` to each alternative.
    pub fn map(&self, mut f: impl FnMut(&Value) -> Value) -> Value {
        match self {
            Value::Alts(alts) => Value::one_of(alts.iter().map(|(guard, value)| (guard.clone(), f(value))).collect()),
            Value::Never => Value::Never,
            one => f(one),
        }
    }
}

/// Joins alternatives of the same value whose guards differ in one decision only.
fn merge(alts: &mut Vec<(Guard, Value)>) {
    // A long list is data, not branches: looking at each pair would cost more than it saves.
    if alts.len() > 48 {
        return;
    }
    let mut at = 0;
    while at < alts.len() {
        let joined = (at + 1..alts.len()).find_map(|other| {
            let same = alts[at].1 == alts[other].1;
            same.then(|| alts[at].0.joined(&alts[other].0)).flatten().map(|guard| (other, guard))
        });
        match joined {
            Some((other, guard)) => {
                alts[at].0 = guard;
                alts.remove(other);
                at = 0;
            }
            None => at += 1,
        }
    }
}
