//! The client is optional and an enum decides whether anything is sent at all.
//@ deps: reqwest serde_json

use reqwest::blocking::{Client, Response};
use serde_json::Value;

pub struct Live {
    http: Client,
    token: String,
}

pub enum Backend {
    HubSpot(Live),
    DryRun,
}

impl Backend {
    pub fn new(token: Option<String>) -> Self {
        match token {
            Some(token) => Backend::HubSpot(Live { http: Client::new(), token }),
            None => Backend::DryRun,
        }
    }

    fn post(&self, path: &str, body: &Value) -> Option<Response> {
        match self {
            Self::HubSpot(Live { http, token }) => {
                let request = http.post(format!("https://api.hubapi.com{path}")).bearer_auth(token);
                request.json(body).send().ok()
            }
            Self::DryRun => {
                println!("would POST {path}: {body}");
                None
            }
        }
    }
}

pub struct Notifier {
    backend: Option<Box<Backend>>,
}

impl Notifier {
    pub fn event(&self, body: &Value) -> bool {
        let Some(backend) = self.backend.as_ref() else { return false };
        backend.post("/events/v3/send/batch", body).is_some() //~ POST /events/v3/send/batch
    }

    pub fn close(&mut self, callback: &str) -> bool {
        let path = format!("/automation/v4/actions/callbacks/{callback}/complete");
        let body = serde_json::json!({ "outputFields": { "hs_execution_state": "SUCCESS" } });
        self.backend.take().and_then(|backend| backend.post(&path, &body)).is_some() //~ POST /automation/v4/actions/callbacks/{}/complete
    }
}
