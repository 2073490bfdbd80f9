//! Extension traits: on the foreign client, on strings and on the request builder.
//@ deps: reqwest

use reqwest::{Client, Method, RequestBuilder};

pub trait HubSpotExt {
    fn hubspot(&self, method: Method, path: &str) -> RequestBuilder;

    fn hubspot_get(&self, path: &str) -> RequestBuilder {
        self.hubspot(Method::GET, path)
    }
}

impl HubSpotExt for Client {
    fn hubspot(&self, method: Method, path: &str) -> RequestBuilder {
        self.request(method, path.on_api())
    }
}

trait OnApi {
    fn on_api(&self) -> String;
}

impl OnApi for str {
    fn on_api(&self) -> String {
        format!("https://api.hubapi.com{self}")
    }
}

pub trait Signed: Sized {
    fn signed(self) -> Self;
}

impl Signed for RequestBuilder {
    fn signed(self) -> Self {
        let token = std::env::var("HUBSPOT_TOKEN").unwrap_or_default();
        self.bearer_auth(token)
    }
}

pub fn visitors(http: &Client) -> RequestBuilder {
    http.hubspot(Method::POST, "/visitor-identification/v3/tokens/create").signed() //~ POST /visitor-identification/v3/tokens/create
}

pub fn units(http: &Client, user: u64) -> RequestBuilder {
    http.hubspot_get(&format!("/business-units/v3/business-units/user/{user}")).signed() //~ GET /business-units/v3/business-units/user/{}
}

pub fn taxes(http: &Client) -> RequestBuilder {
    http.get("/tax-rates/v1/tax-rates".on_api()).signed() //~ GET /tax-rates/v1/tax-rates
}
