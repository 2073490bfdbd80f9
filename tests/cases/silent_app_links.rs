//! Links into HubSpot's user interface are shown and opened in a browser, never requested.
//@ deps: serde_json
//@ scopes:

use serde_json::{json, Value};
use std::process::{Command, ExitStatus};

const UI: &str = "https://app.hubspot.com";

pub enum Record {
    Contact(u64),
    Deal(u64),
}

pub fn link(portal: u64, record: &Record) -> String {
    let (kind, id) = match record {
        Record::Contact(id) => ("0-1", id),
        Record::Deal(id) => ("0-3", id),
    };
    format!("{UI}/contacts/{portal}/record/{kind}/{id}")
}

pub fn open(portal: u64, record: &Record) -> std::io::Result<ExitStatus> {
    Command::new("xdg-open").arg(link(portal, record)).status()
}

pub fn card(portal: u64, deal: u64) -> Value {
    json!({ "blocks": [{ "type": "button", "url": link(portal, &Record::Deal(deal)) }] })
}
