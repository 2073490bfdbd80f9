//! The tables: crates that send, their types, and what the functions of these do.

/// What a function of a client does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Does {
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

pub(super) const REQWEST: &[&str] = &[
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

pub(super) const VERBS: &[(&str, &str)] = &[
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
pub(super) const VERB_TYPES: &[(&[&str], &[&str])] = &[
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

pub(super) fn crate_and_owner(path: &str) -> (&str, &str) {
    let krate = path.split("::").next().unwrap_or(path);
    let owner = path.rsplit("::").next().unwrap_or(path);
    (krate, owner)
}

/// What a function does, by its crate, the type it belongs to and its name.
pub(super) fn look_up(krate: &str, owner: &str, name: &str) -> Option<Does> {
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
