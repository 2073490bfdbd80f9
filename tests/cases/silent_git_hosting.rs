//! GitHub, Stripe and Slack in one tool, with the wrapper names that HubSpot clients have, too.
//@ deps: reqwest serde_json
//@ scopes:

use reqwest::blocking::{Client, RequestBuilder};
use serde_json::json;

pub enum Service {
    GitHub,
    Stripe,
}

pub struct Link {
    http: Client,
    service: Service,
}

impl Link {
    fn base(&self) -> &'static str {
        match self.service {
            Service::GitHub => "https://api.github.com",
            Service::Stripe => "https://api.stripe.com",
        }
    }

    fn post(&self, path: &str) -> RequestBuilder {
        self.http.post(format!("{}{path}", self.base()))
    }

    pub fn issue(&self, owner: &str, name: &str) -> RequestBuilder {
        self.post(&format!("/repos/{owner}/{name}/issues")).json(&json!({ "title": "HubSpot sync failed" }))
    }

    pub fn invoice(&self) -> RequestBuilder {
        self.post("/v1/invoices")
    }
}

pub fn tell(http: &Client, contact: u64) -> RequestBuilder {
    let text = format!("contact https://app.hubspot.com/contacts/1/record/0-1/{contact}: /crm/v3/objects/contacts failed");
    http.post("https://hooks.slack.com/services/T00/B00/x").json(&json!({ "text": text }))
}
