//! A typestate builder: only a request that has a path can be sent.
//@ deps: reqwest

use reqwest::{Client, Method, RequestBuilder};
use std::marker::PhantomData;

pub struct Empty;
pub struct Located;

pub struct Draft<S> {
    method: Method,
    path: String,
    state: PhantomData<S>,
}

impl Draft<Empty> {
    fn get() -> Self {
        Draft { method: Method::GET, path: String::new(), state: PhantomData }
    }

    fn patch() -> Self {
        Draft { method: Method::PATCH, ..Self::get() }
    }

    fn at(self, path: impl Into<String>) -> Draft<Located> {
        Draft { method: self.method, path: path.into(), state: PhantomData }
    }
}

impl Draft<Located> {
    fn send_with(self, http: &Client) -> RequestBuilder {
        http.request(self.method, String::from("https://api.hubapi.com") + &self.path)
    }
}

pub fn products(http: &Client) -> RequestBuilder {
    Draft::get().at("/crm/v3/objects/products").send_with(http) //~ GET /crm/v3/objects/products
}

pub fn reprice(http: &Client, product: u64) -> RequestBuilder {
    let draft = Draft::patch().at(format!("/crm/v3/objects/products/{product}"));
    draft.send_with(http) //~ PATCH /crm/v3/objects/products/{}
}
