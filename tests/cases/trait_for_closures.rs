//! A trait implemented for every closure of a shape, and one for a function pointer type.
//@ deps: reqwest

use reqwest::{Client, RequestBuilder};

pub trait Locator {
    fn locate(&self, id: u64) -> String;
}

impl<F> Locator for F
where
    F: Fn(u64) -> String,
{
    fn locate(&self, id: u64) -> String {
        self(id)
    }
}

struct Fixed(&'static str);

impl Locator for Fixed {
    fn locate(&self, id: u64) -> String {
        format!("https://api.hubapi.com{}/{id}", self.0)
    }
}

fn read(http: &Client, locator: impl Locator, id: u64) -> RequestBuilder {
    http.get(locator.locate(id))
}

pub fn export(http: &Client, id: u64) -> RequestBuilder {
    read(http, |id| format!("https://api.hubapi.com/crm/v3/exports/export/{id}"), id) //~ GET /crm/v3/exports/export/{}
}

pub fn file(http: &Client, id: u64) -> RequestBuilder {
    read(http, Fixed("/files/v3/files"), id) //~ GET /files/v3/files/{}
}
