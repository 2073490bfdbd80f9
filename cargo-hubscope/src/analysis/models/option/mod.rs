//! `Option`, `Result` and what behaves like them.

mod names;
mod truth;

use std::rc::Rc;

pub use names::{knows, transparent};
pub use truth::{on_bool, on_unknown_bool};

use super::super::guard::{Guard, Set};
use super::super::interp::Interp;
use super::super::interp::method::MethodCall;
use super::super::interp::place::{INSIDE, ways_into};
use super::super::value::{Cause, Type, Unknown, Value, Wrap};

/// The guards under which an unknown value is there and is not.
fn presence(interp: &mut Interp<'_>, unknown: &Unknown) -> (Guard, Guard) {
    let none = interp.choice("None");
    (Guard::of(unknown.sym, Set::except(vec![none])), Guard::is(unknown.sym, none))
}

impl Interp<'_> {
    /// The result of something that fails on bad input: certain only for known text.
    pub fn fallible(&mut self, value: Value) -> Value {
        let value = self.settled(&value);
        if value.alternatives().iter().all(|(_, value)| value.known_text().is_some()) {
            return Value::Wrapped(Wrap::Ok, Rc::new(value));
        }
        let sym = self.fresh();
        let none = self.choice("None");
        let error = Value::Wrapped(Wrap::Err, Rc::new(Value::unit()));
        let good = Value::Wrapped(Wrap::Ok, Rc::new(value));
        self.one_of(vec![(Guard::of(sym, Set::except(vec![none])), good), (Guard::is(sym, none), error)])
    }
}

