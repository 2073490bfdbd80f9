//! Recorded exchanges as data: each names a method and a URL, none is sent.
//@ deps: serde serde_json
//@ scopes:

#[derive(serde::Serialize, Clone)]
pub struct Exchange {
    method: String,
    url: String,
    status: u16,
}

pub fn exchanges() -> Vec<Exchange> {
    let exchange = |method: &str, tail: &str| Exchange {
        method: method.to_owned(),
        url: ["https://api.hubapi.com", tail].concat(),
        status: 200,
    };
    vec![exchange("GET", "/crm/v3/objects/contacts"), exchange("POST", "/crm/v3/objects/deals/batch/read")]
}

pub fn save(path: &std::path::Path) -> std::io::Result<()> {
    let text = serde_json::to_string(&exchanges()).unwrap_or_default();
    std::fs::write(path, text)
}
