use crm_api::Records;
use reqwest::blocking::Client;
use serde_json::{json, Value};

pub struct Subscriptions {
    pub http: Client,
}

impl Records for Subscriptions {
    const NAME: &'static str = "subscriptions";

    fn http(&self) -> &Client {
        &self.http
    }
}

pub fn churn(subscriptions: &Subscriptions) -> reqwest::Result<(Value, Value)> {
    let lost = json!({ "filterGroups": [{ "filters": [{ "propertyName": "hs_status", "operator": "EQ", "value": "canceled" }] }] });
    Ok((subscriptions.page(100)?, subscriptions.find(&lost)?))
}
