//! `path_segments_mut` and `query_pairs_mut` in helpers, on a cloned base.
//@ deps: reqwest url

use reqwest::{blocking::Client, blocking::RequestBuilder, Url};

pub struct Cms {
    http: Client,
    base: Url,
}

impl Cms {
    pub fn new(http: Client) -> Self {
        let base = Url::parse("https://api.hubapi.com/cms/v3").expect("a URL");
        Cms { http, base }
    }

    fn at<'s>(&self, segments: impl IntoIterator<Item = &'s str>) -> Url {
        let mut url = self.base.clone();
        url.path_segments_mut().expect("https has a path").extend(segments);
        url
    }

    pub fn tags(&self) -> RequestBuilder {
        self.http.get(self.at(["blogs", "tags"])) //~ GET /cms/v3/blogs/tags
    }

    pub fn author(&self, id: &str) -> RequestBuilder {
        let mut url = self.at(["blogs", "authors", id]);
        url.query_pairs_mut().append_pair("archived", "false").append_pair("next", "/crm/v3/objects/leads");
        self.http.get(url) //~ GET /cms/v3/blogs/authors/{}
    }

    pub fn settings(&self) -> RequestBuilder {
        let mut url = self.at(["blogs", "posts"]);
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop().pop().push("blog-settings").push("settings");
        }
        self.http.get(url) //~ GET /cms/v3/blog-settings/settings
    }
}
