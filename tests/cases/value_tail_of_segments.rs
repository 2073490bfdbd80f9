//! Paths of files at the end of a URL: any number of segments, and still one operation.
//@ deps: reqwest
//@ scopes: content

use reqwest::blocking::{Client, Response};
use reqwest::{Method, Result};

const BASE: &str = "https://api.hubapi.com";

pub struct Portal {
    http: Client,
    token: String,
}

fn encoded(path: &str) -> String {
    path.split('/').map(|segment| segment.replace(' ', "%20")).collect::<Vec<_>>().join("/")
}

impl Portal {
    fn send(&self, method: Method, path: &str) -> Result<Response> {
        // Links of earlier answers are absolute.
        let url = if path.starts_with("http") { path.to_owned() } else { format!("{BASE}{path}") };
        self.http.request(method, url).bearer_auth(&self.token).send()
    }

    pub fn download(&self, environment: &str, file: &str) -> Result<Response> {
        let path = format!("/cms/v3/source-code/{environment}/content/{}", encoded(file));
        self.send(Method::GET, &path) //~ GET /cms/v3/source-code/{}/content/{}
    }

    pub fn remove(&self, environment: &str, file: &str) -> Result<Response> {
        let path = format!("/cms/v3/source-code/{environment}/content/{}", encoded(file));
        self.send(Method::DELETE, &path) //~ DELETE /cms/v3/source-code/{}/content/{}
    }

    pub fn describe(&self, environment: &str, folder: &str) -> Result<Response> {
        let path = format!("/cms/v3/source-code/{environment}/metadata/{}", encoded(folder));
        self.send(Method::GET, &path) //~ GET /cms/v3/source-code/{}/metadata/{}
    }

    /// Below a record there is more than the record: here the number of segments matters.
    pub fn anything(&self, segments: &[String]) -> Result<Response> {
        self.send(Method::GET, &format!("/crm/v3/objects/contacts/{}", segments.join("/"))) //~ unresolved
    }
}
