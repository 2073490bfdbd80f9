//! What stands in for an id that a response lacks is no path of its own; a name that stands in is one.
//@ deps: reqwest serde_json

use serde_json::Value;

pub async fn follow(http: &reqwest::Client, page: &Value) -> reqwest::Result<()> {
    let id = page["id"].as_u64().unwrap_or(0);
    http.get(format!("https://api.hubapi.com/files/v3/folders/{id}")).send().await?; //~ GET /files/v3/folders/{}
    let import = page["import"].as_i64().unwrap_or_default();
    http.get(format!("https://api.hubapi.com/crm/v3/imports/{import}/errors")).send().await?; //~ GET /crm/v3/imports/{}/errors
    let kind = page["kind"].as_str().unwrap_or("contacts");
    http.get(format!("https://api.hubapi.com/crm/v3/objects/{kind}")).send().await?; //~ GET /crm/v3/objects/contacts ; GET /crm/v3/objects/{}
    http.get(format!("https://api.hubapi.com/crm/v3/lists/{}", 0)).send().await?; //~ GET /crm/v3/lists/0
    Ok(())
}
