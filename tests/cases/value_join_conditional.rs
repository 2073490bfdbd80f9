//! Segments collected in a vector, one of them only sometimes, then joined.
//@ deps: reqwest

use reqwest::{Client, RequestBuilder};

const ROOT: &str = "https://api.hubapi.com";

fn rows(table: &str, draft: bool) -> String {
    let mut parts = vec![ROOT, "cms", "v3", "hubdb", "tables", table, "rows"];
    if draft {
        parts.push("draft");
    }
    parts.join("/")
}

pub fn read(http: &Client, table: &str, draft: bool) -> RequestBuilder {
    http.get(rows(table, draft)) //~ GET /cms/v3/hubdb/tables/{}/rows ; GET /cms/v3/hubdb/tables/{}/rows/draft
}

pub fn publish(http: &Client, table: u64) -> RequestBuilder {
    let tail = [table.to_string(), "draft".into(), String::from("publish")].join("/");
    http.post([ROOT, "/cms/v3/hubdb/tables/", &tail].concat()) //~ POST /cms/v3/hubdb/tables/{}/draft/publish
}
