//! Iterators: closures that are run on elements, known or not.

use std::rc::Rc;

use super::element::unknown_element;
use super::list;
use crate::analysis::guard::Guard;
use crate::analysis::interp::Interp;
use crate::analysis::interp::method::MethodCall;
use crate::analysis::models::text;
use crate::analysis::value::{Cause, List, Type, Unknown, Value, Wrap};

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
pub(super) fn iterate(interp: &mut Interp<'_>, items: &List, closure: &Value, call: &MethodCall<'_>) -> Option<Value> {
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
                "max_by_key" | "min_by_key" => {
                    let whole = Value::List(Rc::new(items.clone()));
                    interp.any_element(&whole).some()
                }
                _ => interp.unknown(Type::Unknown, Cause::Opaque),
            }
        }
        "any" | "all" => {
            let answers: Vec<Value> = items.elems.iter().map(|elem| run(interp, elem)).collect();
            match items.open {
                true => interp.unknown(Type::Bool, Cause::Opaque),
                false => interp.combined(&answers, call.name == "all"),
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
