//! Requests under construction: what setters change and what sends them.

use std::rc::Rc;

use super::table::VERBS;
use super::{method_text, parts, response_type, url_text};
use crate::analysis::interp::Interp;
use crate::analysis::interp::convert::Style;
use crate::analysis::interp::method::MethodCall;
use crate::analysis::models::{pairs, text};
use crate::analysis::value::{Cause, Request, Stage, Type, Value, View};

/// Whether a method of a request sends it.
fn sends(name: &str) -> bool {
    name.starts_with("send")
        || name.starts_with("recv")
        || name.starts_with("request_async")
        || matches!(
            name,
            "call"
                | "execute"
                | "perform"
                | "fetch"
                | "into_future"
                | "run"
                | "request"
                | "stream_request"
                | "send_with_str"
        )
}

/// A method of a request or builder.
pub(super) fn on_request(interp: &mut Interp<'_>, request: &Rc<Request>, call: &MethodCall<'_>) -> Value {
    let mut changed = (**request).clone();
    let first = call.args.first().cloned();
    match (request.kind, call.name) {
        ("uri", name) => return parts::on_uri(interp, changed, name, first),
        ("pairs", "finish") => return changed.url.unwrap_or_else(|| Value::text("")),
        ("pairs", name) => pairs::append(interp, &mut changed, name, &call.args),
        ("options", _) => return parts::on_options(interp, changed, call),
        ("foreign", _) => return super::foreign::on_foreign(interp, changed, call),
        (kind, _)
            if kind.contains("::")
                && let Some(done) = parts::on_based(interp, &changed, call) =>
        {
            return done;
        }
        ("http", "into_parts") => {
            let body = interp.unknown(Type::Unknown, Cause::Opaque);
            return Value::Tuple(Rc::new(vec![Value::Request(Rc::new(changed)), body]));
        }
        ("page", name) => return on_page(interp, changed, name, &call.args),
        ("oauth2", name) => return on_oauth(interp, changed, name, first, call),
        (_, "uri" | "url" | "with_url" | "set_url" | "uri_ref") if first.is_some() => {
            let url = first.unwrap_or(Value::Never);
            changed.url = Some(url_text(interp, &url));
            changed.at = call.span;
            changed.stage = Stage::Open;
        }
        (_, "method" | "custom_request" | "with_method" | "set_method") if first.is_some() => {
            let method = first.unwrap_or(Value::Never);
            changed.method = Some(method_text(interp, &method));
            if changed.url.is_some() {
                changed.stage = Stage::Open;
            }
        }
        ("curl", "post" | "get" | "put" | "upload" | "nobody") => {
            if !matches!(first, Some(Value::Bool(false))) {
                let verb = match call.name {
                    "post" => "POST",
                    "get" => "GET",
                    "nobody" => "HEAD",
                    _ => "PUT",
                };
                changed.method = Some(Value::text(verb));
            }
        }
        ("curl", "post_fields_copy" | "post_fields" | "post_field_size") => {
            changed.method = changed.method.or_else(|| Some(Value::text("POST")));
        }
        (_, "get" | "post" | "put" | "patch" | "delete" | "head")
            if request.kind == "http" && request.url.is_none() =>
        {
            if let Some(url) = first {
                changed.url = Some(url_text(interp, &url));
                changed.method = VERBS.iter().find(|(name, _)| *name == call.name).map(|(_, verb)| Value::text(verb));
                changed.at = call.span;
            }
        }
        (_, "uri_mut" | "url_mut") => {
            if let Some(place) = &call.place {
                return Value::View(View::RequestUrl, Rc::new(place.clone()));
            }
        }
        (_, "method_mut") => {
            if let Some(place) = &call.place {
                return Value::View(View::RequestMethod, Rc::new(place.clone()));
            }
        }
        ("http", "body") | (_, "build" | "finish" | "unwrap_request") => {
            for arg in &call.args {
                interp.give_away(arg);
            }
            if request.kind != "init" {
                let value = Value::Request(Rc::clone(request));
                interp.send(&value);
                changed.stage = Stage::Reported;
            }
        }
        (_, "query" | "param" | "params" | "query_pairs") if interp.keeps_queries() => {
            changed.url = changed.url.map(|url| match call.args.as_slice() {
                [name, value] => pairs::with_pair(interp, url, name.clone(), Some(value.clone())),
                [given] => pairs::with_params(interp, &url, given),
                _ => url,
            });
        }
        (_, "url" | "uri" | "method") => {
            let part = if call.name == "method" { request.method.clone() } else { request.url.clone() };
            return part.unwrap_or_else(|| interp.hole());
        }
        (_, name) if sends(name) => {
            for arg in &call.args {
                interp.give_away(arg);
            }
            let value = Value::Request(Rc::clone(request));
            interp.send(&value);
            changed.stage = Stage::Reported;
            if let Some(place) = call.place.clone() {
                interp.write_place(&place, Value::Request(Rc::new(changed)));
            }
            return interp.unknown(response_type(request.kind), Cause::Response);
        }
        _ => {
            for arg in &call.args {
                interp.give_away(arg);
            }
        }
    }
    let result = Value::Request(Rc::new(changed));
    // Setters that take `&mut self` change the request where it stands.
    if let Some(place) = call.place.clone()
        && result != Value::Request(Rc::clone(request))
    {
        interp.write_place(&place, result.clone());
    }
    result
}

