//! `std::path`: a path is its text, put together with `/`.

use std::rc::Rc;

use super::super::interp::Interp;
use super::super::interp::convert::Style;
use super::super::interp::method::MethodCall;
use super::super::value::{List, Piece, Value};
use super::text;

/// A path of this text.
pub fn of(interp: &mut Interp<'_>, value: &Value) -> Value {
    let text = interp.text_of(value, Style::Display);
    interp.each(&text, &mut |_, text| Value::Path(Rc::new(text.clone())))
}

/// The parts joined to one path.
pub fn collected(interp: &mut Interp<'_>, list: &List) -> Value {
    if list.open {
        let hole = interp.hole();
        return Value::Path(Rc::new(hole));
    }
    let mut whole = Value::text("");
    for part in &list.elems {
        whole = joined(interp, &whole, part);
    }
    of(interp, &whole)
}

/// A method of a path; `None` for what is not modelled.
pub fn method(interp: &mut Interp<'_>, path: &Value, call: &MethodCall<'_>) -> Option<Value> {
    let first = call.args.first().cloned();
    let known = path.known_text();
    let known = known.as_deref().map(std::path::Path::new);
    let named = |name: Option<&std::ffi::OsStr>| {
        name.and_then(std::ffi::OsStr::to_str).map_or(Value::Nothing, |name| Value::text(name).some())
    };
    Some(match call.name {
        "display" | "to_string_lossy" | "into_os_string" | "as_os_str" | "to_string" | "as_str" | "into_string" => {
            path.clone()
        }
        "to_str" => path.clone().some(),
        "join" => {
            let whole = joined(interp, path, &first?);
            of(interp, &whole)
        }
        "push" | "pop" | "set_file_name" | "set_extension" => {
            let place = call.place.clone()?;
            let new = match (call.name, known) {
                ("push", _) => joined(interp, path, &first?),
                ("pop", Some(known)) => {
                    known.parent().and_then(std::path::Path::to_str).map_or(path.clone(), Value::text)
                }
                _ => interp.hole(),
            };
            let new = of(interp, &new);
            interp.write_place(&place, new);
            Value::unit()
        }
        "parent" => match known {
            Some(known) => match known.parent().and_then(std::path::Path::to_str) {
                Some(parent) => Value::Path(Rc::new(Value::text(parent))).some(),
                None => Value::Nothing,
            },
            None => Value::Path(Rc::new(interp.hole())).some(),
        },
        "file_name" | "file_stem" | "extension" => match known {
            Some(known) => named(match call.name {
                "file_name" => known.file_name(),
                "file_stem" => known.file_stem(),
                _ => known.extension(),
            }),
            None => interp.hole().some(),
        },
        "clone" | "to_path_buf" | "to_owned" | "as_path" | "as_ref" | "into_boxed_path" | "borrow" | "into" => {
            Value::Path(Rc::new(path.clone()))
        }
        "with_extension" | "with_file_name" | "canonicalize" | "strip_prefix" => Value::Path(Rc::new(interp.hole())),
        _ => return None,
    })
}

/// What `base.join(tail)` is: an absolute tail replaces the base.
fn joined(interp: &mut Interp<'_>, base: &Value, tail: &Value) -> Value {
    let tail = interp.text_of(tail, Style::Display);
    interp.each2(base, &tail, &mut |interp, base, tail| {
        let (Value::Text(before), Value::Text(after)) = (base, tail) else { return interp.hole() };
        match (before.last(), after.first()) {
            // It may be absolute.
            (_, Some(Piece::Hole(..))) => interp.hole(),
            (_, Some(Piece::Lit(first, _))) if first.starts_with('/') => tail.clone(),
            (None, _) => tail.clone(),
            (Some(Piece::Lit(last, _)), _) if last.ends_with('/') => {
                text::concat(interp, &[base.clone(), tail.clone()])
            }
            _ => text::concat(interp, &[base.clone(), Value::text("/"), tail.clone()]),
        }
    })
}
