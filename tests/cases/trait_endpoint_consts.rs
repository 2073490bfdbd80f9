//! One type per endpoint: the verb is an associated constant, the path a `Cow`, the reply an associated type.
//@ deps: reqwest serde serde_json anyhow

use anyhow::Result;
use reqwest::{Client, Method};
use serde::de::DeserializeOwned;
use serde_json::{json, Value};
use std::borrow::Cow;

pub trait Endpoint {
    const METHOD: Method;
    type Reply: DeserializeOwned;

    fn path(&self) -> Cow<'static, str>;

    fn body(&self) -> Option<Value> {
        None
    }
}

pub struct ListOwners;
pub struct GetDeal<'a>(pub &'a str);
pub struct MergeDeals {
    pub keep: u64,
    pub drop: u64,
}

impl Endpoint for ListOwners {
    const METHOD: Method = Method::GET;
    type Reply = Vec<Value>;

    fn path(&self) -> Cow<'static, str> {
        Cow::Borrowed("/crm/v3/owners/")
    }
}

impl Endpoint for GetDeal<'_> {
    const METHOD: Method = Method::GET;
    type Reply = Value;

    fn path(&self) -> Cow<'static, str> {
        format!("/crm/v3/objects/deals/{}?properties=amount,dealstage", self.0).into()
    }
}

impl Endpoint for MergeDeals {
    const METHOD: Method = Method::POST;
    type Reply = Value;

    fn path(&self) -> Cow<'static, str> {
        "/crm/v3/objects/deals/merge".into()
    }

    fn body(&self) -> Option<Value> {
        Some(json!({ "primaryObjectId": self.keep.to_string(), "objectIdToMerge": self.drop.to_string() }))
    }
}

pub struct Hub {
    pub http: Client,
    pub token: String,
}

impl Hub {
    pub async fn run<E: Endpoint>(&self, endpoint: &E) -> Result<E::Reply> {
        let url = format!("https://api.hubapi.com{}", endpoint.path());
        let mut request = self.http.request(E::METHOD, url).bearer_auth(&self.token);
        if let Some(body) = endpoint.body() {
            request = request.json(&body);
        }
        Ok(request.send().await?.error_for_status()?.json().await?)
    }
}

pub async fn dedupe(hub: &Hub, id: &str, keep: u64, drop: u64) -> Result<Value> {
    let owners = hub.run(&ListOwners).await?; //~ GET /crm/v3/owners
    let deal = hub.run(&GetDeal(id)).await?; //~ GET /crm/v3/objects/deals/{}
    anyhow::ensure!(owners.contains(&deal["owner"]), "owner is gone");
    hub.run(&MergeDeals { keep, drop }).await //~ POST /crm/v3/objects/deals/merge
}
