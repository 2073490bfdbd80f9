//! Lists and maps that are changed in place.

use std::rc::Rc;

use super::MAX_ELEMENTS;
use super::element::{at, perhaps, position, put, unknown_element};
use super::entry::{loosened, way_to};
use super::iterate::in_order_of;
use super::order::{plain_order, same};
use crate::analysis::interp::Interp;
use crate::analysis::interp::method::MethodCall;
use crate::analysis::value::{Bounds, Cause, Entry, List, Place, Type, Value, Wrap};

/// Methods that change their receiver and that nothing is known of but that: afterwards anything may be in it.
const ANYTHING: &[&str] = &[
    "copy_from_slice",
    "clone_from_slice",
    "copy_within",
    "swap_with_slice",
    "fill_with",
    "resize_with",
    "splice",
    "split_at_mut",
    "chunks_mut",
    "as_mut_ptr",
    "select_nth_unstable",
    "extract_if",
    "write_all",
];

/// How many elements can be written one by one.
const MAX_WAYS: usize = 16;

/// A method that changes a list or map; `None` for others.
pub(super) fn method(interp: &mut Interp<'_>, value: &Rc<List>, call: &MethodCall<'_>) -> Option<Value> {
    let place = call.place.clone();
    let items: Rc<List> = match place.as_ref().map(|place| interp.current(place)) {
        Some(Value::List(known)) => known,
        _ => Rc::clone(value),
    };
    let mut changed = (*items).clone();
    let arg = |index: usize| call.args.get(index).cloned();
    let known = |interp: &mut Interp<'_>, index: usize| arg(index).map_or(Value::Never, |arg| interp.settled(&arg));
    let result = match call.name {
        "push" | "push_back" => {
            changed.elems.push(arg(0)?);
            Value::unit()
        }
        "push_front" => {
            changed.elems.insert(0, arg(0)?);
            Value::unit()
        }
        "insert" | "insert_full" | "try_insert" | "replace" if changed.map || call.args.len() == 2 => {
            let key = known(interp, 0);
            let value = arg(1)?;
            match (changed.map, &key) {
                (true, _) => {
                    let old = at(interp, &items, &key).optional(interp);
                    put(interp, &mut changed, &key, value);
                    old
                }
                (false, Value::Number(index)) if !changed.open => {
                    let index = usize::try_from(*index).unwrap_or(0).min(changed.elems.len());
                    changed.elems.insert(index, value);
                    Value::unit()
                }
                _ => {
                    changed.elems.push(value);
                    changed.open = true;
                    Value::unit()
                }
            }
        }
        // Of a set.
        "insert" | "replace" => {
            let new = arg(0)?;
            let there: Vec<Option<bool>> = changed.elems.iter().map(|elem| interp.equal(elem, &new)).collect();
            if !there.contains(&Some(true)) {
                changed.elems.push(new);
            }
            match there.iter().all(|same| *same == Some(false)) && !changed.open {
                true => Value::Bool(true),
                false => interp.unknown(Type::Bool, Cause::Opaque),
            }
        }
        "extend" | "extend_from_slice" | "append" | "extend_one" => {
            let given = arg(0)?;
            let more = interp.settled(&given);
            let more = as_list(interp, &more);
            changed.open |= more.open;
            for elem in more.elems {
                match (changed.map, &elem) {
                    (true, Value::Tuple(pair)) if pair.len() == 2 => {
                        let (key, value) = (interp.settled(&pair[0]), pair[1].clone());
                        put(interp, &mut changed, &key, value);
                    }
                    _ => changed.elems.push(elem),
                }
            }
            if call.name == "append"
                && let Value::Ref(other) = &given
            {
                let map = changed.map;
                interp.write_place(&(**other).clone(), Value::List(Rc::new(List { elems: vec![], open: false, map })));
            }
            Value::unit()
        }
        "clear" => {
            changed = List { elems: vec![], open: false, map: changed.map };
            Value::unit()
        }
        "truncate" | "split_off" => match known(interp, 0) {
            Value::Number(length) if !changed.open && !changed.map => {
                let length = usize::try_from(length).unwrap_or(0).min(changed.elems.len());
                let rest = changed.elems.split_off(length);
                Value::List(Rc::new(List { elems: rest, open: false, map: false }))
            }
            _ => {
                changed.open = true;
                Value::List(Rc::new(List { open: true, ..(*items).clone() }))
            }
        },
        "pop" | "pop_back" | "pop_last" | "pop_front" | "pop_first" => {
            let last = matches!(call.name, "pop" | "pop_back" | "pop_last");
            let sorted = matches!(call.name, "pop_last" | "pop_first");
            if changed.open || (sorted && changed.elems.len() > 1) {
                changed.open = true;
                let whole = Value::List(Rc::clone(&items));
                let elem = interp.any_element(&whole);
                perhaps(interp, elem)
            } else {
                let taken = match (changed.elems.is_empty(), last) {
                    (true, _) => None,
                    (false, true) => changed.elems.pop(),
                    (false, false) => Some(changed.elems.remove(0)),
                };
                taken.map_or(Value::Nothing, Value::some)
            }
        }
        "remove" | "swap_remove" | "remove_entry" | "shift_remove" | "swap_remove_entry" if !call.args.is_empty() => {
            let index = known(interp, 0);
            let by_value = !changed.map && !matches!(&index, Value::Number(_) | Value::Unknown(_));
            if by_value {
                // Of a set: the value itself.
                let (left, open) = without(interp, &changed, &index);
                let any = left.len() < changed.elems.len();
                changed.elems = left;
                changed.open |= open;
                if open { interp.unknown(Type::Bool, Cause::Opaque) } else { Value::Bool(any) }
            } else {
                let found = at(interp, &items, &index);
                match position(interp, &changed, &index) {
                    Some(position) => {
                        if call.name == "swap_remove" && !changed.map {
                            changed.elems.swap_remove(position);
                        } else {
                            changed.elems.remove(position);
                        }
                    }
                    None => changed.open |= !changed.elems.is_empty(),
                }
                if changed.map { found.optional(interp) } else { found.found }
            }
        }
        "drain" => {
            let bounds = Bounds::of(&known(interp, 0));
            match bounds.filter(|_| !changed.open && !changed.map).and_then(|bounds| bounds.within(changed.elems.len()))
            {
                Some(range) => {
                    let taken: Vec<Value> = changed.elems.drain(range).collect();
                    Value::List(Rc::new(List { elems: taken, open: false, map: false }))
                }
                // All of a map or set.
                None if call.args.is_empty() => {
                    changed.elems.clear();
                    Value::List(Rc::clone(&items))
                }
                None => {
                    changed.open = true;
                    Value::List(Rc::new(List { open: true, ..(*items).clone() }))
                }
            }
        }
        "retain" | "retain_mut" => {
            let function = arg(0)?;
            let mut kept = Vec::new();
            for elem in &items.elems {
                let args = match elem {
                    Value::Tuple(pair) if items.map => pair.to_vec(),
                    other => vec![other.clone()],
                };
                let answer = interp.call_value_at(&function, args, Some(call.span));
                match interp.settled(&answer) {
                    Value::Bool(false) => {}
                    Value::Bool(true) => kept.push(elem.clone()),
                    _ => {
                        kept.push(elem.clone());
                        changed.open = true;
                    }
                }
            }
            changed.elems = kept;
            Value::unit()
        }
        "sort"
        | "sort_unstable"
        | "sort_by"
        | "sort_by_key"
        | "sort_unstable_by"
        | "sort_unstable_by_key"
        | "sort_by_cached_key"
        | "sort_keys"
        | "shuffle" => {
            let by_key = matches!(call.name, "sort_by_key" | "sort_unstable_by_key" | "sort_by_cached_key");
            let sorted = match call.args.first() {
                Some(key) if by_key => in_order_of(interp, &changed, key, call),
                Some(_) => None,
                None => plain_order(&changed.elems).filter(|_| call.name != "shuffle"),
            };
            for function in &call.args {
                interp.give_away(function);
            }
            match sorted {
                Some(sorted) => changed.elems = sorted,
                None => changed.open |= changed.elems.len() > 1,
            }
            Value::unit()
        }
        // Without a place it is an iterator's.
        "dedup" if place.is_some() => {
            let mut kept: Vec<Value> = Vec::new();
            for elem in &items.elems {
                match kept.last().map(|last| same(interp, last, elem)) {
                    Some(Some(true)) => {}
                    Some(None) => {
                        kept.push(elem.clone());
                        changed.open = true;
                    }
                    _ => kept.push(elem.clone()),
                }
            }
            changed.elems = kept;
            Value::unit()
        }
        "dedup_by" | "dedup_by_key" => {
            changed.open |= changed.elems.len() > 1;
            Value::unit()
        }
        "reverse" => {
            changed.elems.reverse();
            Value::unit()
        }
        "swap" => {
            match (position_of(interp, &changed, &arg(0)?), position_of(interp, &changed, &arg(1)?)) {
                (Some(a), Some(b)) => changed.elems.swap(a, b),
                _ => changed.open |= changed.elems.len() > 1,
            }
            Value::unit()
        }
        "rotate_left" | "rotate_right" => {
            match known(interp, 0) {
                Value::Number(by) if !changed.open && usize::try_from(by).is_ok_and(|by| by <= changed.elems.len()) => {
                    let by = usize::try_from(by).unwrap_or(0);
                    if call.name == "rotate_left" {
                        changed.elems.rotate_left(by);
                    } else {
                        changed.elems.rotate_right(by);
                    }
                }
                _ => changed.open |= changed.elems.len() > 1,
            }
            Value::unit()
        }
        "fill" => {
            let value = arg(0)?;
            changed.elems.iter_mut().for_each(|elem| *elem = value.clone());
            Value::unit()
        }
        "resize" => {
            match known(interp, 0) {
                Value::Number(length) if !changed.open && (0..MAX_ELEMENTS as i64).contains(&length) => {
                    changed.elems.resize(length as usize, arg(1)?);
                }
                _ => {
                    changed.elems.push(arg(1)?);
                    changed.open = true;
                }
            }
            Value::unit()
        }
        "entry" if changed.map => {
            let key = known(interp, 0);
            return place.map(|map| Value::Entry(Rc::new(Entry { map, key })));
        }
        "get_mut" | "first_mut" | "last_mut" | "front_mut" | "back_mut" | "peek_mut" => {
            let place = place?;
            let index = match call.name {
                "get_mut" => known(interp, 0),
                "first_mut" | "front_mut" => Value::Number(0),
                _ => Value::Number(items.elems.len() as i64 - 1),
            };
            let absent = at(interp, &items, &index).absent;
            let inside = way_to(interp, &place, &index);
            return Some(match absent {
                None => inside.some(),
                Some(guard) if guard.is_always() => Value::Nothing,
                Some(_) => perhaps(interp, inside),
            });
        }
        "iter_mut" | "values_mut" => {
            let Some(place) = place else { return Some(Value::List(items)) };
            let ways = ways(interp, &items, &place);
            return Some(match (call.name, &ways) {
                ("values_mut", Value::List(pairs)) => {
                    let elems = pairs.elems.iter().map(second).collect();
                    Value::List(Rc::new(List { elems, open: pairs.open, map: false }))
                }
                _ => ways,
            });
        }
        name if ANYTHING.contains(&name) => {
            let any = unknown_element(interp, &Value::List(Rc::clone(&items)));
            changed.elems.push(any);
            changed.open = true;
            interp.unknown(Type::Unknown, Cause::Opaque)
        }
        _ => return None,
    };
    if changed.elems.len() > MAX_ELEMENTS {
        changed.elems.truncate(MAX_ELEMENTS);
        changed.open = true;
    }
    if let Some(place) = &place {
        interp.write_place(place, Value::List(Rc::new(changed)));
    }
    Some(result)
}

