//! Lists that belong together by position: the same index, known or not, means the same position in each.
//@ deps: reqwest

use reqwest::{Client, Method, RequestBuilder};

const API: &str = "https://api.hubapi.com/crm/v3/objects";
const NAMES: [&str; 2] = ["contacts", "deals"];
const TAILS: [&str; 2] = ["search", "batch/read"];

pub fn counted(http: &Client) {
    for i in 0..2 {
        let _ = http.post(format!("{API}/{}/{}", NAMES[i], TAILS[i])); //~ POST /crm/v3/objects/contacts/search ; POST /crm/v3/objects/deals/batch/read
    }
}

pub fn by_length(http: &Client) -> Vec<RequestBuilder> {
    let objects = ["tickets", "products"];
    let verbs = [Method::GET, Method::POST];
    (0..objects.len())
        .map(|i| http.request(verbs[i].clone(), format!("{API}/{}", objects[i]))) //~ GET /crm/v3/objects/tickets ; POST /crm/v3/objects/products
        .collect()
}

pub fn enumerated(http: &Client) {
    let tails = ["batch/archive", "merge"];
    for (i, name) in ["quotes", "companies"].iter().enumerate() {
        let _ = http.post(format!("{API}/{name}/{}", tails[i])); //~ POST /crm/v3/objects/quotes/batch/archive ; POST /crm/v3/objects/companies/merge
    }
}

/// The index comes from outside, twice the same one.
pub fn chosen(http: &Client, which: usize) -> RequestBuilder {
    let objects = ["tasks", "notes"];
    let tails = ["batch/create", "batch/update"];
    http.post(format!("{API}/{}/{}", objects[which], tails[which])) //~ POST /crm/v3/objects/tasks/batch/create ; POST /crm/v3/objects/notes/batch/update
}

pub fn looked_up(http: &Client, name: &str) -> Option<RequestBuilder> {
    let known = ["calls", "emails"];
    let tails = ["batch/read", "batch/upsert"];
    let at = known.iter().position(|known| *known == name)?;
    Some(http.post(format!("{API}/{}/{}", known[at], tails[at]))) //~ POST /crm/v3/objects/calls/batch/read ; POST /crm/v3/objects/emails/batch/upsert
}
