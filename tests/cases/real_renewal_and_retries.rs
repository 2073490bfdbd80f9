//! Rate limits, retries by status and a token that is renewed on the way.
//@ deps: reqwest tokio governor anyhow serde_json
use std::{future::Future, sync::Arc, time::Duration};
use tokio::sync::{Mutex, RwLock, Semaphore};
pub struct Tokens { access: RwLock<String>, refresh: Mutex<String> }
pub struct Api { http: reqwest::Client, tokens: Arc<Tokens>, gate: Semaphore }
const ROOT: &str = "https://api.hubapi.com";
impl Api {
    async fn renew(&self) -> anyhow::Result<()> {
        let mut refresh = self.tokens.refresh.lock().await;
        let form = [("grant_type", "refresh_token"), ("refresh_token", refresh.as_str())];
        let answer: serde_json::Value = self.http.post(format!("{ROOT}/oauth/v1/token")).form(&form).send().await?.json().await?; //~ POST /oauth/v1/token
        *self.tokens.access.write().await = answer["access_token"].as_str().unwrap_or_default().to_owned();
        *refresh = answer["refresh_token"].as_str().unwrap_or_default().to_owned();
        Ok(())
    }
    async fn retrying<F, Fut>(&self, build: F) -> anyhow::Result<reqwest::Response> where F: Fn(String) -> Fut, Fut: Future<Output = reqwest::Result<reqwest::Response>> {
        let _permit = self.gate.acquire().await?;
        for attempt in 0u32.. {
            let token = self.tokens.access.read().await.clone();
            let response = build(token).await?;
            match response.status().as_u16() {
                401 if attempt == 0 => self.renew().await?,
                429 | 500..=599 if attempt < 5 => tokio::time::sleep(Duration::from_millis(100 << attempt)).await,
                _ => return Ok(response.error_for_status()?),
            }
        }
        unreachable!()
    }
    pub async fn tickets(&self) -> anyhow::Result<reqwest::Response> { self.retrying(|token| self.http.get(format!("{ROOT}/crm/v3/objects/tickets")).bearer_auth(token).send()).await } //~ GET /crm/v3/objects/tickets
    pub async fn close(&self, id: u64) -> anyhow::Result<reqwest::Response> {
        let url = format!("{ROOT}/crm/v3/objects/tickets/{id}");
        let body = serde_json::json!({ "properties": { "hs_pipeline_stage": "4" } });
        self.retrying(move |token| { let (http, url, body) = (self.http.clone(), url.clone(), body.clone()); async move { http.patch(url).bearer_auth(token).json(&body).send().await } }).await //~ PATCH /crm/v3/objects/tickets/{}
    }
}
