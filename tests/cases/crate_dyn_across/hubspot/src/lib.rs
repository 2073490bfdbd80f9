use ports::{Kind, Port};
use reqwest::blocking::Client;
use serde_json::{json, Value};

pub struct HubSpot {
    pub http: Client,
    pub token: String,
}

fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => "contacts",
        Kind::Firm => "companies",
    }
}

impl Port for HubSpot {
    fn pull(&self, kind: Kind) -> anyhow::Result<Value> {
        let url = format!("https://api.hubapi.com/crm/v3/objects/{}", name(kind));
        Ok(self.http.get(url).bearer_auth(&self.token).send()?.json()?)
    }

    fn push(&self, kind: Kind, id: &str, fields: &Value) -> anyhow::Result<()> {
        let url = format!("https://api.hubapi.com/crm/v3/objects/{}/{id}", name(kind));
        let body = json!({ "properties": fields });
        self.http.patch(url).bearer_auth(&self.token).json(&body).send()?.error_for_status()?;
        Ok(())
    }
}
