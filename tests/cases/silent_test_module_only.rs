//! Everything that talks to HubSpot is test code.
//@ deps: reqwest tokio
//@ scopes:

pub fn shorten(name: &str) -> String {
    name.chars().take(20).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const API: &str = "https://api.hubapi.com";

    async fn make(name: &str) -> reqwest::Result<String> {
        let http = reqwest::Client::new();
        http.post(format!("{API}/crm/v3/objects/contacts")).body(shorten(name)).send().await?.text().await
    }

    #[tokio::test]
    async fn a_long_name_is_taken() {
        assert!(make(&"x".repeat(40)).await.is_ok());
        reqwest::get("https://api.hubapi.com/crm/v3/owners").await.unwrap();
    }
}

