//! Maps that are filled through entries and changed where they are: defaults, overrides, groups.
//@ deps: reqwest

use reqwest::{Client, RequestBuilder};
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

const API: &str = "https://api.hubapi.com";

/// What a deployment may override; the rest is as it comes.
pub fn export(http: &Client, kind: &str) -> Option<RequestBuilder> {
    let mut paths: HashMap<&str, String> = HashMap::new();
    paths.insert("forms", "/marketing/v3/forms".to_owned());
    paths.entry("forms").or_insert_with(|| "/forms/v2/forms".to_owned());
    paths.entry("emails").or_insert("/marketing/v3/emails".to_owned());
    let path = paths.get(kind)?;
    Some(http.get(format!("{API}{path}"))) //~ GET /marketing/v3/forms ; GET /marketing/v3/emails
}

/// Object types by the team that asked for them.
pub fn by_team(http: &Client) -> Vec<RequestBuilder> {
    let mut wanted: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    wanted.entry("sales").or_default().push("deals");
    wanted.entry("sales").or_default().push("quotes");
    wanted["sales"].iter().map(|name| http.get(format!("{API}/crm/v3/objects/{name}"))).collect() //~ GET /crm/v3/objects/deals ; GET /crm/v3/objects/quotes
}

pub fn amended(http: &Client) -> RequestBuilder {
    let mut paths = HashMap::from([("search", String::from("/crm/v3/objects/tickets"))]);
    paths.entry("search").and_modify(|path| path.push_str("/search"));
    http.post(format!("{API}{}", paths["search"])) //~ POST /crm/v3/objects/tickets/search
}

pub fn once(http: &Client) -> RequestBuilder {
    let mut paths = HashMap::new();
    match paths.entry("owners") {
        Entry::Vacant(slot) => slot.insert("/crm/v3/owners"),
        Entry::Occupied(slot) => slot.into_mut(),
    };
    paths.insert("domains", "/cms/v3/domains");
    paths.remove("owners");
    http.get(format!("{API}{}", paths["domains"])) //~ GET /cms/v3/domains
}
