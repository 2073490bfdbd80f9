//! `http::Uri` by `from_static` and by parsing.
//@ deps: http hyper http-body-util

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
