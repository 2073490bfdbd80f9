//! The tests mount mocks and call endpoints that the program never does; only one call is the program's.
//@ deps: reqwest serde_json wiremock tokio

use reqwest::{Client, Result};
use serde_json::Value;

pub struct Hub {
    http: Client,
    base: String,
}

impl Default for Hub {
    fn default() -> Self {
        Hub { http: Client::new(), base: "https://api.hubapi.com".to_owned() }
    }
}

impl Hub {
    async fn get(&self, path: &str) -> Result<Value> {
        self.http.get(format!("{}{path}", self.base)).send().await?.error_for_status()?.json().await
    }

    pub async fn teams(&self) -> Result<Value> {
        self.get("/settings/v3/users/teams").await //~ GET /settings/v3/users/teams
    }

    #[cfg(any(test, feature = "testing"))]
    pub async fn reset(&self) -> Result<()> {
        self.http.delete(format!("{}/settings/v3/users/1", self.base)).send().await.map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wiremock::matchers::{method, path};
    use wiremock::{Mock, MockServer, ResponseTemplate};

    async fn local(server: &MockServer) -> Hub {
        Hub { http: Client::new(), base: server.uri() }
    }

    #[tokio::test]
    async fn teams_are_read() {
        let server = MockServer::start().await;
        Mock::given(method("GET"))
            .and(path("/settings/v3/users/teams"))
            .respond_with(ResponseTemplate::new(200).set_body_json(serde_json::json!({ "results": [] })))
            .mount(&server)
            .await;
        Mock::given(method("POST")).and(path("/settings/v3/users")).respond_with(ResponseTemplate::new(500)).mount(&server).await;
        let hub = local(&server).await;
        assert!(hub.teams().await.is_ok());
        assert!(hub.get("/settings/v3/users/roles").await.is_err());
        let live = Client::new().post("https://api.hubapi.com/settings/v3/users").send().await;
        assert!(live.is_ok());
    }
}
