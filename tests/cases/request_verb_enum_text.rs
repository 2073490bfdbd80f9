//! The crate's verb enum is turned into text and the text into a method.
//@ deps: reqwest anyhow

use reqwest::{Client, Method, RequestBuilder};

#[derive(Clone, Copy)]
pub enum Verb {
    Fetch,
    Submit,
    Remove,
}

impl Verb {
    fn as_str(&self) -> &'static str {
        match self {
            Verb::Fetch => "GET",
            Verb::Submit => "POST",
            Verb::Remove => "DELETE",
        }
    }
}

pub struct Step<'a> {
    pub verb: Verb,
    pub target: &'a str,
}

fn start(http: &Client, step: &Step) -> anyhow::Result<RequestBuilder> {
    let method = Method::from_bytes(step.verb.as_str().as_bytes())?;
    Ok(http.request(method, format!("https://api.hubapi.com/{}", step.target)))
}

pub fn rotate(http: &Client, token: &str) -> anyhow::Result<Vec<RequestBuilder>> {
    let old = format!("marketing/v3/transactional/smtp-tokens/{token}");
    Ok(vec![
        start(http, &Step { verb: Verb::Fetch, target: "marketing/v3/transactional/smtp-tokens" })?, //~ GET /marketing/v3/transactional/smtp-tokens
        start(http, &Step { verb: Verb::Submit, target: &(old.clone() + "/password-reset") })?, //~ POST /marketing/v3/transactional/smtp-tokens/{}/password-reset
        start(http, &Step { verb: Verb::Remove, target: &old })?, //~ DELETE /marketing/v3/transactional/smtp-tokens/{}
    ])
}
