//! The rest of reqwest: free `get`, `head`, forms, multipart, `execute`, a builder made `from_parts`.
//@ deps: reqwest

use reqwest::multipart::{Form, Part};
use reqwest::{Client, Method, Request, RequestBuilder, Result, Url};

const API: &str = "https://api.hubapi.com";

pub async fn open_limits() -> Result<String> {
    reqwest::get("https://api.hubapi.com/crm/v3/limits/calculated-properties").await?.text().await //~ GET /crm/v3/limits/calculated-properties
}

pub fn blocking_limits() -> Result<String> {
    reqwest::blocking::get(format!("{API}/crm/v3/limits/associations/labels"))?.text() //~ GET /crm/v3/limits/associations/labels
}

pub async fn import(http: &Client, rows: Vec<u8>) -> Result<u16> {
    let form = Form::new().text("importRequest", "{}").part("files", Part::bytes(rows).file_name("rows.csv"));
    let request = http.post(API.to_owned() + "/crm/v3/imports"); //~ POST /crm/v3/imports
    Ok(request.multipart(form).send().await?.status().as_u16())
}

pub async fn introspect(http: &Client, token: &str) -> Result<String> {
    let form = [("token", token), ("token_type_hint", "refresh_token")];
    http.post(format!("{API}/oauth/v3/token/introspect")).form(&form).send().await?.text().await //~ POST /oauth/v3/token/introspect
}

pub fn assembled(http: &Client, url: Url) -> RequestBuilder {
    let mut url = url;
    url.set_path("/crm/v3/associations/contacts/companies/batch/read");
    RequestBuilder::from_parts(http.clone(), Request::new(Method::POST, url)) //~ POST /crm/v3/associations/contacts/companies/batch/read
}
