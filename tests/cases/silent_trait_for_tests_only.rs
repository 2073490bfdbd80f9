//! The real transport is another service's; HubSpot's stands in the tests.
//@ deps: reqwest
//@ scopes:

pub trait Transport {
    async fn send(&self, path: &str) -> Option<String>;
}

pub struct Live(reqwest::Client);

impl Transport for Live {
    async fn send(&self, path: &str) -> Option<String> {
        self.0.get(format!("https://api.acme.net{path}")).send().await.ok()?.text().await.ok()
    }
}

pub async fn contacts<T: Transport>(transport: &T) -> Option<String> {
    transport.send("/crm/v3/objects/contacts").await
}

pub async fn run() -> Option<String> {
    contacts(&Live(reqwest::Client::new())).await
}

#[cfg(test)]
mod tests {
    struct Hub(reqwest::Client);
    impl super::Transport for Hub {
        async fn send(&self, path: &str) -> Option<String> {
            self.0.get(format!("https://api.hubapi.com{path}")).send().await.ok()?.text().await.ok()
        }
    }
}
