//! `http::Uri` by `from_static`, by parsing, from parts with `PathAndQuery`.
//@ deps: http hyper http-body-util

use http::uri::{Authority, PathAndQuery, Scheme};
use http::{Method, Request, Uri};
use std::error::Error;

type Body = http_body_util::Empty<hyper::body::Bytes>;

pub fn teams() -> http::Result<Request<Body>> {
    let uri = Uri::from_static("https://api.hubapi.com/settings/v3/users/teams");
    Request::get(uri).body(Body::new()) //~ GET /settings/v3/users/teams
}

pub fn user(id: u64) -> Result<Request<Body>, Box<dyn Error>> {
    let uri: Uri = format!("https://api.hubapi.com/settings/v3/users/{id}?idProperty=USER_ID").parse()?;
    Ok(Request::builder().method(Method::PUT).uri(uri).body(Body::new())?) //~ PUT /settings/v3/users/{}
}

pub fn sequence(id: u64, user: u64) -> Result<Request<Body>, Box<dyn Error>> {
    let mut parts = http::uri::Parts::default();
    parts.scheme = Some(Scheme::HTTPS);
    parts.authority = Some(Authority::from_static("api.hubapi.com"));
    parts.path_and_query = Some(PathAndQuery::try_from(format!("/automation/v4/sequences/{id}?userId={user}"))?);
    let uri = Uri::from_parts(parts)?;
    Ok(Request::builder().uri(&uri).body(Body::new())?) //~ GET /automation/v4/sequences/{}
}
