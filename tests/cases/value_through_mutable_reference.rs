//! The deciding value goes through `&mut`: the call that is given the path is the place.
//@ deps: reqwest

use reqwest::blocking::{Client, Response};

struct Draft {
    path: String,
}

fn point(draft: &mut Draft, object: &str) {
    draft.path = format!("/crm/v3/objects/{object}");
}

fn fire(http: &Client, draft: &mut Draft) -> reqwest::Result<Response> {
    http.get(format!("https://api.hubapi.com{}", draft.path)).send()
}

pub fn contacts(http: &Client) -> reqwest::Result<Response> {
    let mut draft = Draft { path: String::new() };
    point(&mut draft, "contacts");
    fire(http, &mut draft) //~ GET /crm/v3/objects/contacts
}

pub fn deals(http: &Client) -> reqwest::Result<Response> {
    let mut draft = Draft { path: "/crm/v3/objects/deals".to_owned() };
    fire(http, &mut draft) //~ GET /crm/v3/objects/deals
}
