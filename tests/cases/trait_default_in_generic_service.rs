//! A service that is generic over its settings: associated constants, a default method, a blanket impl.
//@ deps: reqwest

use std::marker::PhantomData;

pub trait Settings {
    const VERSION: &'static str = "v3";
    const AREA: &'static str;
}

pub trait Locate {
    fn locate(tail: &str) -> String;
}

impl<S: Settings> Locate for S {
    fn locate(tail: &str) -> String {
        format!("https://api.hubapi.com/{}/{}/{tail}", S::AREA, S::VERSION)
    }
}

pub struct Marketing;
pub struct Automation;

impl Settings for Marketing {
    const AREA: &'static str = "marketing";
}

impl Settings for Automation {
    const VERSION: &'static str = "v4";
    const AREA: &'static str = "automation";
}

pub struct Service<S> {
    http: reqwest::Client,
    settings: PhantomData<S>,
}

impl<S: Locate> Service<S> {
    pub fn new(http: reqwest::Client) -> Self {
        Service { http, settings: PhantomData }
    }

    pub async fn read(&self, tail: &str) -> reqwest::Result<reqwest::Response> {
        self.http.get(S::locate(tail)).send().await
    }
}

pub async fn run(http: reqwest::Client) -> reqwest::Result<()> {
    Service::<Marketing>::new(http.clone()).read("emails").await?; //~ GET /marketing/v3/emails
    let flows: Service<Automation> = Service::new(http);
    flows.read("flows").await?; //~ GET /automation/v4/flows
    Ok(())
}
