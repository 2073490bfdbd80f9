use super::{text, Tool};
use crate::gateway::Gateway;
use anyhow::Result;
use async_trait::async_trait;
use reqwest::Method;
use serde_json::{json, Value};

pub struct Search;

#[async_trait]
impl Tool for Search {
    fn name(&self) -> &'static str {
        "search"
    }

    fn about(&self) -> &'static str {
        "Searches records of any kind"
    }

    async fn call(&self, gateway: &Gateway, arguments: &Value) -> Result<Value> {
        let path = format!("/crm/v3/objects/{}/search", text(arguments, "object")?);
        let body = json!({ "query": text(arguments, "query")?, "limit": 10 });
        gateway.call(&path, Method::POST, Some(body)).await //~ POST /crm/v3/objects/{}/search
    }
}
