//! minreq behind a function that is given the constructor of the verb.
//@ deps: minreq

use minreq::{Error, Request, Response};

const SCHEMAS: &str = "https://api.hubapi.com/crm-object-schemas/v3/schemas";

fn signed(verb: fn(String) -> Request, url: String, token: &str) -> Result<Response, Error> {
    verb(url).with_header("Authorization", format!("Bearer {token}")).send()
}

pub fn schema(token: &str, name: &str) -> Result<Response, Error> {
    signed(minreq::get, format!("{SCHEMAS}/{name}"), token) //~ GET /crm-object-schemas/v3/schemas/{}
}

pub fn drop_schema(token: &str, name: &str) -> Result<Response, Error> {
    signed(minreq::delete, format!("{SCHEMAS}/{name}"), token) //~ DELETE /crm-object-schemas/v3/schemas/{}
}
