//! Lists and maps of known elements, and iterators over them.

use std::rc::Rc;

use super::super::guard::Guard;
use super::super::interp::Interp;
use super::super::interp::method::MethodCall;
use super::super::value::{Cause, List, Place, Type, Unknown, Value, Wrap};
use super::text;

/// How many elements a list may grow to.
const MAX_ELEMENTS: usize = 512;

fn list(elems: Vec<Value>, open: bool) -> Value {
    Value::List(Rc::new(List { elems, open, map: false }))
}

/// The element of an unknown iterable.
pub fn unknown_element(interp: &mut Interp<'_>, items: &Value) -> Value {
    match items {
        Value::Unknown(unknown) => {
            let ty = match unknown.ty.peeled() {
                Type::List(inner) => (**inner).clone(),
                Type::Outside(path, args) if path.ends_with("Map") => Type::Tuple(args.iter().cloned().collect()),
                Type::Outside(_, args) => args.first().cloned().unwrap_or_default(),
                other => match &unknown.ty {
                    // `for x in option`.
                    Type::Outside(..) => other.clone(),
                    _ => Type::Unknown,
                },
            };
            let cause = unknown.cause;
            interp.unknown(ty, cause)
        }
        Value::Wrapped(Wrap::Some | Wrap::Ok, inner) => match &**inner {
            Value::List(_) | Value::Unknown(_) => unknown_element(interp, &inner.clone()),
            other => other.clone(),
        },
        Value::Nothing | Value::Wrapped(Wrap::Err, _) => Value::Never,
        Value::List(list) => match list.elems.first() {
            Some(first) => {
                let ty = interp.type_of(first);
                interp.unknown(ty, Cause::Opaque)
            }
            None => interp.unknown(Type::Unknown, Cause::Opaque),
        },
        _ => interp.unknown(Type::Unknown, Cause::Opaque),
    }
}

/// One element of a value, whichever.
pub fn element(interp: &mut Interp<'_>, items: &Value) -> Value {
    interp.any_element(items)
}

/// `base[index]`, also of maps.
pub fn index(interp: &mut Interp<'_>, base: &Value, index: &Value) -> Value {
    let index = interp.settled(index);
    interp.each(base, &mut |interp, base| match base {
        Value::List(list) => at(interp, list, &index).unwrap_or_else(|| {
            let ty = list.elems.first().map_or(Type::Unknown, |elem| interp.type_of(elem));
            interp.unknown(ty, Cause::Opaque)
        }),
        Value::Unknown(unknown) => {
            let ty = match unknown.ty.peeled() {
                Type::List(inner) => (**inner).clone(),
                Type::Outside(path, args) if path.ends_with("Map") => args.get(1).cloned().unwrap_or_default(),
                Type::Outside(path, _) if path.ends_with("Value") => unknown.ty.clone(),
                _ => Type::Unknown,
            };
            let cause = unknown.cause;
            interp.unknown(ty, cause)
        }
        Value::Wrapped(Wrap::Some | Wrap::Ok, inner) => self::index(interp, &inner.clone(), &index),
        _ => interp.unknown(Type::Unknown, Cause::Opaque),
    })
}

/// The element that a known or unknown index means; `None` where there is none.
fn at(interp: &mut Interp<'_>, list: &List, index: &Value) -> Option<Value> {
    if list.map {
        let key = index.known_text();
        let mut found = Vec::new();
        let sym = interp.fresh();
        for (position, pair) in list.elems.iter().enumerate() {
            let Value::Tuple(pair) = pair else { continue };
            let [name, value] = pair.as_slice() else { continue };
            let same = match (&key, interp.equal(name, index)) {
                (_, Some(same)) => same,
                (Some(_) | None, None) => true,
            };
            if same {
                let choice = interp.choice(&format!("#{position}"));
                found.push((Guard::is(sym, choice), value.clone()));
            }
        }
        if let (Some(_), [.., last]) = (&key, found.as_slice())
            && !list.open
        {
            // A later insert replaces an earlier one.
            return Some(last.1.clone());
        }
        return (!found.is_empty()).then(|| interp.one_of(found));
    }
    match index {
        Value::Number(number) => list.elems.get(usize::try_from(*number).ok()?).cloned(),
        _ => {
            let whole = Value::List(Rc::new(list.clone()));
            Some(interp.any_element(&whole))
        }
    }
}

