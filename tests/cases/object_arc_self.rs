//! Methods on `Arc<Self>`, `Rc<Self>` and `Box<Self>`, spawned and sent to threads.
//@ deps: reqwest tokio

use reqwest::{blocking, Client};
use std::{rc::Rc, sync::Arc, thread};

pub struct Poller {
    http: Client,
    base: String,
}

impl Poller {
    pub fn new(base: impl Into<String>) -> Arc<Self> {
        Arc::new(Self { http: Client::new(), base: base.into() })
    }

    async fn tick(self: Arc<Self>, path: &'static str) -> reqwest::Result<u16> {
        Ok(self.http.get(format!("{}{path}", self.base)).send().await?.status().as_u16())
    }

    pub fn start(self: &Arc<Self>) -> tokio::task::JoinHandle<()> {
        let this = Arc::clone(self);
        tokio::spawn(async move {
            while this.clone().tick("/automation/v4/flows?limit=1").await.is_ok() { //~ GET /automation/v4/flows
                tokio::time::sleep(std::time::Duration::from_secs(60)).await;
            }
        })
    }
}

pub async fn watch() -> reqwest::Result<u16> {
    let poller = Poller::new("https://api.hubapi.com");
    poller.tick("/crm/v3/limits/pipelines").await //~ GET /crm/v3/limits/pipelines
}

pub struct Local {
    http: blocking::Client,
}

impl Local {
    pub fn types(self: Rc<Self>) -> blocking::RequestBuilder {
        self.http.get("https://api.hubapi.com/crm/v3/limits/custom-object-types") //~ GET /crm/v3/limits/custom-object-types
    }

    pub fn finish(self: Box<Self>) -> thread::JoinHandle<bool> {
        thread::spawn(move || {
            let request = self.http.get("https://api.hubapi.com/crm/v3/limits/custom-properties"); //~ GET /crm/v3/limits/custom-properties
            request.send().is_ok()
        })
    }
}
