//! A path folded out of known segments.
//@ deps: reqwest

use reqwest::{Client, RequestBuilder};

fn url(segments: &[&str]) -> String {
    segments.iter().fold(String::from("https://api.hubapi.com"), |mut url, segment| {
        url.push('/');
        url.push_str(segment);
        url
    })
}

pub fn form(http: &Client, form: &str) -> RequestBuilder {
    http.get(url(&["marketing", "v3", "forms", form])) //~ GET /marketing/v3/forms/{}
}

pub fn redirects(http: &Client) -> RequestBuilder {
    http.get(url(&["cms", "v3", "url-redirects"])) //~ GET /cms/v3/url-redirects
}
