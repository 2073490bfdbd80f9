//! A registry of handlers that only write to a queue.
//@ deps: serde_json
//@ scopes:

use std::collections::HashMap;

pub trait Handler {
    fn route(&self) -> &'static str;
    fn handle(&self, queue: &mut Vec<String>);
}

pub struct Contacts;

impl Handler for Contacts {
    fn route(&self) -> &'static str {
        "/crm/v3/objects/contacts"
    }

    fn handle(&self, queue: &mut Vec<String>) {
        queue.push(format!("GET https://api.hubapi.com{}", self.route()));
    }
}

pub fn routes() -> HashMap<&'static str, Box<dyn Handler>> {
    let mut map: HashMap<&'static str, Box<dyn Handler>> = HashMap::new();
    map.insert(Contacts.route(), Box::new(Contacts));
    map
}
