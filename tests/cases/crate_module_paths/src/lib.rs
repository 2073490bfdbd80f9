//! The module tree is spread over folders.

pub mod crm;
#[path = "legacy/engagements_v1.rs"]
pub mod engagements;
#[cfg(feature = "beta")]
pub mod beta;

pub(crate) mod wire {
    use reqwest::{Client, RequestBuilder};

    pub(crate) fn get(http: &Client, path: &str) -> RequestBuilder {
        http.get(format!("{}{path}", super::ORIGIN))
    }
}

const ORIGIN: &str = "https://api.hubapi.com";
