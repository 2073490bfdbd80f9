use super::Client;
use crate::error::Result;
use serde_json::Value;

impl Client {
    /// The owner whose turn it is, by the number of leads so far.
    pub async fn next_owner(&self, count: usize) -> Result<Option<String>> {
        let owners: Value = self.get("/owners?limit=100&archived=false").await?; //~ GET /crm/v3/owners
        let owners = owners["results"].as_array().map(Vec::as_slice).unwrap_or_default();
        let owner = owners.get(count % owners.len().max(1));
        Ok(owner.and_then(|owner| owner["id"].as_str()).map(String::from))
    }
}
