//! The path is known and the verb comes from outside: which operation it is cannot be known.
//@ deps: reqwest anyhow

use reqwest::{Client, Method, RequestBuilder};

pub fn debug_call(http: &Client, verb: &str) -> anyhow::Result<RequestBuilder> {
    let method = Method::from_bytes(verb.as_bytes())?;
    Ok(http.request(method, "https://api.hubapi.com/crm/v3/objects/contacts")) //~ unresolved
}

pub fn head(http: &Client) -> RequestBuilder {
    http.head("https://api.hubapi.com/crm/v3/objects/contacts") //~ HEAD /crm/v3/objects/contacts
}
