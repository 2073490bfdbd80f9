mod contacts;
mod deals;
mod owners;

pub use contacts::Lead;

use crate::config::Config;
use crate::error::{Error, Result};
use reqwest::{Method, RequestBuilder};
use serde::de::DeserializeOwned;
use serde_json::Value;

#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    base: String,
    token: String,
}

impl Client {
    pub fn new(config: &Config) -> Self {
        let base = config.hubspot_base.trim_end_matches('/').to_owned();
        Client { http: reqwest::Client::new(), base, token: config.hubspot_token.clone() }
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let url = format!("{}/crm/v3{}", self.base, path);
        self.http.request(method, url).bearer_auth(&self.token)
    }

    async fn send<T: DeserializeOwned>(&self, request: RequestBuilder, path: &str) -> Result<T> {
        let response = request.send().await?;
        if !response.status().is_success() {
            let status = response.status().as_u16();
            tracing::warn!(status, path, "refused");
            return Err(Error::HubSpot { status, path: format!("/crm/v3{path}") });
        }
        Ok(response.json().await?)
    }

    async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T> {
        self.send(self.request(Method::GET, path), path).await
    }

    async fn post<T: DeserializeOwned>(&self, path: &str, body: &Value) -> Result<T> {
        self.send(self.request(Method::POST, path).json(body), path).await
    }

    async fn patch<T: DeserializeOwned>(&self, path: &str, body: &Value) -> Result<T> {
        self.send(self.request(Method::PATCH, path).json(body), path).await
    }
}
