//! Accessors and builders that derives of other crates write: a field by its name.
//@ deps: reqwest getset typed-builder derive_builder

use getset::Getters;
use typed_builder::TypedBuilder;

#[derive(Getters)]
#[getset(get = "pub")]
pub struct Context {
    hub: Hub,
}

#[derive(TypedBuilder)]
pub struct Hub {
    http: reqwest::Client,
    #[builder(default = "v3")]
    version: &'static str,
    object: String,
}

impl Hub {
    pub async fn list(&self) -> reqwest::Result<reqwest::Response> {
        self.http.get(format!("https://api.hubapi.com/crm/{}/objects/{}", self.version, self.object)).send().await
    }

    pub async fn page(&self, tail: &str) -> reqwest::Result<reqwest::Response> {
        self.http.post(format!("https://api.hubapi.com/crm/v3/objects/tickets/{tail}")).send().await
    }
}

pub async fn run(context: &Context) {
    context.hub().page("search").await.ok(); //~ POST /crm/v3/objects/tickets/search
}

pub async fn build(http: reqwest::Client) {
    let hub = Hub::builder().http(http).object("contacts".to_owned()).build();
    hub.list().await.ok(); //~ GET /crm/v3/objects/contacts
}
