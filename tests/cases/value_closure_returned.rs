//! Functions that return closures, one of them a closure that makes the request.
//@ deps: reqwest

use reqwest::{Client, Method, RequestBuilder};

fn under(prefix: &'static str) -> impl Fn(&str) -> String {
    move |tail| format!("https://api.hubapi.com{prefix}/{tail}")
}

fn caller(http: Client) -> Box<dyn Fn(Method, &str) -> RequestBuilder> {
    Box::new(move |method, path| http.request(method, format!("https://api.hubapi.com/{path}")))
}

pub fn pages(http: &Client, page: &str) -> RequestBuilder {
    let pages = under("/cms/v3/pages/landing-pages");
    http.get(pages(&format!("{page}/revisions"))) //~ GET /cms/v3/pages/landing-pages/{}/revisions
}

pub fn folders(http: &Client) -> RequestBuilder {
    http.get(under("/files/v3")("folders/search")) //~ GET /files/v3/folders/search
}

pub fn merge(http: Client) -> RequestBuilder {
    let call = caller(http);
    call(Method::POST, "crm/v3/objects/companies/merge") //~ POST /crm/v3/objects/companies/merge
}
