//! What is commented out, in a string or under `#[cfg(any())]` is not there.
//@ deps: reqwest
//@ scopes:

use reqwest::Client;

// const API: &str = "https://api.hubapi.com";
// pub fn owners(http: &Client) { http.get(format!("{API}/crm/v3/owners")); }

/* pub async fn deals(http: &Client) {
    /* http.get("https://api.hubapi.com/crm/v3/objects/deals").send().await; */
} */

#[cfg(any())]
pub fn retired(http: &Client) -> reqwest::RequestBuilder {
    http.get("https://api.hubapi.com/contacts/v1/lists/all/contacts/all")
}

pub const EXAMPLE: &str = r##"
    client.get("https://api.hubapi.com/crm/v3/objects/contacts").send().await?;
    "# not the end
"##;

pub fn client() -> Client {
    Client::new()
}
