use reqwest::blocking::{Client, RequestBuilder};

/// A request to HubSpot's records.
pub fn object(http: &Client, tail: &str) -> RequestBuilder {
    http.get(format!("https://api.hubapi.com/crm/v3/objects/{tail}"))
}
