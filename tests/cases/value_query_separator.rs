//! Pages are asked for with `?` or `&`, by what the URL has so far; the path is the same either way.
//@ deps: reqwest
//@ scopes: crm.lists.read crm.objects.owners.read

use reqwest::blocking::{Client, Response};
use reqwest::Result;

const BASE: &str = "https://api.hubapi.com";

fn append(url: &mut String, name: &str, value: &str) {
    url.push(if url.contains('?') { '&' } else { '?' });
    url.push_str(&format!("{name}={value}"));
}

pub fn records(http: &Client, object: &str, after: Option<&str>) -> Result<Response> {
    let mut url = format!("{BASE}/crm/v3/objects/{object}");
    if let Some(after) = after {
        let separator = if url.contains('?') { "&" } else { "?" };
        url = format!("{url}{separator}after={after}");
    }
    http.get(url).send() //~ GET /crm/v3/objects/{}
}

pub fn owners(http: &Client, email: &str, after: &str) -> Result<Response> {
    let mut url = format!("{BASE}/crm/v3/owners/");
    append(&mut url, "email", email);
    append(&mut url, "after", after);
    http.get(url).send() //~ GET /crm/v3/owners
}

pub fn members(http: &Client, list: u64, after: &str) -> Result<Response> {
    let mut url = format!("{BASE}/crm/v3/lists/{list}/memberships");
    append(&mut url, "after", after);
    http.get(&url).send() //~ GET /crm/v3/lists/{}/memberships
}

pub fn list(http: &Client, list: u64, part: &str) -> Result<Response> {
    http.get(format!("{BASE}/crm/v3/lists/{list}#part/{part}?deep={part}")).send() //~ GET /crm/v3/lists/{}
}
