//! A helper writes into the caller's buffer; `write!`, `writeln!` and `insert_str` too.
//@ deps: ureq

use std::fmt::Write as _;

pub type Reply = Result<ureq::http::Response<ureq::Body>, ureq::Error>;

fn object(url: &mut String, name: &str) {
    url.push_str("/crm/v3/objects/");
    url.push_str(name);
}

fn paging(url: &mut String, limit: u8, after: Option<&str>) -> std::fmt::Result {
    write!(url, "?limit={limit}")?;
    if let Some(after) = after {
        write!(url, "&after={after}")?;
    }
    Ok(())
}

pub fn projects(limit: u8, after: Option<&str>) -> Reply {
    let mut url = String::from("https://api.hubapi.com");
    object(&mut url, "projects");
    paging(&mut url, limit, after).expect("a string takes all");
    ureq::get(&url).call() //~ GET /crm/v3/objects/projects
}

pub fn project(id: u64) -> Reply {
    let mut url = String::new();
    object(&mut url, "projects");
    write!(&mut url, "/{id}").expect("a string takes all");
    url.insert_str(0, "https://api.hubapi.com");
    ureq::delete(&url).call() //~ DELETE /crm/v3/objects/projects/{}
}
