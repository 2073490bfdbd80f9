//! The path is compared with others before it is sent; only what is sent counts.
//@ deps: ureq anyhow

use anyhow::{bail, Result};

const READ_ONLY: [&str; 2] = ["/crm/v3/objects/contacts/gdpr-delete", "/crm/v3/objects/contacts/merge"];

pub struct Session {
    dry: bool,
}

impl Session {
    fn post(&self, path: &str) -> Result<u16> {
        if READ_ONLY.contains(&path) || path.starts_with("/settings/v3/users") {
            bail!("{path} is forbidden here");
        }
        if self.dry && !path.ends_with("/search") {
            println!("would POST https://api.hubapi.com{path}");
            return Ok(204);
        }
        Ok(ureq::post(format!("https://api.hubapi.com{path}")).send_empty()?.status().as_u16())
    }

    pub fn find(&self) -> Result<u16> {
        self.post("/crm/v3/objects/contacts/search") //~ POST /crm/v3/objects/contacts/search
    }

    pub fn add(&self) -> Result<u16> {
        self.post("/crm/v3/objects/contacts") //~ POST /crm/v3/objects/contacts
    }
}
