//! A trait with async methods in another module: a provided method calls a required one of the impl at hand.
//@ deps: reqwest async-trait

mod contract {
    #[async_trait::async_trait]
    pub trait Source: Sync {
        fn object(&self) -> &str;
        async fn raw(&self, path: String) -> Option<String>;

        async fn all(&self) -> Option<String> {
            self.raw(format!("/crm/v3/objects/{}", self.object())).await
        }
    }
}

use contract::Source;

pub struct Live {
    http: reqwest::Client,
    object: String,
}

#[async_trait::async_trait]
impl Source for Live {
    fn object(&self) -> &str {
        &self.object
    }

    async fn raw(&self, path: String) -> Option<String> {
        self.http.get(format!("https://api.hubapi.com{path}")).send().await.ok()?.text().await.ok()
    }
}

pub async fn run(http: reqwest::Client) -> Option<String> {
    let source: Box<dyn Source> = Box::new(Live { http, object: "subscriptions".into() });
    source.all().await //~ GET /crm/v3/objects/subscriptions
}
