//! `Result` decides the base: `or_else`, `unwrap_or_default`, `map_err`, `ok`.
//@ deps: reqwest

use reqwest::{Client, RequestBuilder};
use std::env::{self, VarError};

fn base() -> Result<String, VarError> {
    env::var("CRM_BASE").or_else(|_| env::var("HUBSPOT_BASE"))
}

pub fn campaigns(http: &Client) -> Result<RequestBuilder, String> {
    let base = base().map_err(|error| error.to_string())?;
    Ok(http.get(format!("{base}/marketing/v3/campaigns"))) //~ GET /marketing/v3/campaigns
}

pub fn emails(http: &Client) -> RequestBuilder {
    let base = base().ok().unwrap_or_else(|| "https://api.hubapi.com".into());
    http.get(base + "/marketing/v3/emails") //~ GET /marketing/v3/emails
}

fn version(text: &str) -> Result<u8, std::num::ParseIntError> {
    text.trim_start_matches('v').parse::<u8>()
}

pub fn subscriptions(http: &Client, wanted: &str) -> RequestBuilder {
    let path = match version(wanted) {
        Ok(4) => "/communication-preferences/v4/definitions",
        Ok(_) | Err(_) => "/communication-preferences/v3/definitions",
    };
    http.get(format!("https://api.hubapi.com{path}")) //~ GET /communication-preferences/v4/definitions ; GET /communication-preferences/v3/definitions
}
