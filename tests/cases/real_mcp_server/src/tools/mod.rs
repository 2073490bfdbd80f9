pub mod contacts;
pub mod pipelines;
pub mod search;

use crate::gateway::Gateway;
use anyhow::{Context, Result};
use async_trait::async_trait;
use serde_json::Value;

#[async_trait]
pub trait Tool: Send + Sync {
    fn name(&self) -> &'static str;

    fn about(&self) -> &'static str;

    async fn call(&self, gateway: &Gateway, arguments: &Value) -> Result<Value>;
}

fn text<'a>(arguments: &'a Value, key: &str) -> Result<&'a str> {
    arguments[key].as_str().with_context(|| format!("`{key}` is missing"))
}
