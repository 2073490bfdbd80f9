//! Two matches on the same value stay in step: method, path and id of one variant belong together.
//@ deps: reqwest

use reqwest::{Client, Method, RequestBuilder};

#[derive(Clone, Copy)]
pub enum Edit<'a> {
    Add,
    Change(&'a str),
    Merge,
    Drop(&'a str),
}

impl Edit<'_> {
    fn method(&self) -> Method {
        match self {
            Edit::Add | Edit::Merge => Method::POST,
            Edit::Change(_) => Method::PATCH,
            Edit::Drop(_) => Method::DELETE,
        }
    }

    fn tail(&self) -> String {
        match self {
            Edit::Add => String::new(),
            Edit::Merge => "/merge".to_owned(),
            Edit::Change(id) | Edit::Drop(id) => format!("/{id}"),
        }
    }
}

pub fn edit(http: &Client, edit: Edit<'_>) -> RequestBuilder {
    let url = format!("https://api.hubapi.com/crm/v3/objects/companies{}", edit.tail());
    //~ POST /crm/v3/objects/companies ; POST /crm/v3/objects/companies/merge ; PATCH /crm/v3/objects/companies/{} ; DELETE /crm/v3/objects/companies/{}
    http.request(edit.method(), url)
}

pub fn batch(http: &Client, read: bool) -> RequestBuilder {
    let method = if read { Method::GET } else { Method::POST };
    let path = if read { "/crm/v3/lists" } else { "/crm/v3/lists/search" };
    http.request(method, format!("https://api.hubapi.com{path}")) //~ GET /crm/v3/lists ; POST /crm/v3/lists/search
}
