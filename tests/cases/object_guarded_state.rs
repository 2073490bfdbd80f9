//! State behind `Mutex`, `RwLock` and `RefCell` guards.
//@ deps: reqwest tokio anyhow

use anyhow::Result;
use reqwest::{Client, RequestBuilder};
use std::cell::RefCell;
use std::sync::{Arc, Mutex, RwLock};

struct Login {
    token: String,
    api: &'static str,
}

#[derive(Clone)]
pub struct Hub {
    http: Client,
    login: Arc<RwLock<Login>>,
    last: Arc<Mutex<Option<String>>>,
}

impl Hub {
    pub fn new(token: String) -> Self {
        let login = Login { token, api: "https://api.hubapi.com" };
        Hub { http: Client::new(), login: Arc::new(RwLock::new(login)), last: Arc::default() }
    }

    fn get(&self, path: &str) -> RequestBuilder {
        let login = self.login.read().unwrap_or_else(|poisoned| poisoned.into_inner());
        *self.last.lock().expect("never held over a panic") = Some(path.to_owned());
        self.http.get(format!("{}{path}", login.api)).bearer_auth(&login.token)
    }

    pub async fn campaign(&self, id: &str) -> Result<String> {
        Ok(self.get(&format!("/marketing/v3/campaigns/{id}")).send().await?.text().await?) //~ GET /marketing/v3/campaigns/{}
    }

    pub fn log_in(&self, token: String) {
        if let Ok(mut login) = self.login.write() {
            login.token = token;
        }
    }
}

pub struct Crawl {
    queue: RefCell<Vec<&'static str>>,
}

pub fn crawl(http: &Client) -> Vec<RequestBuilder> {
    let crawl = Crawl { queue: RefCell::new(vec!["campaigns", "forms"]) };
    let queue = crawl.queue.borrow();
    queue.iter().map(|area| http.get(format!("https://api.hubapi.com/marketing/v3/{area}"))).collect() //~ GET /marketing/v3/campaigns ; GET /marketing/v3/forms
}

pub struct Shared {
    base: tokio::sync::Mutex<String>,
}

pub async fn shared(http: &Client) -> RequestBuilder {
    let shared = Shared { base: tokio::sync::Mutex::new("https://api.hubapi.com/files/v3".into()) };
    let base = shared.base.lock().await;
    http.post(format!("{base}/folders")) //~ POST /files/v3/folders
}
