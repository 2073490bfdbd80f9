//! What a method writes through `&self` is there for whoever looks later; what a guard writes, it writes to what it guards.
//@ deps: reqwest tokio
//@ scopes: crm.objects.deals.read crm.objects.quotes.read crm.objects.owners.read

use reqwest::blocking::{Client, Response};
use reqwest::Result;
use std::cell::Cell;
use std::collections::HashMap;
use std::sync::{Mutex, RwLock};

const API: &str = "https://api.hubapi.com/crm/v3";

#[derive(Default)]
pub struct State {
    portal: Mutex<Option<u64>>,
    pages: Cell<u32>,
    seen: RwLock<HashMap<String, u32>>,
}

impl State {
    fn learn(&self, portal: u64) {
        let mut known = self.portal.lock().unwrap();
        *known = Some(portal);
        self.pages.set(self.pages.get() + 1);
    }

    fn note(&self, name: &str) {
        self.seen.write().unwrap().insert(name.to_owned(), 1);
    }

    fn portal(&self) -> Option<u64> {
        *self.portal.lock().unwrap()
    }
}

pub fn after_learning(http: &Client, portal: u64) -> Option<Result<Response>> {
    let state = State { portal: Mutex::new(None), pages: Cell::new(0), seen: RwLock::default() };
    state.learn(portal);
    let portal = state.portal()?;
    Some(http.get(format!("{API}/objects/deals/{portal}")).send()) //~ GET /crm/v3/objects/deals/{}
}

pub fn after_a_page(http: &Client) -> Option<Result<Response>> {
    let state = State::default();
    state.learn(1);
    (state.pages.get() > 0).then(|| http.get(format!("{API}/objects/quotes")).send()) //~ GET /crm/v3/objects/quotes
}

pub fn once(http: &Client) -> Option<Result<Response>> {
    let state = State::default();
    state.note("owners");
    if !state.seen.read().unwrap().contains_key("owners") {
        return None;
    }
    Some(http.get(format!("{API}/owners")).send()) //~ GET /crm/v3/owners
}

pub fn of_a_guard(http: &Client) -> Result<Response> {
    let kind = Mutex::new("contacts");
    {
        let mut guard = kind.lock().unwrap();
        *guard = "deals";
    }
    let kind = *kind.lock().unwrap();
    http.get(format!("{API}/objects/{kind}")).send() //~ GET /crm/v3/objects/deals
}
