//! `Cow` returned by a function, turned by `into_owned` and `to_mut`.
//@ deps: reqwest

use reqwest::{Client, RequestBuilder};
use std::borrow::Cow;

pub enum Target {
    All,
    One(u64),
}

fn path(target: &Target) -> Cow<'static, str> {
    match target {
        Target::All => "/crm/v3/objects/quotes".into(),
        Target::One(id) => format!("/crm/v3/objects/quotes/{id}").into(),
    }
}

pub fn read(http: &Client, target: Target) -> RequestBuilder {
    let url = format!("https://api.hubapi.com{}", path(&target));
    http.get(url) //~ GET /crm/v3/objects/quotes ; GET /crm/v3/objects/quotes/{}
}

pub fn search(http: &Client) -> RequestBuilder {
    let mut path = path(&Target::All);
    path.to_mut().push_str("/search");
    http.post(String::from("https://api.hubapi.com") + &path.into_owned()) //~ POST /crm/v3/objects/quotes/search
}
