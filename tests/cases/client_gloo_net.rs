//! A browser extension: gloo-net requests, built by verb and by method.
//@ deps: gloo-net serde_json

use gloo_net::http::{Method, Request, RequestBuilder};
use gloo_net::Error;
use serde_json::{json, Value};

const API: &str = "https://api.hubapi.com";

fn signed(request: RequestBuilder, token: &str) -> RequestBuilder {
    request.header("Authorization", &format!("Bearer {token}"))
}

pub async fn contact(token: &str, email: &str) -> Result<Value, Error> {
    let url = format!("{API}/crm/v3/objects/contacts/{email}?idProperty=email");
    signed(Request::get(&url), token).send().await?.json().await //~ GET /crm/v3/objects/contacts/{}
}

pub async fn note(token: &str, text: &str) -> Result<Value, Error> {
    let body = json!({ "properties": { "hs_note_body": text } });
    signed(Request::post(&format!("{API}/crm/v3/objects/notes")), token).json(&body)?.send().await?.json().await //~ POST /crm/v3/objects/notes
}

pub async fn rename(token: &str, id: &str, name: &str) -> Result<bool, Error> {
    let body = json!({ "properties": { "firstname": name } });
    let url = format!("{API}/crm/v3/objects/contacts/{id}");
    let request = RequestBuilder::new(&url).method(Method::PATCH); //~ PATCH /crm/v3/objects/contacts/{}
    Ok(signed(request, token).json(&body)?.send().await?.ok())
}
