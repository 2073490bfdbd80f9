//! The integration is behind a feature that nobody turns on; what is left talks to another service.
//@ deps: reqwest
//@ features: default = []
//@ features: hubspot = []
//@ scopes:

#[cfg(feature = "hubspot")]
mod hubspot {
    pub async fn push(http: &reqwest::Client) {
        let _ = http.post("https://api.hubapi.com/crm/v3/objects/contacts").send().await;
    }
}

#[cfg(not(feature = "hubspot"))]
mod hubspot {
    pub async fn push(http: &reqwest::Client) {
        let _ = http.post("https://hooks.acme.net/contacts").send().await;
    }
}

pub async fn run(http: &reqwest::Client) {
    hubspot::push(http).await;
    if cfg!(feature = "hubspot") {
        let _ = http.delete("https://api.hubapi.com/crm/v3/objects/contacts/1").send().await;
    }
}
