//! An extension trait adds HubSpot verbs to `reqwest::Client`; search pages are walked with `paging.next.after`.
//@ deps: reqwest serde serde_json

use reqwest::{Client, Method, RequestBuilder, Result};
use serde::Deserialize;
use serde_json::{json, Value};

#[derive(Deserialize)]
struct Page {
    results: Vec<Value>,
    #[serde(default)]
    paging: Paging,
}

#[derive(Default, Deserialize)]
struct Paging {
    next: Option<Next>,
}

#[derive(Deserialize)]
struct Next {
    after: String,
}

pub trait HubSpotExt {
    fn hubspot(&self, method: Method, path: &str) -> RequestBuilder;

    fn hubspot_search(&self, object: &str) -> RequestBuilder {
        self.hubspot(Method::POST, &format!("/crm/v3/objects/{object}/search"))
    }
}

impl HubSpotExt for Client {
    fn hubspot(&self, method: Method, path: &str) -> RequestBuilder {
        let token = std::env::var("HUBSPOT_TOKEN").unwrap_or_default();
        self.request(method, format!("https://api.hubapi.com{path}")).bearer_auth(token)
    }
}

trait Authorized {
    fn as_json(self) -> Self;
}

impl Authorized for RequestBuilder {
    fn as_json(self) -> Self {
        self.header("accept", "application/json")
    }
}

pub async fn stale_deals(http: &Client, before: i64) -> Result<Vec<Value>> {
    let mut filter = json!({ "limit": 200, "filterGroups": [{ "filters": [
        { "propertyName": "hs_lastmodifieddate", "operator": "LT", "value": before },
    ] }] });
    let mut found = Vec::new();
    loop {
        let request = http.hubspot_search("deals").as_json().json(&filter); //~ POST /crm/v3/objects/deals/search
        let page: Page = request.send().await?.json().await?;
        found.extend(page.results);
        let Some(Next { after }) = page.paging.next else { break };
        filter["after"] = after.into();
    }
    for deal in &found {
        let id = deal["id"].as_str().unwrap_or_default();
        http.hubspot(Method::DELETE, &format!("/crm/v3/objects/deals/{id}")).as_json().send().await?; //~ DELETE /crm/v3/objects/deals/{}
    }
    Ok(found)
}
