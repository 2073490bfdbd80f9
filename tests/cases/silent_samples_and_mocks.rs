//! What looks like a call and is none, next to one that is.
//@ deps: reqwest wiremock regex tracing serde_json axum url
//@ scopes: crm.objects.owners.read
use axum::{Router, routing::get};
pub const SAMPLES: &[(&str, &str)] = &[("GET", "https://api.hubapi.com/crm/v3/objects/contacts"), ("POST", "/crm/v3/objects/deals")];
pub fn router() -> Router { Router::new().route("/crm/v3/objects/contacts", get(|| async { "x" })).route("/oauth/v1/token", axum::routing::post(|| async { "t" })) }
pub fn allowed(url: &url::Url) -> bool { url.as_str().starts_with("https://api.hubapi.com/crm/v3/objects/") || url.host_str() == Some("api.hubapi.com") }
pub fn help() -> String { SAMPLES.iter().map(|(verb, url)| format!("curl -X {verb} {url}\n")).collect() }
pub async fn mock(server: &wiremock::MockServer) {
    use wiremock::matchers::{method, path};
    wiremock::Mock::given(method("GET")).and(path("/crm/v3/objects/contacts")).respond_with(wiremock::ResponseTemplate::new(200)).mount(server).await;
}
pub fn pattern() -> regex::Regex { regex::Regex::new(r"^https://api\.hubapi\.com/crm/v3/objects/(\w+)$").unwrap() }
pub struct Span { pub name: String, pub url: String }
pub fn span(kind: &str) -> Span { Span { name: "GET".into(), url: format!("https://api.hubapi.com/crm/v3/objects/{kind}") } }
pub async fn owners(http: &reqwest::Client) -> reqwest::Result<String> {
    tracing::info!(url = "https://api.hubapi.com/crm/v3/objects/quotes", "calling");
    let seen = span("contacts");
    tracing::debug!(name = %seen.name, url = %seen.url);
    let docs = "https://developers.hubspot.com/docs/api/crm/owners";
    let text = http.get("https://api.hubapi.com/crm/v3/owners").header("referer", docs).send().await?.text().await?; //~ GET /crm/v3/owners
    let cached: serde_json::Value = serde_json::json!({ "href": "https://api.hubapi.com/crm/v3/owners?after=2", "app": "https://app.hubspot.com/contacts/1" });
    if !allowed(&url::Url::parse(cached["href"].as_str().unwrap()).unwrap()) { return Ok(String::new()); }
    Ok(text)
}
