//! `Url::join` by its rules: a base without a closing slash loses its last segment, a leading slash starts anew.
//@ deps: reqwest url

use reqwest::{Client, RequestBuilder};
use url::{ParseError, Url};

fn crm() -> Result<Url, ParseError> {
    "https://api.hubapi.com/crm/v3/objects".parse()
}

pub fn beside(http: &Client) -> Result<RequestBuilder, ParseError> {
    Ok(http.get(crm()?.join("owners")?)) //~ GET /crm/v3/owners
}

pub fn anew(http: &Client) -> Result<RequestBuilder, ParseError> {
    Ok(http.get(crm()?.join("/automation/v4/flows")?)) //~ GET /automation/v4/flows
}

pub fn below(http: &Client) -> Result<RequestBuilder, ParseError> {
    let mut root = crm()?;
    root.set_path("/crm/v3/objects/");
    Ok(http.get(root.join("users")?)) //~ GET /crm/v3/objects/users
}

pub fn replaced(http: &Client) -> Result<RequestBuilder, ParseError> {
    Ok(http.get(crm()?.join("https://api.hubspot.com/cms/v3/domains")?)) //~ GET /cms/v3/domains
}
