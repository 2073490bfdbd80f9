//! Scope names, object names and property names are data.
//@ deps: serde_json
//@ scopes:

use serde_json::{json, Value};

pub const SCOPES: [&str; 3] = ["crm.objects.contacts.read", "crm.objects.deals.write", "crm.lists.read"];

pub fn manifest() -> Value {
    json!({
        "uid": "acme",
        "type": "app",
        "config": {
            "auth": { "type": "static", "requiredScopes": SCOPES },
            "permittedUrls": { "fetch": ["https://api.hubapi.com"], "img": [], "iframe": [] },
        },
    })
}

pub fn grants(granted: &[String]) -> bool {
    SCOPES.iter().all(|scope| granted.iter().any(|name| name == scope))
}
