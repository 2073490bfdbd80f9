//! Methods of numbers that are known. Of what type one is, is not: what depends on it is not known.

use std::rc::Rc;

use crate::analysis::interp::Interp;
use crate::analysis::interp::method::MethodCall;
use crate::analysis::value::{Cause, Type, Value};

/// A method of a known number; `None` for what is not one.
pub fn method(interp: &mut Interp<'_>, number: i64, call: &MethodCall<'_>) -> Option<Value> {
    let mut settled = |index: usize| match call.args.get(index).map(|arg| interp.settled(arg)) {
        Some(Value::Number(other)) => Some(other),
        _ => None,
    };
    let (first, second) = (settled(0), settled(1));
    let found = match (call.name, first, second) {
        ("abs" | "unsigned_abs", ..) => number.checked_abs(),
        ("signum", ..) => Some(number.signum()),
        ("pow", Some(by), _) => u32::try_from(by).ok().and_then(|by| number.checked_pow(by)),
        ("max", Some(other), _) => Some(number.max(other)),
        ("min", Some(other), _) => Some(number.min(other)),
        ("clamp", Some(low), Some(high)) if low <= high => Some(number.clamp(low, high)),
        ("abs_diff", Some(other), _) => i64::try_from(number.abs_diff(other)).ok(),
        ("rem_euclid", Some(by), _) => number.checked_rem_euclid(by),
        ("div_euclid", Some(by), _) => number.checked_div_euclid(by),
        ("div_ceil", Some(by), _) if number >= 0 && by > 0 => Some((number + by - 1) / by),
        ("saturating_add" | "wrapping_add", Some(other), _) => number.checked_add(other).filter(in_every_type),
        ("saturating_sub" | "wrapping_sub", Some(other), _) => number.checked_sub(other).filter(in_every_type),
        ("saturating_mul" | "wrapping_mul", Some(other), _) => number.checked_mul(other).filter(in_every_type),
        ("checked_add" | "checked_sub" | "checked_mul" | "checked_div" | "checked_rem", Some(other), _) => {
            let result = match call.name {
                "checked_add" => number.checked_add(other),
                "checked_sub" => number.checked_sub(other),
                "checked_mul" => number.checked_mul(other),
                "checked_div" => number.checked_div(other),
                _ => number.checked_rem(other),
            };
            return Some(match result.filter(in_every_type) {
                Some(number) => Value::Number(number).some(),
                None => interp.unknown(Type::Outside("std::Option".into(), Rc::from([Type::Number])), Cause::Opaque),
            });
        }
        (
            "pow" | "max" | "min" | "clamp" | "abs_diff" | "rem_euclid" | "div_euclid" | "div_ceil" | "saturating_add"
            | "saturating_sub" | "saturating_mul" | "wrapping_add" | "wrapping_sub" | "wrapping_mul",
            ..,
        ) => None,
        _ => return None,
    };
    Some(found.map_or_else(|| interp.unknown(Type::Number, Cause::Opaque), Value::Number))
}

/// Whether a number is one in every type of numbers.
pub fn in_every_type(number: &i64) -> bool {
    (0..=i64::from(i8::MAX)).contains(number)
}

/// A number after `as` to a type of this name; `None` where the result is not one that is followed.
pub fn as_type(number: i64, name: &str) -> Option<i64> {
    Some(match name {
        "u8" => i64::from(number as u8),
        "i8" => i64::from(number as i8),
        "u16" => i64::from(number as u16),
        "i16" => i64::from(number as i16),
        "u32" => i64::from(number as u32),
        "i32" => i64::from(number as i32),
        "u64" | "usize" | "u128" if number < 0 => return None,
        _ => number,
    })
}
