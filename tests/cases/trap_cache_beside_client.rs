//! A cache and a client in one struct, both with `get` and `delete`; the cache's paths are never sent.
//@ deps: reqwest serde_json

use reqwest::blocking::Client;
use serde_json::Value;
use std::collections::HashMap;

#[derive(Default)]
pub struct Cache(HashMap<String, Value>);

impl Cache {
    fn get(&self, path: &str) -> Option<&Value> {
        self.0.get(path)
    }

    fn delete(&mut self, path: &str) {
        self.0.remove(path);
    }
}

pub struct Hub {
    http: Client,
    cache: Cache,
}

impl Hub {
    fn get(&self, path: &str) -> reqwest::Result<Value> {
        self.http.get(format!("https://api.hubapi.com{path}")).send()?.json()
    }

    pub fn product(&mut self, id: u64) -> reqwest::Result<Value> {
        if let Some(hit) = self.cache.get("/crm/v3/objects/quotes") {
            return Ok(hit.clone());
        }
        self.cache.delete(&format!("/crm/v3/objects/quotes/{id}"));
        self.get(&format!("/crm/v3/objects/products/{id}")) //~ GET /crm/v3/objects/products/{}
    }
}
