//! URLs are parsed to compare hosts, to strip bases and to make headers.
//@ deps: url http
//@ scopes:

use http::header::{HeaderMap, HeaderValue, CONTENT_SECURITY_POLICY};
use url::{Host, Url};

pub fn is_hubspot(url: &str) -> bool {
    let api = Url::parse("https://api.hubapi.com/crm/v3/objects/contacts");
    match (api, Url::parse(url)) {
        (Ok(api), Ok(url)) => api.host() == url.host() || url.host() == Some(Host::Domain("api.hubspot.com")),
        _ => false,
    }
}

pub fn relative(link: &str) -> &str {
    link.trim_start_matches("https://api.hubapi.com").strip_prefix("/crm/v3/objects/").unwrap_or(link)
}

pub fn policy(headers: &mut HeaderMap) {
    let value = HeaderValue::from_static("connect-src https://api.hubapi.com https://api.hsforms.com");
    headers.insert(CONTENT_SECURITY_POLICY, value);
}
