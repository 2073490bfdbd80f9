//! A command is one line of text; each prefix that may be stripped is a question of its own.
//@ deps: reqwest
//@ scopes: crm.objects.contacts.read crm.objects.contacts.write crm.objects.deals.read

use reqwest::blocking::{Client, Response};
use reqwest::Result;

const OBJECTS: &str = "https://api.hubapi.com/crm/v3/objects";

pub fn run(http: &Client, line: &str) -> Result<Option<Response>> {
    let line = line.trim();
    if line == "contacts" {
        return http.get(format!("{OBJECTS}/contacts")).send().map(Some); //~ GET /crm/v3/objects/contacts
    }
    if let Some(id) = line.strip_prefix("contact ") {
        return http.get(format!("{OBJECTS}/contacts/{}", id.trim())).send().map(Some); //~ GET /crm/v3/objects/contacts/{}
    }
    if let Some(words) = line.strip_prefix("find ") {
        //~ POST /crm/v3/objects/deals/search
        let search = http.post(format!("{OBJECTS}/deals/search")).body(format!("{{\"query\":\"{words}\"}}"));
        return search.send().map(Some);
    }
    match line.strip_suffix("!") {
        Some(id) => http.delete(format!("{OBJECTS}/contacts/{id}")).send().map(Some), //~ DELETE /crm/v3/objects/contacts/{}
        None => Ok(None),
    }
}
