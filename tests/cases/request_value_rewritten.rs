//! A `reqwest::Request` whose method and URL are set after it was made.
//@ deps: reqwest url

use reqwest::{Method, Request, Url};

fn blank() -> Result<Request, url::ParseError> {
    Ok(Request::new(Method::GET, Url::parse("https://api.hubapi.com/account-info/v3/details")?)) //~ GET /account-info/v3/details
}

pub fn details() -> Result<Request, url::ParseError> {
    blank()
}

pub fn upload() -> Result<Request, url::ParseError> {
    let url = Url::parse("https://api.hubapi.com")?;
    let mut request = Request::new(Method::GET, url);
    *request.method_mut() = Method::POST;
    request.url_mut().set_path("/files/v3/files/import-from-url/async"); //~ POST /files/v3/files/import-from-url/async
    Ok(request)
}
