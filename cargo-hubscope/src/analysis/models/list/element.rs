//! Elements of lists and maps: whichever, one by an index or key, one that is not known.

use std::rc::Rc;

use crate::analysis::guard::{Choice, Guard, Set};
use crate::analysis::interp::{Interp, text_choice};
use crate::analysis::value::{Cause, List, Place, Type, Value, Wrap};

/// How many elements an index that is not known is told apart for.
const MAX_INDEXED: usize = 64;

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
        Value::Range(_) => interp.unknown(Type::Number, Cause::Opaque),
        _ => interp.unknown(Type::Unknown, Cause::Opaque),
    }
}

/// One element of a value, whichever.
pub fn element(interp: &mut Interp<'_>, items: &Value) -> Value {
    interp.any_element(items)
}

/// A value that may be there or not.
pub fn perhaps(interp: &mut Interp<'_>, value: Value) -> Value {
    let sym = interp.fresh();
    let none = interp.choice("None");
    interp.one_of(vec![(Guard::of(sym, Set::except(vec![none])), value.some()), (Guard::is(sym, none), Value::Nothing)])
}

/// `base[index]`, also of maps.
pub fn index(interp: &mut Interp<'_>, base: &Value, index: &Value) -> Value {
    let index = interp.settled(index);
    let index = interp.opened_choice(&index);
    interp.each2(base, &index, &mut |interp, base, index| match base {
        Value::List(list) => match at(interp, list, index) {
            Found { found, .. } if !matches!(found, Value::Never) => found,
            _ => {
                let ty = list.elems.first().map_or(Type::Unknown, |elem| interp.type_of(elem));
                interp.unknown(ty, Cause::Opaque)
            }
        },
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
        Value::Wrapped(Wrap::Some | Wrap::Ok, inner) => self::index(interp, &inner.clone(), index),
        _ => interp.unknown(Type::Unknown, Cause::Opaque),
    })
}

/// What an index or key leads to.
pub(super) struct Found {
    /// The elements, each under its guard; `Never` where there is none.
    pub(super) found: Value,
    /// When there is none; `None` where there is one for certain.
    pub(super) absent: Option<Guard>,
}

impl Found {
    /// As an `Option`.
    pub(super) fn optional(self, interp: &mut Interp<'_>) -> Value {
        let there = interp.each(&self.found, &mut |_, value| value.clone().some());
        match (there, self.absent) {
            (Value::Never, _) => Value::Nothing,
            (there, None) => there,
            (there, Some(guard)) => interp.one_of(vec![(Guard::always(), there), (guard, Value::Nothing)]),
        }
    }
}

/// The element that a known or unknown index or key means. The same unknown index means the same position in every list.
pub(super) fn at(interp: &mut Interp<'_>, list: &List, index: &Value) -> Found {
    if list.map {
        return by_key(interp, list, index);
    }
    match index {
        Value::Number(number) if !list.open => {
            let found = usize::try_from(*number).ok().and_then(|at| list.elems.get(at)).cloned();
            match found {
                Some(found) => Found { found, absent: None },
                None => Found { found: Value::Never, absent: Some(Guard::always()) },
            }
        }
        Value::Unknown(unknown) if !list.open && list.elems.len() <= MAX_INDEXED => {
            let mut known: Vec<Choice> = Vec::new();
            let mut alts = Vec::new();
            for (at, elem) in list.elems.iter().enumerate() {
                let choice = interp.choice(&text_choice(&at));
                known.push(choice);
                alts.push((Guard::is(unknown.sym, choice), elem.clone()));
            }
            let absent = Guard::of(unknown.sym, Set::except(known));
            Found { found: interp.one_of(alts), absent: Some(absent) }
        }
        _ => {
            let whole = Value::List(Rc::new(list.clone()));
            let found = interp.any_element(&whole);
            let (sym, none) = (interp.fresh(), interp.choice("None"));
            Found { found, absent: Some(Guard::is(sym, none)) }
        }
    }
}

/// The values of a map under a key: the last that was put there for certain, and those that may be under it.
fn by_key(interp: &mut Interp<'_>, list: &List, key: &Value) -> Found {
    // Which entry it is says what the key was.
    let asked = key.single_hole();
    let sym = asked.as_ref().map_or_else(|| interp.fresh(), |unknown| unknown.sym);
    let mut found: Vec<(Guard, Value)> = Vec::new();
    let mut taken: Vec<Choice> = Vec::new();
    let mut certain = false;
    for (position, pair) in list.elems.iter().enumerate().rev() {
        let Value::Tuple(pair) = pair else { continue };
        let [name, value] = pair.as_slice() else { continue };
        match interp.equal(name, key) {
            Some(false) => continue,
            Some(true) => certain = !list.open,
            None => {}
        }
        let choice = match (&asked, key_name(name)) {
            (Some(_), Some(name)) => interp.choice(&name),
            _ => interp.choice(&format!("#{position}")),
        };
        if taken.contains(&choice) {
            continue;
        }
        taken.push(choice);
        found.push((Guard::is(sym, choice), value.clone()));
        if certain {
            break;
        }
    }
    if certain && found.len() == 1 {
        return Found { found: found.swap_remove(0).1, absent: None };
    }
    let absent = (!certain).then(|| Guard::of(sym, Set::except(taken)));
    found.reverse();
    Found { found: interp.one_of(found), absent }
}

/// The choice that a known key is at an unknown one.
fn key_name(key: &Value) -> Option<String> {
    match key {
        Value::Number(number) => Some(text_choice(number)),
        _ => key.known_text().map(|text| text_choice(&text)),
    }
}

/// The position of the element that a known index or key means for certain.
pub(super) fn position(interp: &mut Interp<'_>, list: &List, index: &Value) -> Option<usize> {
    if list.map {
        let mut last = None;
        for (position, pair) in list.elems.iter().enumerate() {
            let Value::Tuple(pair) = pair else { return None };
            if interp.equal(pair.first()?, index)? {
                last = Some(position);
            }
        }
        return last;
    }
    match index {
        Value::Number(number) if !list.open => {
            usize::try_from(*number).ok().filter(|position| *position < list.elems.len())
        }
        _ => None,
    }
}

/// `base[index] = value`.
pub fn insert_at(interp: &mut Interp<'_>, place: &Place, index: &Value, value: Value) {
    let old = interp.current(place);
    let index = interp.settled(index);
    let new = interp.each(&old, &mut |interp, old| {
        let Value::List(known) = old else { return old.clone() };
        let mut changed = (**known).clone();
        put(interp, &mut changed, &index, value.clone());
        Value::List(Rc::new(changed))
    });
    interp.write_place(place, new);
}

/// Puts a value at an index or under a key: in place of what is there, where that is certain.
pub(super) fn put(interp: &mut Interp<'_>, list: &mut List, index: &Value, value: Value) {
    let entry = match list.map {
        true => Value::Tuple(Rc::new(vec![index.clone(), value])),
        false => value,
    };
    match position(interp, list, index) {
        Some(position) => list.elems[position] = entry,
        None => {
            // A further key of a map, or any of the elements.
            list.elems.push(entry);
            list.open |= !list.map;
        }
    }
}
