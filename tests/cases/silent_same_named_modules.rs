//! Two modules with types of one name; the one with the vendor's host is never used for a request.
//@ deps: reqwest
//@ scopes:

pub mod docs {
    pub struct Client;
    impl Client {
        pub fn get(&self, path: &str) -> String {
            format!("https://api.hubapi.com{path}")
        }
    }
}

pub mod wire {
    pub struct Client(pub reqwest::Client);
    impl Client {
        pub async fn get(&self, path: &str) -> reqwest::Result<reqwest::Response> {
            self.0.get(format!("https://billing.acme.net{path}")).send().await
        }
    }
}

pub async fn run(client: &wire::Client) -> String {
    use docs::Client;
    let _ = client.get("/crm/v3/objects/invoices").await;
    Client.get("/crm/v3/objects/invoices")
}
