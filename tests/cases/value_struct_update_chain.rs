//! Request descriptions written with struct update: each takes the rest from another, two steps deep.
//@ deps: reqwest

use reqwest::{Client, Method, RequestBuilder};

#[derive(Clone)]
struct Plan<'a> {
    verb: Method,
    family: &'a str,
    object: &'a str,
    tail: Option<&'a str>,
}

impl<'a> Plan<'a> {
    fn crm(object: &'a str) -> Self {
        Plan { verb: Method::GET, family: "/crm/v3/objects", object, tail: None }
    }

    fn start(self, http: &Client) -> RequestBuilder {
        let mut url = format!("https://api.hubapi.com{}/{}", self.family, self.object);
        if let Some(tail) = self.tail {
            url.push('/');
            url.push_str(tail);
        }
        http.request(self.verb, url)
    }
}

pub fn invoices(http: &Client) -> RequestBuilder {
    Plan::crm("invoices").start(http) //~ GET /crm/v3/objects/invoices
}

pub fn find_invoices(http: &Client) -> RequestBuilder {
    let search = Plan { verb: Method::POST, tail: Some("search"), ..Plan::crm("invoices") };
    search.start(http) //~ POST /crm/v3/objects/invoices/search
}

pub fn invoice_stages(http: &Client) -> RequestBuilder {
    let base = Plan { family: "/crm/v3/pipelines", ..Plan::crm("invoices") };
    let read = Plan { tail: None, ..base.clone() };
    read.start(http) //~ GET /crm/v3/pipelines/invoices
}
