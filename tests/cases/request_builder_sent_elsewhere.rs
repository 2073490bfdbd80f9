//! Method, URL and sending are three functions apart; the builder travels in a struct.
//@ deps: reqwest anyhow

use reqwest::{Client, Method, RequestBuilder, Response};

pub struct Pending {
    request: RequestBuilder,
    attempts: u32,
}

fn verb(write: bool) -> Method {
    if write { Method::PUT } else { Method::GET }
}

fn prepare(http: &Client, method: Method, url: String) -> Pending {
    Pending { request: http.request(method, url), attempts: 3 }
}

impl Pending {
    async fn run(self) -> anyhow::Result<Response> {
        for _ in 1..self.attempts {
            if let Some(copy) = self.request.try_clone() {
                if let Ok(response) = copy.send().await {
                    return Ok(response);
                }
            }
        }
        Ok(self.request.send().await?)
    }
}

pub async fn rename_list(http: &Client, list: u64, name: &str) -> anyhow::Result<Response> {
    let url = format!("https://api.hubapi.com/crm/v3/lists/{list}/update-list-name?listName={name}");
    let pending = prepare(http, verb(true), url); //~ PUT /crm/v3/lists/{}/update-list-name
    pending.run().await
}

pub async fn join_order(http: &Client, list: u64) -> anyhow::Result<Response> {
    let url = format!("https://api.hubapi.com/crm/v3/lists/{list}/memberships/join-order");
    prepare(http, verb(false), url).run().await //~ GET /crm/v3/lists/{}/memberships/join-order
}
