use crate::Kit;
use reqwest::{Method, Result};
use serde_json::Value;

/// Makes a quote.
pub fn create(kit: &Kit, fields: &Value) -> Result<Value> {
    kit.call(Method::POST, "/crm/v3/objects/quotes", Some(fields))
}

/// Removes a quote.
pub fn archive(kit: &Kit, id: &str) -> Result<Value> {
    kit.call(Method::DELETE, &format!("/crm/v3/objects/quotes/{id}"), None)
}
