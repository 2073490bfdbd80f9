//! A REST client with an injected base and paths that could be anyone's.
//@ deps: reqwest serde_json
//@ scopes:

use reqwest::{Client, Result};
use serde_json::Value;

pub struct Rest {
    http: Client,
    base: String,
}

impl Rest {
    pub fn new(base: impl Into<String>) -> Self {
        Rest { http: Client::new(), base: base.into() }
    }

    pub async fn contacts(&self) -> Result<Value> {
        self.http.get(format!("{}/contacts", self.base)).send().await?.json().await
    }

    pub async fn deal(&self, id: u64) -> Result<Value> {
        self.http.get(format!("{}/v1/deals/{id}", self.base)).send().await?.json().await
    }

    pub async fn search(&self, body: &Value) -> Result<Value> {
        self.http.post(format!("{}/api/v3/objects/search", self.base)).json(body).send().await?.json().await
    }

    /// Any other resource of the service.
    pub async fn get(&self, path: &str) -> Result<Value> {
        self.http.get(format!("{}{path}", self.base)).send().await?.json().await
    }
}
