//! isahc's free functions, its asynchronous ones and a client with a request value.
//@ deps: isahc

use isahc::http::Method;
use isahc::prelude::*;
use isahc::{HttpClient, Request};

const FILES: &str = "https://api.hubapi.com/files/v3";

pub fn folder(id: &str) -> Result<String, Box<dyn std::error::Error>> {
    let mut response = isahc::get(format!("{FILES}/folders/{id}"))?; //~ GET /files/v3/folders/{}
    Ok(response.text()?)
}

pub async fn drop_file(id: &str) -> Result<u16, isahc::Error> {
    let response = isahc::delete_async(format!("{FILES}/files/{id}")).await?; //~ DELETE /files/v3/files/{}
    Ok(response.status().as_u16())
}

pub fn move_folder(client: &HttpClient, body: &str) -> Result<u16, Box<dyn std::error::Error>> {
    let request = Request::builder()
        .method(Method::POST)
        .uri(format!("{FILES}/folders/update/async")) //~ POST /files/v3/folders/update/async
        .body(body.to_owned())?;
    Ok(client.send(request)?.status().as_u16())
}

pub fn ping() -> Result<bool, isahc::Error> {
    Ok(isahc::head("https://api.hubapi.com/account-info/v3/details")?.status().is_success()) //~ HEAD /account-info/v3/details
}