/// A combinator; `None` for what is not one.
pub fn method(interp: &mut Interp<'_>, value: &Value, call: &MethodCall<'_>) -> Option<Value> {
    let arg = |index: usize| call.args.get(index).cloned();
    let run = |interp: &mut Interp<'_>, function: &Value, args: Vec<Value>| {
        interp.call_value_at(function, args, Some(call.span))
    };
    // What is there, and under which guard; whether it may be absent.
    let (inner, there, absent): (Value, Guard, Option<Guard>) = match value {
        Value::Wrapped(Wrap::Some | Wrap::Ok, inner) => ((**inner).clone(), Guard::always(), None),
        Value::Nothing | Value::Wrapped(Wrap::Err, _) => (Value::Never, Guard::always(), Some(Guard::always())),
        Value::Unknown(unknown) => {
            let (there, absent) = presence(interp, unknown);
            (interp.inside(unknown), there, Some(absent))
        }
        // What came through `?` or a transparent wrapper is there.
        other => (other.clone(), Guard::always(), None),
    };
    let wrap = match value {
        Value::Wrapped(wrap, _) => *wrap,
        Value::Unknown(unknown) if matches!(&unknown.ty, Type::Outside(path, _) if path.ends_with("Result")) => {
            Wrap::Ok
        }
        _ => Wrap::Some,
    };
    let gone = !matches!(value, Value::Unknown(_)) && absent.is_some();
    let wrapped = |value: Value| match value {
        Value::Never => Value::Never,
        value => Value::Wrapped(wrap, Rc::new(value)),
    };
    /// Runs code only where a value is there, or is not.
    fn under(
        interp: &mut Interp<'_>,
        guard: &Guard,
        run: &mut dyn FnMut(&mut Interp<'_>) -> Value,
    ) -> Vec<(Guard, Value)> {
        let returned = interp.branch_value(guard, run);
        returned.map(|value| (guard.clone(), value)).into_iter().collect()
    }
    let nothing = || match value {
        Value::Wrapped(Wrap::Err, _) => value.clone(),
        _ => Value::Nothing,
    };
    Some(match call.name {
        "map" | "and_then" | "map_ok" => {
            let function = arg(0)?;
            let flat = call.name == "and_then";
            let mut alts = Vec::new();
            if !gone {
                alts.extend(under(interp, &there, &mut |interp| {
                    let result = run(interp, &function, vec![inner.clone()]);
                    if flat { result } else { wrapped(interp.settled(&result)) }
                }));
            }
            if let Some(absent) = absent {
                alts.push((absent, nothing()));
            }
            interp.one_of(alts)
        }
        "map_err" if matches!(value, Value::Wrapped(Wrap::Err, _)) => {
            let (Some(function), Value::Wrapped(_, error)) = (arg(0), value) else { return None };
            let error = run(interp, &function, vec![(**error).clone()]);
            Value::Wrapped(Wrap::Err, Rc::new(interp.settled(&error)))
        }
        "err" | "unwrap_err" | "expect_err" if matches!(value, Value::Wrapped(..) | Value::Nothing) => match value {
            Value::Wrapped(Wrap::Err, error) if call.name == "err" => (**error).clone().some(),
            Value::Wrapped(Wrap::Err, error) => (**error).clone(),
            _ if call.name == "err" => Value::Nothing,
            _ => Value::Never,
        },
        "as_mut" | "as_deref_mut" if call.place.is_some() && matches!(value, Value::Wrapped(..)) => {
            ways_into(call.place.as_ref()?, value)?
        }
        "inspect" | "inspect_err" | "map_err" | "or_raise" => {
            if let Some(function) = arg(0) {
                let given = if call.name == "inspect" { inner } else { interp.unknown(Type::Unknown, Cause::Opaque) };
                run(interp, &function, vec![given]);
            }
            value.clone()
        }
        "context" | "with_context" | "wrap_err" | "wrap_err_with" | "transpose" | "ok" | "as_ref" | "as_deref"
        | "as_mut" | "as_deref_mut" | "cloned" | "copied" | "clone" | "iter" | "into_iter" | "ok_or" | "ok_or_else"
        | "to_owned" | "change_context" => {
            for function in &call.args {
                if matches!(function, Value::Closure(_)) {
                    interp.call_blindly(function);
                }
            }
            match (call.name, value) {
                ("iter" | "into_iter", Value::Unknown(unknown)) if !matches!(&unknown.ty, Type::Outside(path, _) if path.ends_with("Option") || path.ends_with("Result")) =>
                {
                    return None;
                }
                ("iter" | "into_iter", Value::Wrapped(..)) => {
                    let elems = vec![inner];
                    Value::List(Rc::new(super::super::value::List { elems, open: false, map: false }))
                }
                ("ok", Value::Wrapped(Wrap::Err, _)) => Value::Nothing,
                ("ok", Value::Wrapped(Wrap::Ok, inner)) => (**inner).clone().some(),
                ("ok_or" | "ok_or_else" | "context" | "with_context", Value::Wrapped(_, inner)) => {
                    Value::Wrapped(Wrap::Ok, inner.clone())
                }
                ("ok_or" | "ok_or_else" | "context" | "with_context", Value::Nothing) => {
                    Value::Wrapped(Wrap::Err, Rc::new(Value::unit()))
                }
                _ => value.clone(),
            }
        }
        "unwrap" | "expect" => inner,
        "unwrap_err" | "expect_err" | "err" => interp.unknown(Type::Unknown, Cause::Opaque),
        "unwrap_or" | "unwrap_or_else" | "unwrap_or_default" | "or" | "or_else" | "get_or_insert"
        | "get_or_insert_with" | "get_or_init" | "get_or_try_init" => {
            let keeps_wrap = matches!(call.name, "or" | "or_else");
            let mut alts = Vec::new();
            if !gone {
                alts.push((there, if keeps_wrap { value.clone() } else { inner.clone() }));
            }
            // A cell that is filled on first use has only one value.
            if call.name.starts_with("get_or") && matches!(value, Value::Unknown(_)) {
                alts.clear();
            }
            if let Some(absent) = absent.or_else(|| call.name.starts_with("get_or").then(Guard::always)) {
                alts.extend(under(interp, &absent, &mut |interp| match call.name {
                    "unwrap_or_default" => {
                        let ty = interp.type_of(&inner);
                        let ty = match (&ty, &call.wanted) {
                            (Type::Unknown, Type::Unknown) => Type::Text,
                            (Type::Unknown, wanted) => wanted.clone(),
                            _ => ty,
                        };
                        interp.default_of(&ty)
                    }
                    "unwrap_or" | "or" | "get_or_insert" => call.args.first().cloned().unwrap_or(Value::Never),
                    _ => match call.args.first() {
                        Some(function) => {
                            let given = match (value, function) {
                                (Value::Wrapped(Wrap::Err, error), _) => vec![(**error).clone()],
                                (_, Value::Closure(closure)) if !closure.params.is_empty() => {
                                    vec![interp.unknown(Type::Unknown, Cause::Opaque)]
                                }
                                _ => vec![],
                            };
                            let value = run(interp, function, given);
                            if call.name == "get_or_try_init" { interp.unwrapped(&value) } else { value }
                        }
                        None => Value::Never,
                    },
                }));
            }
            let filled = interp.one_of(alts);
            if let (true, Some(place)) = (call.name.starts_with("get_or_insert"), &call.place) {
                interp.write_place(place, filled.clone().some());
                let mut inside = place.clone();
                inside.fields.push(INSIDE.into());
                return Some(Value::Ref(Rc::new(inside)));
            }
            filled
        }
        "map_or" | "map_or_else" => {
            let (default, function) = (arg(0)?, arg(1)?);
            let mut alts = Vec::new();
            if !gone {
                alts.extend(under(interp, &there, &mut |interp| run(interp, &function, vec![inner.clone()])));
            }
            if let Some(absent) = absent {
                alts.extend(under(interp, &absent, &mut |interp| match call.name {
                    "map_or" => default.clone(),
                    _ => {
                        let given = match &default {
                            Value::Closure(closure) if !closure.params.is_empty() => {
                                vec![interp.unknown(Type::Unknown, Cause::Opaque)]
                            }
                            _ => vec![],
                        };
                        run(interp, &default, given)
                    }
                }));
            }
            interp.one_of(alts)
        }
        "filter" => {
            let function = arg(0)?;
            if gone {
                return Some(value.clone());
            }
            let kept = under(interp, &there, &mut |interp| run(interp, &function, vec![inner.clone()]));
            let kept = kept.into_iter().next().map_or(Value::Never, |(_, value)| value);
            let kept = interp.settled(&kept);
            let (yes, no) = interp.truth(&kept);
            let there = match value {
                // What is known of it by the answer, is known of what is inside.
                Value::Unknown(_) => inner.clone().some(),
                _ => value.clone(),
            };
            let kept = yes.cases().iter().map(|guard| (guard.clone(), there.clone()));
            let gone = no.cases().iter().map(|guard| (guard.clone(), Value::Nothing));
            let alts = kept.chain(gone).collect();
            interp.one_of(alts)
        }
        "and" | "zip" => {
            let other = interp.settled(&arg(0)?);
            let other = match call.name {
                "zip" => interp.each(&other, &mut |interp, other| match other {
                    Value::Nothing | Value::Wrapped(Wrap::Err, _) => Value::Nothing,
                    Value::Unknown(unknown) => {
                        let (there, absent) = presence(interp, unknown);
                        let both = Value::Tuple(Rc::new(vec![inner.clone(), interp.inside(unknown)])).some();
                        interp.one_of(vec![(there, both), (absent, Value::Nothing)])
                    }
                    other => Value::Tuple(Rc::new(vec![inner.clone(), interp.unwrapped(other)])).some(),
                }),
                _ => other,
            };
            let mut alts = Vec::new();
            if !gone {
                alts.push((there, other));
            }
            alts.extend(absent.map(|absent| (absent, nothing())));
            interp.one_of(alts)
        }
        "xor" => match (value, arg(0).map(|other| interp.settled(&other))) {
            (Value::Nothing, Some(other)) => other,
            (Value::Wrapped(..), Some(Value::Nothing)) => value.clone(),
            (Value::Wrapped(..), Some(Value::Wrapped(..))) => Value::Nothing,
            _ => interp.unknown(Type::Unknown, Cause::Opaque),
        },
        "flatten" => inner,
        "is_some" | "is_ok" | "is_none" | "is_err" => {
            let wanted = matches!(call.name, "is_some" | "is_ok");
            let mut alts = Vec::new();
            if !gone {
                alts.push((there, Value::Bool(wanted)));
            }
            alts.extend(absent.map(|absent| (absent, Value::Bool(!wanted))));
            interp.one_of(alts)
        }
        "is_some_and" | "is_ok_and" | "is_none_or" => {
            let function = arg(0)?;
            let mut alts = Vec::new();
            if !gone {
                alts.extend(under(interp, &there, &mut |interp| run(interp, &function, vec![inner.clone()])));
            }
            let missing = call.name == "is_none_or";
            alts.extend(absent.map(|absent| (absent, Value::Bool(missing))));
            interp.one_of(alts)
        }
        "take" | "replace" | "insert" => {
            let new = arg(0);
            if let Some(place) = call.place.clone() {
                let left = match (call.name, new.clone()) {
                    (_, Some(new)) => new.some(),
                    _ => Value::Nothing,
                };
                interp.write_place(&place, left);
            }
            match call.name {
                "insert" => new?,
                _ => value.clone(),
            }
        }
        "get" => match value {
            // `OnceLock::get`, `Cell::get`.
            Value::Wrapped(..) | Value::Nothing if call.args.is_empty() => value.clone(),
            _ => return None,
        },
        "set" => {
            if let (Some(place), Some(new)) = (call.place.clone(), arg(0)) {
                interp.write_place(&place, new);
            }
            Value::unit()
        }
        name if transparent(name) => match name {
            "into" | "into_inner" | "read" | "write" | "lock" => value.clone(),
            _ => inner_or(value, inner),
        },
        _ => return None,
    })
}

/// What is there where something is, else the value itself.
fn inner_or(value: &Value, inner: Value) -> Value {
    match value {
        Value::Unknown(_) | Value::Wrapped(..) | Value::Nothing => value.clone(),
        _ => inner,
    }
}
