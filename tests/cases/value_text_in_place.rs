//! Paths that are rewritten where they stand: ranges replaced, ends cut off, characters put in and taken out.
//@ deps: ureq

type Reply = Result<ureq::http::Response<ureq::Body>, ureq::Error>;

const API: &str = "https://api.hubapi.com";

pub fn without_version() -> Reply {
    let mut path = String::from("/crm/beta/objects/deals");
    let at = path.find("beta").unwrap_or_default();
    path.replace_range(at..at + 4, "v3");
    ureq::get(format!("{API}{path}")).call() //~ GET /crm/v3/objects/deals
}

pub fn cut_back() -> Reply {
    let mut path = String::from("/crm/v3/objects/tickets/search");
    if let Some(at) = path.rfind('/') {
        path.truncate(at);
    }
    ureq::get(format!("{API}{path}")).call() //~ GET /crm/v3/objects/tickets
}

pub fn put_in_front() -> Reply {
    let mut path = String::from("objects/quotes");
    path.insert_str(0, "crm/v3/");
    path.insert(0, '/');
    ureq::get(format!("{API}{path}")).call() //~ GET /crm/v3/objects/quotes
}

pub fn cleaned() -> Reply {
    let mut name = String::from(" pro-ducts!");
    name.remove(0);
    name.pop();
    name.retain(|char| char.is_ascii_alphabetic());
    ureq::get(format!("{API}/crm/v3/objects/{name}")).call() //~ GET /crm/v3/objects/products
}

pub fn taken_apart() -> Reply {
    let mut path = String::from("https://old.example/crm/v3/owners");
    let tail = path.split_off("https://old.example".len());
    ureq::get(format!("{API}{tail}")).call() //~ GET /crm/v3/owners
}

pub fn drained() -> Reply {
    let mut path = String::from("v1:/cms/v3/domains");
    path.drain(.."v1:".len());
    ureq::get(format!("{API}{path}")).call() //~ GET /cms/v3/domains
}

/// Where it is cut is not known, so neither is what is left.
pub fn cut_somewhere(at: usize) -> Reply {
    let mut path = String::from("/crm/v3/objects/contacts");
    path.replace_range(at.., "");
    ureq::get(format!("{API}{path}")).call() //~ unresolved
}
