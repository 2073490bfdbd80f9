use reqwest::blocking::Client;
use reqwest::Result;
use serde_json::Value;

pub const ORIGIN: &str = "https://api.hubapi.com";

pub trait Records {
    const NAME: &'static str;
    const FAMILY: &'static str = "/crm/v3/objects";

    fn http(&self) -> &Client;

    fn url(&self) -> String {
        [ORIGIN, Self::FAMILY, "/", Self::NAME].concat()
    }

    fn page(&self, limit: u8) -> Result<Value> {
        self.http().get(self.url()).query(&[("limit", limit)]).send()?.json() //~ GET /crm/v3/objects/subscriptions
    }

    fn find(&self, query: &Value) -> Result<Value> {
        self.http().post(format!("{}/search", self.url())).json(query).send()?.json() //~ POST /crm/v3/objects/subscriptions/search
    }
}
