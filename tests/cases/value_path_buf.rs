//! Paths put together with `PathBuf`, as somebody does who comes from files.
//@ deps: ureq

use std::path::{Path, PathBuf};

type Reply = Result<ureq::http::Response<ureq::Body>, ureq::Error>;

const API: &str = "https://api.hubapi.com";

pub fn joined() -> Reply {
    let path = PathBuf::from("/crm").join("v3").join("objects").join("contacts");
    ureq::get(format!("{API}{}", path.display())).call() //~ GET /crm/v3/objects/contacts
}

pub fn pushed() -> Reply {
    let mut path = PathBuf::from("/crm/v3/objects/deals");
    path.pop();
    path.push("tickets");
    ureq::get(format!("{API}{}", path.to_string_lossy())).call() //~ GET /crm/v3/objects/tickets
}

pub fn above() -> Option<Reply> {
    let path = Path::new("/crm/v3/owners/archived").parent()?;
    Some(ureq::get(format!("{API}{}", path.to_str()?)).call()) //~ GET /crm/v3/owners
}

pub fn collected() -> Reply {
    let path: PathBuf = ["/cms", "v3", "domains"].iter().collect();
    ureq::get(format!("{API}{}", path.display())).call() //~ GET /cms/v3/domains
}

/// What is joined may be absolute and replace everything.
pub fn from_outside(tail: &str) -> Reply {
    let path = Path::new("/crm/v3").join(tail);
    ureq::get(format!("{API}{}", path.display())).call() //~ unresolved
}
