//! The client of a service is an associated type: what it is depends on the service.
//@ deps: reqwest serde_json

use reqwest::{Client, Result};

pub trait Backend {
    fn fetch(&self, path: &str) -> impl Future<Output = Result<reqwest::Response>>;
}

pub struct Crm {
    http: Client,
}

pub struct Ledger {
    http: Client,
}

impl Backend for Crm {
    async fn fetch(&self, path: &str) -> Result<reqwest::Response> {
        self.http.get(format!("https://api.hubapi.com/crm/v3/{path}")).send().await
    }
}

impl Backend for Ledger {
    async fn fetch(&self, path: &str) -> Result<reqwest::Response> {
        self.http.get(format!("https://ledger.acme.net/v3/{path}")).send().await
    }
}

pub trait Service {
    type Backend: Backend;
    fn backend(&self) -> &Self::Backend;
}

pub struct Sync {
    crm: Crm,
}

pub struct Books {
    ledger: Ledger,
}

impl Service for Sync {
    type Backend = Crm;
    fn backend(&self) -> &Crm {
        &self.crm
    }
}

impl Service for Books {
    type Backend = Ledger;
    fn backend(&self) -> &Self::Backend {
        &self.ledger
    }
}

async fn pull<S: Service>(service: &S, path: &str) -> Result<reqwest::Response> {
    service.backend().fetch(path).await
}

pub async fn nightly(sync: &Sync, books: &Books) -> Result<()> {
    pull(sync, "pipelines/deals").await?; //~ GET /crm/v3/pipelines/deals
    pull(books, "owners").await?;
    Ok(())
}
