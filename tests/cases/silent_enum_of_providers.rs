//! One of several providers, of which HubSpot's is only named; the one in use is another.
//@ deps: reqwest
//@ scopes:

#[derive(Clone, Copy)]
pub enum Provider {
    HubSpot,
    Attio,
}

impl Provider {
    const fn base(self) -> &'static str {
        match self {
            Provider::HubSpot => "https://api.hubapi.com",
            Provider::Attio => "https://api.attio.com",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Provider::HubSpot => "HubSpot",
            Provider::Attio => "Attio",
        }
    }
}

const ACTIVE: Provider = Provider::Attio;

pub async fn objects(http: &reqwest::Client) -> reqwest::Result<reqwest::Response> {
    http.get(format!("{}/v2/objects", ACTIVE.base())).send().await
}
