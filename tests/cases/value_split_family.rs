//! Known text taken apart: `split_once`, `splitn`, `rsplit`, `split` with `nth`, `lines`.
//@ deps: reqwest anyhow

use anyhow::{Context, Result};
use reqwest::{Client, Method, RequestBuilder};

const ROOT: &str = "https://api.hubapi.com";
const HEALTH: &str = "GET /account-info/v3/details";
const NAMES: &str = "crm.objects.subscriptions.read";
const PROBES: &str = "/crm/v3/owners\n/crm/v3/lists/folders";

pub fn health(http: &Client) -> Result<RequestBuilder> {
    let (verb, path) = HEALTH.split_once(' ').context("verb and path")?;
    Ok(http.request(verb.parse()?, format!("{ROOT}{path}"))) //~ GET /account-info/v3/details
}

pub fn third(http: &Client) -> Result<RequestBuilder> {
    let object = NAMES.split('.').nth(2).context("four parts")?;
    Ok(http.get(format!("{ROOT}/crm/v3/objects/{object}"))) //~ GET /crm/v3/objects/subscriptions
}

pub fn rest(http: &Client) -> Result<RequestBuilder> {
    let mut parts = "POST:crm/v3/exports/export/async".splitn(2, ':');
    let verb = Method::from_bytes(parts.next().context("verb")?.as_bytes())?;
    let path = parts.next().context("path")?;
    Ok(http.request(verb, format!("{ROOT}/{path}"))) //~ POST /crm/v3/exports/export/async
}

pub fn probes(http: &Client) -> Vec<RequestBuilder> {
    PROBES.lines().map(|path| http.get(format!("{ROOT}{path}"))).collect() //~ GET /crm/v3/owners ; GET /crm/v3/lists/folders
}
