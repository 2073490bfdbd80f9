use crate::http::{Error, Http};
use crate::retry::Policy;
use reqwest::Method;
use serde_json::{json, Value};

pub mod object;

use object::Object;

pub struct HubSpot {
    http: Http,
    policy: Policy,
}

impl HubSpot {
    pub fn new(token: String) -> Self {
        HubSpot { http: Http::new("https://api.hubapi.com", token), policy: Policy::default() }
    }

    pub async fn find(&self, object: &Object, value: &str) -> Result<Option<String>, Error> {
        let filter = json!({ "propertyName": object.key, "operator": "EQ", "value": value });
        let body = json!({ "filterGroups": [{ "filters": [filter] }], "limit": 1 });
        let path = format!("{}/search", object.path());
        let found = self.policy.run(|| Http::finish(self.http.start(Method::POST, &path).json(&body))).await?;
        Ok(found["results"][0]["id"].as_str().map(str::to_owned))
    }

    pub async fn save(&self, object: &Object, id: Option<&str>, properties: &Value) -> Result<Value, Error> {
        let body = json!({ "properties": properties });
        let (method, path) = match id {
            Some(id) => (Method::PATCH, format!("{}/{id}", object.path())),
            None => (Method::POST, object.path()),
        };
        self.policy.run(|| Http::finish(self.http.start(method.clone(), &path).json(&body))).await
    }

    pub async fn link(&self, subscription: &str, company: &str) -> Result<Value, Error> {
        let path = format!("/crm/v4/objects/subscriptions/{subscription}/associations/default/companies/{company}");
        Http::finish(self.http.start(Method::PUT, &path)).await //~ PUT /crm/v4/objects/subscriptions/{}/associations/default/companies/{}
    }
}
