//! One client type, two instances with different hosts: only one of them is HubSpot's.
//@ deps: reqwest

use reqwest::{Client, RequestBuilder};

struct Rest {
    http: Client,
    base: &'static str,
}

impl Rest {
    fn get(&self, path: &str) -> RequestBuilder {
        self.http.get(format!("{}{path}", self.base))
    }
}

pub struct Bridge {
    hubspot: Rest,
    warehouse: Rest,
}

impl Bridge {
    pub fn new(http: Client) -> Self {
        Bridge {
            hubspot: Rest { http: http.clone(), base: "https://api.hubapi.com" },
            warehouse: Rest { http, base: "https://warehouse.acme-retail.com" },
        }
    }

    pub fn stock(&self, sku: &str) -> RequestBuilder {
        self.warehouse.get(&format!("/crm/v3/objects/products/{sku}"))
    }

    pub fn product(&self, id: u64) -> RequestBuilder {
        self.hubspot.get(&format!("/crm/v3/objects/products/{id}")) //~ GET /crm/v3/objects/products/{}
    }
}
