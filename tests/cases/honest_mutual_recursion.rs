//! Functions that call each other around one request: the path is the same every time round.
//@ deps: reqwest serde_json

use reqwest::blocking::Client;
use serde_json::Value;

fn page(http: &Client, path: &str, after: Option<&str>, found: &mut Vec<Value>) -> reqwest::Result<()> {
    let mut url = format!("https://api.hubapi.com{path}?limit=50");
    if let Some(after) = after {
        url.push_str("&after=");
        url.push_str(after);
    }
    let mut answer: Value = http.get(url).send()?.json()?;
    if let Some(results) = answer["results"].as_array_mut() {
        found.append(results);
    }
    next(http, path, &answer, found)
}

fn next(http: &Client, path: &str, answer: &Value, found: &mut Vec<Value>) -> reqwest::Result<()> {
    match answer["paging"]["next"]["after"].as_str() {
        Some(after) => page(http, path, Some(after), found),
        None => Ok(()),
    }
}

pub fn schemas(http: &Client) -> reqwest::Result<Vec<Value>> {
    let mut found = Vec::new();
    page(http, "/crm-object-schemas/v3/schemas", None, &mut found)?; //~ GET /crm-object-schemas/v3/schemas
    page(http, "/crm/v3/objects/partner_clients", None, &mut found)?; //~ GET /crm/v3/objects/partner_clients
    Ok(found)
}
