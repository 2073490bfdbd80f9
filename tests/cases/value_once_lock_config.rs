//! Configuration in a `OnceLock` that is set at start-up and read everywhere.
//@ deps: reqwest

use reqwest::{Client, RequestBuilder};
use std::sync::OnceLock;

struct Config {
    api: String,
    http: Client,
}

static CONFIG: OnceLock<Config> = OnceLock::new();

pub fn start(api: Option<String>) {
    let config = Config { api: api.unwrap_or_else(|| String::from("https://api.hubapi.com")), http: Client::new() };
    assert!(CONFIG.set(config).is_ok(), "started twice");
}

fn config() -> &'static Config {
    CONFIG.get().expect("start() has run")
}

fn forms_url() -> &'static str {
    static URL: OnceLock<String> = OnceLock::new();
    URL.get_or_init(|| format!("{}/marketing/v3/forms", config().api))
}

pub fn forms() -> RequestBuilder {
    config().http.get(forms_url()) //~ GET /marketing/v3/forms
}

pub fn form(id: &str) -> RequestBuilder {
    config().http.delete(format!("{}/{id}", forms_url())) //~ DELETE /marketing/v3/forms/{}
}

pub fn events() -> RequestBuilder {
    let Config { api, http } = config();
    http.get(format!("{api}/events/v3/event-definitions")) //~ GET /events/v3/event-definitions
}
