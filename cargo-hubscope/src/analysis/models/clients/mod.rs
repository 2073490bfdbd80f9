//! HTTP clients: which functions make, complete and send requests.

mod foreign;
mod parts;
mod request;
mod table;

use std::rc::Rc;

pub use foreign::{begun, foreign_method};
pub use parts::{part_of_request, uri, with_part};
use request::on_request;
pub use table::{CRATES, SENDING_NAMES, is_client, method_constant};
use table::{Does, REQWEST, VERB_TYPES, VERBS, crate_and_owner, look_up};

use super::super::interp::Interp;
use super::super::interp::convert::Style;
use super::super::interp::method::MethodCall;
use super::super::value::{Cause, Request, Stage, Type, Unknown, Value, View, Wrap};
use super::UserMethod;
use crate::source::Span;

/// A call of a function from outside: `reqwest::get(url)`, `Request::builder()`.
pub fn call(interp: &mut Interp<'_>, path: &str, args: &[Value], span: Span) -> Option<Value> {
    let mut names: Vec<&str> = path.split("::").collect();
    let name = names.pop()?;
    // ureq gives the crate `http` on under its own name.
    let krate = if path.starts_with("ureq::http::") { "http" } else { *names.first()? };
    let owner = names.get(1..).and_then(<[&str]>::last).copied().unwrap_or("");
    // Modules are written in lower case, types are not.
    let owner = if owner.starts_with(char::is_uppercase) { owner } else { "" };
    if let Some(client) =
        interp.models.clients.iter().find(|client| {
            client.krate == krate && client.name == name && client.owner.as_deref().unwrap_or("") == owner
        })
    {
        let (method, url) = (client.method.clone(), client.url);
        return Some(user_request(interp, &method, url, args, span));
    }
    if let Some(value) = parts_of_url(interp, path, owner, name, args, span) {
        return Some(value);
    }
    // `Client::get(&client, url)`.
    if args.len() == 2
        && VERB_TYPES.iter().any(|(crates, owners)| crates.contains(&krate) && owners.contains(&owner))
        && VERBS.iter().any(|(known, _)| *known == name)
    {
        return act(interp, look_up(krate, owner, name)?, &args[1..], span, krate);
    }
    act(interp, look_up(krate, owner, name)?, args, span, krate)
}

/// `Uri::builder()`, and the URLs of OAuth clients.
fn parts_of_url(
    interp: &mut Interp<'_>,
    path: &str,
    owner: &str,
    name: &str,
    args: &[Value],
    span: Span,
) -> Option<Value> {
    let open = |kind: &'static str, method: Option<Value>, url: Option<Value>| {
        Value::Request(Rc::new(Request { kind, method, url, page: None, at: span, stage: Stage::Open }))
    };
    let is_parts = owner == "Parts" && path.contains("uri::") && matches!(name, "default" | "new");
    if is_parts || owner == "Uri" && name == "builder" || path.ends_with("uri::Builder::new") {
        return Some(parts::held("uri", None, None, span));
    }
    if owner == "Url" && name == "options" {
        return Some(parts::held("options", None, None, span));
    }
    match (owner, name, args) {
        ("Uri", "from_parts", [given]) => {
            let given = interp.settled(given);
            return Some(interp.each(&given, &mut |interp, given| match given {
                Value::Request(given) => parts::whole_uri(interp, given),
                other => other.clone(),
            }));
        }
        ("Request", "from_parts", [given, _]) => return Some(parts::from_parts(interp, given, span)),
        _ => {}
    }
    if path.starts_with("oauth2::") || path.starts_with("openidconnect::") {
        if matches!(owner, "TokenUrl" | "AuthUrl" | "RevocationUrl" | "IntrospectionUrl")
            && matches!(name, "new" | "from_url")
        {
            return Some(Value::Wrapped(Wrap::Ok, Rc::new(args.first()?.clone())));
        }
        if owner == "Scope" && name == "new" {
            return Some(args.first()?.clone());
        }
        if owner.ends_with("Client") && name == "new" {
            // oauth2 4: the third argument is the URL of the page, the fourth the token URL.
            let url = |interp: &mut Interp<'_>, index: usize| {
                let url = args.get(index).map(|url| interp.unwrapped(url));
                url.filter(|url| !matches!(url, Value::Never))
            };
            let (page, token) = (url(interp, 2), url(interp, 3));
            let request = Request {
                kind: "oauth2",
                method: Some(Value::text("POST")),
                url: token,
                page,
                at: span,
                stage: Stage::Open,
            };
            return Some(Value::Request(Rc::new(request)));
        }
        if owner.ends_with("Client") && name == "from_client_id" {
            return Some(open("oauth2", Some(Value::text("POST")), None));
        }
    }
    if let Some(client) = parts::based(path.split("::").next().unwrap_or_default(), owner, name, span) {
        return Some(client);
    }
    if owner == "RequestInit" && name == "new" {
        return Some(open("init", None, None));
    }
    None
}

fn user_request(interp: &mut Interp<'_>, method: &UserMethod, url: usize, args: &[Value], span: Span) -> Value {
    let method = match method {
        UserMethod::Fixed(name) => Value::text(name),
        UserMethod::Argument(index) => match args.get(*index) {
            Some(value) => interp.text_of(value, Style::Display),
            None => interp.hole(),
        },
    };
    match args.get(url) {
        Some(url) => complete(interp, method, url.clone(), span, "user"),
        None => interp.unknown(Type::Unknown, Cause::Response),
    }
}

