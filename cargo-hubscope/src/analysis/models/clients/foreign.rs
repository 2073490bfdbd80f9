//! Clients that no table knows: methods that are named for verbs and get a URL, and what unknown code makes of a URL.

use std::rc::Rc;

use super::parts::held;
use super::table::VERBS;
use super::{complete, method_text, url_text};
use crate::analysis::interp::Interp;
use crate::analysis::interp::by_name::looks_like_path;
use crate::analysis::interp::convert::Style;
use crate::analysis::interp::foreign::{is_verb, outside_verb};
use crate::analysis::interp::method::MethodCall;
use crate::analysis::models::{text, url};
use crate::analysis::value::{Cause, Piece, Request, Type, Value};
use crate::source::Span;

/// What unknown code made of a URL of the vendor's: a request, or a client with a base. It is a call once it gets a verb or
/// is sent.
pub fn begun(url: Value, at: Span) -> Value {
    held("foreign", None, Some(url), at)
}

/// A method of it.
pub(super) fn on_foreign(interp: &mut Interp<'_>, mut request: Request, call: &MethodCall<'_>) -> Value {
    let args: Vec<Value> = call.args.iter().map(|arg| interp.settled(arg)).collect();
    for arg in &args {
        interp.give_away(arg);
    }
    let url = request.url.clone().unwrap_or_else(|| interp.hole());
    let given = args.iter().find_map(|arg| match outside_verb(arg) {
        Some(verb) => Some(Value::text(verb)),
        None => is_verb(arg).then(|| arg.clone()),
    });
    let named = VERBS.iter().find(|(known, _)| *known == call.name).map(|(_, verb)| Value::text(verb));
    let path = args.iter().find(|arg| looks_like_path(arg)).cloned();
    match (given.or(named), path) {
        (Some(method), Some(path)) => {
            let path = interp.text_of(&path, Style::Display);
            let url = interp.each2(&url, &path, &mut |interp, base, path| below(interp, base, path));
            interp.report(method, url, call.span, None);
            return interp.unknown(Type::Unknown, Cause::Response);
        }
        // A verb for the URL that is there.
        (Some(method), None) if request.method.is_none() && has_path(&url) => {
            interp.report(method.clone(), url, call.span, None);
            request.method = Some(method);
        }
        (None, _) if sends(call.name) && has_path(&url) => {
            if request.method.is_none() {
                let method = interp.hole();
                interp.report(method, url, request.at, None);
            }
            return interp.unknown(Type::Unknown, Cause::Response);
        }
        _ => {}
    }
    Value::Request(Rc::new(request))
}

/// A path below a base, as clients that keep a base put them together.
fn below(interp: &mut Interp<'_>, base: &Value, path: &Value) -> Value {
    if interp.is_vendor_url(path) {
        return path.clone();
    }
    let starts = matches!(path, Value::Text(pieces) if matches!(pieces.first(), Some(Piece::Lit(text, _)) if text.starts_with('/')));
    let base = url::without_slash(base);
    let slash = Value::text(if starts { "" } else { "/" });
    text::concat(interp, &[base, slash, path.clone()])
}

/// Whether a URL has a path, not only a host.
fn has_path(url: &Value) -> bool {
    url.alternatives().iter().any(|(_, url)| match url {
        Value::Text(pieces) => url::path_start(pieces).is_some_and(|(index, at)| {
            index + 1 < pieces.len() || matches!(&pieces[index], Piece::Lit(text, _) if text.len() > at + 1)
        }),
        _ => false,
    })
}

/// Whether a method of unknown code sends what it is called on.
fn sends(name: &str) -> bool {
    let first = name.split('_').next().unwrap_or(name);
    matches!(first, "send" | "execute" | "perform" | "fetch" | "go" | "call" | "submit" | "dispatch")
}

/// A method of something unknown that is named for a verb and is given a URL.
pub fn foreign_method(interp: &mut Interp<'_>, value: &Value, ty: &Type, call: &MethodCall<'_>) -> Option<Value> {
    let path = match ty.peeled() {
        Type::Outside(path, _) => &**path,
        Type::Unknown | Type::Param { .. } | Type::Traits(_) => "",
        _ => return None,
    };
    if path.starts_with("std::") || path.starts_with("serde_json::") || !matches!(value, Value::Unknown(_)) {
        return None;
    }
    let name = path.rsplit("::").next().unwrap_or(path);
    let collection = [
        "Map",
        "Set",
        "Cache",
        "Router",
        "Vec",
        "Store",
        "Value",
        "Headers",
        "Extensions",
        "Mock",
        "Registry",
        "Server",
    ];
    if collection.iter().any(|word| name.contains(word)) {
        return None;
    }
    if let Some((_, verb)) = VERBS.iter().find(|(known, _)| *known == call.name) {
        let url = call.args.first()?;
        let url = interp.settled(url);
        let text = interp.unwrapped(&url);
        let absolute = text.alternatives().iter().any(|(_, value)| interp.is_vendor_url(value));
        // A client by its name may have a base of its own.
        let named =
            ["Client", "Http", "Agent", "Session", "Requester", "Transport"].iter().any(|word| name.contains(word));
        if absolute || (named && looks_like_path(&text)) {
            return Some(complete(interp, Value::text(verb), text, call.span, "client"));
        }
        return None;
    }
    if call.name == "request" && call.args.len() >= 2 {
        let method = method_text(interp, &call.args[0]);
        let url = url_text(interp, &call.args[1]);
        let absolute = url.alternatives().iter().any(|(_, value)| interp.is_vendor_url(value));
        if absolute || (!path.is_empty() && looks_like_path(&url) && method.known_text().is_some()) {
            return Some(complete(interp, method, url, call.span, "client"));
        }
    }
    None
}
