//! Two layers of `Deref`: the outer handle lends the methods of the innermost client.
//@ deps: reqwest serde_json

use reqwest::{Client, Result};
use serde_json::Value;
use std::ops::Deref;

pub struct Core {
    http: Client,
    root: String,
}

pub struct Signed {
    core: Core,
    token: String,
}

pub struct Tickets<'s>(&'s Signed);

impl Core {
    pub fn new() -> Self {
        Core { http: Client::new(), root: "https://api.hubapi.com".into() }
    }

    fn url(&self, tail: &str) -> String {
        format!("{}{tail}", self.root)
    }
}

impl Deref for Signed {
    type Target = Core;

    fn deref(&self) -> &Core {
        &self.core
    }
}

impl Deref for Tickets<'_> {
    type Target = Signed;

    fn deref(&self) -> &Signed {
        self.0
    }
}

impl Signed {
    async fn get(&self, tail: &str) -> Result<Value> {
        self.http.get(self.url(tail)).bearer_auth(&self.token).send().await?.json().await
    }
}

impl Tickets<'_> {
    pub async fn stages(&self) -> Result<Value> {
        self.get("/crm/v3/pipelines/tickets").await //~ GET /crm/v3/pipelines/tickets
    }

    pub async fn merge(&self, body: &Value) -> Result<Value> {
        let request = self.http.post(self.url("/crm/v3/objects/tickets/merge")); //~ POST /crm/v3/objects/tickets/merge
        request.bearer_auth(&self.token).json(body).send().await?.json().await
    }
}
