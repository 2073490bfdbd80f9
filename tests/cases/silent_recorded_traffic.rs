//! Recorded exchanges are replayed from a table: the request is looked up, never made.
//@ deps: http serde_json
//@ scopes:

use http::{Method, StatusCode};
use serde_json::{json, Value};
use std::collections::HashMap;

type Key = (Method, String);

pub struct Tape {
    exchanges: HashMap<Key, (StatusCode, Value)>,
}

impl Tape {
    pub fn sample() -> Self {
        let exchanges = [
            ((Method::GET, "https://api.hubapi.com/crm/v3/owners".to_owned()), (StatusCode::OK, json!([]))),
            ((Method::POST, format!("{}/crm/v3/lists", "https://api.hubapi.com")), (StatusCode::CREATED, json!({}))),
        ];
        Tape { exchanges: HashMap::from(exchanges) }
    }

    pub fn request(&self, method: Method, url: &str) -> Option<&(StatusCode, Value)> {
        self.exchanges.get(&(method, url.to_owned()))
    }
}

pub fn owners(tape: &Tape) -> bool {
    tape.request(Method::GET, "https://api.hubapi.com/crm/v3/owners").is_some()
}
