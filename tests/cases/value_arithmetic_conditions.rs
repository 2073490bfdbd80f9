//! Conditions with arithmetic and comparisons: seen twice on the same value they turn out the same way.
//@ deps: reqwest

use reqwest::{Client, RequestBuilder};

const API: &str = "https://api.hubapi.com";

pub fn in_turn(http: &Client, round: u32) -> RequestBuilder {
    let name = if round % 2 == 0 { "contacts" } else { "deals" };
    let tail = if round % 2 == 0 { "search" } else { "batch/read" };
    http.post(format!("{API}/crm/v3/objects/{name}/{tail}")) //~ POST /crm/v3/objects/contacts/search ; POST /crm/v3/objects/deals/batch/read
}

pub fn by_size(http: &Client, count: usize, limit: usize) -> RequestBuilder {
    let tail = if count > limit { "/batch/create" } else { "" };
    let object = if count <= limit { "tickets" } else { "line_items" };
    http.post(format!("{API}/crm/v3/objects/{object}{tail}")) //~ POST /crm/v3/objects/tickets ; POST /crm/v3/objects/line_items/batch/create
}

pub fn kept(http: &Client, age: u64, forced: bool) -> RequestBuilder {
    let stale = forced || age >= 3600;
    let path = if stale { "/crm/v3/owners" } else { "/cms/v3/domains" };
    let request = http.get(format!("{API}{path}")); //~ GET /crm/v3/owners ; GET /cms/v3/domains
    if !stale { request.header("if-none-match", "*") } else { request }
}

pub fn computed(http: &Client) -> RequestBuilder {
    const FIRST: u32 = 1;
    let deals = FIRST + 2;
    http.get(format!("{API}/crm/v3/objects/0-{}", deals * 10 / 10)) //~ GET /crm/v3/objects/0-3
}
