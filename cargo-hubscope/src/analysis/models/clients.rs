//! HTTP clients: one table of functions, one of setters.

use std::rc::Rc;

use super::super::interp::Interp;
use super::super::interp::convert::Style;
use super::super::interp::method::{MethodCall, looks_like_path};
use super::super::value::{Cause, Request, Stage, Type, Unknown, Value, View, Wrap};
use super::UserMethod;
use crate::source::Span;

/// What a function of a client does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Does {
    /// Makes a complete request: method and the argument that is the URL.
    Verb(&'static str, usize),
    /// Makes a complete request: the arguments that are method and URL.
    Request(usize, usize),
    /// Begins a request: where given, its method, the argument that is the URL, the argument that is the method.
    Begin(Option<&'static str>, Option<usize>, Option<usize>),
    /// Sends the request that is this argument.
    Send(usize),
}

/// One row: crates, the last name of the type (empty: a free function), names, what they do.
struct Row {
    crates: &'static [&'static str],
    owners: &'static [&'static str],
    name: &'static str,
    does: Does,
}

const REQWEST: &[&str] = &[
    "reqwest",
    "reqwest_middleware",
    "wreq",
    "rquest",
    "reqwest_wasm",
    "reqwest_impersonate",
    "reqwest_retry",
    "wasm_reqwest",
];
const HTTP: &[&str] = &[
    "http",
    "hyper",
    "isahc",
    "axum",
    "tonic",
    "warp",
    "worker",
    "gloo_net",
    "ureq",
    "tower_http",
    "actix_http",
    "lambda_http",
    "poem",
    "hyper_util",
];
const VERBS: &[(&str, &str)] = &[
    ("get", "GET"),
    ("post", "POST"),
    ("put", "PUT"),
    ("patch", "PATCH"),
    ("delete", "DELETE"),
    ("head", "HEAD"),
    // The async and blocking twins of some clients.
    ("get_async", "GET"),
    ("post_async", "POST"),
    ("put_async", "PUT"),
    ("delete_async", "DELETE"),
    ("head_async", "HEAD"),
];

/// Crates whose types send with methods named for verbs: crate, types, the argument that is the URL.
const VERB_TYPES: &[(&[&str], &[&str])] = &[
    (REQWEST, &["Client", "ClientWithMiddleware"]),
    (&["ureq"], &["Agent"]),
    (&["isahc"], &["HttpClient", "Client"]),
    (&["surf"], &["Client"]),
    (&["attohttpc"], &["Session"]),
    (&["awc", "actix_web"], &["Client"]),
    (&["hyper", "hyper_util"], &["Client"]),
    (&["http_types", "trillium_client", "trillium"], &["Client"]),
    (&["cyper"], &["Client"]),
];

/// Crates whose free functions are named for verbs.
const VERB_FUNCTIONS: &[&str] =
    &["reqwest", "ureq", "isahc", "surf", "attohttpc", "minreq", "wreq", "rquest", "ehttp", "nyquest", "http_req"];

/// Types whose associated functions named for verbs begin a request with a URL: `Request::get(url)`.
const VERB_STARTS: &[(&[&str], &[&str])] = &[
    (HTTP, &["Request", "RequestBuilder"]),
    (&["gloo_net", "ehttp", "surf", "http_types", "gloo", "reqwasm"], &["Request"]),
];

