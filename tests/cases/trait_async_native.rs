//! `async fn` in a trait without a macro, and a trait method that returns `impl Future`.
//@ deps: reqwest serde_json

use reqwest::{Client, Result};
use serde_json::Value;
use std::future::Future;

pub trait Crm {
    async fn find(&self, object: &str, query: &Value) -> Result<Value>;
    fn remove(&self, object: &str, id: u64) -> impl Future<Output = Result<()>> + Send;
}

pub struct HubSpot(pub Client);

impl Crm for HubSpot {
    async fn find(&self, object: &str, query: &Value) -> Result<Value> {
        let url = format!("https://api.hubapi.com/crm/v3/objects/{object}/search");
        self.0.post(url).json(query).send().await?.json().await
    }

    fn remove(&self, object: &str, id: u64) -> impl Future<Output = Result<()>> + Send {
        let request = self.0.delete(format!("https://api.hubapi.com/crm/v3/objects/{object}/{id}"));
        async move { request.send().await?.error_for_status().map(drop) }
    }
}

pub async fn deduplicate<C: Crm>(crm: &C, query: &Value) -> Result<usize> {
    let found = crm.find("goal_targets", query).await?; //~ POST /crm/v3/objects/goal_targets/search
    let ids: Vec<u64> = found["results"].as_array().into_iter().flatten().filter_map(|goal| goal["id"].as_u64()).collect();
    for id in ids.iter().skip(1) {
        crm.remove("goal_targets", *id).await?; //~ DELETE /crm/v3/objects/goal_targets/{}
    }
    Ok(ids.len())
}
