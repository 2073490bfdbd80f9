pub type Reply = Result<ureq::http::Response<ureq::Body>, ureq::Error>;

pub fn get(path: &str) -> Reply {
    ureq::get(format!("https://api.hubapi.com{path}")).call()
}

#[cfg(feature = "tickets")]
pub fn tickets() -> Reply {
    get("/crm/v3/objects/tickets") //~ GET /crm/v3/objects/tickets
}

#[cfg(feature = "files")]
pub fn files() -> Reply {
    get("/files/v3/files/search") //~ GET /files/v3/files/search
}

#[cfg(feature = "marketing")]
pub fn emails() -> Reply {
    get("/marketing/v3/emails")
}
