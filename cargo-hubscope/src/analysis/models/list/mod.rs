//! Lists and maps of known elements, and iterators over them.

mod change;
mod element;
pub mod entry;
mod iterate;
mod order;

use std::rc::Rc;

pub use change::as_list;
pub use change::ways;
use element::at;
pub use element::{element, index, insert_at, perhaps, unknown_element};
use iterate::iterate;
pub use iterate::on_unknown;
use order::same;
pub use order::{as_set, plain_order};

use super::super::interp::Interp;
use super::super::interp::method::MethodCall;
use super::super::value::{Bounds, Cause, List, Type, Value, Wrap};
use super::text;

/// How many elements a list may grow to.
pub const MAX_ELEMENTS: usize = 512;

fn list(elems: Vec<Value>, open: bool) -> Value {
    Value::List(Rc::new(List { elems, open, map: false }))
}

/// How many numbers of a range are told apart: more than a loop looks at one by one are any number.
const MAX_NUMBERS: i64 = 64;

/// The numbers of a range; `None` where it has no end or too many.
pub fn numbers(bounds: &Bounds) -> Option<List> {
    let end = bounds.end?;
    let length = end.checked_sub(bounds.start)?;
    let elems = (bounds.start..end).map(Value::Number);
    (length <= MAX_NUMBERS).then(|| List { elems: elems.collect(), open: false, map: false })
}

/// A method of a range; `None` for what is not modelled.
pub fn on_range(interp: &mut Interp<'_>, bounds: &Bounds, call: &MethodCall<'_>) -> Option<Value> {
    if call.name == "contains" {
        return Some(match call.args.first().map(|arg| interp.settled(arg)) {
            Some(Value::Number(number)) => {
                Value::Bool(number >= bounds.start && bounds.end.is_none_or(|end| number < end))
            }
            _ => interp.unknown(Type::Bool, Cause::Opaque),
        });
    }
    let items = as_list(interp, &Value::Range(bounds.clone()));
    method(interp, &Value::List(Rc::new(items)), call)
}

/// A method of a list, map or iterator of known elements; `None` for what is not modelled.
pub fn method(interp: &mut Interp<'_>, value: &Value, call: &MethodCall<'_>) -> Option<Value> {
    let Value::List(items) = value else { return None };
    if let Some(result) = change::method(interp, items, call) {
        return Some(result);
    }
    if let Some(closure) = call.args.iter().rev().find(|arg| matches!(arg, Value::Closure(_) | Value::Func(_)))
        && let Some(result) = iterate(interp, items, &closure.clone(), call)
    {
        return Some(result);
    }
    if let Some(result) = picked(interp, value, items, call) {
        return Some(result);
    }
    adapted(interp, value, items, call)
}

