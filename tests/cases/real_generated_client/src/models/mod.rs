use serde::{Deserialize, Serialize};

/// Error : the answer of `GET https://api.hubapi.com/marketing/v3/forms/` when something is wrong
#[derive(Clone, Default, Debug, PartialEq, Serialize, Deserialize)]
pub struct Error {
    #[serde(rename = "category")]
    pub category: String,
    #[serde(rename = "correlationId")]
    pub correlation_id: String,
}

#[derive(Clone, Default, Debug, PartialEq, Serialize, Deserialize)]
pub struct FormPage {
    #[serde(rename = "results")]
    pub results: Vec<serde_json::Value>,
}

#[derive(Clone, Default, Debug, PartialEq, Serialize, Deserialize)]
pub struct CloneRequest {
    #[serde(rename = "id")]
    pub id: String,
    #[serde(rename = "cloneName", skip_serializing_if = "Option::is_none")]
    pub clone_name: Option<String>,
}
