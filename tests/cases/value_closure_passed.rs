//! Helpers that take the request as a closure: paging, throttling, timing.
//@ deps: reqwest serde_json

use reqwest::blocking::{Client, Response};
use reqwest::Result;
use serde_json::Value;
use std::time::Instant;

const OBJECTS: &str = "https://api.hubapi.com/crm/v3/objects";

/// Runs `fetch` for one cursor after the other and hands each record to `each`.
fn paged(fetch: impl Fn(Option<&str>) -> Result<Response>, mut each: impl FnMut(&Value)) -> Result<()> {
    let mut after: Option<String> = None;
    loop {
        let page: Value = fetch(after.as_deref())?.error_for_status()?.json()?;
        page["results"].as_array().into_iter().flatten().for_each(&mut each);
        after = page["paging"]["next"]["after"].as_str().map(str::to_owned);
        if after.is_none() {
            return Ok(());
        }
    }
}

fn timed<T>(name: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let outcome = work();
    eprintln!("{name} took {:?}", start.elapsed());
    outcome
}

pub fn listings(http: &Client, token: &str) -> Result<usize> {
    let mut count = 0;
    let fetch = |after: Option<&str>| {
        let query: Vec<_> = after.map(|after| ("after", after)).into_iter().collect();
        http.get(format!("{OBJECTS}/listings")).query(&query).bearer_auth(token).send() //~ GET /crm/v3/objects/listings
    };
    paged(fetch, |_| count += 1)?;
    Ok(count)
}

pub fn forget(http: &Client, token: &str, email: &str) -> Result<Response> {
    let body = serde_json::json!({ "objectId": email, "idProperty": "email" });
    timed("/crm/v3/objects/contacts/gdpr-delete", || {
        http.post(format!("{OBJECTS}/contacts/gdpr-delete")).bearer_auth(token).json(&body).send() //~ POST /crm/v3/objects/contacts/gdpr-delete
    })
}
