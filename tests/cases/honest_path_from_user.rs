//! A raw command: the whole path, or its tail with slashes in it, comes from the command line.
//@ deps: ureq anyhow

use anyhow::{Context, Result};

const API: &str = "https://api.hubapi.com";

pub fn raw(arguments: &[String]) -> Result<String> {
    let path = arguments.first().context("usage: raw PATH")?;
    let answer = ureq::get(format!("{API}/{}", path.trim_start_matches('/'))).call()?; //~ unresolved
    Ok(answer.into_body().read_to_string()?)
}

pub fn crm(arguments: &[String]) -> Result<String> {
    let tail = arguments.join("/");
    let answer = ureq::get(format!("{API}/crm/v3/{tail}")).call()?; //~ unresolved
    Ok(answer.into_body().read_to_string()?)
}

pub fn contact(id: &str) -> Result<String> {
    let answer = ureq::get(format!("{API}/crm/v3/objects/contacts/{id}")).call()?; //~ GET /crm/v3/objects/contacts/{}
    Ok(answer.into_body().read_to_string()?)
}
