//! Blocks, labelled blocks, loops that break with a value, `let else` and match guards as values.
//@ deps: reqwest

use reqwest::{Client, RequestBuilder};

const ROOT: &str = "https://api.hubapi.com";

pub fn send(http: &Client, template: Option<u64>, bulk: bool) -> RequestBuilder {
    let path = 'path: {
        let Some(template) = template else { break 'path "/marketing/v3/transactional/single-email/send" };
        match template {
            0 => "/marketing/v3/transactional/smtp-tokens",
            _ if bulk => "/marketing/v4/email/single-send",
            _ => "/marketing/v3/transactional/single-email/send",
        }
    };
    http.post(format!("{ROOT}{path}")) //~ POST /marketing/v3/transactional/single-email/send ; POST /marketing/v3/transactional/smtp-tokens ; POST /marketing/v4/email/single-send
}

pub fn free_name(http: &Client, taken: &[String]) -> RequestBuilder {
    let mut number = 0;
    let name = loop {
        number += 1;
        let name = format!("import-{number}");
        if !taken.contains(&name) {
            break name;
        }
    };
    http.get(format!("{ROOT}/crm/v3/lists/object-type-id/0-1/name/{name}")) //~ GET /crm/v3/lists/object-type-id/0-1/name/import-{}
}
