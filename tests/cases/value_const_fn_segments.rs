//! `const fn` with a `match` and with arguments feeds constants and calls.
//@ deps: reqwest

use reqwest::{Client, RequestBuilder};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Area {
    Blog,
    Domains,
    Audit,
}

impl Area {
    const fn path(self) -> &'static str {
        match self {
            Area::Blog => "/cms/v3/blogs/posts",
            Area::Domains => "/cms/v3/domains",
            Area::Audit => "/cms/audit-logs/v3",
        }
    }
}

const fn pick(draft: bool) -> &'static str {
    if draft { "/draft" } else { "" }
}

const POSTS: &str = Area::Blog.path();

pub fn posts(http: &Client) -> RequestBuilder {
    http.get(format!("https://api.hubapi.com{POSTS}")) //~ GET /cms/v3/blogs/posts
}

pub fn post(http: &Client, id: u64) -> RequestBuilder {
    http.get(format!("https://api.hubapi.com{POSTS}/{id}{}", pick(true))) //~ GET /cms/v3/blogs/posts/{}/draft
}

pub fn audit(http: &Client) -> RequestBuilder {
    const AREA: Area = Area::Audit;
    http.get(format!("https://api.hubapi.com{}", AREA.path())) //~ GET /cms/audit-logs/v3
}

pub fn domains(http: &Client) -> RequestBuilder {
    http.get(format!("https://api.hubapi.com{}", Area::Domains.path())) //~ GET /cms/v3/domains
}
