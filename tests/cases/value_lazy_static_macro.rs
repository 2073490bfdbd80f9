//! `lazy_static!` holds the base, an endpoint made from it and the client.
//@ deps: reqwest lazy_static

use lazy_static::lazy_static;
use reqwest::blocking::{Client, RequestBuilder};

lazy_static! {
    /// Where the API lives; a test account can be named instead.
    static ref API: String = std::env::var("HUBSPOT_API").unwrap_or("https://api.hubapi.com".to_string());
    static ref HTTP: Client = Client::builder().user_agent("inbox-bridge").build().unwrap();
    pub static ref THREADS: String = format!("{}/conversations/v3/conversations/threads", *API);
}

pub fn threads() -> RequestBuilder {
    HTTP.get(THREADS.as_str()) //~ GET /conversations/v3/conversations/threads
}

pub fn messages(thread: u64) -> RequestBuilder {
    HTTP.get(format!("{}/{thread}/messages", THREADS.as_str())) //~ GET /conversations/v3/conversations/threads/{}/messages
}

pub fn inboxes() -> RequestBuilder {
    let url = API.clone() + "/conversations/v3/conversations/inboxes";
    HTTP.get(&url) //~ GET /conversations/v3/conversations/inboxes
}
