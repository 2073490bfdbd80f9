//! `cfg` on struct fields, match arms, impl items, parameters and a whole `impl`; `cfg_attr` beside them.
//@ deps: reqwest
//@ features: sandbox = []

use reqwest::{Client, RequestBuilder};

#[cfg_attr(feature = "sandbox", derive(Debug))]
pub struct Hub {
    http: Client,
    #[cfg(feature = "sandbox")]
    path: &'static str,
    #[cfg(not(feature = "sandbox"))]
    path: &'static str,
}

impl Hub {
    pub fn new(http: Client) -> Self {
        Hub {
            http,
            #[cfg(feature = "sandbox")]
            path: "/crm/v3/objects/services",
            #[cfg(not(feature = "sandbox"))]
            path: "/crm/v3/objects/projects",
        }
    }

    pub fn list(&self) -> RequestBuilder {
        self.http.get(format!("https://api.hubapi.com{}", self.path)) //~ GET /crm/v3/objects/projects
    }

    #[cfg(feature = "sandbox")]
    pub fn wipe(&self, id: u64) -> RequestBuilder {
        self.http.delete(format!("https://api.hubapi.com{}/{id}", self.path))
    }

    pub fn route(&self, name: &str) -> Option<RequestBuilder> {
        match name {
            #[cfg(feature = "sandbox")]
            "reset" => Some(self.http.post("https://api.hubapi.com/crm/v3/objects/projects/batch/archive")),
            "search" => Some(self.http.post("https://api.hubapi.com/crm/v3/objects/projects/search")), //~ POST /crm/v3/objects/projects/search
            _ => None,
        }
    }
}
