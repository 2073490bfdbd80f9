//! Slashes trimmed and prefixes stripped on both sides of the join.
//@ deps: ureq

pub type Reply = Result<ureq::http::Response<ureq::Body>, ureq::Error>;

const ROOT: &str = "https://api.hubapi.com/";

fn at(path: &str) -> String {
    format!("{}/{}", ROOT.trim_end_matches('/'), path.trim_start_matches('/'))
}

fn stripped(path: &str) -> &str {
    path.strip_prefix("/api/hubspot").unwrap_or(path)
}

pub fn tasks() -> Reply {
    ureq::get(at("/crm/v3/objects/tasks/").trim_end_matches('/')).call() //~ GET /crm/v3/objects/tasks
}

pub fn notes() -> Reply {
    ureq::get(at("crm/v3/objects/notes")).call() //~ GET /crm/v3/objects/notes
}

pub fn through_gateway() -> Reply {
    let path = stripped("/api/hubspot/crm/v3/objects/postal_mail");
    ureq::get(at(path)).call() //~ GET /crm/v3/objects/postal_mail
}

pub fn padded(id: &str) -> Reply {
    let path = " /crm/v3/objects/communications/ ".trim();
    ureq::delete(at(&(path.to_owned() + id))).call() //~ DELETE /crm/v3/objects/communications/{}
}

pub fn suffixed() -> Reply {
    let name = "taxes.json".strip_suffix(".json").unwrap_or_default();
    ureq::get(at(&format!("/crm/v3/objects/{name}"))).call() //~ GET /crm/v3/objects/taxes
}
