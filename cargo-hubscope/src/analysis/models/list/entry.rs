//! Entries of maps: `map.entry(key).or_insert(value)`.

use std::rc::Rc;

use super::element::{at, position, put};
use crate::analysis::guard::Guard;
use crate::analysis::interp::Interp;
use crate::analysis::interp::method::MethodCall;
use crate::analysis::value::{Entry, List, Place, Type, Value};

/// A method of an entry; `None` for what is not modelled.
pub fn method(interp: &mut Interp<'_>, entry: &Rc<Entry>, call: &MethodCall<'_>) -> Option<Value> {
    let whole = Value::Entry(Rc::clone(entry));
    let place = entry.map.clone();
    let map = match interp.current(&place) {
        Value::List(map) => (*map).clone(),
        // Several maps, or none that is known.
        _ => return None,
    };
    let there = at(interp, &map, &entry.key);
    let first = call.args.first().cloned();
    Some(match call.name {
        "or_insert" | "or_insert_with" | "or_insert_with_key" | "or_default" | "insert" | "insert_entry"
        | "or_insert_entry" => {
            let replaces = matches!(call.name, "insert" | "insert_entry");
            let absent = if replaces { Some(Guard::always()) } else { there.absent };
            if let Some(absent) = absent {
                let mut made = |interp: &mut Interp<'_>| match (call.name, &first) {
                    ("or_insert_with", Some(function)) => interp.call_value_at(function, vec![], Some(call.span)),
                    ("or_insert_with_key", Some(function)) => {
                        interp.call_value_at(function, vec![entry.key.clone()], Some(call.span))
                    }
                    ("or_default", _) => default_value(interp, &map, call),
                    (_, Some(value)) => value.clone(),
                    _ => Value::Never,
                };
                let new = match absent.is_always() {
                    true => made(interp),
                    false => interp.branch_value(&absent, &mut made).unwrap_or(Value::Never),
                };
                let mut changed = map.clone();
                let new = interp.settled(&new);
                if replaces || position(interp, &changed, &entry.key).is_none() {
                    put(interp, &mut changed, &entry.key, new);
                }
                interp.write_place(&place, Value::List(Rc::new(changed)));
            }
            way_to(interp, &place, &entry.key)
        }
        "and_modify" => {
            let function = first?;
            let inside = way_to(interp, &place, &entry.key);
            match there.absent {
                None => {
                    interp.call_value_at(&function, vec![inside], Some(call.span));
                }
                Some(absent) if absent.is_always() => {}
                Some(_) => {
                    let (sym, there) = (interp.fresh(), interp.choice("there"));
                    interp.branch_value(&Guard::is(sym, there), &mut |interp| {
                        interp.call_value_at(&function, vec![inside.clone()], Some(call.span))
                    });
                }
            }
            whole
        }
        "key" => entry.key.clone(),
        "get" | "get_mut" | "into_mut" => way_to(interp, &place, &entry.key),
        "remove" | "remove_entry" => {
            let found = there.found;
            let mut changed = map;
            match position(interp, &changed, &entry.key) {
                Some(at) => {
                    changed.elems.remove(at);
                }
                None => changed.open = true,
            }
            interp.write_place(&place, Value::List(Rc::new(changed)));
            found
        }
        _ => return None,
    })
}

/// A way to write the value under a key: into the map where it is certain which one it is.
pub(super) fn way_to(interp: &mut Interp<'_>, place: &Place, key: &Value) -> Value {
    let Value::List(map) = interp.current(place) else { return Value::Never };
    match position(interp, &map, key) {
        Some(at) => {
            let mut inside = place.clone();
            inside.fields.push(format!("#{at}").into());
            if map.map {
                inside.fields.push("1".into());
            }
            Value::Ref(Rc::new(inside))
        }
        None => {
            // It may be any of them: what is written through it is not kept apart.
            let found = at(interp, &map, key).found;
            let loose = loosened(interp, &map);
            interp.write_place(place, loose);
            let cell = interp.alloc(found);
            Value::Ref(Rc::new(Place { cell, fields: vec![] }))
        }
    }
}

/// A list whose elements may have been written: each is what it was, or anything.
pub(super) fn loosened(interp: &mut Interp<'_>, list: &List) -> Value {
    let mut elems = Vec::with_capacity(list.elems.len());
    for elem in &list.elems {
        let (key, value) = match elem {
            Value::Tuple(pair) if list.map && pair.len() == 2 => (Some(pair[0].clone()), pair[1].clone()),
            other => (None, other.clone()),
        };
        let ty = interp.type_of(&value);
        let value = interp.loosened(&value, &ty, true, false);
        elems.push(match key {
            Some(key) => Value::Tuple(Rc::new(vec![key, value])),
            None => value,
        });
    }
    Value::List(Rc::new(List { elems, ..list.clone() }))
}

/// What `or_default` puts there: the default of the type that the map's other values have, or that is asked for.
fn default_value(interp: &mut Interp<'_>, map: &List, call: &MethodCall<'_>) -> Value {
    let known = map.elems.iter().find_map(|pair| match pair {
        Value::Tuple(pair) => pair.get(1).cloned(),
        _ => None,
    });
    let ty = match known {
        Some(value) => interp.type_of(&value),
        None => call.wanted.clone(),
    };
    match ty {
        // Nothing says what it is: a list of nothing is what most are.
        Type::Unknown => Value::List(Rc::new(List { elems: vec![], open: false, map: false })),
        ty => interp.default_of(&ty),
    }
}
