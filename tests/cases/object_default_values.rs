//! `Default` written by hand and derived, completed by struct update.
//@ deps: reqwest

use reqwest::{Client, RequestBuilder};

pub struct Settings {
    pub host: String,
    pub version: String,
    pub retries: u8,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { host: "api.hubapi.com".to_owned(), version: "v3".to_owned(), retries: 3 }
    }
}

#[derive(Clone, Copy, Default)]
pub enum Status {
    #[default]
    Published,
    Draft,
}

#[derive(Default)]
pub struct Query {
    status: Status,
    limit: Option<u8>,
}

fn url(settings: &Settings, tail: &str) -> String {
    format!("https://{}/cms/{}/{tail}", settings.host, settings.version)
}

pub fn source(http: &Client, file: &str) -> RequestBuilder {
    let settings = Settings { retries: 0, ..Default::default() };
    http.get(url(&settings, &format!("source-code/published/content/{file}"))) //~ GET /cms/v3/source-code/published/content/{}
}

fn tables(http: &Client, query: Query) -> RequestBuilder {
    let tail = match query.status {
        Status::Published => "hubdb/tables",
        Status::Draft => "hubdb/tables/draft",
    };
    let request = http.get(url(&Settings::default(), tail)); //~ GET /cms/v3/hubdb/tables
    request.query(&[("limit", query.limit.unwrap_or(50))])
}

pub fn published(http: &Client) -> RequestBuilder {
    tables(http, Query { limit: Some(10), ..Query::default() })
}
