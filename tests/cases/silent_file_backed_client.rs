//! A client of the same shape as a HubSpot client that reads and writes files.
//@ deps: serde_json anyhow
//@ scopes:

use anyhow::{Context, Result};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

pub struct HubSpotClient {
    folder: PathBuf,
}

impl HubSpotClient {
    pub fn new(folder: impl AsRef<Path>) -> Self {
        HubSpotClient { folder: folder.as_ref().to_owned() }
    }

    fn file(&self, path: &str) -> PathBuf {
        self.folder.join(path.trim_start_matches('/').replace('/', "_")).with_extension("json")
    }

    fn get(&self, path: &str) -> Result<Value> {
        let file = self.file(path);
        let text = fs::read_to_string(&file).with_context(|| format!("{} is missing", file.display()))?;
        Ok(serde_json::from_str(&text)?)
    }

    fn post(&self, path: &str, body: &Value) -> Result<()> {
        Ok(fs::write(self.file(path), body.to_string())?)
    }

    pub fn contact(&self, id: u64) -> Result<Value> {
        self.get(&format!("/crm/v3/objects/contacts/{id}"))
    }

    pub fn create_deal(&self, body: &Value) -> Result<()> {
        self.post("/crm/v3/objects/deals", body)
    }
}
