//! Object type ids put together from numbers, and constants of number types in a path.
//@ deps: reqwest

use reqwest::{Client, RequestBuilder};

const META: u8 = 0;
const DEAL: u32 = 3;
const VERSION: u32 = 3;

#[derive(Clone, Copy)]
#[repr(u32)]
pub enum TypeId {
    Contact = 1,
    Company = 2,
}

pub fn deals(http: &Client) -> RequestBuilder {
    http.get(format!("https://api.hubapi.com/crm/v{VERSION}/objects/{META}-{DEAL}")) //~ GET /crm/v3/objects/0-3
}

pub fn records(http: &Client, kind: TypeId) -> RequestBuilder {
    let id = match kind {
        TypeId::Contact => "0-1",
        TypeId::Company => "0-2",
    };
    http.get("https://api.hubapi.com/crm/v3/objects/".to_owned() + id) //~ GET /crm/v3/objects/0-1 ; GET /crm/v3/objects/0-2
}

pub fn memberships(http: &Client, record: u64) -> RequestBuilder {
    let url = format!("https://api.hubapi.com/crm/v3/lists/records/{}-{}/{record}/memberships", META, 1);
    http.get(url) //~ GET /crm/v3/lists/records/0-1/{}/memberships
}
