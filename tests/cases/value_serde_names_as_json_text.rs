//! The path segment is the serde name of the variant, got by serialising it.
//@ deps: reqwest serde serde_json anyhow

use anyhow::{Context, Result};
use reqwest::blocking::Client;
use serde::{Deserialize, Serialize};
use serde_json::Value;

#[derive(Clone, Copy, Debug, Serialize, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum ObjectKind {
    Contacts,
    LineItems,
    #[serde(rename = "p_equipment")]
    Equipment,
}

impl ObjectKind {
    fn segment(self) -> Result<String> {
        match serde_json::to_value(self)? {
            Value::String(name) => Ok(name),
            other => anyhow::bail!("not a name: {other}"),
        }
    }
}

pub struct Reader {
    http: Client,
    token: String,
}

impl Reader {
    fn read(&self, kind: ObjectKind, id: &str) -> Result<Value> {
        let url = format!("https://api.hubapi.com/crm/v3/objects/{}/{id}", kind.segment()?);
        let response = self.http.get(&url).bearer_auth(&self.token).send().context("read")?;
        Ok(response.error_for_status()?.json()?)
    }

    pub fn contact(&self, id: &str) -> Result<Value> {
        self.read(ObjectKind::Contacts, id) //~ GET /crm/v3/objects/contacts/{}
    }

    pub fn line_item(&self, id: &str) -> Result<Value> {
        self.read(ObjectKind::LineItems, id) //~ GET /crm/v3/objects/line_items/{}
    }

    pub fn machine(&self, id: &str) -> Result<Value> {
        self.read(ObjectKind::Equipment, id) //~ GET /crm/v3/objects/p_equipment/{}
    }
}
