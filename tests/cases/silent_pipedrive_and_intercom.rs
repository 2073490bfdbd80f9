//! Two more vendors whose resources are called contacts, deals, tickets and notes.
//@ deps: reqwest serde_json
//@ scopes:

use reqwest::{Client, RequestBuilder};
use serde_json::json;

const PIPEDRIVE: &str = "https://api.pipedrive.com/api/v2";
static INTERCOM: &str = "https://api.intercom.io";

pub fn deals(http: &Client) -> RequestBuilder {
    http.get(format!("{PIPEDRIVE}/deals")).query(&[("limit", "100")])
}

pub fn contact(http: &Client, id: &str) -> RequestBuilder {
    http.put(format!("{INTERCOM}/contacts/{id}")).json(&json!({ "name": "Ada" }))
}

pub fn tickets(http: &Client) -> RequestBuilder {
    http.post([INTERCOM, "/tickets/search"].concat())
}
