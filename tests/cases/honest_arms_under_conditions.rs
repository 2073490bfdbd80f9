//! Method and path of one arm stay together where ranges and conditions decide between the arms, and an arm that the
//! caller's own value rules out is not taken.
//@ deps: reqwest

use reqwest::Method;

const BASE: &str = "https://api.hubapi.com/crm/v3/objects";

pub enum Kind {
    Person,
    Firm,
}

fn route(kind: &Kind, id: Option<u64>, search: bool) -> (Method, String) {
    match (kind, id) {
        (Kind::Person, None) if search => (Method::POST, format!("{BASE}/contacts/search")),
        (Kind::Person, None) => (Method::PUT, format!("{BASE}/contacts")),
        (Kind::Person, Some(id)) if id > 1_000_000 => (Method::PATCH, format!("{BASE}/contacts/{id}")),
        (Kind::Person, Some(_)) => (Method::GET, format!("{BASE}/notes")),
        (Kind::Firm, Some(n @ 1..=9)) => (Method::DELETE, format!("{BASE}/companies/{n}")),
        (Kind::Firm, _) => (Method::GET, format!("{BASE}/companies")),
    }
}

pub async fn run(http: &reqwest::Client, kind: Kind, id: Option<u64>) -> reqwest::Result<()> {
    let (method, url) = route(&kind, id, id.is_none());
    //~ POST /crm/v3/objects/contacts/search ; PATCH /crm/v3/objects/contacts/{} ; GET /crm/v3/objects/notes ; DELETE /crm/v3/objects/companies/{} ; GET /crm/v3/objects/companies
    http.request(method, url).send().await?;
    Ok(())
}
