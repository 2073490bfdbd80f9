//! `paste!` makes the names of functions; the paths are plain.
//@ deps: reqwest paste

use paste::paste;
use reqwest::{Client, RequestBuilder};

pub struct Api {
    http: Client,
}

macro_rules! collection {
    ($name:ident, $path:literal) => {
        paste! {
            impl Api {
                pub fn [<list_ $name>](&self) -> RequestBuilder {
                    self.http.get(concat!("https://api.hubapi.com", $path))
                }

                pub fn [<archive_ $name>](&self, id: u64) -> RequestBuilder {
                    self.http.delete(format!("https://api.hubapi.com{}/{id}", $path))
                }
            }
        }
    };
}

collection!(domains, "/cms/v3/domains"); //~ GET /cms/v3/domains ; DELETE /cms/v3/domains/{}
collection!(authors, "/cms/v3/blogs/authors"); //~ GET /cms/v3/blogs/authors ; DELETE /cms/v3/blogs/authors/{}
