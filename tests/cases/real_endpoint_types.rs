//! A typed client: one type an endpoint with its method, path and query, sent by one function.
//@ deps: reqwest serde serde_json thiserror
use serde::{Serialize, de::DeserializeOwned};
use std::borrow::Cow;
pub trait Endpoint { type Output: DeserializeOwned; const METHOD: reqwest::Method = reqwest::Method::GET; fn path(&self) -> Cow<'static, str>; fn body(&self) -> Option<serde_json::Value> { None } }
#[derive(Debug, thiserror::Error)]
pub enum Error { #[error("http: {0}")] Http(#[from] reqwest::Error), #[error("status {0} for https://api.hubapi.com{1}")] Status(u16, String) }
pub struct ListOwners;
pub struct GetObject<'a> { pub kind: &'a str, pub id: &'a str }
#[derive(Serialize)]
pub struct Search<'a> { #[serde(skip)] pub kind: &'a str, pub query: &'a str }
impl Endpoint for ListOwners { type Output = serde_json::Value; fn path(&self) -> Cow<'static, str> { "/crm/v3/owners".into() } }
impl Endpoint for GetObject<'_> { type Output = serde_json::Value; fn path(&self) -> Cow<'static, str> { format!("/crm/v3/objects/{}/{}", self.kind, self.id).into() } }
impl Endpoint for Search<'_> { type Output = Vec<u8>; const METHOD: reqwest::Method = reqwest::Method::POST; fn path(&self) -> Cow<'static, str> { Cow::Owned(["/crm/v3/objects/", self.kind, "/search"].concat()) } fn body(&self) -> Option<serde_json::Value> { serde_json::to_value(self).ok() } }
pub struct Client { http: reqwest::Client, base: Cow<'static, str> }
impl Default for Client { fn default() -> Self { Client { http: reqwest::Client::new(), base: Cow::Borrowed("https://api.hubapi.com") } } }
impl Client {
    pub async fn send<E: Endpoint>(&self, endpoint: &E) -> Result<E::Output, Error> {
        let path = endpoint.path();
        let mut request = self.http.request(E::METHOD, format!("{}{}", self.base, path));
        if let Some(body) = endpoint.body() { request = request.json(&body); }
        let response = request.send().await?;
        if !response.status().is_success() { return Err(Error::Status(response.status().as_u16(), path.into_owned())); }
        Ok(response.json().await?)
    }
}
pub async fn report(client: &Client, id: &str) -> Result<(), Error> {
    client.send(&ListOwners).await?; //~ GET /crm/v3/owners
    client.send(&GetObject { kind: "quotes", id }).await?; //~ GET /crm/v3/objects/quotes/{}
    for kind in ["contacts", "companies"] { client.send(&Search { kind, query: "x" }).await?; } //~ POST /crm/v3/objects/contacts/search ; POST /crm/v3/objects/companies/search
    Ok(())
}
