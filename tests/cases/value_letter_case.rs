//! Case and separators: `to_lowercase`, `to_ascii_lowercase`, `make_ascii_lowercase`, `replace`.
//@ deps: reqwest

use reqwest::{Client, RequestBuilder};

const ROOT: &str = "https://api.hubapi.com/crm/v3/objects";

#[derive(Debug, Clone, Copy)]
pub enum Kind {
    Orders,
    Carts,
}

pub fn shouting(http: &Client) -> RequestBuilder {
    http.get(format!("{ROOT}/{}", "CONTACTS".to_lowercase())) //~ GET /crm/v3/objects/contacts
}

pub fn dashed(http: &Client) -> RequestBuilder {
    let name = "Line-Items".to_ascii_lowercase().replace('-', "_");
    http.get(format!("{ROOT}/{name}")) //~ GET /crm/v3/objects/line_items
}

pub fn in_place(http: &Client) -> RequestBuilder {
    let mut name = String::from("Deals");
    name.make_ascii_lowercase();
    http.get(format!("{ROOT}/{name}")) //~ GET /crm/v3/objects/deals
}

pub fn debugged(http: &Client, kind: Kind) -> RequestBuilder {
    let name = format!("{:?}", kind).to_ascii_lowercase();
    http.post(format!("{ROOT}/{name}/search")) //~ POST /crm/v3/objects/orders/search ; POST /crm/v3/objects/carts/search
}
