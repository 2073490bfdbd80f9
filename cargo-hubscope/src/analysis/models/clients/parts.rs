//! Requests and URLs in parts: what `into_parts`, `from_parts` and the builder of `http::Uri` do, and bases.

use std::rc::Rc;

use super::{complete, method_text, url_text};
use crate::analysis::interp::Interp;
use crate::analysis::interp::convert::Style;
use crate::analysis::interp::method::MethodCall;
use crate::analysis::models::{text, url};
use crate::analysis::value::{Request, Stage, Value, Wrap};
use crate::source::Span;

/// Clients that keep a base for the URLs of their requests: crate, types, functions that make them.
const BASED: &[(&str, &[&str], &[&str], &str)] = &[
    ("surf", &["Client", "Config", ""], &["new", "client"], "surf::Client"),
    ("trillium_client", &["Client"], &["new"], "trillium_client::Client"),
];

/// A client with a base of its own, without one yet; `None` for what makes none.
pub(super) fn based(krate: &str, owner: &str, name: &str, span: Span) -> Option<Value> {
    let row = BASED.iter().find(|(known, owners, names, _)| {
        *known == krate && owners.contains(&owner) && names.contains(&name) && (owner.is_empty() == (name == "client"))
    })?;
    Some(held(row.3, None, None, span))
}

/// A URI in parts.
pub fn uri(host: Value, path: Value, span: Span) -> Value {
    held("uri", Some(host), Some(path), span)
}

/// A request that cannot be sent: a client, or parts that another function puts together.
pub(super) fn held(kind: &'static str, method: Option<Value>, url: Option<Value>, at: Span) -> Value {
    Value::Request(Rc::new(Request { kind, method, url, page: None, at, stage: Stage::Reported }))
}

/// `http::Uri`'s builder and parts.
pub(super) fn on_uri(interp: &mut Interp<'_>, mut changed: Request, name: &str, first: Option<Value>) -> Value {
    match (name, first) {
        ("authority", Some(host)) => changed.method = Some(host),
        ("path_and_query", Some(path)) => changed.url = Some(path),
        ("build", _) => return whole_uri(interp, &changed),
        _ => {}
    }
    Value::Request(Rc::new(changed))
}

/// The URL of the parts of a URI, as `Ok`.
pub(super) fn whole_uri(interp: &mut Interp<'_>, parts: &Request) -> Value {
    let mut text = |part: &Option<Value>| match part {
        Some(part) => url_text(interp, part),
        None => Value::text(""),
    };
    let (host, path) = (text(&parts.method), text(&parts.url));
    let whole = interp.each2(&host, &path, &mut |interp, host, path| {
        // Without a host it is only a path; what is not known of a host may hold the scheme.
        let scheme = match host.known_text() {
            Some(host) if host.is_empty() || host.contains("://") => "",
            None => "",
            Some(_) => "https://",
        };
        text::concat(interp, &[Value::text(scheme), host.clone(), path.clone()])
    });
    Value::Wrapped(Wrap::Ok, Rc::new(whole))
}

/// A method of `Url::options()`.
pub(super) fn on_options(interp: &mut Interp<'_>, mut changed: Request, call: &MethodCall<'_>) -> Value {
    match (call.name, call.args.first()) {
        ("base_url", Some(base)) => {
            let base = interp.unwrapped(base);
            changed.url = (!matches!(base, Value::Never)).then_some(base);
            Value::Request(Rc::new(changed))
        }
        ("parse", Some(tail)) => {
            let joined = with_base(interp, changed.url.as_ref(), tail);
            Value::Wrapped(Wrap::Ok, Rc::new(joined))
        }
        _ => Value::Request(Rc::new(changed)),
    }
}

/// A method of a client with a base; `None` for what does not concern it.
pub(super) fn on_based(interp: &mut Interp<'_>, client: &Request, call: &MethodCall<'_>) -> Option<Value> {
    let first = call.args.first();
    match (call.name, first) {
        ("set_base_url" | "with_base" | "set_base", Some(base)) => {
            let base = url_text(interp, base);
            let changed = Value::Request(Rc::new(Request { url: Some(base), ..client.clone() }));
            if let Some(place) = &call.place
                && call.name.starts_with("set_")
            {
                interp.write_place(&place.clone(), changed.clone());
            }
            Some(changed)
        }
        ("request" | "build_conn", Some(method)) => {
            let method = method_text(interp, method);
            let url = with_base(interp, client.url.as_ref(), call.args.get(1)?);
            Some(complete(interp, method, url, call.span, "client"))
        }
        (name, Some(tail)) => {
            let (_, verb) = super::table::VERBS.iter().find(|(known, _)| *known == name)?;
            let url = with_base(interp, client.url.as_ref(), tail);
            Some(complete(interp, Value::text(verb), url, call.span, "client"))
        }
        _ => None,
    }
}

fn with_base(interp: &mut Interp<'_>, base: Option<&Value>, tail: &Value) -> Value {
    let tail = interp.unwrapped(tail);
    let tail = interp.text_of(&tail, Style::Display);
    let Some(base) = base else { return tail };
    let base = url_text(interp, base);
    interp.each2(&base, &tail, &mut |interp, base, tail| url::joined(interp, base, tail))
}

/// The request that its parts make; it is a call, whoever sends it.
pub(super) fn from_parts(interp: &mut Interp<'_>, parts: &Value, span: Span) -> Value {
    let parts = interp.settled(parts);
    interp.each(&parts, &mut |interp, parts| {
        let Value::Request(request) = parts else { return parts.clone() };
        let mut request = (**request).clone();
        if let Some(url) = request.url.take() {
            request.url = Some(url_text(interp, &url));
            request.method = request.method.take().map(|method| method_text(interp, &method));
            request.stage = Stage::Open;
            request.at = span;
        }
        let whole = Value::Request(Rc::new(request.clone()));
        interp.send(&whole);
        request.stage = Stage::Reported;
        Value::Request(Rc::new(request))
    })
}

/// A part of a request or URI that is a field: `parts.uri`, `parts.path_and_query`.
pub fn part_of_request(request: &Request, name: &str) -> Option<Value> {
    match (request.kind, name) {
        ("uri", "authority") => request.method.clone().map(Value::some),
        ("uri", "path_and_query") => request.url.clone().map(Value::some),
        ("uri", _) => None,
        (_, "method") => request.method.clone(),
        (_, "uri" | "url") => request.url.clone(),
        _ => None,
    }
}

/// A request or URI with such a part replaced.
pub fn with_part(request: &Request, name: &str, new: &Value) -> Value {
    let mut changed = request.clone();
    match (request.kind, name) {
        ("uri", "authority") | ("http", "method") => changed.method = Some(new.clone()),
        ("uri", "path_and_query") | ("http", "uri" | "url") => changed.url = Some(new.clone()),
        _ => {}
    }
    Value::Request(Rc::new(changed))
}
