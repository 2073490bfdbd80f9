//! Wrappers that accept anything string-like: `AsRef<str>`, `Into<String>`, `Display`, `Borrow<str>`.
//@ deps: ureq

use std::{borrow::Borrow, fmt::Display};

pub type Reply = Result<ureq::http::Response<ureq::Body>, ureq::Error>;

const ROOT: &str = "https://api.hubapi.com";

fn get(path: impl AsRef<str>) -> Reply {
    ureq::get(format!("{ROOT}{}", path.as_ref())).call()
}

fn delete<P: Into<String>>(path: P) -> Reply {
    let path: String = path.into();
    ureq::delete(ROOT.to_owned() + &path).call()
}

fn put<D>(path: D) -> Reply
where
    D: Display,
{
    ureq::put(format!("{ROOT}{path}")).send_empty()
}

fn post(path: &(impl Borrow<str> + ?Sized)) -> Reply {
    let path: &str = path.borrow();
    ureq::post([ROOT, path].concat()).send_empty()
}

pub fn tidy(id: u64, list: u64) -> Result<(), ureq::Error> {
    get("/crm/v3/objects/partner_services")?; //~ GET /crm/v3/objects/partner_services
    get(format!("/crm/v3/objects/partner_services/{id}"))?; //~ GET /crm/v3/objects/partner_services/{}
    delete(String::from("/crm/v3/lists/folders/") + &list.to_string())?; //~ DELETE /crm/v3/lists/folders/{}
    put(format_args!("/crm/v3/lists/{list}/restore"))?; //~ PUT /crm/v3/lists/{}/restore
    post("/crm/v3/lists/search").map(drop) //~ POST /crm/v3/lists/search
}
