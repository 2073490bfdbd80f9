//! Instances as constants: of the type itself, in a module, in a static table.
//@ deps: reqwest

use reqwest::{Client, RequestBuilder};

pub struct Resource {
    root: &'static str,
    writable: bool,
}

impl Resource {
    const OWNERS: Resource = Resource { root: "/crm/v3/owners", writable: false };
    const LISTS: Resource = Resource::writable("/crm/v3/lists");

    const fn writable(root: &'static str) -> Self {
        Resource { root, writable: true }
    }

    fn list(&self, http: &Client) -> RequestBuilder {
        http.get(format!("https://api.hubapi.com{}", self.root))
    }

    fn create(&self, http: &Client) -> Option<RequestBuilder> {
        self.writable.then(|| http.post(format!("https://api.hubapi.com{}", self.root)))
    }
}

mod cms {
    use super::Resource;

    pub static TAGS: Resource = Resource::writable("/cms/v3/blogs/tags");
}

pub fn owners(http: &Client) -> RequestBuilder {
    Resource::OWNERS.list(http) //~ GET /crm/v3/owners
}

pub fn new_list(http: &Client) -> Option<RequestBuilder> {
    Resource::LISTS.create(http) //~ POST /crm/v3/lists
}

pub fn tags(http: &Client) -> Option<(RequestBuilder, RequestBuilder)> {
    let tags = &cms::TAGS;
    let list = tags.list(http); //~ GET /cms/v3/blogs/tags
    Some((list, tags.create(http)?)) //~ POST /cms/v3/blogs/tags
}