const ROWS: &[Row] = &[
    Row { crates: REQWEST, owners: &["Client", "ClientWithMiddleware"], name: "request", does: Does::Request(0, 1) },
    Row { crates: REQWEST, owners: &["Client", "ClientWithMiddleware"], name: "execute", does: Does::Send(0) },
    Row {
        crates: REQWEST,
        owners: &["Client", "ClientWithMiddleware"],
        name: "execute_with_extensions",
        does: Does::Send(0),
    },
    Row { crates: REQWEST, owners: &["Request"], name: "new", does: Does::Begin(None, Some(1), Some(0)) },
    Row { crates: &["ureq"], owners: &["Agent", ""], name: "request", does: Does::Request(0, 1) },
    Row { crates: &["ureq"], owners: &["Agent", ""], name: "request_url", does: Does::Request(0, 1) },
    Row { crates: &["ureq"], owners: &["Agent", ""], name: "run", does: Does::Send(0) },
    Row {
        crates: &["gloo_net", "gloo", "reqwasm"],
        owners: &["Request", "RequestBuilder"],
        name: "new",
        does: Does::Begin(None, Some(0), None),
    },
    Row { crates: HTTP, owners: &["Request"], name: "builder", does: Does::Begin(None, None, None) },
    Row { crates: HTTP, owners: &["Builder", "RequestBuilder"], name: "new", does: Does::Begin(None, None, None) },
    Row {
        crates: &["http", "hyper", "isahc", "axum", "ureq"],
        owners: &["Request"],
        name: "new",
        does: Does::Begin(None, None, None),
    },
    Row { crates: &["hyper", "hyper_util"], owners: &["Client", "SendRequest"], name: "request", does: Does::Send(0) },
    Row { crates: &["hyper"], owners: &["SendRequest"], name: "send_request", does: Does::Send(0) },
    Row { crates: &["isahc"], owners: &["HttpClient", "Client", ""], name: "send", does: Does::Send(0) },
    Row { crates: &["isahc"], owners: &["HttpClient", "Client", ""], name: "send_async", does: Does::Send(0) },
    Row { crates: &["surf", "http_types"], owners: &["Request"], name: "builder", does: Does::Request(0, 1) },
    Row { crates: &["surf", "http_types"], owners: &["Request"], name: "new", does: Does::Request(0, 1) },
    Row { crates: &["surf"], owners: &["RequestBuilder"], name: "new", does: Does::Request(0, 1) },
    Row { crates: &["surf"], owners: &["Client"], name: "request", does: Does::Request(0, 1) },
    Row { crates: &["surf"], owners: &["Client"], name: "send", does: Does::Send(0) },
    Row { crates: &["attohttpc"], owners: &["RequestBuilder"], name: "new", does: Does::Request(0, 1) },
    Row { crates: &["attohttpc"], owners: &["RequestBuilder"], name: "try_new", does: Does::Request(0, 1) },
    Row { crates: &["minreq"], owners: &["Request"], name: "new", does: Does::Request(0, 1) },
    Row { crates: &["awc", "actix_web"], owners: &["Client"], name: "request", does: Does::Request(0, 1) },
    Row { crates: &["curl"], owners: &["Easy", "Easy2"], name: "new", does: Does::Begin(None, None, None) },
    Row {
        crates: &["gloo_net", "gloo", "reqwasm"],
        owners: &["Request", "RequestBuilder"],
        name: "new",
        does: Does::Begin(None, Some(0), None),
    },
    Row { crates: &["worker"], owners: &["Request"], name: "new", does: Does::Request(1, 0) },
    Row { crates: &["worker"], owners: &["Request"], name: "new_with_init", does: Does::Begin(None, Some(0), Some(1)) },
    Row { crates: &["worker"], owners: &["Fetch"], name: "Url", does: Does::Verb("GET", 0) },
    Row { crates: &["worker"], owners: &["Fetch"], name: "Request", does: Does::Send(0) },
    Row { crates: &["web_sys"], owners: &["Request"], name: "new_with_str", does: Does::Begin(None, Some(0), None) },
    Row {
        crates: &["web_sys"],
        owners: &["Request"],
        name: "new_with_str_and_init",
        does: Does::Begin(None, Some(0), Some(1)),
    },
    Row {
        crates: &["spin_sdk"],
        owners: &["Request", "RequestBuilder"],
        name: "new",
        does: Does::Begin(None, Some(1), Some(0)),
    },
    Row { crates: &["spin_sdk"], owners: &[""], name: "send", does: Does::Send(0) },
    Row { crates: &["spin_sdk"], owners: &["Request"], name: "builder", does: Does::Begin(None, None, None) },
    Row { crates: &["http_req"], owners: &["Request"], name: "new", does: Does::Begin(None, Some(0), None) },
    Row { crates: &["cyper"], owners: &["Client"], name: "request", does: Does::Request(0, 1) },
    Row { crates: &["trillium_client"], owners: &["Client"], name: "build_conn", does: Does::Request(0, 1) },
];

/// Crates that send HTTP requests; by their names in source.
pub const CRATES: &[&str] = &[
    "reqwest",
    "reqwest_middleware",
    "wreq",
    "rquest",
    "ureq",
    "http",
    "hyper",
    "hyper_util",
    "isahc",
    "surf",
    "attohttpc",
    "minreq",
    "awc",
    "actix_web",
    "curl",
    "gloo_net",
    "gloo",
    "reqwasm",
    "worker",
    "oauth2",
    "web_sys",
    "ehttp",
    "spin_sdk",
    "http_types",
    "http_req",
    "trillium_client",
    "cyper",
    "nyquest",
    "reqwest_retry",
    "reqwest_wasm",
    "axum",
];

/// Names that a function mentions when it may send, beside literals that hint at the vendor.
pub const SENDING_NAMES: &[&str] = &[
    "get",
    "post",
    "put",
    "patch",
    "delete",
    "head",
    "request",
    "uri",
    "url",
    "Request",
    "execute",
    "perform",
    "fetch",
    "send_request",
    "request_url",
    "uri_mut",
    "url_mut",
    "get_async",
    "post_async",
    "put_async",
    "delete_async",
    "head_async",
    "Fetch",
    "Easy",
    "Easy2",
    "exchange_code",
    "exchange_refresh_token",
    "exchange_client_credentials",
    "exchange_password",
    "set_token_uri",
    "TokenUrl",
    "Url",
    "RequestBuilder",
    "Builder",
    "path_and_query",
    "new_with_init",
    "with_url",
];

