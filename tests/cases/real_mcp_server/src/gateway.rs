use anyhow::{bail, Context, Result};
use reqwest::{Client, Method, StatusCode};
use serde_json::Value;
use std::time::Duration;

/// The way to HubSpot. All tools go through it.
pub struct Gateway {
    http: Client,
    base: String,
    token: String,
}

impl Gateway {
    pub fn from_env() -> Result<Self> {
        let token = std::env::var("HUBSPOT_ACCESS_TOKEN").context("HUBSPOT_ACCESS_TOKEN is not set")?;
        let base = std::env::var("HUBSPOT_API_BASE").ok().filter(|base| !base.is_empty());
        let http = Client::builder().timeout(Duration::from_secs(30)).build()?;
        Ok(Gateway { http, base: base.unwrap_or_else(|| "https://api.hubapi.com".into()), token })
    }

    pub async fn call(&self, path: &str, method: Method, body: Option<Value>) -> Result<Value> {
        let url = format!("{}/{}", self.base, path.trim_start_matches('/'));
        let mut request = self.http.request(method, &url).bearer_auth(&self.token);
        if let Some(body) = body {
            request = request.json(&body);
        }
        let response = request.send().await?;
        match response.status() {
            StatusCode::NO_CONTENT => Ok(Value::Null),
            StatusCode::FORBIDDEN => bail!("the token lacks a scope for {path}"),
            status if status.is_success() => Ok(response.json().await?),
            status => bail!("{path} answered {status}: {}", response.text().await?),
        }
    }

    pub async fn read(&self, path: &str) -> Result<Value> {
        self.call(path, Method::GET, None).await
    }
}