/// Methods that give elements, numbers or answers.
fn picked(interp: &mut Interp<'_>, value: &Value, items: &Rc<List>, call: &MethodCall<'_>) -> Option<Value> {
    let arg = |index: usize| call.args.get(index).cloned();
    // An element that may be any, or none.
    let any = |interp: &mut Interp<'_>| {
        let any = match items.elems.is_empty() {
            true => interp.unknown(Type::Unknown, Cause::Opaque),
            false => interp.any_element(value),
        };
        perhaps(interp, any)
    };
    Some(match call.name {
        "next" if call.place.is_some() && !items.open => {
            if let (Some(place), [_, rest @ ..]) = (call.place.clone(), items.elems.as_slice()) {
                interp.write_place(&place, Value::List(Rc::new(List { elems: rest.to_vec(), ..(**items).clone() })));
            }
            items.elems.first().map_or(Value::Nothing, |first| first.clone().some())
        }
        "next_back" if call.place.is_some() && !items.open => {
            if let (Some(place), [rest @ .., _]) = (call.place.clone(), items.elems.as_slice()) {
                interp.write_place(&place, Value::List(Rc::new(List { elems: rest.to_vec(), ..(**items).clone() })));
            }
            items.elems.last().map_or(Value::Nothing, |last| last.clone().some())
        }
        "first" | "next" | "peek" | "front" | "last" | "back" | "next_back" | "first_key_value" | "last_key_value"
            if items.open =>
        {
            any(interp)
        }
        "first" | "next" | "peek" | "front" => items.elems.first().map_or(Value::Nothing, |first| first.clone().some()),
        "last" | "back" | "next_back" => items.elems.last().map_or(Value::Nothing, |last| last.clone().some()),
        "first_key_value" | "last_key_value" if items.elems.len() == 1 => items.elems.first()?.clone().some(),
        "first_key_value" | "last_key_value" => any(interp),
        "get" | "nth" | "get_key_value" | "get_index" => {
            let index = interp.settled(&arg(0)?);
            let index = interp.opened_choice(&index);
            if items.elems.is_empty() && items.open {
                return None;
            }
            // Of a set: the value itself. A part of a list.
            match (&index, items.map) {
                (Value::Range(bounds), false) => return Some(text::sliced(interp, value, bounds).some()),
                (Value::Text(_), false) => return Some(any(interp)),
                _ => {}
            }
            let positions = List { map: items.map && call.name != "get_index", ..(**items).clone() };
            interp.each(&index, &mut |interp, index| {
                let found = at(interp, &positions, index).optional(interp);
                match call.name {
                    "get_key_value" => interp.each(&found, &mut |_, found| match found {
                        Value::Wrapped(wrap, value) => {
                            let pair = Value::Tuple(Rc::new(vec![index.clone(), (**value).clone()]));
                            Value::Wrapped(*wrap, Rc::new(pair))
                        }
                        other => other.clone(),
                    }),
                    _ => found,
                }
            })
        }
        "is_empty" => match (items.open, items.elems.is_empty()) {
            (false, empty) => Value::Bool(empty),
            (true, _) => interp.unknown(Type::Bool, Cause::Opaque),
        },
        "len" | "count" => match items.open {
            false => Value::Number(items.elems.len() as i64),
            true => interp.unknown(Type::Number, Cause::Opaque),
        },
        "contains" | "contains_key" => {
            let wanted = arg(0)?;
            contains(interp, items, &wanted)
        }
        "max" | "min" | "iter_max" => match plain_order(&items.elems).filter(|_| !items.open) {
            Some(sorted) => {
                let found = if call.name == "min" { sorted.first() } else { sorted.last() };
                found.map_or(Value::Nothing, |found| found.clone().some())
            }
            None => any(interp),
        },
        "choose" | "exactly_one" | "at_most_one" | "only" | "sum" | "product"
            if items.elems.len() == 1 && !items.open =>
        {
            let only = items.elems.first()?.clone();
            if matches!(call.name, "sum" | "product") { only } else { only.some() }
        }
        "choose" => any(interp),
        "sum" | "product" => {
            let mut total = i64::from(call.name == "product");
            for elem in &items.elems {
                match elem {
                    Value::Number(number) if !items.open => {
                        total =
                            if call.name == "sum" { total.wrapping_add(*number) } else { total.wrapping_mul(*number) };
                    }
                    _ => return Some(interp.unknown(Type::Number, Cause::Opaque)),
                }
            }
            Value::Number(total)
        }
        "split_first" | "split_last" if !items.open => {
            let (taken, rest) = match (call.name, items.elems.as_slice()) {
                (_, []) => return Some(Value::Nothing),
                ("split_first", [first, rest @ ..]) => (first, rest),
                (_, [rest @ .., last]) => (last, rest),
            };
            Value::Tuple(Rc::new(vec![taken.clone(), list(rest.to_vec(), false)])).some()
        }
        "split_first" | "split_last" => {
            let one = interp.any_element(value);
            let both = Value::Tuple(Rc::new(vec![one, value.clone()]));
            perhaps(interp, both)
        }
        "concat" if matches!(items.elems.first(), Some(Value::Text(_)) | None) => {
            text::joined(interp, value, &Value::text(""))
        }
        "join" | "connect" | "format" if !call.args.is_empty() => {
            let separator = arg(0)?;
            text::joined(interp, value, &separator)
        }
        // The rest of the characters of a text.
        "as_str" => text::joined(interp, value, &Value::text("")),
        "to_string" => interp.hole(),
        _ => return None,
    })
}

