//! A path builder that is consumed step by step; the method is a step, too.
//@ deps: reqwest

use reqwest::{Client, Method, RequestBuilder};

#[must_use]
pub struct Endpoint {
    method: Method,
    version: &'static str,
    segments: Vec<String>,
}

impl Endpoint {
    fn objects(name: &str) -> Self {
        Endpoint { method: Method::GET, version: "v3", segments: vec!["objects".into(), name.to_string()] }
    }

    fn version(self, version: &'static str) -> Self {
        Self { version, ..self }
    }

    fn record(mut self, id: impl ToString) -> Self {
        self.segments.push(id.to_string());
        self
    }

    fn then(mut self, segment: &str) -> Self {
        self.segments.push(segment.to_owned());
        self
    }

    fn with(self, method: Method) -> Self {
        Self { method, ..self }
    }

    fn on(self, http: &Client) -> RequestBuilder {
        let url = format!("https://api.hubapi.com/crm/{}/{}", self.version, self.segments.join("/"));
        http.request(self.method, url)
    }
}

pub fn leads(http: &Client) -> RequestBuilder {
    Endpoint::objects("leads").on(http) //~ GET /crm/v3/objects/leads
}

pub fn drop_lead(http: &Client, id: u64) -> RequestBuilder {
    Endpoint::objects("leads").record(id).with(Method::DELETE).on(http) //~ DELETE /crm/v3/objects/leads/{}
}

pub fn calls_of(http: &Client, lead: u64) -> RequestBuilder {
    let links = Endpoint::objects("leads").version("v4").record(lead);
    links.then("associations").then("calls").on(http) //~ GET /crm/v4/objects/leads/{}/associations/calls
}

pub fn upsert(http: &Client) -> RequestBuilder {
    let batch = Endpoint::objects("leads").then("batch");
    batch.then("upsert").with(Method::POST).on(http) //~ POST /crm/v3/objects/leads/batch/upsert
}
