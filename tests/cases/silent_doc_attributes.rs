//! Endpoints in `doc` attributes, doc comments and attribute arguments describe, they do not send.
//@ deps: serde
//@ scopes:

use serde::Deserialize;

#[doc = "Answer of `GET https://api.hubapi.com/crm/v3/objects/contacts/{contactId}`."]
#[derive(Debug, Deserialize)]
pub struct Contact {
    #[doc = concat!("See ", "https://api.hubapi.com", "/crm/v3/objects/contacts")]
    pub id: String,
    /// Written by `PATCH https://api.hubapi.com/crm/v3/objects/contacts/{contactId}`.
    pub properties: Properties,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", expecting = "an answer of /crm/v3/objects/contacts")]
pub struct Properties {
    pub email: String,
}

/// ```no_run
/// let text = ureq::get("https://api.hubapi.com/crm/v3/owners").call();
/// ureq::delete("https://api.hubapi.com/crm/v3/objects/contacts/1").call();
/// ```
#[deprecated(note = "use POST /crm/v3/objects/contacts/search")]
pub fn parse(json: &str, from: fn(&str) -> Option<Contact>) -> Option<Contact> {
    from(json)
}