/// The elements of a list at a place as ways to write them; where they are too many, they may have been written.
pub fn ways(interp: &mut Interp<'_>, items: &List, place: &Place) -> Value {
    if items.open || items.elems.len() > MAX_WAYS {
        let loose = loosened(interp, items);
        interp.write_place(place, loose);
        return Value::List(Rc::new(List { map: false, ..items.clone() }));
    }
    let mut ways = Vec::with_capacity(items.elems.len());
    for (index, elem) in items.elems.iter().enumerate() {
        let mut inside = place.clone();
        inside.fields.push(format!("#{index}").into());
        ways.push(match elem {
            Value::Tuple(pair) if items.map && pair.len() == 2 => {
                inside.fields.push("1".into());
                Value::Tuple(Rc::new(vec![pair[0].clone(), Value::Ref(Rc::new(inside))]))
            }
            _ => Value::Ref(Rc::new(inside)),
        });
    }
    Value::List(Rc::new(List { elems: ways, open: false, map: false }))
}

/// What is iterated when a value is: known elements, or one that is not known.
pub fn as_list(interp: &mut Interp<'_>, value: &Value) -> List {
    match value {
        Value::List(list) => (**list).clone(),
        Value::Nothing | Value::Wrapped(Wrap::Err, _) => List { elems: vec![], open: false, map: false },
        Value::Wrapped(_, inner) => match &**inner {
            Value::List(list) => (**list).clone(),
            other => List { elems: vec![other.clone()], open: false, map: false },
        },
        Value::Range(bounds) => match super::numbers(bounds) {
            Some(list) => list,
            None => List { elems: vec![interp.unknown(Type::Number, Cause::Opaque)], open: true, map: false },
        },
        other => {
            let any = interp.any_element(other);
            List { elems: vec![any], open: true, map: false }
        }
    }
}

fn second(pair: &Value) -> Value {
    match pair {
        Value::Tuple(pair) if pair.len() == 2 => pair[1].clone(),
        other => other.clone(),
    }
}

fn position_of(interp: &mut Interp<'_>, list: &List, index: &Value) -> Option<usize> {
    let index = interp.settled(index);
    position(interp, list, &index)
}

/// The elements that are not a value; whether that is uncertain for some.
fn without(interp: &mut Interp<'_>, list: &List, value: &Value) -> (Vec<Value>, bool) {
    let mut left = Vec::new();
    let mut open = false;
    for elem in &list.elems {
        match interp.equal(elem, value) {
            Some(true) => {}
            Some(false) => left.push(elem.clone()),
            None => {
                left.push(elem.clone());
                open = true;
            }
        }
    }
    (left, open)
}
