//! Text templates: building, cutting and asking them, as the functions of `str` and `String` do.

mod ask;
mod cut;
mod format;
mod template;

use std::rc::Rc;

use ask::{asked, is_empty};
use cut::{parts, recased, replaced, strip, trim_back, trim_front, trim_last, trim_pattern};
pub use format::{FormatPiece, Which, parse_format};
pub use template::{cause_of, concat, has_grown, joined, sliced, widened};
use template::{lit, origins_of};

use super::super::interp::Interp;
use super::super::interp::convert::Style;
use super::super::interp::method::MethodCall;
use super::super::value::{Cause, Type, Value, Wrap};

/// Whether a method of texts can apply to an unknown value of a type.
pub fn may_apply(ty: &Type, name: &str) -> bool {
    KNOWN.contains(&name) && ty.may_be_text()
}

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

/// Whether a method writes its receiver.
pub fn writes(name: &str) -> bool {
    matches!(
        name,
        "push_str"
            | "push"
            | "write_str"
            | "pad"
            | "write_char"
            | "insert_str"
            | "extend"
            | "append"
            | "write_fmt"
            | "clear"
            | "set_path"
            | "set_query"
            | "path_segments_mut"
            | "query_pairs_mut"
            | "set_host"
            | "make_ascii_lowercase"
            | "make_ascii_uppercase"
    )
}

/// A method of `str` or `String`; `None` for what is not modelled.
pub fn method(interp: &mut Interp<'_>, value: &Value, call: &MethodCall<'_>) -> Option<Value> {
    let arg = |index: usize| call.args.get(index).cloned();
    let name = call.name;
    Some(match name {
        "trim" | "trim_start" | "trim_end" => {
            let value = if name == "trim_end" { value.clone() } else { trim_front(value, &char::is_whitespace) };
            if name == "trim_start" { value } else { trim_back(&value, &char::is_whitespace) }
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
            interp.each(&value.clone(), &mut |interp, value| {
                interp.each2(&from, &to, &mut |_, from, to| replaced(value, from, to))
            })
        }
        "to_lowercase" | "to_ascii_lowercase" => recased(interp, value, &str::to_lowercase),
        "to_uppercase" | "to_ascii_uppercase" => recased(interp, value, &str::to_uppercase),
        "make_ascii_lowercase" | "make_ascii_uppercase" => {
            let old = current(interp, value, call);
            let new = recased(
                interp,
                &old,
                if name == "make_ascii_lowercase" { &str::to_lowercase } else { &str::to_uppercase },
            );
            if let Some(place) = &call.place {
                interp.write_place(place, new);
            }
            Value::unit()
        }
        "repeat" => match (value.known_text(), arg(0)?) {
            (Some(text), Value::Number(count)) if (0..64).contains(&count) => Value::text(&text.repeat(count as usize)),
            _ => interp.hole(),
        },
        "starts_with" | "ends_with" | "contains" => {
            let pattern = arg(0)?;
            interp.each2(&value.clone(), &pattern, &mut |interp, value, pattern| asked(interp, value, pattern, name))
        }
        "is_empty" => interp.each(&value.clone(), &mut |interp, value| is_empty(interp, value)),
        "eq" | "eq_ignore_ascii_case" => {
            let other = arg(0)?;
            interp.each2(&value.clone(), &other, &mut |interp, left, right| match interp.equal(left, right) {
                Some(equal) => Value::Bool(equal),
                None => interp.unknown(Type::Bool, Cause::Opaque),
            })
        }
        "len" => match value.known_text() {
            Some(text) => Value::Number(text.len() as i64),
            None => interp.unknown(Type::Number, Cause::Opaque),
        },
        "split" | "rsplit" | "splitn" | "split_terminator" | "split_whitespace" | "lines" | "chars"
        | "split_inclusive" => parts(interp, value, call),
        "split_once" | "rsplit_once" => {
            let pattern = arg(0)?.known_text();
            match (value, value.known_text(), pattern) {
                (Value::Text(pieces), Some(text), Some(pattern)) => {
                    let found =
                        if name == "split_once" { text.split_once(&*pattern) } else { text.rsplit_once(&*pattern) };
                    let origins = origins_of(pieces);
                    match found {
                        Some((a, b)) => Value::Tuple(Rc::new(vec![lit(a, origins.clone()), lit(b, origins)])).some(),
                        None => Value::Nothing,
                    }
                }
                _ => {
                    let ty = Type::Outside(
                        "std::Option".into(),
                        Rc::from([Type::Tuple(Rc::from([Type::Text, Type::Text]))]),
                    );
                    interp.unknown(ty, cause_of(value))
                }
            }
        }
        "push_str" | "push" | "write_str" | "pad" | "write_char" | "insert_str" | "extend" | "append" => {
            let mut added = arg(if name == "insert_str" { 1 } else { 0 })?;
            if name == "extend" {
                added = joined(interp, &added, &Value::text(""));
            }
            let old = current(interp, value, call);
            let new = if name == "insert_str" { concat(interp, &[added, old]) } else { concat(interp, &[old, added]) };
            if let Some(place) = &call.place {
                interp.write_place(place, new);
            }
            match name {
                "write_str" | "write_char" | "pad" => Value::Wrapped(Wrap::Ok, Rc::new(Value::unit())),
                _ => Value::unit(),
            }
        }
        "write_fmt" => {
            let added = arg(0)?;
            let old = current(interp, value, call);
            let new = concat(interp, &[old, added]);
            if let Some(place) = &call.place {
                interp.write_place(place, new);
            }
            Value::Wrapped(Wrap::Ok, Rc::new(Value::unit()))
        }
        "clear" => {
            if let Some(place) = &call.place {
                interp.write_place(place, Value::text(""));
            }
            Value::unit()
        }
        "truncate" | "pop" | "retain" | "drain" | "remove" => {
            if let Some(place) = &call.place {
                let shorter = match (name, value.known_text()) {
                    ("pop", Some(text)) => {
                        let mut text = text;
                        text.pop();
                        Value::text(&text)
                    }
                    ("pop", None) => trim_last(value),
                    ("truncate", text) => match (arg(0), text) {
                        (Some(Value::Number(0)), _) => Value::text(""),
                        (Some(Value::Number(length)), Some(text)) => {
                            let length = usize::try_from(length).unwrap_or(0).min(text.len());
                            text.get(..length).map_or_else(|| interp.hole(), Value::text)
                        }
                        _ => interp.hole(),
                    },
                    _ => interp.hole(),
                };
                interp.write_place(place, shorter);
            }
            interp.hole()
        }
        "concat" => value.clone(),
        "format" => interp.hole(),
        "get" => interp.hole().some(),
        _ => return None,
    })
}

/// The value of the receiver as it is now: arguments may have changed it.
fn current(interp: &mut Interp<'_>, value: &Value, call: &MethodCall<'_>) -> Value {
    match &call.place {
        Some(place) => interp.current(&place.clone()),
        None => value.clone(),
    }
}
