//! A client generic over its environment, with a default: `Client` alone means production.
//@ deps: reqwest

use reqwest::RequestBuilder;
use std::marker::PhantomData;

pub trait Environment {
    const ORIGIN: &'static str;
}

pub struct Production;
pub struct Quality;

impl Environment for Production {
    const ORIGIN: &'static str = "https://api.hubapi.com";
}

impl Environment for Quality {
    const ORIGIN: &'static str = "https://api.hubapiqa.com";
}

struct Client<E = Production> {
    http: reqwest::Client,
    environment: PhantomData<E>,
}

impl<E: Environment> Client<E> {
    fn new() -> Self {
        Client { http: reqwest::Client::new(), environment: PhantomData }
    }

    fn get(&self, tail: &str) -> RequestBuilder {
        self.http.get(format!("{}/{tail}", E::ORIGIN))
    }
}

pub fn enablement() -> RequestBuilder {
    let client: Client = Client::new();
    client.get("crm/v3/object-library/enablement") //~ GET /crm/v3/object-library/enablement
}

pub fn quality_enablement(object: &str) -> RequestBuilder {
    Client::<Quality>::new().get(&format!("crm/v3/object-library/enablement/{object}")) //~ GET /crm/v3/object-library/enablement/{}
}
