//! The only place that knows the base makes a client and hands it out; nobody in the program calls its methods.
//@ deps: reqwest

pub struct Client {
    base_url: String,
    http: reqwest::Client,
}

impl Client {
    pub fn new(base_url: &str) -> Self {
        Self::with_http(base_url, reqwest::Client::new())
    }

    pub fn with_http(base_url: &str, http: reqwest::Client) -> Self {
        Self { base_url: base_url.to_string(), http }
    }

    pub async fn drop_schema(&self, object_type: &str) -> reqwest::Result<reqwest::Response> {
        let url = format!("{}/crm/v3/schemas/{object_type}", self.base_url);
        let request = self.http.delete(url).build()?; //~ DELETE /crm/v3/schemas/{}
        self.http.execute(request).await
    }

    pub async fn export(&self, id: &str) -> reqwest::Result<reqwest::Response> {
        self.http.get(format!("{}/files/v3/files/{id}", self.base_url)).send().await //~ GET /files/v3/files/{}
    }
}

pub struct Services {
    pub hub: Client,
}

pub fn services() -> Services {
    Services { hub: Client::new("https://api.hubapi.com") }
}
