use serde_json::Value;
use std::sync::Arc;

#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
}

struct Shared {
    http: reqwest::Client,
    token: String,
}

impl Client {
    const ROOT: &'static str = "https://api.hubapi.com";

    pub fn new(token: String) -> Self {
        Client { shared: Arc::new(Shared { http: reqwest::Client::new(), token }) }
    }

    pub async fn get(&self, path: &str, query: &[(&str, &str)]) -> reqwest::Result<Value> {
        let url = format!("{}{path}", Self::ROOT);
        let request = self.shared.http.get(url).query(query).bearer_auth(&self.shared.token);
        request.send().await?.error_for_status()?.json().await
    }

    pub async fn post(&self, path: &str, body: &Value) -> reqwest::Result<Value> {
        let url = format!("{}{path}", Self::ROOT);
        let request = self.shared.http.post(url).json(body).bearer_auth(&self.shared.token);
        request.send().await?.error_for_status()?.json().await
    }
}