/// Reports a request whose method and URL are given, and returns it for what is done with it further.
fn complete(interp: &mut Interp<'_>, method: Value, url: Value, span: Span, kind: &'static str) -> Value {
    let url = url_text(interp, &url);
    interp.report(method.clone(), url.clone(), span, None);
    Value::Request(Rc::new(Request {
        kind,
        method: Some(method),
        url: Some(url),
        page: None,
        at: span,
        stage: Stage::Reported,
    }))
}

/// A URL as text.
pub fn url_text(interp: &mut Interp<'_>, url: &Value) -> Value {
    let url = interp.unwrapped(url);
    interp.text_of(&url, Style::Display)
}

/// A method as text: a text, or what the program's own enum turns into.
pub fn method_text(interp: &mut Interp<'_>, value: &Value) -> Value {
    let value = interp.unwrapped(value);
    let value = interp.opened_choice(&value);
    let value = super::convert::into_outside(interp, &value, "Method");
    interp.text_of(&value, Style::Display)
}

fn act(interp: &mut Interp<'_>, does: Does, args: &[Value], span: Span, krate: &str) -> Option<Value> {
    let kind = kind_of(krate);
    Some(match does {
        Does::Verb(verb, url) => complete(interp, Value::text(verb), args.get(url)?.clone(), span, kind),
        Does::Request(method, url) => {
            let method = method_text(interp, args.get(method)?);
            complete(interp, method, args.get(url)?.clone(), span, kind)
        }
        Does::Begin(verb, url, method) => {
            let method = match (verb, method.and_then(|index| args.get(index))) {
                (Some(verb), _) => Some(Value::text(verb)),
                (None, Some(Value::Request(init))) => init.method.clone(),
                (None, Some(value)) => Some(method_text(interp, value)),
                (None, None) => None,
            };
            let url = url.and_then(|index| args.get(index)).map(|url| url_text(interp, url));
            // It may still be changed: it is a call once it is sent, finished or given away.
            let stage = Stage::Open;
            Value::Request(Rc::new(Request { kind, method, url, page: None, at: span, stage }))
        }
        Does::Send(index) => {
            if let Some(request) = args.get(index) {
                interp.send(request);
            }
            interp.unknown(response_type(kind), Cause::Response)
        }
    })
}

fn kind_of(krate: &str) -> &'static str {
    match krate {
        krate if REQWEST.contains(&krate) => "reqwest",
        "curl" => "curl",
        "ureq" | "isahc" | "surf" | "attohttpc" | "minreq" | "awc" | "gloo_net" => "client",
        _ => "http",
    }
}

fn response_type(kind: &str) -> Type {
    Type::outside(if kind == "reqwest" { "reqwest::Response" } else { "http::Response" })
}

/// A method of a client or of a request; `None` for receivers that are neither.
pub fn method(interp: &mut Interp<'_>, value: &Value, ty: &Type, call: &MethodCall<'_>) -> Option<Value> {
    if let Value::Request(request) = value {
        return Some(on_request(interp, request, call));
    }
    let Type::Outside(path, _) = ty.peeled() else { return None };
    let (krate, owner) = crate_and_owner(path);
    if let Some(client) = interp
        .models
        .clients
        .iter()
        .find(|client| client.krate == krate && client.name == call.name && client.owner.as_deref() == Some(owner))
    {
        let (method, url) = (client.method.clone(), client.url);
        return Some(user_request(interp, &method, url, &call.args, call.span));
    }
    if let Some(does) = look_up(krate, owner, call.name) {
        return act(interp, does, &call.args, call.span, krate);
    }
    // A request that comes in from elsewhere: what is done with it is not followed.
    match (owner, call.name) {
        ("RequestBuilder" | "Request", "send" | "call" | "execute") => {
            Some(interp.unknown(response_type("reqwest"), Cause::Response))
        }
        // One that came in: what is not changed of it is decided by who sent it.
        ("Request", "uri_mut" | "url_mut" | "method_mut") => {
            let place = call.place.clone()?;
            let (method, url) = (interp.hole(), interp.hole());
            interp.write_place(&place, parts::held("http", Some(method), Some(url), call.span));
            let view = if call.name == "method_mut" { View::RequestMethod } else { View::RequestUrl };
            Some(Value::View(view, Rc::new(place)))
        }
        ("Request", "into_parts") => {
            let (method, url) = (interp.hole(), interp.hole());
            let body = interp.unknown(Type::Unknown, Cause::Opaque);
            Some(Value::Tuple(Rc::new(vec![parts::held("http", Some(method), Some(url), call.span), body])))
        }
        ("Response", _) => Some(from_response(interp, value, call)),
        ("RequestBuilder", _) => Some(value.clone()),
        _ => None,
    }
}

fn from_response(interp: &mut Interp<'_>, value: &Value, call: &MethodCall<'_>) -> Value {
    for arg in &call.args {
        interp.give_away(arg);
    }
    let ty = call.turbofish.first().cloned().unwrap_or_else(|| call.wanted.clone());
    if matches!(call.name, "error_for_status" | "error_for_status_ref" | "body_mut" | "into_body" | "body") {
        return value.clone();
    }
    match value {
        Value::Unknown(unknown) => {
            let unknown = Unknown { cause: Cause::Response, ..(**unknown).clone() };
            interp.part_of(&unknown, &format!("{}()", call.name), ty)
        }
        _ => interp.unknown(ty, Cause::Response),
    }
}