/// The method that a constant such as `reqwest::Method::GET` is.
pub fn method_constant(path: &str) -> Option<&'static str> {
    let (owner, name) = path.rsplit_once("::")?;
    if owner.rsplit("::").next() != Some("Method") && !owner.ends_with("Method") {
        return None;
    }
    let upper = name.to_ascii_uppercase();
    ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT"]
        .into_iter()
        .find(|known| **known == upper)
}

/// Whether a type from outside is a client.
pub fn is_client(path: &str) -> bool {
    let (krate, owner) = crate_and_owner(path);
    VERB_TYPES.iter().any(|(crates, owners)| crates.contains(&krate) && owners.contains(&owner))
        || path.ends_with("ClientBuilder")
        || path.ends_with("AgentBuilder")
}

fn crate_and_owner(path: &str) -> (&str, &str) {
    let krate = path.split("::").next().unwrap_or(path);
    let owner = path.rsplit("::").next().unwrap_or(path);
    (krate, owner)
}

/// What a function does, by its crate, the type it belongs to and its name.
fn look_up(krate: &str, owner: &str, name: &str) -> Option<Does> {
    if let Some((_, verb)) = VERBS.iter().find(|(known, _)| *known == name) {
        if owner.is_empty() && VERB_FUNCTIONS.contains(&krate) {
            return Some(Does::Verb(verb, 0));
        }
        if VERB_TYPES.iter().any(|(crates, owners)| crates.contains(&krate) && owners.contains(&owner)) {
            return Some(Does::Verb(verb, 0));
        }
        if VERB_STARTS.iter().any(|(crates, owners)| crates.contains(&krate) && owners.contains(&owner)) {
            return Some(Does::Begin(Some(verb), Some(0), None));
        }
    }
    ROWS.iter()
        .find(|row| row.name == name && row.crates.contains(&krate) && row.owners.contains(&owner))
        .map(|row| row.does)
}

/// A call of a function from outside: `reqwest::get(url)`, `Request::builder()`.
pub fn call(interp: &mut Interp<'_>, path: &str, args: &[Value], span: Span) -> Option<Value> {
    let mut names: Vec<&str> = path.split("::").collect();
    let name = names.pop()?;
    let krate = *names.first()?;
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
        Value::Request(Rc::new(Request { kind, method, url, at: span, stage: Stage::Open }))
    };
    if owner == "Uri" && name == "builder" || path.ends_with("uri::Builder::new") {
        return Some(open("uri", Some(Value::text("")), Some(Value::text(""))));
    }
    if path.starts_with("oauth2::") || path.starts_with("openidconnect::") {
        if matches!(owner, "TokenUrl" | "AuthUrl" | "RevocationUrl" | "IntrospectionUrl")
            && matches!(name, "new" | "from_url")
        {
            return Some(Value::Wrapped(Wrap::Ok, Rc::new(args.first()?.clone())));
        }
        if owner.ends_with("Client") && name == "new" {
            // oauth2 4: the fourth argument is the token URL.
            let url = args.get(3).cloned();
            let url = url.map(|url| interp.unwrapped(&url)).filter(|url| !matches!(url, Value::Never));
            return Some(open("oauth2", Some(Value::text("POST")), url));
        }
        if owner.ends_with("Client") && name == "from_client_id" {
            return Some(open("oauth2", Some(Value::text("POST")), None));
        }
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
    Value::Request(Rc::new(Request { kind, method: Some(method), url: Some(url), at: span, stage: Stage::Reported }))
}

fn url_text(interp: &mut Interp<'_>, url: &Value) -> Value {
    let url = interp.unwrapped(url);
    interp.text_of(&url, Style::Display)
}

/// A method as text: a text, or what the program's own enum turns into.
fn method_text(interp: &mut Interp<'_>, value: &Value) -> Value {
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
            Value::Request(Rc::new(Request { kind, method, url, at: span, stage }))
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
fn on_request(interp: &mut Interp<'_>, request: &Rc<Request>, call: &MethodCall<'_>) -> Value {
    let mut changed = (**request).clone();
    let first = call.args.first().cloned();
    match (request.kind, call.name) {
        ("uri", name) => return uri_part(interp, changed, name, first),
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

fn uri_part(interp: &mut Interp<'_>, mut changed: Request, name: &str, first: Option<Value>) -> Value {
    let old = |part: &Option<Value>| part.clone().unwrap_or_else(|| Value::text(""));
    match (name, first) {
        ("authority", Some(host)) => {
            let host = interp.text_of(&host, Style::Display);
            changed.method = Some(super::text::concat(interp, &[Value::text("https://"), host]));
        }
        ("path_and_query", Some(path)) => changed.url = Some(interp.text_of(&path, Style::Display)),
        ("build", _) => {
            let whole = super::text::concat(interp, &[old(&changed.method), old(&changed.url)]);
            return Value::Wrapped(Wrap::Ok, Rc::new(whole));
        }
        _ => {}
    }
    Value::Request(Rc::new(changed))
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
        ("authorize_url", _) => return interp.unknown(Type::Unknown, Cause::Opaque),
        _ => {}
    }
    changed.at = call.span;
    Value::Request(Rc::new(changed))
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
