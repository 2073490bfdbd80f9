//! A blanket impl gives every transport the whole API.
//@ deps: reqwest anyhow

use anyhow::Result;
use reqwest::blocking::Client;

pub trait Transport {
    fn fetch(&self, path: &str) -> Result<String>;
}

pub trait Conversations {
    fn channels(&self) -> Result<String>;
    fn actor(&self, id: &str) -> Result<String>;
}

impl<T: Transport> Conversations for T {
    fn channels(&self) -> Result<String> {
        self.fetch("/conversations/v3/conversations/channels") //~ GET /conversations/v3/conversations/channels
    }

    fn actor(&self, id: &str) -> Result<String> {
        self.fetch(&format!("/conversations/v3/conversations/actors/{id}")) //~ GET /conversations/v3/conversations/actors/{}
    }
}

pub struct Https {
    http: Client,
    token: String,
}

impl Transport for Https {
    fn fetch(&self, path: &str) -> Result<String> {
        let request = self.http.get(format!("https://api.hubapi.com{path}"));
        Ok(request.bearer_auth(&self.token).send()?.text()?)
    }
}

pub fn who(link: &Https, id: &str) -> Result<bool> {
    Ok(link.channels()?.contains(&link.actor(id)?))
}
