pub async fn start(http: &reqwest::Client) -> reqwest::Result<serde_json::Value> {
    http.get("https://api.hubapi.com/account-info/v3/details").send().await?.json().await //~ GET /account-info/v3/details
}
