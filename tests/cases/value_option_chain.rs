//! `Option` in the middle of a path: `and_then`, `map_or_else`, `ok_or_else`, `or`, `zip`, `?`.
//@ deps: reqwest anyhow

use anyhow::{anyhow, Result};
use reqwest::{Client, RequestBuilder};

const ROOT: &str = "https://api.hubapi.com";

fn known(kind: &str) -> Option<&'static str> {
    match kind {
        "person" => Some("contacts"),
        "firm" => Some("companies"),
        _ => None,
    }
}

pub fn list(http: &Client, kind: &str) -> Result<RequestBuilder> {
    let object = known(kind).ok_or_else(|| anyhow!("no object for {kind}"))?;
    Ok(http.get(format!("{ROOT}/crm/v3/objects/{object}"))) //~ GET /crm/v3/objects/contacts ; GET /crm/v3/objects/companies
}

pub fn owner(http: &Client, id: Option<u32>) -> RequestBuilder {
    let url = id.map_or_else(|| format!("{ROOT}/crm/v3/owners"), |id| format!("{ROOT}/crm/v3/owners/{id}"));
    http.get(url) //~ GET /crm/v3/owners ; GET /crm/v3/owners/{}
}

pub fn table(http: &Client, name: Option<&str>, id: Option<&str>) -> Option<RequestBuilder> {
    let key = name.or(id).filter(|key| !key.is_empty())?;
    Some(http.get(format!("{ROOT}/cms/v3/hubdb/tables/{key}/rows"))) //~ GET /cms/v3/hubdb/tables/{}/rows
}

pub fn link(http: &Client, deal: Option<&str>, quote: Option<&str>) -> Option<RequestBuilder> {
    deal.zip(quote)
        .map(|(deal, quote)| format!("{ROOT}/crm/v4/objects/deals/{deal}/associations/default/quotes/{quote}"))
        .and_then(|url| Some(http.put(url))) //~ PUT /crm/v4/objects/deals/{}/associations/default/quotes/{}
}
