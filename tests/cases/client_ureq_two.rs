//! ureq 2: `set`, `request`, `request_url`, an agent made by a builder.
//@ deps: ureq url serde_json

use std::time::Duration;
use ureq::{Agent, AgentBuilder, Error};
use url::Url;

const API: &str = "https://api.hubapi.com";

pub struct Tickets {
    agent: Agent,
    bearer: String,
}

impl Tickets {
    pub fn new(token: &str) -> Self {
        let agent = AgentBuilder::new().timeout(Duration::from_secs(20)).build();
        Self { agent, bearer: format!("Bearer {token}") }
    }

    pub fn ticket(&self, id: &str) -> Result<String, Box<Error>> {
        let request = self.agent.get(&format!("{API}/crm/v3/objects/tickets/{id}")); //~ GET /crm/v3/objects/tickets/{}
        Ok(request.set("Authorization", &self.bearer).call()?.into_string().map_err(Error::from)?)
    }

    pub fn close(&self, id: &str) -> Result<(), Box<Error>> {
        let body = serde_json::json!({ "properties": { "hs_pipeline_stage": "4" } });
        let request = self.agent.request("PATCH", &format!("{API}/crm/v3/objects/tickets/{id}")); //~ PATCH /crm/v3/objects/tickets/{}
        request.set("Authorization", &self.bearer).send_json(body)?;
        Ok(())
    }

    pub fn remove(&self, id: u64) -> Result<(), Box<dyn std::error::Error>> {
        let url = Url::parse(API)?.join(&format!("/crm/v3/objects/tickets/{id}"))?;
        self.agent.request_url("DELETE", &url).set("Authorization", &self.bearer).call()?; //~ DELETE /crm/v3/objects/tickets/{}
        Ok(())
    }
}

pub fn search(token: &str, query: &str) -> Result<ureq::Response, Box<Error>> {
    let request = ureq::post(&format!("{API}/crm/v3/objects/tickets/search")).set("Authorization", token); //~ POST /crm/v3/objects/tickets/search
    Ok(request.send_json(ureq::json!({ "query": query }))?)
}
