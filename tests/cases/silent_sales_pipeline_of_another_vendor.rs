//! Another vendor's CRM with the same wrapper names and nearly the same paths.
//@ deps: reqwest serde_json
//@ scopes:

pub struct CrmClient {
    http: reqwest::Client,
}

impl CrmClient {
    async fn get(&self, path: &str) -> reqwest::Result<serde_json::Value> {
        self.http.get(format!("https://api.copper.com{path}")).send().await?.json().await
    }

    pub async fn contacts(&self) -> reqwest::Result<serde_json::Value> {
        self.get("/crm/v3/objects/contacts").await
    }

    pub async fn deals(&self, id: u64) -> reqwest::Result<serde_json::Value> {
        self.get(&format!("/crm/v3/objects/deals/{id}")).await
    }
}