fn on_oauth(
    interp: &mut Interp<'_>,
    mut changed: Request,
    name: &str,
    first: Option<Value>,
    call: &MethodCall<'_>,
) -> Value {
    match (name, first) {
        ("set_token_uri" | "set_token_uri_option", Some(url)) => {
            let url = interp.unwrapped(&url);
            changed.url = Some(url_text(interp, &url));
        }
        (name, _) if name.starts_with("exchange_") => {
            if let Some(url) = changed.url.clone() {
                interp.report(Value::text("POST"), url, call.span, None);
            }
            return interp.unknown(Type::outside("oauth2::TokenRequest"), Cause::Response);
        }
        ("set_auth_uri" | "set_auth_uri_option", Some(url)) => {
            let url = interp.unwrapped(&url);
            changed.page = Some(url_text(interp, &url));
        }
        ("authorize_url", _) => {
            let Some(page) = changed.page else { return interp.unknown(Type::Unknown, Cause::Opaque) };
            let (id, to, state) = (interp.hole(), interp.hole(), interp.hole());
            let given = [
                page,
                Value::text("?response_type=code&client_id="),
                id,
                Value::text("&redirect_uri="),
                to,
                Value::text("&state="),
                state,
            ];
            let url = text::concat(interp, &given);
            let none = Value::text("");
            let page = Request {
                kind: "page",
                method: Some(none),
                url: Some(url),
                page: None,
                at: call.span,
                stage: Stage::Reported,
            };
            return Value::Request(Rc::new(page));
        }
        _ => {}
    }
    changed.at = call.span;
    Value::Request(Rc::new(changed))
}

/// What leads a person to an OAuth client's page: the URL so far, and as its method the scopes so far.
fn on_page(interp: &mut Interp<'_>, mut page: Request, name: &str, args: &[Value]) -> Value {
    let so_far = page.method.clone().unwrap_or_else(|| Value::text(""));
    let url = page.url.clone().unwrap_or_else(|| interp.hole());
    let is_empty = so_far.known_text().is_some_and(|text| text.is_empty());
    let added = match (name, args) {
        ("add_scope", [scope]) => Some(interp.text_of(scope, Style::Display)),
        ("add_scopes", [scopes]) => {
            let scopes = interp.settled(scopes);
            Some(text::joined(interp, &scopes, &Value::text(" ")))
        }
        _ => None,
    };
    match (name, args) {
        ("add_scope" | "add_scopes", _) => {
            let added = added.unwrap_or_else(|| interp.hole());
            let parts = if is_empty { vec![added] } else { vec![so_far, Value::text(" "), added] };
            page.method = Some(text::concat(interp, &parts));
        }
        ("add_extra_param", [key, value]) => {
            let parts = [url, Value::text("&"), key.clone(), Value::text("="), value.clone()];
            page.url = Some(text::concat(interp, &parts));
        }
        ("url", _) => {
            let parts = if is_empty { vec![url] } else { vec![url, Value::text("&scope="), so_far] };
            let url = text::concat(interp, &parts);
            let state = interp.unknown(Type::Unknown, Cause::Opaque);
            return Value::Tuple(Rc::new(vec![url, state]));
        }
        _ => {}
    }
    Value::Request(Rc::new(page))
}
