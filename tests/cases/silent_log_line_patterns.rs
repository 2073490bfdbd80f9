//! Regular expressions over access logs name HubSpot's paths.
//@ deps: regex
//@ scopes:

use regex::Regex;
use std::collections::BTreeMap;

pub fn usage(log: &str) -> Result<BTreeMap<String, usize>, regex::Error> {
    let line = Regex::new(r"(?P<verb>GET|POST) https://api\.hubapi\.com/crm/v3/objects/(?P<object>\w+)")?;
    let mut counts = BTreeMap::new();
    for found in line.captures_iter(log) {
        let key = format!("{} /crm/v3/objects/{}", &found["verb"], &found["object"]);
        *counts.entry(key).or_insert(0) += 1;
    }
    Ok(counts)
}

pub fn is_contact(path: &str) -> bool {
    Regex::new("^/crm/v3/objects/contacts/[0-9]+$").is_ok_and(|pattern| pattern.is_match(path))
}
