use crate::install::exchange;
use crate::store::Tokens;
use crate::App;
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::Value;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("portal {0} has not installed the app")]
    Unknown(u64),
    #[error(transparent)]
    Transport(#[from] reqwest::Error),
}

/// The client of one tenant; it refreshes its token once when it is refused.
pub struct Tenant {
    app: App,
    portal: u64,
    tokens: Tokens,
}

impl Tenant {
    pub async fn open(app: App, portal: u64) -> Result<Self, Error> {
        let tokens = app.store.get(portal).await.ok_or(Error::Unknown(portal))?;
        Ok(Tenant { app, portal, tokens })
    }

    fn begin(&self, method: &Method, path: &str) -> RequestBuilder {
        let url = format!("https://api.hubapi.com{path}");
        self.app.http.request(method.clone(), url).bearer_auth(&self.tokens.access_token)
    }

    pub async fn call(&mut self, method: Method, path: &str, body: Option<&Value>) -> Result<Value, Error> {
        for fresh in [false, true] {
            let request = self.begin(&method, path);
            let request = body.map_or_else(|| request.try_clone(), |body| request.try_clone().map(|r| r.json(body)));
            let Some(request) = request else { break };
            let response = request.send().await?;
            if response.status() == StatusCode::UNAUTHORIZED && !fresh {
                let refresh = self.tokens.refresh_token.clone();
                self.tokens = exchange(&self.app, ("refresh_token", &refresh), "refresh_token").await?;
                self.app.store.keep(self.portal, self.tokens.clone()).await;
                continue;
            }
            return Ok(response.error_for_status()?.json().await?);
        }
        Err(Error::Unknown(self.portal))
    }
}
