//! Types named after HubSpot, with conversions and validation; nothing is sent.
//@ deps: serde serde_json
//@ scopes:

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HubSpotContact {
    pub id: String,
    #[serde(rename = "hs_lead_status")]
    pub status: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HubSpotObject {
    Contacts,
    Deals,
}

impl fmt::Display for HubSpotObject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            HubSpotObject::Contacts => "contacts",
            HubSpotObject::Deals => "deals",
        })
    }
}

impl FromStr for HubSpotObject {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.trim_start_matches("/crm/v3/objects/") {
            "contacts" => Ok(Self::Contacts),
            "deals" => Ok(Self::Deals),
            other => Err(format!("/crm/v3/objects/{other} is not supported")),
        }
    }
}

pub fn search_body(object: HubSpotObject, email: &str) -> serde_json::Value {
    serde_json::json!({ "object": object.to_string(), "filterGroups": [], "query": email })
}
