//! Numbers and names formatted with widths, precisions and radixes, positions and names of arguments.
//@ deps: reqwest

use reqwest::{Client, RequestBuilder};

const API: &str = "https://api.hubapi.com";

#[derive(Clone, Copy)]
#[repr(u8)]
pub enum Kind {
    Contact = 1,
    Company,
    Deal,
}

pub fn numbered(http: &Client, kind: Kind) -> RequestBuilder {
    http.get(format!("{API}/crm/v3/objects/{:01}-{}", 0, kind as u8)) //~ GET /crm/v3/objects/0-1 ; GET /crm/v3/objects/0-2 ; GET /crm/v3/objects/0-3
}

pub fn cut(http: &Client) -> RequestBuilder {
    http.get(format!("{API}/crm/v3/objects/{:.5}", "deals_of_today")) //~ GET /crm/v3/objects/deals
}

pub fn positions(http: &Client) -> RequestBuilder {
    http.get(format!("{1}/{0}/v{version}/{path}", "cms", API, version = 2 + 1, path = "domains")) //~ GET /cms/v3/domains
}

pub fn wide_enough(http: &Client) -> RequestBuilder {
    let name = format!("{:<7}", "tickets");
    http.get(format!("{API}/crm/v3/objects/{name}")) //~ GET /crm/v3/objects/tickets
}

pub fn width_of_run_time(http: &Client, width: usize) -> RequestBuilder {
    http.get(format!("{API}/crm/v3/objects/contacts/{:0>width$}", 7)) //~ GET /crm/v3/objects/contacts/{}
}