/// `base[..] = value`: the value may be anywhere in it.
pub fn insert_at(interp: &mut Interp<'_>, place: &Place, value: Value) {
    let old = interp.current(place);
    if let Value::List(known) = &old {
        let mut changed = (**known).clone();
        changed.elems.push(value);
        changed.open = true;
        interp.write_place(place, Value::List(Rc::new(changed)));
    }
}

/// Methods of iterators and collections whose receiver is not known: closures run once, with any element.
pub fn on_unknown(interp: &mut Interp<'_>, unknown: &Rc<Unknown>, call: &MethodCall<'_>) -> Option<Value> {
    let iterable = matches!(unknown.ty.peeled(), Type::List(_))
        || matches!(&unknown.ty, Type::Outside(path, _) if is_collection(path));
    let whole = Value::Unknown(Rc::clone(unknown));
    let closure = call.args.iter().find(|arg| matches!(arg, Value::Closure(_) | Value::Func(_)));
    let adapter = matches!(
        call.name,
        "for_each"
            | "filter_map"
            | "flat_map"
            | "fold"
            | "try_fold"
            | "for_each_concurrent"
            | "try_for_each"
            | "try_for_each_concurrent"
            | "scan"
            | "take_while"
            | "skip_while"
            | "map_while"
            | "buffer_unordered"
            | "buffered"
            | "then"
            | "try_filter_map"
            | "par_iter"
            | "into_par_iter"
            | "iter"
            | "into_iter"
            | "iter_mut"
            | "chunks"
            | "windows"
            | "enumerate"
            | "cloned"
            | "copied"
            | "rev"
            | "take"
            | "skip"
            | "step_by"
            | "peekable"
            | "by_ref"
            | "keys"
            | "values"
            | "drain"
            | "sorted"
            | "unique"
            | "dedup"
            | "and_then_stream"
    );
    if !(adapter || (iterable && closure.is_some())) {
        return match call.name {
            "collect" | "try_collect" => {
                let ty = call.turbofish.first().cloned().filter(|ty| *ty != Type::Unknown).unwrap_or_else(|| {
                    if call.wanted == Type::Unknown { unknown.ty.clone() } else { call.wanted.clone() }
                });
                Some(Value::Unknown(Rc::new(Unknown { ty, ..(**unknown).clone() })))
            }
            "join" if iterable => {
                let separator = call.args.first().cloned().unwrap_or(Value::Never);
                Some(text::joined(interp, &whole, &separator))
            }
            "concat" if iterable => Some(interp.hole()),
            "first" | "last" | "next" | "pop" | "get" | "nth" | "pop_front" | "recv"
                if iterable && !call.args.iter().any(|arg| matches!(arg, Value::Text(_))) =>
            {
                let elem = unknown_element(interp, &whole);
                let ty = Type::Outside("std::Option".into(), Rc::from([interp.type_of(&elem)]));
                let cause = unknown.cause;
                Some(interp.unknown(ty, cause))
            }
            _ => None,
        };
    }
    let Some(closure) = closure.cloned() else {
        return match call.name {
            "iter" | "into_iter" | "iter_mut" | "cloned" | "copied" | "rev" | "take" | "skip" | "step_by"
            | "peekable" | "by_ref" | "drain" | "sorted" | "unique" | "dedup" | "buffer_unordered" | "buffered"
            | "par_iter" | "into_par_iter" => Some(whole),
            "enumerate" => {
                let elem = unknown_element(interp, &whole);
                let index = interp.unknown(Type::Number, Cause::Opaque);
                Some(list(vec![Value::Tuple(Rc::new(vec![index, elem]))], true))
            }
            "chunks" | "windows" => {
                let ty = unknown.ty.clone();
                let cause = unknown.cause;
                let chunk = interp.unknown(ty, cause);
                Some(list(vec![chunk], true))
            }
            _ => None,
        };
    };
    let elem = unknown_element(interp, &whole);
    let one = List { elems: vec![elem], open: true, map: false };
    iterate(interp, &one, &closure, call)
}

fn is_collection(path: &str) -> bool {
    let last = path.rsplit("::").next().unwrap_or(path);
    last.ends_with("Map")
        || last.ends_with("Set")
        || last.contains("Stream")
        || last.contains("Iter")
        || last == "Vec"
        || last == "Receiver"
}

