#[derive(Debug, Clone)]
pub struct Configuration {
    pub base_path: String,
    pub user_agent: Option<String>,
    pub client: reqwest::Client,
    pub oauth_access_token: Option<String>,
    pub api_key: Option<ApiKey>,
}

#[derive(Debug, Clone)]
pub struct ApiKey {
    pub prefix: Option<String>,
    pub key: String,
}

impl Configuration {
    pub fn new() -> Configuration {
        Configuration::default()
    }
}

impl Default for Configuration {
    fn default() -> Self {
        Configuration {
            base_path: "https://api.hubapi.com".to_owned(),
            user_agent: Some("OpenAPI-Generator/v3/rust".to_owned()),
            client: reqwest::Client::new(),
            oauth_access_token: None,
            api_key: None,
        }
    }
}
