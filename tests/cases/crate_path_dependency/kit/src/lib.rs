//! A home-made HubSpot client.

use reqwest::blocking::Client;
use reqwest::{Method, Result};
use serde_json::Value;

pub mod quotes;

pub struct Kit {
    http: Client,
    token: String,
}

impl Kit {
    pub fn new(token: impl Into<String>) -> Self {
        Kit { http: Client::new(), token: token.into() }
    }

    pub(crate) fn call(&self, method: Method, path: &str, body: Option<&Value>) -> Result<Value> {
        let mut request = self.http.request(method, format!("https://api.hubapi.com{path}"));
        if let Some(body) = body {
            request = request.json(body);
        }
        request.bearer_auth(&self.token).send()?.error_for_status()?.json()
    }

    pub fn record(&self, object: &str, id: &str) -> Result<Value> {
        self.call(Method::GET, &format!("/crm/v3/objects/{object}/{id}"), None)
    }

    pub fn purge(&self, object: &str, id: &str) -> Result<Value> {
        self.call(Method::DELETE, &format!("/crm/v3/objects/{object}/{id}"), None)
    }

    pub fn owners(&self) -> Result<Value> {
        self.call(Method::GET, "/crm/v3/owners", None)
    }
}
