//! Text templates: building, cutting and asking them, as the functions of `str` and `String` do.

mod ask;
mod change;
mod cut;
mod format;
mod pattern;
mod split;
mod template;

use std::rc::Rc;

pub use change::writes;
use cut::{recased, replaced, strip, trim_back, trim_front, trim_pattern};
pub use format::{FormatPiece, Shown, Spec, Which, parse_format};
use pattern::{chars_of, only_char};
use template::origins_of;
pub use template::{concat, has_grown, joined, sliced, widened};

use super::super::interp::Interp;
use super::super::interp::convert::Style;
use super::super::interp::method::MethodCall;
use super::super::value::{Cause, List, Type, Value};

/// Whether a method of texts can apply to an unknown value of a type.
pub fn may_apply(ty: &Type, name: &str) -> bool {
    match ty.peeled() {
        Type::Text => KNOWN.contains(&name) || ONLY_TEXT.contains(&name),
        _ => KNOWN.contains(&name) && ty.may_be_text(),
    }
}

/// Methods that say that their receiver is a text, or do the same to whatever it is.
const KNOWN: &[&str] = &[
    "trim",
    "trim_start",
    "trim_end",
    "trim_matches",
    "trim_start_matches",
    "trim_end_matches",
    "trim_left_matches",
    "trim_right_matches",
    "strip_prefix",
    "strip_suffix",
    "replace",
    "replacen",
    "to_lowercase",
    "to_uppercase",
    "to_ascii_lowercase",
    "to_ascii_uppercase",
    "starts_with",
    "ends_with",
    "is_empty",
    "push_str",
    "push",
    "insert_str",
    "clear",
    "truncate",
    "pop",
    "split",
    "rsplit",
    "splitn",
    "split_once",
    "rsplit_once",
    "concat",
    "repeat",
    "format",
    "parse",
    "contains",
    "extend",
    "retain",
    "eq",
    "eq_ignore_ascii_case",
    "lines",
    "make_ascii_lowercase",
    "make_ascii_uppercase",
    "split_whitespace",
    "split_terminator",
    "chars",
    "bytes",
    "len",
    "write_str",
    "pad",
    "write_char",
    "write_fmt",
    "append",
];

/// Methods that other types have too: they are those of texts only where the receiver is known to be one.
const ONLY_TEXT: &[&str] = &[
    "insert",
    "remove",
    "drain",
    "split_off",
    "replace_range",
    "find",
    "rfind",
    "get",
    "split_at",
    "char_indices",
    "matches",
    "ne",
    "extend_from_within",
    "remove_matches",
];

/// A method of `str` or `String`; `None` for what is not modelled.
pub fn method(interp: &mut Interp<'_>, value: &Value, call: &MethodCall<'_>) -> Option<Value> {
    if let Some(result) = change::method(interp, value, call) {
        return Some(result);
    }
    if let Some(result) = split::method(interp, value, call) {
        return Some(result);
    }
    if let Some(result) = ask::method(interp, value, call) {
        return Some(result);
    }
    let arg = |index: usize| call.args.get(index).cloned();
    let name = call.name;
    Some(match name {
        "trim" | "trim_start" | "trim_end" | "trim_ascii" | "trim_ascii_start" | "trim_ascii_end" => {
            let (front, back) = (!name.ends_with("_end"), !name.ends_with("_start"));
            let value = if front { trim_front(interp, value, "trim", &char::is_whitespace) } else { value.clone() };
            if back { trim_back(interp, &value, "trim", &char::is_whitespace) } else { value }
        }
        "trim_matches" | "trim_start_matches" | "trim_end_matches" | "trim_left_matches" | "trim_right_matches" => {
            let pattern = arg(0)?;
            let pattern = interp.settled(&pattern);
            trim_pattern(interp, value, &pattern, name)
        }
        "strip_prefix" | "strip_suffix" => {
            let pattern = arg(0)?;
            interp.each2(&value.clone(), &pattern, &mut |interp, value, pattern| {
                strip(interp, value, pattern, name == "strip_prefix")
            })
        }
        "replace" | "replacen" => {
            let (from, to) = (arg(0)?, arg(1)?);
            let to = interp.text_of(&to, Style::Display);
            let most = match (name, arg(2)) {
                ("replace", _) => Some(usize::MAX),
                (_, Some(Value::Number(most))) => usize::try_from(most).ok(),
                _ => None,
            };
            let Some(most) = most else { return Some(interp.hole()) };
            interp.each(&value.clone(), &mut |interp, value| {
                interp.each2(&from, &to, &mut |interp, from, to| replaced(interp, value, from, to, most))
            })
        }
        "to_lowercase" | "to_ascii_lowercase" => recased(interp, value, &str::to_lowercase),
        "to_uppercase" | "to_ascii_uppercase" => recased(interp, value, &str::to_uppercase),
        "repeat" => match (value.known_text(), arg(0)?) {
            (Some(text), Value::Number(count)) if (0..64).contains(&count) => Value::text(&text.repeat(count as usize)),
            _ => interp.hole(),
        },
        "get" => match arg(0).map(|range| interp.settled(&range)) {
            Some(Value::Range(bounds)) => match value.known_text() {
                Some(text) if bounds.within(text.len()).and_then(|range| text.get(range)).is_none() => Value::Nothing,
                _ => sliced(interp, value, &bounds).some(),
            },
            _ => interp.hole().some(),
        },
        "to_digit" => {
            let radix = match arg(0).map(|radix| interp.settled(&radix)) {
                Some(Value::Number(radix)) => u32::try_from(radix).ok().filter(|radix| (2..=36).contains(radix)),
                _ => None,
            };
            match value.known_text().and_then(|text| only_char(&text)).zip(radix) {
                Some((char, radix)) => {
                    char.to_digit(radix).map_or(Value::Nothing, |digit| Value::Number(i64::from(digit)).some())
                }
                None => {
                    let digit = interp.unknown(Type::Number, Cause::Opaque);
                    super::list::perhaps(interp, digit)
                }
            }
        }
        "concat" => value.clone(),
        "format" => interp.hole(),
        "collect" if matches!(call.wanted.peeled(), Type::Text) && call.turbofish.is_empty() => value.clone(),
        // What `char::to_uppercase` and the like give is an iterator of characters.
        "collect" | "next" | "chain" | "map" | "flat_map" | "filter" | "for_each" | "last" | "nth" | "rev"
            if value.known_text().is_some_and(|text| text.chars().count() <= 3) =>
        {
            let elems = chars_of(&value.known_text()?, &all_origins(value))?;
            let list = Value::List(Rc::new(List { elems, open: false, map: false }));
            return super::list::method(interp, &list, call);
        }
        _ => return None,
    })
}

fn all_origins(value: &Value) -> super::super::value::Origins {
    match value {
        Value::Text(pieces) => origins_of(pieces),
        _ => super::super::value::nowhere(),
    }
}

/// The value of the receiver as it is now: arguments may have changed it.
fn current(interp: &mut Interp<'_>, value: &Value, call: &MethodCall<'_>) -> Value {
    match &call.place {
        Some(place) => interp.current(&place.clone()),
        None => value.clone(),
    }
}
