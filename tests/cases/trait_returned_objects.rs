//! Functions return `impl Trait` and `Box<dyn Trait>`; what they return decides.
//@ deps: reqwest

use reqwest::{Client, RequestBuilder};

pub trait Source {
    fn request(&self, http: &Client) -> RequestBuilder;
}

struct Redirects;
struct Mappings;

impl Source for Redirects {
    fn request(&self, http: &Client) -> RequestBuilder {
        http.get("https://api.hubapi.com/cms/v3/url-redirects") //~ GET /cms/v3/url-redirects
    }
}

impl Source for Mappings {
    fn request(&self, http: &Client) -> RequestBuilder {
        http.get("https://api.hubapi.com/url-mappings/v3/url-mappings") //~ GET /url-mappings/v3/url-mappings
    }
}

fn modern() -> impl Source {
    Redirects
}

fn choose(legacy: bool) -> Box<dyn Source> {
    if legacy { Box::new(Mappings) } else { Box::new(modern()) }
}

pub fn redirects(http: &Client, legacy: bool) -> [RequestBuilder; 2] {
    [modern().request(http), choose(legacy).request(http)]
}
