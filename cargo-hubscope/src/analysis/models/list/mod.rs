//! Lists and maps of known elements, and iterators over them.

mod element;
mod iterate;

use std::rc::Rc;

use element::at;
pub use element::{element, index, insert_at, unknown_element};
use iterate::iterate;
pub use iterate::on_unknown;

use super::super::interp::Interp;
use super::super::interp::method::MethodCall;
use super::super::value::{Cause, List, Type, Value, Wrap};
use super::text;

/// How many elements a list may grow to.
const MAX_ELEMENTS: usize = 512;

fn list(elems: Vec<Value>, open: bool) -> Value {
    Value::List(Rc::new(List { elems, open, map: false }))
}

/// A method of a list, map or iterator of known elements; `None` for what is not modelled.
pub fn method(interp: &mut Interp<'_>, value: &Value, call: &MethodCall<'_>) -> Option<Value> {
    let Value::List(items) = value else { return None };
    let arg = |index: usize| call.args.get(index).cloned();
    let count = |value: Option<Value>| match value {
        Some(Value::Number(number)) => usize::try_from(number).ok(),
        _ => None,
    };
    if let Some(closure) = call.args.iter().rev().find(|arg| matches!(arg, Value::Closure(_) | Value::Func(_)))
        && let Some(result) = iterate(interp, items, &closure.clone(), call)
    {
        return Some(result);
    }
    Some(match call.name {
        "iter" | "into_iter" | "iter_mut" | "copied" | "cloned" | "by_ref" | "peekable" | "fuse" | "to_vec"
        | "as_slice" | "collect_vec" | "into_boxed_slice" | "par_iter" | "into_par_iter" | "as_ref" | "to_owned"
        | "clone" | "sorted" | "unique" | "buffer_unordered" | "buffered" | "into_values_list" | "as_mut_slice"
        | "boxed" | "boxed_local" => value.clone(),
        "collect" | "try_collect" => {
            let wanted = call
                .turbofish
                .first()
                .cloned()
                .filter(|ty| *ty != Type::Unknown)
                .unwrap_or_else(|| call.wanted.clone());
            match wanted.peeled() {
                Type::Text => text::joined(interp, value, &Value::text("")),
                Type::Outside(path, _) if path.ends_with("Map") => {
                    Value::List(Rc::new(List { map: true, ..(**items).clone() }))
                }
                _ => value.clone(),
            }
        }
        "rev" => list(items.elems.iter().rev().cloned().collect(), items.open),
        "take" => match count(arg(0)) {
            Some(count) => list(items.elems.iter().take(count).cloned().collect(), items.open),
            None => list(items.elems.clone(), true),
        },
        "skip" => match count(arg(0)) {
            Some(count) => list(items.elems.iter().skip(count).cloned().collect(), items.open),
            None => list(items.elems.clone(), true),
        },
        "step_by" => list(items.elems.clone(), true),
        "chain" => match interp.settled(&arg(0)?) {
            Value::List(other) => {
                list(items.elems.iter().chain(&other.elems).cloned().collect(), items.open || other.open)
            }
            _ => list(items.elems.clone(), true),
        },
        "zip" => {
            let other = interp.settled(&arg(0)?);
            let mut elems = Vec::with_capacity(items.elems.len());
            for (index, elem) in items.elems.iter().enumerate() {
                let partner = match &other {
                    Value::List(list) if !list.open => match list.elems.get(index) {
                        Some(partner) => partner.clone(),
                        None => break,
                    },
                    other => unknown_element(interp, other),
                };
                elems.push(Value::Tuple(Rc::new(vec![elem.clone(), partner])));
            }
            list(elems, items.open)
        }
        "enumerate" => {
            let pairs = items
                .elems
                .iter()
                .enumerate()
                .map(|(index, elem)| Value::Tuple(Rc::new(vec![Value::Number(index as i64), elem.clone()])));
            list(pairs.collect(), items.open)
        }
        "flatten" | "concat" if !matches!(items.elems.first(), Some(Value::Text(_))) => {
            let mut elems = Vec::new();
            let mut open = items.open;
            for elem in &items.elems {
                match interp.settled(elem) {
                    Value::List(inner) => {
                        open |= inner.open;
                        elems.extend(inner.elems.iter().cloned());
                    }
                    Value::Nothing | Value::Wrapped(Wrap::Err, _) => {}
                    Value::Wrapped(_, inner) => elems.push((*inner).clone()),
                    other => elems.push(other),
                }
            }
            list(elems, open)
        }
        "concat" => text::joined(interp, value, &Value::text("")),
        "join" | "connect" => {
            let separator = arg(0)?;
            text::joined(interp, value, &separator)
        }
        "next" | "pop_front" if call.place.is_some() && !items.open => {
            if let (Some(place), [_, rest @ ..]) = (call.place.clone(), items.elems.as_slice()) {
                interp.write_place(&place, Value::List(Rc::new(List { elems: rest.to_vec(), ..(**items).clone() })));
            }
            items.elems.first().map_or(Value::Nothing, |first| first.clone().some())
        }
        "first" | "next" | "peek" | "front" | "next_back" | "pop_front" => match items.elems.first() {
            Some(first) if !items.open || call.name == "first" => first.clone().some(),
            Some(_) => interp.any_element(value).some(),
            None if items.open => {
                let elem = interp.unknown(Type::Unknown, Cause::Opaque);
                elem.some()
            }
            None => Value::Nothing,
        },
        "last" | "back" => match items.elems.last() {
            Some(last) if !items.open => last.clone().some(),
            Some(_) => interp.any_element(value).some(),
            None => Value::Nothing,
        },
        "pop" => {
            if let Some(place) = &call.place
                && !items.open
            {
                let mut changed = (**items).clone();
                changed.elems.pop();
                interp.write_place(&place.clone(), Value::List(Rc::new(changed)));
            }
            items.elems.last().map_or(Value::Nothing, |last| last.clone().some())
        }
        "get" | "nth" | "get_mut" | "remove" | "swap_remove" | "entry" | "get_or_insert_with" | "get_key_value" => {
            let index = interp.settled(&arg(0)?);
            if items.elems.is_empty() && items.open {
                return None;
            }
            match at(interp, items, &index) {
                Some(found) if call.name == "remove" && !items.map => found,
                Some(found) => found.some(),
                None if items.open => {
                    let ty = Type::Outside("std::Option".into(), Rc::from([Type::Unknown]));
                    interp.unknown(ty, Cause::Opaque)
                }
                None => Value::Nothing,
            }
        }
        "keys" | "into_keys" | "values" | "into_values" | "values_mut" => {
            let part = if call.name.contains("key") { 0 } else { 1 };
            let parts = items.elems.iter().filter_map(|pair| match pair {
                Value::Tuple(pair) => pair.get(part).cloned(),
                _ => None,
            });
            list(parts.collect(), items.open)
        }
        "push" | "push_back" | "insert" | "extend" | "extend_from_slice" | "append" | "push_front" => {
            let place = call.place.clone()?;
            let mut changed = match interp.current(&place) {
                Value::List(known) => (*known).clone(),
                _ => (**items).clone(),
            };
            match call.name {
                "insert" if changed.map => {
                    changed.elems.push(Value::Tuple(Rc::new(vec![arg(0)?, arg(1)?])));
                }
                "insert" => match (arg(0)?, arg(1)) {
                    (Value::Number(index), Some(value)) => {
                        let index = usize::try_from(index).unwrap_or(0).min(changed.elems.len());
                        changed.elems.insert(index, value);
                    }
                    (value, None) => changed.elems.push(value),
                    (_, Some(value)) => {
                        changed.elems.push(value);
                        changed.open = true;
                    }
                },
                "extend" | "extend_from_slice" | "append" => match interp.settled(&arg(0)?) {
                    Value::List(more) => {
                        changed.open |= more.open;
                        changed.elems.extend(more.elems.iter().cloned());
                    }
                    Value::Nothing => {}
                    Value::Wrapped(_, inner) => changed.elems.push((*inner).clone()),
                    _ => changed.open = true,
                },
                "push_front" => changed.elems.insert(0, arg(0)?),
                _ => changed.elems.push(arg(0)?),
            }
            if changed.elems.len() > MAX_ELEMENTS {
                changed.elems.truncate(MAX_ELEMENTS);
                changed.open = true;
            }
            interp.write_place(&place, Value::List(Rc::new(changed)));
            Value::unit()
        }
        "clear" => {
            if let Some(place) = call.place.clone() {
                interp.write_place(&place, list(vec![], false));
            }
            Value::unit()
        }
        "is_empty" => match items.open {
            false => Value::Bool(items.elems.is_empty()),
            true => interp.unknown(Type::Bool, Cause::Opaque),
        },
        "len" | "count" => match items.open {
            false => Value::Number(items.elems.len() as i64),
            true => interp.unknown(Type::Number, Cause::Opaque),
        },
        "contains" | "contains_key" => contains(interp, items, &arg(0)?),
        "drain" | "windows" | "chunks" => match call.name {
            "drain" => value.clone(),
            _ => list(vec![list(items.elems.clone(), true)], true),
        },
        "sort" | "dedup" | "reverse" | "shuffle" | "sort_unstable" => {
            if let Some(place) = call.place.clone() {
                interp.write_place(&place, list(items.elems.clone(), items.open || items.elems.len() > 1));
            }
            Value::unit()
        }
        "max" | "min" | "choose" | "sum" => interp.any_element(value).some(),
        "split_first" => match items.elems.split_first() {
            Some((first, rest)) => Value::Tuple(Rc::new(vec![first.clone(), list(rest.to_vec(), items.open)])).some(),
            None => Value::Nothing,
        },
        _ => return None,
    })
}

/// Whether a list holds a value, or a map a key: decided for known texts; for an unknown one a decision which of them it
/// is, so that it is known where the answer is yes.
fn contains(interp: &mut Interp<'_>, items: &List, wanted: &Value) -> Value {
    let key = |elem: &Value| match elem {
        Value::Tuple(pair) if items.map => pair.first().and_then(Value::known_text),
        elem => elem.known_text(),
    };
    let texts: Option<Vec<String>> = items.elems.iter().map(key).collect();
    let Some(texts) = texts.filter(|texts| !items.open && !texts.is_empty()) else {
        return interp.unknown(Type::Bool, Cause::Opaque);
    };
    interp.each(wanted, &mut |interp, wanted| match (wanted.known_text(), wanted.single_hole()) {
        (Some(text), _) => Value::Bool(texts.contains(&text)),
        (None, Some(unknown)) => {
            let (one, none) = interp.is_one_of(&unknown, &texts);
            interp.one_of(vec![(one, Value::Bool(true)), (none, Value::Bool(false))])
        }
        (None, None) => interp.unknown(Type::Bool, Cause::Opaque),
    })
}
