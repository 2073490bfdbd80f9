//! Paths that are only logged, traced and put into errors.
//@ deps: tracing log thiserror
//@ scopes:

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("GET https://api.hubapi.com/crm/v3/objects/contacts failed with {0}")]
    Contacts(u16),
    #[error("{method} {path} is over its limit")]
    Limit { method: &'static str, path: String },
}

#[tracing::instrument(fields(url = "https://api.hubapi.com/crm/v3/owners", method = "GET"))]
pub fn check(status: u16) -> Result<(), Error> {
    tracing::info!(method = "POST", path = "/crm/v3/objects/deals/search", status, "answered");
    log::trace!("DELETE https://api.hubapi.com/crm/v3/objects/contacts/{status}");
    match status {
        200..=299 => Ok(()),
        429 => Err(Error::Limit { method: "PATCH", path: format!("/crm/v3/objects/deals/{status}") }),
        _ => Err(Error::Contacts(status)),
    }
}
