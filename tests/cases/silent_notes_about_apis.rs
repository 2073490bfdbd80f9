//! A structured description of an integration, written to a file for reviewers.
//@ deps: serde toml anyhow
//@ scopes:

use serde::Serialize;
use std::{fs, path::Path};

#[derive(Serialize)]
struct Review<'a> {
    app: &'a str,
    base_url: &'a str,
    calls: Vec<Call<'a>>,
}

#[derive(Serialize)]
struct Call<'a> {
    method: &'a str,
    url: String,
    why: &'a str,
}

pub fn write(file: &Path) -> anyhow::Result<()> {
    let base_url = "https://api.hubapi.com";
    let call = |method, path: &str, why| Call { method, url: format!("{base_url}{path}"), why };
    let calls = vec![
        call("GET", "/crm/v3/objects/contacts", "nightly copy"),
        call("POST", "/crm/v3/objects/contacts/batch/upsert", "write-back of scores"),
    ];
    let review = Review { app: "copy", base_url, calls };
    Ok(fs::write(file, toml::to_string_pretty(&review)?)?)
}
