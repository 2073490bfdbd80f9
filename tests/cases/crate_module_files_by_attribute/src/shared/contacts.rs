pub async fn list(http: &reqwest::Client) -> reqwest::Result<serde_json::Value> {
    http.get("https://api.hubapi.com/crm/v3/objects/contacts").send().await?.json().await //~ GET /crm/v3/objects/contacts
}
