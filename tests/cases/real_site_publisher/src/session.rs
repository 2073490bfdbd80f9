use anyhow::{anyhow, Context, Result};
use reqwest::blocking::{Client, RequestBuilder, Response};
use reqwest::{Method, Url};

pub struct Session {
    http: Client,
    origin: Url,
    token: String,
}

impl Session {
    pub fn from_env() -> Result<Self> {
        let origin = match std::env::var("HUBSPOT_ORIGIN") {
            Ok(origin) => origin.parse().context("HUBSPOT_ORIGIN is no URL")?,
            Err(_) => Url::parse("https://api.hubapi.com/")?,
        };
        let token = std::env::var("HUBSPOT_TOKEN").context("HUBSPOT_TOKEN is not set")?;
        Ok(Session { http: Client::new(), origin, token })
    }

    fn url<'s>(&self, segments: impl IntoIterator<Item = &'s str>) -> Result<Url> {
        let mut url = self.origin.clone();
        url.path_segments_mut().map_err(|()| anyhow!("{} has no path", self.origin))?.pop_if_empty().extend(segments);
        Ok(url)
    }

    pub fn request<'s>(&self, method: Method, segments: impl IntoIterator<Item = &'s str>) -> Result<RequestBuilder> {
        Ok(self.http.request(method, self.url(segments)?).bearer_auth(&self.token))
    }

    pub fn joined(&self, method: Method, path: &str) -> Result<RequestBuilder> {
        Ok(self.http.request(method, self.origin.join(path)?).bearer_auth(&self.token))
    }
}

pub fn checked(response: Response) -> Result<Response> {
    let url = response.url().clone();
    response.error_for_status().with_context(|| format!("{url} refused"))
}
