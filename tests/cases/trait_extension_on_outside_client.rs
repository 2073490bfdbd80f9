//! Extension traits on the client of another crate, with a default method that builds on a required one.
//@ deps: reqwest

use reqwest::{Client, Method, RequestBuilder};

pub trait HubExt {
    fn hub(&self, method: Method, path: &str) -> RequestBuilder;

    fn hub_get(&self, path: &str) -> RequestBuilder {
        self.hub(Method::GET, path)
    }

    fn owners(&self) -> RequestBuilder {
        self.hub_get("/crm/v3/owners") //~ GET /crm/v3/owners
    }
}

impl HubExt for Client {
    fn hub(&self, method: Method, path: &str) -> RequestBuilder {
        self.request(method, ["https://api.hubapi.com", path].join(""))
    }
}

pub async fn run() -> reqwest::Result<()> {
    let client = Client::new();
    client.owners().send().await?;
    client.hub_get("/crm/v3/schemas").send().await?; //~ GET /crm/v3/schemas
    client.hub(Method::PUT, "/crm/v3/objects/leads").send().await?; //~ PUT /crm/v3/objects/leads
    Ok(())
}
