//! Methods of `bool` that make an `Option`.

use crate::analysis::guard::Guard;
use crate::analysis::interp::Interp;
use crate::analysis::interp::method::MethodCall;
use crate::analysis::value::{Unknown, Value};

/// `bool::then` and `bool::then_some`.
pub fn on_bool(interp: &mut Interp<'_>, value: &Value, call: &MethodCall<'_>) -> Option<Value> {
    let function = call.args.first()?.clone();
    match (call.name, value) {
        ("then" | "then_some", Value::Bool(false)) => Some(Value::Nothing),
        ("then", _) => Some(interp.call_value_at(&function, vec![], Some(call.span)).some()),
        ("then_some", _) => Some(function.some()),
        _ => None,
    }
}

/// `then` and `then_some` of a condition that is not known.
pub fn on_unknown_bool(interp: &mut Interp<'_>, unknown: &Unknown, call: &MethodCall<'_>) -> Option<Value> {
    if !matches!(call.name, "then" | "then_some") {
        return None;
    }
    let function = call.args.first()?.clone();
    let (yes, no) = (interp.choice("true"), interp.choice("false"));
    let (yes, no) = (Guard::is(unknown.sym, yes), Guard::is(unknown.sym, no));
    let there = interp.branch_value(&yes, &mut |interp| match call.name {
        "then" => interp.call_value_at(&function, vec![], Some(call.span)),
        _ => function.clone(),
    });
    let mut alts = vec![(no, Value::Nothing)];
    alts.extend(there.map(|value| (yes, value.some())));
    Some(interp.one_of(alts))
}
