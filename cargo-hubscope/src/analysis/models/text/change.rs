//! Texts that are changed in place.

use super::pattern::{Pattern, only_char, resolved, with};
use super::template::{lit, origins_of};
use super::{concat, current, joined, recased, sliced};
use crate::analysis::interp::Interp;
use crate::analysis::interp::method::MethodCall;
use crate::analysis::models::list::perhaps;
use crate::analysis::value::{Bounds, Piece, Value, Wrap};

/// Whether a method writes its receiver.
pub fn writes(name: &str) -> bool {
    ADDS.contains(&name)
        || CHANGES.contains(&name)
        || matches!(name, "set_path" | "set_query" | "path_segments_mut" | "query_pairs_mut" | "set_host")
}

/// Methods that put something to a text.
const ADDS: &[&str] =
    &["push_str", "push", "write_str", "pad", "write_char", "extend", "append", "write_fmt", "insert_str", "insert"];

/// Other methods that change a text; all that take `&mut self` are here or in [`ADDS`].
const CHANGES: &[&str] = &[
    "clear",
    "make_ascii_lowercase",
    "make_ascii_uppercase",
    "truncate",
    "pop",
    "retain",
    "drain",
    "remove",
    "replace_range",
    "split_off",
    "extend_from_within",
    "remove_matches",
    "clone_from",
    "as_mut_vec",
    "as_bytes_mut",
    "split_at_mut",
    "get_mut",
    "set_extension",
    "set_file_name",
];

/// A method that changes its receiver; `None` for others.
pub(super) fn method(interp: &mut Interp<'_>, value: &Value, call: &MethodCall<'_>) -> Option<Value> {
    let name = call.name;
    if !ADDS.contains(&name) && !CHANGES.contains(&name) {
        return None;
    }
    let old = current(interp, value, call);
    let new = interp.each(&old, &mut |interp, old| changed(interp, old, call));
    let result = match name {
        "write_str" | "write_char" | "pad" | "write_fmt" => Value::Wrapped(Wrap::Ok, std::rc::Rc::new(Value::unit())),
        "pop" | "remove" | "drain" | "split_off" => interp.each(&old, &mut |interp, old| taken(interp, old, call)),
        "as_mut_vec" | "as_bytes_mut" | "split_at_mut" | "get_mut" => interp.hole(),
        _ => Value::unit(),
    };
    if let Some(place) = &call.place {
        interp.write_place(place, new);
    }
    Some(result)
}

/// The text after the method.
fn changed(interp: &mut Interp<'_>, old: &Value, call: &MethodCall<'_>) -> Value {
    let first = call.args.first().cloned().unwrap_or(Value::Never);
    match call.name {
        "push_str" | "push" | "write_str" | "pad" | "write_char" | "write_fmt" | "append" => {
            concat(interp, &[old.clone(), first])
        }
        "extend" => {
            let added = joined(interp, &first, &Value::text(""));
            concat(interp, &[old.clone(), added])
        }
        "insert_str" | "insert" => {
            let added = call.args.get(1).cloned().unwrap_or(Value::Never);
            let Value::Number(at) = interp.settled(&first) else { return interp.hole() };
            let head = sliced(interp, old, &Bounds::to(at));
            let tail = sliced(interp, old, &Bounds::from(at));
            concat(interp, &[head, added, tail])
        }
        "clear" => Value::text(""),
        "make_ascii_lowercase" => recased(interp, old, &str::to_lowercase),
        "make_ascii_uppercase" => recased(interp, old, &str::to_uppercase),
        "clone_from" => first,
        "truncate" | "split_off" => match interp.settled(&first) {
            Value::Number(at) => sliced(interp, old, &Bounds::to(at)),
            _ => interp.hole(),
        },
        "pop" => match old {
            Value::Text(pieces) if matches!(pieces.last(), Some(Piece::Lit(..)) | None) => super::cut::trim_last(old),
            _ => interp.hole(),
        },
        "remove" => {
            let Value::Number(at) = interp.settled(&first) else { return interp.hole() };
            let length = match taken(interp, old, call).known_text() {
                Some(char) => char.len() as i64,
                None => return interp.hole(),
            };
            let head = sliced(interp, old, &Bounds::to(at));
            let tail = sliced(interp, old, &Bounds::from(at.saturating_add(length)));
            concat(interp, &[head, tail])
        }
        "replace_range" | "drain" => {
            let Some(range) = Bounds::of(&interp.settled(&first)) else { return interp.hole() };
            let added = match call.name {
                "replace_range" => call.args.get(1).cloned().unwrap_or(Value::Never),
                _ => Value::text(""),
            };
            let head = sliced(interp, old, &Bounds::to(range.start));
            let tail = match range.end {
                Some(end) => sliced(interp, old, &Bounds::from(end)),
                None => Value::text(""),
            };
            concat(interp, &[head, added, tail])
        }
        "retain" | "remove_matches" => {
            let (Value::Text(pieces), Some(text)) = (old, old.known_text()) else { return interp.hole() };
            let Some(pattern) = resolved(interp, &first, &text) else { return interp.hole() };
            let left = match (call.name, &pattern) {
                ("retain", Pattern::Chars(kept)) => text.chars().filter(|char| kept.contains(char)).collect(),
                ("retain", _) => return interp.hole(),
                (_, pattern) => with!(pattern, pattern => text.replace(pattern, "")),
            };
            lit(&left, origins_of(pieces))
        }
        _ => interp.hole(),
    }
}

/// What a method takes out of a text.
fn taken(interp: &mut Interp<'_>, old: &Value, call: &MethodCall<'_>) -> Value {
    let first = call.args.first().map(|first| interp.settled(first));
    match (call.name, first) {
        ("pop", _) => match old {
            Value::Text(pieces) => match pieces.last() {
                Some(Piece::Lit(text, origins)) => {
                    let last = text.chars().next_back().map(String::from).unwrap_or_default();
                    lit(&last, origins.clone()).some()
                }
                None => Value::Nothing,
                // There is something to take where any part is known to be there.
                Some(Piece::Hole(..)) if pieces.iter().any(|piece| matches!(piece, Piece::Lit(..))) => {
                    interp.hole().some()
                }
                Some(Piece::Hole(..)) => {
                    let last = interp.hole();
                    perhaps(interp, last)
                }
            },
            _ => {
                let last = interp.hole();
                perhaps(interp, last)
            }
        },
        ("remove", Some(Value::Number(at))) => {
            let rest = sliced(interp, old, &Bounds::from(at));
            match &rest {
                Value::Text(pieces) => match pieces.first() {
                    Some(Piece::Lit(text, origins)) => {
                        let first = text.chars().next().map(String::from).unwrap_or_default();
                        match only_char(&first) {
                            Some(_) => lit(&first, origins.clone()),
                            None => interp.hole(),
                        }
                    }
                    _ => interp.hole(),
                },
                _ => interp.hole(),
            }
        }
        ("drain", Some(range)) => match Bounds::of(&range) {
            Some(range) => sliced(interp, old, &range),
            None => interp.hole(),
        },
        ("split_off", Some(Value::Number(at))) => sliced(interp, old, &Bounds::from(at)),
        _ => interp.hole(),
    }
}