/// Runs a closure on elements.
fn iterate(interp: &mut Interp<'_>, items: &List, closure: &Value, call: &MethodCall<'_>) -> Option<Value> {
    let run =
        |interp: &mut Interp<'_>, elem: &Value| interp.call_value_at(closure, vec![elem.clone()], Some(call.span));
    Some(match call.name {
        "map" | "then" | "map_ok" | "map_while" | "and_then" => {
            let mut elems = Vec::with_capacity(items.elems.len());
            for elem in &items.elems {
                let value = run(interp, elem);
                if !matches!(value, Value::Never) {
                    elems.push(value);
                }
            }
            list(elems, items.open)
        }
        "filter" | "take_while" | "skip_while" | "try_filter" => {
            let mut elems = Vec::new();
            let mut open = items.open;
            for elem in &items.elems {
                let value = run(interp, elem);
                match interp.settled(&value) {
                    Value::Bool(false) => {}
                    Value::Bool(true) => elems.push(elem.clone()),
                    // It may be there or not.
                    _ => {
                        elems.push(elem.clone());
                        open = true;
                    }
                }
            }
            list(elems, open)
        }
        "filter_map" | "flat_map" | "try_filter_map" | "find_map" => {
            let mut elems = Vec::new();
            let mut open = items.open;
            for elem in &items.elems {
                let value = run(interp, elem);
                match interp.settled(&value) {
                    Value::Nothing | Value::Never | Value::Wrapped(Wrap::Err, _) => {}
                    Value::Wrapped(_, inner) => elems.push((*inner).clone()),
                    Value::List(inner) => {
                        open |= inner.open;
                        elems.extend(inner.elems.iter().cloned());
                    }
                    other => {
                        open = true;
                        let other = interp.unwrapped(&other);
                        elems.push(other);
                    }
                }
            }
            if call.name == "find_map" {
                let found = list(elems, open);
                return Some(interp.any_element(&found).some());
            }
            list(elems, open)
        }
        "for_each"
        | "try_for_each"
        | "for_each_concurrent"
        | "try_for_each_concurrent"
        | "inspect"
        | "any"
        | "all"
        | "position"
        | "partition"
        | "retain"
        | "sort_by"
        | "sort_by_key"
        | "max_by_key"
        | "min_by_key"
        | "map_err" => {
            for elem in &items.elems {
                run(interp, elem);
            }
            match call.name {
                "inspect" | "map_err" => Value::List(Rc::new(items.clone())),
                "any" | "all" => interp.unknown(Type::Bool, Cause::Opaque),
                "max_by_key" | "min_by_key" => {
                    let whole = Value::List(Rc::new(items.clone()));
                    interp.any_element(&whole).some()
                }
                _ => interp.unknown(Type::Unknown, Cause::Opaque),
            }
        }
        "find" => {
            let mut sure = None;
            let mut maybe = Vec::new();
            for elem in &items.elems {
                let value = run(interp, elem);
                match interp.settled(&value) {
                    Value::Bool(false) => {}
                    Value::Bool(true) if maybe.is_empty() => {
                        sure = Some(elem.clone());
                        break;
                    }
                    _ => maybe.push(elem.clone()),
                }
            }
            match sure {
                Some(elem) => elem.some(),
                None if maybe.is_empty() && !items.open => Value::Nothing,
                None => {
                    let maybe = list(maybe, items.open);
                    interp.any_element(&maybe).some()
                }
            }
        }
        "fold" | "try_fold" | "scan" => {
            let mut state = call.args.first()?.clone();
            for elem in items.elems.iter().take(64) {
                let next = interp.call_value_at(closure, vec![state.clone(), elem.clone()], Some(call.span));
                if matches!(next, Value::Never) {
                    break;
                }
                let next = interp.unwrapped(&next);
                state = if items.open {
                    let sym = interp.fresh();
                    let (old, new) = (interp.choice("first"), interp.choice("again"));
                    interp.one_of(vec![(Guard::is(sym, old), state), (Guard::is(sym, new), next)])
                } else {
                    next
                };
            }
            state
        }
        _ => return None,
    })
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
        "contains" | "contains_key" => interp.unknown(Type::Bool, Cause::Opaque),
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
