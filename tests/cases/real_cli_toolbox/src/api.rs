use anyhow::{bail, Context, Result};
use reqwest::blocking::Client;
use reqwest::Method;
use serde_json::Value;

pub struct Api {
    http: Client,
    token: String,
}

impl Api {
    const HOST: &'static str = "api.hubapi.com";

    pub fn new(token: String) -> Self {
        Self { http: Client::new(), token }
    }

    pub fn request(&self, method: Method, path: &str, body: Option<&Value>) -> Result<Value> {
        let url = format!("https://{}{}{}", Self::HOST, if path.starts_with('/') { "" } else { "/" }, path);
        let mut request = self.http.request(method.clone(), &url).bearer_auth(&self.token);
        if let Some(body) = body {
            request = request.json(body);
        }
        let response = request.send().with_context(|| format!("{method} {url}"))?;
        let status = response.status();
        let text = response.text()?;
        if !status.is_success() {
            bail!("{method} {path}: {status}\n{text}");
        }
        if text.is_empty() {
            return Ok(Value::Null);
        }
        serde_json::from_str(&text).context("the answer is no JSON")
    }

    pub fn get(&self, path: &str) -> Result<Value> {
        self.request(Method::GET, path, None)
    }

    pub fn post(&self, path: &str, body: &Value) -> Result<Value> {
        self.request(Method::POST, path, Some(body))
    }
}
