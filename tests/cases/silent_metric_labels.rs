//! Counters are labelled with method and path; the numbers are all that leaves.
//@ deps: reqwest
//@ scopes:

use reqwest::blocking::Client;
use std::collections::BTreeMap;
use std::fmt::Write;

#[derive(Default)]
pub struct Metrics {
    requests: BTreeMap<(&'static str, &'static str), u64>,
}

impl Metrics {
    pub fn request(&mut self, method: &'static str, path: &'static str) {
        *self.requests.entry((method, path)).or_default() += 1;
    }

    pub fn push(&self, http: &Client) -> reqwest::Result<u16> {
        let mut text = String::new();
        for ((method, path), count) in &self.requests {
            let _ = writeln!(text, "hubspot_requests{{method=\"{method}\",path=\"{path}\"}} {count}");
        }
        Ok(http.post("https://metrics.acme-retail.com/api/v1/import").body(text).send()?.status().as_u16())
    }
}

pub fn record(metrics: &mut Metrics) {
    metrics.request("GET", "/crm/v3/objects/contacts");
    metrics.request("POST", "/crm/v3/objects/deals/search");
}
