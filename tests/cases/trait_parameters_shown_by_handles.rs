//! Associations v4: object types are zero-sized types of one trait, ids are typed by them.
//@ deps: reqwest serde_json

use reqwest::blocking::Client;
use serde_json::{json, Value};
use std::fmt;
use std::marker::PhantomData;

pub trait ObjectType {
    const NAME: &'static str;
}

pub struct Contact;
pub struct Deal;

impl ObjectType for Contact {
    const NAME: &'static str = "contacts";
}

impl ObjectType for Deal {
    const NAME: &'static str = "deals";
}

pub struct Id<T>(u64, PhantomData<T>);

impl<T> Id<T> {
    pub const fn new(raw: u64) -> Self {
        Id(raw, PhantomData)
    }
}

impl<T> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

pub struct Associations<'c>(pub &'c Client);

impl Associations<'_> {
    pub fn of<A: ObjectType, B: ObjectType>(&self, id: &Id<A>) -> reqwest::Result<Value> {
        let url = format!("https://api.hubapi.com/crm/v4/objects/{}/{id}/associations/{}", A::NAME, B::NAME);
        self.0.get(url).query(&[("limit", 500)]).send()?.json()
    }

    pub fn link_all<A: ObjectType, B: ObjectType>(&self, pairs: &[(Id<A>, Id<B>)]) -> reqwest::Result<Value> {
        let inputs: Vec<_> = pairs
            .iter()
            .map(|(a, b)| json!({ "from": { "id": a.to_string() }, "to": { "id": b.to_string() } }))
            .collect();
        let path = ["crm/v4/associations", A::NAME, B::NAME, "batch/associate/default"].join("/");
        let request = self.0.post(format!("https://api.hubapi.com/{path}"));
        request.json(&json!({ "inputs": inputs })).send()?.json()
    }
}

pub fn adopt(http: &Client, deal: u64, contact: u64) -> reqwest::Result<Value> {
    let api = Associations(http);
    let deal: Id<Deal> = Id::new(deal);
    let linked = api.of::<_, Contact>(&deal)?; //~ GET /crm/v4/objects/deals/{}/associations/contacts
    if linked["results"].as_array().is_some_and(|rows| !rows.is_empty()) {
        return Ok(linked);
    }
    api.link_all(&[(Id::<Contact>::new(contact), deal)]) //~ POST /crm/v4/associations/contacts/deals/batch/associate/default
}
