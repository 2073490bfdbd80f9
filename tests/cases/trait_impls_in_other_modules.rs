//! `impl` blocks of one type in several modules, an alias, a re-export, and a type of the same name beside them.
//@ deps: reqwest

pub mod client {
    pub struct Hub {
        pub(crate) http: reqwest::Client,
    }
    pub type Shared = std::sync::Arc<Hub>;
}

mod contacts {
    use super::client::Hub as Client;

    impl Client {
        pub async fn contacts(&self) -> reqwest::Result<reqwest::Response> {
            self.send("objects/contacts").await //~ GET /crm/v3/objects/contacts
        }
    }
}

mod base {
    impl crate::client::Hub {
        pub(crate) async fn send(&self, tail: &str) -> reqwest::Result<reqwest::Response> {
            self.http.get(format!("https://api.hubapi.com/crm/v3/{tail}")).send().await
        }
    }
}

pub mod other {
    pub struct Hub;
    impl Hub {
        pub async fn send(&self, tail: &str) -> String {
            tail.to_uppercase()
        }
    }
}

pub use client::Shared as Handle;

pub async fn run(hub: Handle, other: other::Hub) {
    let _ = hub.contacts().await;
    let _ = hub.send("lists").await; //~ GET /crm/v3/lists
    let _ = other.send("objects/deals").await;
}
