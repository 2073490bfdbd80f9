//! serde's renaming decides the segment: the enum is serialised to get its name.
//@ deps: reqwest serde serde_json anyhow

use anyhow::{Context, Result};
use reqwest::{Client, RequestBuilder};
use serde::Serialize;

#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Resource {
    Tickets,
    FeedbackSubmissions,
    #[serde(rename = "0-162")]
    Services,
}

impl Resource {
    fn segment(self) -> Result<String> {
        let value = serde_json::to_value(self)?;
        Ok(value.as_str().context("a unit variant is a string")?.to_owned())
    }
}

pub fn list(http: &Client, resource: Resource) -> Result<RequestBuilder> {
    let url = format!("https://api.hubapi.com/crm/v3/objects/{}", resource.segment()?);
    Ok(http.get(url)) //~ GET /crm/v3/objects/tickets ; GET /crm/v3/objects/feedback_submissions ; GET /crm/v3/objects/0-162
}

pub fn describe(http: &Client) -> Result<RequestBuilder> {
    let quoted = serde_json::to_string(&Resource::Tickets)?;
    let url = format!("https://api.hubapi.com/crm/v3/properties/{}", quoted.trim_matches('"'));
    Ok(http.get(url)) //~ GET /crm/v3/properties/tickets
}
