//! The base is HubSpot's or a local stand-in's; another base is a known other vendor's.
//@ deps: reqwest

use reqwest::{Client, RequestBuilder};

fn base(offline: bool) -> &'static str {
    if offline { "http://localhost:8080" } else { "https://api.hubapi.com" }
}

fn mirror() -> String {
    std::env::var("CRM_MIRROR").unwrap_or_else(|_| "http://127.0.0.1:4010".to_owned())
}

pub fn campaigns(http: &Client, offline: bool) -> RequestBuilder {
    http.get(format!("{}/marketing/v3/campaigns", base(offline))) //~ GET /marketing/v3/campaigns
}

pub fn tickets(http: &Client) -> RequestBuilder {
    http.get(format!("{}/crm/v3/objects/tickets", mirror())) //~ GET /crm/v3/objects/tickets
}

pub fn vendor(http: &Client, us: bool) -> RequestBuilder {
    let origin = if us { "https://www.zohoapis.com" } else { "https://www.zohoapis.eu" };
    http.get(format!("{origin}/crm/v3/Deals"))
}
