//! Attribute macros of another crate that make a request of a function.
//@ deps: feignhttp
use feignhttp::{feign, get, post};
#[get("https://api.hubapi.com/crm/v3/owners")] //~ GET /crm/v3/owners
pub async fn owners(#[header] authorization: &str) -> feignhttp::Result<String> {}

const BASE: &str = "https://api.hubapi.com";
#[post(BASE, path = "/crm/v3/objects/contacts")] //~ POST /crm/v3/objects/contacts
pub async fn create(#[body] text: String) -> feignhttp::Result<String> {}

pub struct Crm;
#[feign(url = BASE)]
impl Crm {
    #[get("/crm/v3/objects/deals/{id}")] //~ GET /crm/v3/objects/deals/{}
    pub async fn deal(#[path] id: &str) -> feignhttp::Result<String> {}
    #[post(path = "/crm/v3/objects/deals/search")] //~ POST /crm/v3/objects/deals/search
    pub async fn search(#[body] text: String) -> feignhttp::Result<String> {}
}
