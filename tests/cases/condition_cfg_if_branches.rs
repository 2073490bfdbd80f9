//! `cfg_if!` with features on and off, and with a target that is not known.
//@ deps: reqwest cfg-if
//@ features: default = ["rest"]
//@ features: rest = []
//@ features: graphql = []

use cfg_if::cfg_if;
use reqwest::{Client, RequestBuilder};

const API: &str = "https://api.hubapi.com";

cfg_if! {
    if #[cfg(feature = "graphql")] {
        pub fn companies(http: &Client) -> RequestBuilder {
            http.post(format!("{API}/collector/graphql"))
        }
    } else if #[cfg(feature = "rest")] {
        pub fn companies(http: &Client) -> RequestBuilder {
            http.get(format!("{API}/crm/v3/objects/companies")) //~ GET /crm/v3/objects/companies
        }
    } else {
        compile_error!("choose a way to read");
    }
}

cfg_if! {
    if #[cfg(unix)] {
        pub fn domains(http: &Client) -> RequestBuilder {
            http.get(format!("{API}/cms/v3/domains")) //~ GET /cms/v3/domains
        }
    } else {
        pub fn domains(http: &Client) -> RequestBuilder {
            http.get(format!("{API}/cms/v3/url-redirects")) //~ GET /cms/v3/url-redirects
        }
    }
}
