//! Macros in functions, in modules with `#[macro_use]`, and exported ones called by path.
//@ deps: reqwest

#[macro_use]
mod verbs {
    macro_rules! get {
        ($http:expr, $path:expr) => {
            $http.get(["https://api.hubapi.com", $path].concat())
        };
    }
}

pub mod kit {
    #[macro_export]
    macro_rules! object_url {
        ($name:literal) => {
            concat!("https://api.hubapi.com/crm/v3/objects/", $name)
        };
    }
}

use reqwest::{Client, RequestBuilder};

pub fn identifiers(http: &Client, event: u64) -> RequestBuilder {
    get!(http, &format!("/marketing/v3/marketing-events/{event}/identifiers")) //~ GET /marketing/v3/marketing-events/{}/identifiers
}

pub fn deals(http: &Client) -> RequestBuilder {
    http.get(crate::object_url!("deals")) //~ GET /crm/v3/objects/deals
}

pub fn batches(http: &Client) -> Vec<RequestBuilder> {
    macro_rules! batch {
        ($($name:ident)+) => {
            vec![$(http.post(format!("{}/batch/{}", object_url!("deals"), stringify!($name)))),+]
        };
    }
    batch!(create update archive) //~ POST /crm/v3/objects/deals/batch/create ; POST /crm/v3/objects/deals/batch/update ; POST /crm/v3/objects/deals/batch/archive
}
