use reqwest::{Client, Method, RequestBuilder};
use serde_json::Value;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Transport(#[from] reqwest::Error),
    #[error("rate limited")]
    Slow,
}

/// What both vendors' clients are made of.
#[derive(Clone)]
pub struct Http {
    client: Client,
    origin: &'static str,
    token: String,
}

impl Http {
    pub fn new(origin: &'static str, token: String) -> Self {
        Http { client: Client::new(), origin, token }
    }

    pub fn start(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.origin)).bearer_auth(&self.token)
    }

    pub async fn get(&self, path: &str) -> Result<Value, Error> {
        Self::finish(self.start(Method::GET, path)).await
    }

    pub async fn finish(request: RequestBuilder) -> Result<Value, Error> {
        let response = request.send().await?;
        if response.status() == 429 {
            return Err(Error::Slow);
        }
        Ok(response.error_for_status()?.json().await?)
    }
}
