//! Constants and URL builders that nothing ever sends.
//@ deps: url
//@ scopes:

use url::Url;

pub const BASE: &str = "https://api.hubapi.com";
pub const CONTACTS: &str = "https://api.hubapi.com/crm/v3/objects/contacts";
pub static DEALS: &str = concat!("https://api.hubapi.com", "/crm/v3/objects/deals");

pub fn contact_url(id: u64) -> String {
    format!("{CONTACTS}/{id}")
}

pub fn parsed(id: u64) -> Result<Url, url::ParseError> {
    let mut url = Url::parse(BASE)?.join("/crm/v3/objects/tickets/")?.join(&id.to_string())?;
    url.query_pairs_mut().append_pair("archived", "false");
    Ok(url)
}

pub fn both(id: u64) -> [String; 2] {
    [contact_url(id), DEALS.to_owned()]
}