/// Whether a list holds a value, or a map a key: decided for known ones; for an unknown text a decision which of them it
/// is, so that it is known where the answer is yes.
fn contains(interp: &mut Interp<'_>, items: &List, wanted: &Value) -> Value {
    let key = |elem: &Value| match elem {
        Value::Tuple(pair) if items.map => pair.first().cloned().unwrap_or(Value::Never),
        elem => elem.clone(),
    };
    let keys: Vec<Value> = items.elems.iter().map(|elem| interp.settled(&key(elem))).collect();
    let texts: Option<Vec<String>> = keys.iter().map(Value::known_text).collect();
    let texts = texts.filter(|texts| !texts.is_empty());
    interp.each(wanted, &mut |interp, wanted| {
        let answers: Vec<Option<bool>> = keys.iter().map(|key| same(interp, key, wanted)).collect();
        match (&texts, wanted.single_hole()) {
            _ if items.open => interp.unknown(Type::Bool, Cause::Opaque),
            _ if !answers.contains(&None) => Value::Bool(answers.contains(&Some(true))),
            (Some(texts), Some(unknown)) => {
                let (one, none) = interp.is_one_of(&unknown, texts);
                interp.one_of(vec![(one, Value::Bool(true)), (none, Value::Bool(false))])
            }
            _ => interp.unknown(Type::Bool, Cause::Opaque),
        }
    })
}

