//! Elements of lists and maps: whichever, one by an index or key, one that is not known.

use crate::analysis::guard::Guard;
use crate::analysis::interp::Interp;
use crate::analysis::value::{Cause, List, Place, Type, Value, Wrap};
use std::rc::Rc;

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
pub(super) fn at(interp: &mut Interp<'_>, list: &List, index: &Value) -> Option<Value> {
    if list.map {
        let key = index.known_text();
        let mut found = Vec::new();
        let asked = index.single_hole();
        let sym = interp.fresh();
        for (position, pair) in list.elems.iter().enumerate() {
            let Value::Tuple(pair) = pair else { continue };
            let [name, value] = pair.as_slice() else { continue };
            let same = match (&key, interp.equal(name, index)) {
                (_, Some(same)) => same,
                (Some(_) | None, None) => true,
            };
            if same {
                // Which entry it is says what the key was.
                let guard = match (&asked, name.known_text()) {
                    (Some(unknown), Some(name)) => interp.is_one_of(unknown, &[name]).0,
                    _ => Guard::is(sym, interp.choice(&format!("#{position}"))),
                };
                found.push((guard, value.clone()));
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
