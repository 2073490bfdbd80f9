//! A gateway forwards what its allow-list permits; the list's prefixes are not calls, the forward is unknown.
//@ deps: reqwest http

use reqwest::{Client, Method, RequestBuilder};

const ALLOWED: &[(&str, &str)] = &[
    ("GET", "/crm/v3/objects/contacts"),
    ("POST", "/crm/v3/objects/contacts/search"),
    ("GET", "/crm/v3/owners"),
];
const DENIED: [&str; 2] = ["/oauth/v1/refresh-tokens", "/crm/v3/objects/contacts/gdpr-delete"];

pub struct Gateway {
    upstream: Client,
    token: String,
}

fn permitted(method: &Method, path: &str) -> bool {
    if DENIED.iter().any(|prefix| path.starts_with(prefix)) {
        return false;
    }
    ALLOWED.iter().any(|(verb, prefix)| *method == *verb && path.strip_prefix(prefix).is_some())
}

impl Gateway {
    pub fn forward(&self, incoming: http::Request<Vec<u8>>) -> Option<RequestBuilder> {
        let (parts, body) = incoming.into_parts();
        let path = parts.uri.path();
        if !permitted(&parts.method, path) {
            return None;
        }
        let url = format!("https://api.hubapi.com{path}");
        Some(self.upstream.request(parts.method, url).bearer_auth(&self.token).body(body)) //~ unresolved
    }
}
