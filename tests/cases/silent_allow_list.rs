//! An allow-list of URLs that an outbound proxy lets through: compared, never requested.
//@ deps: reqwest url
//@ scopes:

const ALLOWED: &[(&str, &str)] = &[
    ("GET", "https://api.hubapi.com/crm/v3/objects/contacts"),
    ("POST", "https://api.hubapi.com/crm/v3/objects/contacts/search"),
];

pub fn allowed(method: &str, url: &str) -> bool {
    ALLOWED.iter().any(|(verb, prefix)| *verb == method && url.starts_with(prefix))
}

pub fn host_is_known(url: &url::Url) -> bool {
    matches!(url.host_str(), Some("api.hubapi.com" | "api.hubspot.com"))
}

pub async fn status(http: &reqwest::Client) -> reqwest::Result<reqwest::Response> {
    http.get("https://status.acme.net/v3/objects").send().await
}
