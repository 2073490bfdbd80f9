pub async fn load(http: &reqwest::Client) -> reqwest::Result<serde_json::Value> {
    http.get("https://api.hubapi.com/settings/v3/users").send().await?.json().await //~ GET /settings/v3/users
}
