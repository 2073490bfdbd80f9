//! `as_str`, `Display` that delegates to it, and a `plural` that builds on another method.
//@ deps: reqwest

use reqwest::{Client, RequestBuilder};
use std::fmt;

#[derive(Clone, Copy)]
pub enum Entity {
    Product,
    Lead,
}

impl Entity {
    pub const ALL: [Entity; 2] = [Entity::Product, Entity::Lead];

    const fn as_str(&self) -> &'static str {
        match self {
            Entity::Product => "product",
            Entity::Lead => "lead",
        }
    }

    fn plural(self) -> String {
        format!("{}s", self.as_str())
    }
}

impl fmt::Display for Entity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.as_str(), f)
    }
}

pub fn everything(http: &Client) -> Vec<RequestBuilder> {
    let url = |entity: &Entity| format!("https://api.hubapi.com/crm/v3/objects/{}", entity.plural());
    Entity::ALL.iter().map(|entity| http.get(url(entity))).collect() //~ GET /crm/v3/objects/products ; GET /crm/v3/objects/leads
}

pub fn properties(http: &Client) -> RequestBuilder {
    http.get(format!("https://api.hubapi.com/crm/v3/properties/{}s", Entity::Lead)) //~ GET /crm/v3/properties/leads
}