/// Methods that give lists.
fn adapted(interp: &mut Interp<'_>, value: &Value, items: &Rc<List>, call: &MethodCall<'_>) -> Option<Value> {
    let arg = |index: usize| call.args.get(index).cloned();
    let count = |interp: &mut Interp<'_>| match arg(0).map(|arg| interp.settled(&arg)) {
        Some(Value::Number(number)) => usize::try_from(number).ok(),
        _ => None,
    };
    let kept = |elems: Vec<Value>, open: bool| Value::List(Rc::new(List { elems, open, map: items.map }));
    Some(match call.name {
        // The order of a map is not that of its making.
        "iter" | "into_iter" if items.map && items.elems.len() > 1 => kept(items.elems.clone(), true),
        "iter" | "into_iter" | "copied" | "cloned" | "by_ref" | "peekable" | "fuse" | "to_vec" | "as_slice"
        | "collect_vec" | "into_boxed_slice" | "par_iter" | "into_par_iter" | "as_ref" | "to_owned" | "clone"
        | "buffer_unordered" | "buffered" | "as_mut_slice" | "boxed" | "boxed_local" | "into_vec" | "borrow"
        | "as_mut" | "values_list" | "entries" | "make_contiguous" | "shrink_to_fit" | "reserve" => value.clone(),
        "unique" | "dedup" => {
            let mut elems: Vec<Value> = Vec::new();
            let mut open = items.open;
            for elem in &items.elems {
                let before = if call.name == "dedup" { elems.len().saturating_sub(1) } else { 0 };
                let answers: Vec<Option<bool>> =
                    elems[before..].to_vec().iter().map(|known| same(interp, known, elem)).collect();
                if answers.contains(&Some(true)) {
                    continue;
                }
                open |= answers.contains(&None);
                elems.push(elem.clone());
            }
            kept(elems, open)
        }
        "sorted" | "sorted_unstable" => match plain_order(&items.elems) {
            Some(sorted) => kept(sorted, items.open),
            None => kept(items.elems.clone(), true),
        },
        "collect" | "try_collect" => {
            let wanted = call
                .turbofish
                .first()
                .cloned()
                .filter(|ty| *ty != Type::Unknown)
                .unwrap_or_else(|| call.wanted.clone());
            match wanted.peeled() {
                Type::Text => text::joined(interp, value, &Value::text("")),
                Type::Outside(path, _) if path.ends_with("PathBuf") => super::path::collected(interp, items),
                Type::Outside(path, _) if path.ends_with("Map") => {
                    let mut map = List { elems: vec![], open: items.open, map: true };
                    for elem in &items.elems {
                        match interp.settled(elem) {
                            Value::Tuple(pair) if pair.len() == 2 => {
                                let key = interp.settled(&pair[0]);
                                element::put(interp, &mut map, &key, pair[1].clone());
                            }
                            other => map.elems.push(other),
                        }
                    }
                    Value::List(Rc::new(map))
                }
                _ => list(items.elems.clone(), items.open),
            }
        }
        "rev" => kept(items.elems.iter().rev().cloned().collect(), items.open),
        "take" => match count(interp) {
            Some(count) => kept(items.elems.iter().take(count).cloned().collect(), items.open),
            None => kept(items.elems.clone(), true),
        },
        "skip" => match count(interp) {
            Some(_) if items.open => kept(items.elems.clone(), true),
            Some(count) => kept(items.elems.iter().skip(count).cloned().collect(), false),
            None => kept(items.elems.clone(), true),
        },
        "step_by" => match count(interp).filter(|step| *step > 0 && !items.open) {
            Some(step) => kept(items.elems.iter().step_by(step).cloned().collect(), false),
            None => kept(items.elems.clone(), true),
        },
        "cycle" | "repeat_n" => kept(items.elems.clone(), true),
        "chain" | "union" | "interleave" | "merge" => {
            let other = interp.settled(&arg(0)?);
            let other = as_list(interp, &other);
            let elems = items.elems.iter().chain(&other.elems).cloned().collect();
            list(elems, items.open || other.open || call.name != "chain")
        }
        "intersection" | "difference" | "symmetric_difference" => list(items.elems.clone(), true),
        "zip" | "zip_eq" => {
            let other = interp.settled(&arg(0)?);
            let mut elems = Vec::with_capacity(items.elems.len());
            for (index, elem) in items.elems.iter().enumerate() {
                let partner = match &other {
                    Value::List(list) if !list.open => match list.elems.get(index) {
                        Some(partner) => partner.clone(),
                        None => break,
                    },
                    Value::List(list) if list.elems.len() == 1 => list.elems[0].clone(),
                    Value::Range(bounds) if !items.open => {
                        let number = bounds.start.saturating_add(index as i64);
                        if bounds.end.is_some_and(|end| number >= end) {
                            break;
                        }
                        Value::Number(number)
                    }
                    other => unknown_element(interp, other),
                };
                elems.push(Value::Tuple(Rc::new(vec![elem.clone(), partner])));
            }
            list(elems, items.open)
        }
        "unzip" => {
            let (mut left, mut right) = (Vec::new(), Vec::new());
            for elem in &items.elems {
                left.push(interp.field(elem, "0"));
                right.push(interp.field(elem, "1"));
            }
            Value::Tuple(Rc::new(vec![list(left, items.open), list(right, items.open)]))
        }
        "enumerate" | "iter_enumerated" => {
            let mut pairs = Vec::with_capacity(items.elems.len());
            for (index, elem) in items.elems.iter().enumerate() {
                let index = match items.open {
                    true => interp.unknown(Type::Number, Cause::Opaque),
                    false => Value::Number(index as i64),
                };
                pairs.push(Value::Tuple(Rc::new(vec![index, elem.clone()])));
            }
            list(pairs, items.open)
        }
        "flatten" | "concat" | "try_flatten" | "flatten_ok" => {
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
        "intersperse" => {
            let separator = arg(0)?;
            let mut elems = Vec::with_capacity(items.elems.len() * 2);
            for (index, elem) in items.elems.iter().enumerate() {
                if index > 0 {
                    elems.push(separator.clone());
                }
                elems.push(elem.clone());
            }
            list(elems, items.open)
        }
        "cartesian_product" => {
            let other = interp.settled(&arg(0)?);
            let other = as_list(interp, &other);
            let mut elems = Vec::new();
            for one in &items.elems {
                for two in &other.elems {
                    elems.push(Value::Tuple(Rc::new(vec![one.clone(), two.clone()])));
                }
            }
            let open = items.open || other.open || elems.len() > MAX_ELEMENTS;
            elems.truncate(MAX_ELEMENTS);
            list(elems, open)
        }
        "keys" | "into_keys" | "values" | "into_values" => {
            let part = if call.name.contains("key") { 0 } else { 1 };
            let parts = items.elems.iter().filter_map(|pair| match pair {
                Value::Tuple(pair) => pair.get(part).cloned(),
                _ => None,
            });
            list(parts.collect(), items.open || items.elems.len() > 1)
        }
        "windows" | "chunks" | "chunks_exact" | "array_chunks" | "tuple_windows" => {
            match count(interp).filter(|size| *size > 0 && !items.open) {
                Some(size) => {
                    let parts: Vec<&[Value]> = match call.name {
                        "windows" => items.elems.windows(size).collect(),
                        "chunks_exact" => items.elems.chunks_exact(size).collect(),
                        _ => items.elems.chunks(size).collect(),
                    };
                    list(parts.into_iter().map(|part| list(part.to_vec(), false)).collect(), false)
                }
                None => list(vec![list(items.elems.clone(), true)], true),
            }
        }
        "split_at" => {
            let (head, tail) = match count(interp).filter(|at| *at <= items.elems.len() && !items.open) {
                Some(at) => (list(items.elems[..at].to_vec(), false), list(items.elems[at..].to_vec(), false)),
                None => (list(items.elems.clone(), true), list(items.elems.clone(), true)),
            };
            Value::Tuple(Rc::new(vec![head, tail]))
        }
        _ => return None,
    })
}
