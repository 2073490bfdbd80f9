//! A company's own gateway offers the same paths on its own host.
//@ deps: reqwest
//@ scopes:

use reqwest::{Client, RequestBuilder};

const GATEWAY: &str = "https://crm-gateway.acme-retail.com";

/// The gateway's answers have HubSpot's shape, so that the old importer can read them.
pub struct Gateway(pub Client);

impl Gateway {
    fn get(&self, path: &str) -> RequestBuilder {
        self.0.get(format!("{GATEWAY}{path}"))
    }

    pub fn contacts(&self) -> RequestBuilder {
        self.get("/crm/v3/objects/contacts?limit=100")
    }

    pub fn owners(&self) -> RequestBuilder {
        self.get("/crm/v3/owners")
    }

    pub fn merge(&self) -> RequestBuilder {
        self.0.post(format!("{GATEWAY}/crm/v3/objects/companies/merge"))
    }
}
