//! `http::Request` is made with its body first; method and URI are written into it afterwards, by way of a marker type.
//@ deps: http hyper

use std::str::FromStr;

use http::{Method, Request, Uri};

pub trait Verb {
    fn method() -> Method;
}

pub struct Get;
pub struct Put;

impl Verb for Get {
    fn method() -> Method {
        Method::GET
    }
}

impl Verb for Put {
    fn method() -> Method {
        Method::PUT
    }
}

fn build<V: Verb>(path: &str, body: Vec<u8>) -> Result<Request<Vec<u8>>, http::uri::InvalidUri> {
    let mut request = Request::new(body);
    *request.method_mut() = V::method();
    *request.uri_mut() = Uri::from_str(&format!("https://api.hubapi.com{path}"))?;
    Ok(request)
}

pub fn list(id: u64) -> Result<Request<Vec<u8>>, http::uri::InvalidUri> {
    build::<Get>(&format!("/crm/v3/lists/{id}"), vec![]) //~ GET /crm/v3/lists/{}
}

pub fn add(id: u64, members: &[u64]) -> Result<Request<Vec<u8>>, http::uri::InvalidUri> {
    build::<Put>(&format!("/crm/v3/lists/{id}/memberships/add"), format!("{members:?}").into_bytes()) //~ PUT /crm/v3/lists/{}/memberships/add
}
