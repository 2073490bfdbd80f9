//! Requests as futures in sets: spawned, joined, collected, unordered.
//@ deps: reqwest tokio futures

use futures::stream::{FuturesUnordered, StreamExt};
use std::sync::Arc;
use tokio::task::JoinSet;

pub struct Hub {
    http: reqwest::Client,
}

impl Hub {
    async fn fetch(&self, path: &str) -> reqwest::Result<String> {
        self.http.get(format!("https://api.hubapi.com{path}")).send().await?.text().await
    }
}

pub async fn run(hub: Arc<Hub>, ids: Vec<u64>) {
    let mut set = JoinSet::new();
    for id in ids {
        let hub = Arc::clone(&hub);
        set.spawn(async move { hub.fetch(&format!("/crm/v3/objects/contacts/{id}")).await }); //~ GET /crm/v3/objects/contacts/{}
    }
    while let Some(Ok(done)) = set.join_next().await {
        println!("{done:?}");
    }
    let mut open: FuturesUnordered<_> = FuturesUnordered::new();
    open.push(hub.fetch("/crm/v3/owners")); //~ GET /crm/v3/owners
    open.push(hub.fetch("/crm/v3/schemas")); //~ GET /crm/v3/schemas
    while let Some(text) = open.next().await {
        println!("{text:?}");
    }
    let other = tokio::spawn({
        let hub = hub.clone();
        async move { hub.fetch("/crm/v3/pipelines/deals").await } //~ GET /crm/v3/pipelines/deals
    });
    let _ = other.await;
    futures::stream::iter(["/cms/v3/hubdb/tables", "/marketing/v3/forms"])
        .for_each_concurrent(2, |path| {
            let hub = hub.clone();
            async move {
                let _ = hub.fetch(path).await; //~ GET /cms/v3/hubdb/tables ; GET /marketing/v3/forms
            }
        })
        .await;
}
