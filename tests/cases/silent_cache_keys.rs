//! A cache is asked with `get` and `delete`; its keys are HubSpot's paths.
//@ deps: serde_json
//@ scopes:

use serde_json::Value;
use std::collections::HashMap;
use std::time::{Duration, Instant};

pub struct Cache {
    entries: HashMap<String, (Instant, Value)>,
    ttl: Duration,
}

impl Cache {
    pub fn get(&self, path: &str) -> Option<&Value> {
        let (at, value) = self.entries.get(path)?;
        (at.elapsed() < self.ttl).then_some(value)
    }

    pub fn put(&mut self, path: &str, value: Value) {
        self.entries.insert(path.to_owned(), (Instant::now(), value));
    }

    pub fn delete(&mut self, path: &str) {
        self.entries.remove(path);
    }
}

pub fn refresh(cache: &mut Cache, id: u64) -> Option<Value> {
    let key = format!("https://api.hubapi.com/crm/v3/objects/contacts/{id}");
    let hit = cache.get(&key).cloned();
    cache.delete("/crm/v3/objects/contacts");
    cache.put("/crm/v3/owners", Value::Null);
    cache.get("https://api.hubapi.com/crm/v3/owners");
    hit
}
