//! Shadowed names, nested modules, globs and items inside of functions: each name means the nearest one.
//@ deps: reqwest

pub const BASE: &str = "https://crm.acme.net";

mod api {
    pub const BASE: &str = "https://api.hubapi.com";
    pub mod v3 {
        pub use super::*;
        pub fn url(tail: &str) -> String {
            format!("{BASE}/crm/v3/{tail}")
        }
    }
}

use api::v3::{self, *};

pub async fn run(http: &reqwest::Client, id: u64) {
    let path = "objects/wrong";
    let path = {
        let path = path.replace("wrong", "contacts");
        path + "/batch/archive"
    };
    let _ = http.post(v3::url(&path)).send().await; //~ POST /crm/v3/objects/contacts/batch/archive
    fn url(tail: &str) -> String {
        const BASE: &str = "https://api.hubapi.com/crm/v4/";
        BASE.to_owned() + tail
    }
    let _ = http.get(url(&format!("objects/deals/{id}/associations/contacts"))).send().await; //~ GET /crm/v4/objects/deals/{}/associations/contacts
    let _ = http.get(format!("{BASE}/crm/v3/objects/tickets")).send().await;
}
