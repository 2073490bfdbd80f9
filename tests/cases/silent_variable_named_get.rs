//! Functions called get, post and request that parse, publish and route.
//@ deps: serde_json tokio
//@ scopes:

use serde_json::Value;
use tokio::sync::broadcast::{error::SendError, Sender};

pub struct Bus {
    topics: Sender<(String, Value)>,
}

impl Bus {
    pub fn post(&self, topic: &str, body: Value) -> Result<usize, SendError<(String, Value)>> {
        self.topics.send((topic.to_owned(), body))
    }

    pub fn request(&self, method: &str, topic: &str) -> Result<usize, SendError<(String, Value)>> {
        self.post(topic, Value::from(method))
    }
}

pub fn announce(bus: &Bus) -> Result<usize, SendError<(String, Value)>> {
    bus.post("hubspot/crm/v3/objects/contacts", Value::Null)?;
    bus.request("GET", "/crm/v3/objects/deals")
}

pub fn get<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    value.pointer(path)
}

pub fn deal(value: &Value) -> Option<&Value> {
    get(value, "/crm/v3/objects/deals")
}
