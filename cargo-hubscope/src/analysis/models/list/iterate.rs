//! Iterators: closures that are run on elements, known or not.

use std::rc::Rc;

use super::element::{perhaps, unknown_element};
use super::list;
use crate::analysis::guard::{Guard, When};
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
        "map_while" => {
            let (mut elems, mut open) = (Vec::new(), items.open);
            for elem in &items.elems {
                let value = run(interp, elem);
                match interp.settled(&value) {
                    Value::Nothing | Value::Never => return Some(list(elems, false)),
                    Value::Wrapped(Wrap::Some, inner) => elems.push((*inner).clone()),
                    other => {
                        open = true;
                        elems.push(interp.unwrapped(&other));
                    }
                }
            }
            list(elems, open)
        }
        "map" | "then" | "map_ok" | "and_then" => {
            let mut elems = Vec::with_capacity(items.elems.len());
            for elem in &items.elems {
                let value = run(interp, elem);
                if !matches!(value, Value::Never) {
                    elems.push(value);
                }
            }
            list(elems, items.open)
        }
        "take_while" | "skip_while" => {
            let takes = call.name == "take_while";
            let (mut elems, mut open, mut past) = (Vec::new(), items.open, false);
            for elem in &items.elems {
                let value = if past { Value::Bool(false) } else { run(interp, elem) };
                match interp.settled(&value) {
                    Value::Bool(true) if takes => elems.push(elem.clone()),
                    Value::Bool(true) => {}
                    Value::Bool(false) if takes => break,
                    Value::Bool(false) => {
                        past = true;
                        elems.push(elem.clone());
                    }
                    _ => {
                        elems.push(elem.clone());
                        open = true;
                    }
                }
            }
            list(elems, open)
        }
        "filter" | "try_filter" | "extract_if" => {
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
                return Some(match (!open, elems.first()) {
                    (true, Some(first)) => first.clone().some(),
                    (_, None) => Value::Nothing,
                    (false, Some(_)) => {
                        let found = list(elems, open);
                        let any = interp.any_element(&found);
                        perhaps(interp, any)
                    }
                });
            }
            list(elems, open)
        }
        "any" | "all" => {
            let answers: Vec<Value> = items.elems.iter().map(|elem| run(interp, elem)).collect();
            match items.open {
                true => interp.unknown(Type::Bool, Cause::Opaque),
                false => interp.combined(&answers, call.name == "all"),
            }
        }
        "position" | "rposition" => {
            let mut answers = Vec::with_capacity(items.elems.len());
            for elem in &items.elems {
                let value = run(interp, elem);
                answers.push(match interp.settled(&value) {
                    Value::Bool(answer) if !items.open => Some(answer),
                    _ => None,
                });
            }
            match answers.into_iter().collect::<Option<Vec<bool>>>() {
                Some(known) => {
                    let mut at = known.iter().enumerate().filter(|(_, answer)| **answer).map(|(at, _)| at);
                    let found = if call.name == "position" { at.next() } else { at.next_back() };
                    found.map_or(Value::Nothing, |at| Value::Number(at as i64).some())
                }
                None => interp.unknown(Type::Outside("std::Option".into(), Rc::from([Type::Number])), Cause::Opaque),
            }
        }
        "reduce" => {
            let mut elems = items.elems.iter();
            let Some(mut state) = elems.next().cloned() else { return Some(Value::Nothing) };
            if items.open {
                let any = interp.hole();
                return Some(perhaps(interp, any));
            }
            for elem in elems {
                state = interp.call_value_at(closure, vec![state, elem.clone()], Some(call.span));
            }
            state.some()
        }
        "partition" => {
            let (mut yes, mut no, mut open) = (Vec::new(), Vec::new(), items.open);
            for elem in &items.elems {
                let value = run(interp, elem);
                match interp.settled(&value) {
                    Value::Bool(true) => yes.push(elem.clone()),
                    Value::Bool(false) => no.push(elem.clone()),
                    _ => {
                        yes.push(elem.clone());
                        no.push(elem.clone());
                        open = true;
                    }
                }
            }
            Value::Tuple(Rc::new(vec![list(yes, open), list(no, open)]))
        }
        "for_each"
        | "try_for_each"
        | "for_each_concurrent"
        | "try_for_each_concurrent"
        | "inspect"
        | "inspect_ok"
        | "inspect_err"
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
                "inspect" | "inspect_ok" | "inspect_err" | "map_err" => Value::List(Rc::new(items.clone())),
                "max_by_key" | "min_by_key" => {
                    if let Some(sorted) = in_order_of(interp, items, closure, call) {
                        let found = if call.name == "min_by_key" { sorted.first() } else { sorted.last() };
                        return Some(found.map_or(Value::Nothing, |found| found.clone().some()));
                    }
                    let whole = Value::List(Rc::new(items.clone()));
                    let any = interp.any_element(&whole);
                    if items.open || items.elems.is_empty() { perhaps(interp, any) } else { any.some() }
                }
                _ => interp.unknown(Type::Unknown, Cause::Opaque),
            }
        }
        "max_by" | "min_by" => {
            let whole = Value::List(Rc::new(items.clone()));
            let any = interp.any_element(&whole);
            if items.open || items.elems.is_empty() { perhaps(interp, any) } else { any.some() }
        }
        "sorted_by"
        | "sorted_by_key"
        | "sorted_unstable_by"
        | "sorted_unstable_by_key"
        | "sorted_by_cached_key"
        | "unique_by"
        | "dedup_by"
        | "dedup_by_key" => {
            interp.give_away(closure);
            list(items.elems.clone(), items.open || items.elems.len() > 1)
        }
        "from_fn" | "successors" => return None,
        "find" | "rfind" | "find_or_first" => {
            let mut left = When::always();
            let mut alts: Vec<(Guard, Value)> = Vec::new();
            let mut elems = items.elems.clone();
            if call.name == "rfind" {
                elems.reverse();
            }
            for elem in &elems {
                let value = run(interp, elem);
                let value = interp.settled(&value);
                let (yes, no) = interp.truth(&value);
                // Whether it is there at all is not known of the elements of an open list.
                let (yes, no) = if items.open { (yes, When::always()) } else { (yes, no) };
                let here = left.and(&yes);
                alts.extend(here.cases().iter().map(|guard| (guard.clone(), elem.clone().some())));
                left = left.and(&no);
                if left.is_never() {
                    break;
                }
            }
            alts.extend(left.cases().iter().map(|guard| (guard.clone(), Value::Nothing)));
            if alts.iter().filter(|(guard, _)| guard.is_always()).count() > 1 {
                // Nothing decides between them.
                let sym = interp.fresh();
                for (index, (guard, _)) in alts.iter_mut().enumerate() {
                    let choice = interp.choice(&format!("#{index}"));
                    *guard = guard.and(&Guard::is(sym, choice)).unwrap_or_else(Guard::always);
                }
            }
            interp.one_of(alts)
        }
        "try_fold" => try_fold(interp, items, call, closure)?,
        // What it gives depends on a state that each step changes.
        "scan" => {
            let state = call.args.first()?.clone();
            for elem in &items.elems {
                interp.call_value_at(closure, vec![state.clone(), elem.clone()], Some(call.span));
            }
            list(vec![], true)
        }
        "fold" => {
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

/// A fold that ends where a step gives nothing or an error.
fn try_fold(interp: &mut Interp<'_>, items: &List, call: &MethodCall<'_>, closure: &Value) -> Option<Value> {
    let mut state = call.args.first()?.clone();
    let mut ended: Vec<(Guard, Value)> = Vec::new();
    // Whether a step may have ended it without that it shows.
    let mut doubtful = false;
    for elem in items.elems.iter().take(64) {
        let next = interp.call_value_at(closure, vec![state.clone(), elem.clone()], Some(call.span));
        let next = interp.settled(&next);
        let (gone, goes_on): (Vec<_>, Vec<_>) = next
            .alternatives()
            .into_iter()
            .partition(|(_, value)| matches!(value, Value::Nothing | Value::Wrapped(Wrap::Err, _) | Value::Never));
        ended.extend(gone);
        doubtful |= goes_on.iter().any(|(_, value)| matches!(value, Value::Unknown(_)));
        if goes_on.is_empty() {
            return Some(interp.one_of(ended));
        }
        let goes_on = interp.one_of(goes_on);
        let next = interp.unwrapped(&goes_on);
        state = if items.open {
            let sym = interp.fresh();
            let (old, new) = (interp.choice("first"), interp.choice("again"));
            interp.one_of(vec![(Guard::is(sym, old), state), (Guard::is(sym, new), next)])
        } else {
            next
        };
    }
    if doubtful {
        return Some(perhaps(interp, state));
    }
    if ended.is_empty() {
        return Some(state);
    }
    let state = interp.settled(&state);
    ended.extend(state.alternatives().into_iter().map(|(guard, value)| (guard, value.some())));
    Some(interp.one_of(ended))
}

/// The elements in the order of what a function says of each; `None` where that is not known. Of equal ones the order
/// stays, as with a stable sort; the first of equal least ones and the last of equal greatest ones are found by it.
pub(super) fn in_order_of(
    interp: &mut Interp<'_>,
    items: &List,
    closure: &Value,
    call: &MethodCall<'_>,
) -> Option<Vec<Value>> {
    if items.open || items.map {
        return None;
    }
    let mut keyed = Vec::with_capacity(items.elems.len());
    for elem in &items.elems {
        let key = interp.call_value_at(closure, vec![elem.clone()], Some(call.span));
        let key = match interp.settled(&key) {
            Value::Number(number) => (number, String::new()),
            text => (0, text.known_text()?),
        };
        keyed.push((key, elem.clone()));
    }
    keyed.sort_by(|(a, _), (b, _)| a.cmp(b));
    Some(keyed.into_iter().map(|(_, elem)| elem).collect())
}
