//! What is asked of a URL that is only known at run time decides nothing: its path is not `/`, its scheme not `https`,
//! and it has not one segment.
//@ deps: reqwest url http

use http::request::Parts;
use reqwest::{Client, Method, RequestBuilder};
use url::Url;

const API: &str = "https://api.hubapi.com";

pub fn long_paths(http: &Client, link: &Url) -> Option<RequestBuilder> {
    let path = link.path();
    (path.len() > 3).then(|| http.get(format!("{API}{path}"))) //~ unresolved
}

pub fn secure_links(http: &Client, link: &Url) -> Option<RequestBuilder> {
    if link.scheme() == "http" {
        return None;
    }
    Some(http.get(format!("{API}{}", link.path()))) //~ unresolved
}

pub fn plain_links(http: &Client, link: &Url) -> Option<RequestBuilder> {
    if link.scheme() != "http" {
        return None;
    }
    Some(http.get(format!("{API}{}", link.path()))) //~ unresolved
}

pub fn third_segment(http: &Client, link: &Url) -> Option<RequestBuilder> {
    let segments: Vec<&str> = link.path_segments()?.collect();
    if segments.len() != 3 {
        return None;
    }
    Some(http.get(format!("{API}/{}", segments[2]))) //~ unresolved
}

pub fn forwarded(http: &Client, parts: &Parts) -> Option<RequestBuilder> {
    if parts.uri.path() == "/" {
        return None;
    }
    Some(http.get(format!("{API}{}", parts.uri.path()))) //~ unresolved
}

/// With either method the path is unknown: one request, and neither method is the one.
pub fn either(http: &Client, method: Method, path: &str) -> Option<RequestBuilder> {
    if method != "GET" && method != "POST" {
        return None;
    }
    Some(http.request(method, format!("{API}{path}"))) //~ unresolved
}
