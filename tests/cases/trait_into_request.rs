//! Conversions make the request: `TryFrom` into `reqwest::Request`, `From` into a pair.
//@ deps: reqwest url

use reqwest::{Client, Method, Request};
use url::Url;

pub struct Unsubscribe {
    pub email: String,
}

pub struct Preferences<'a>(pub &'a str);

impl TryFrom<&Unsubscribe> for Request {
    type Error = url::ParseError;

    fn try_from(unsubscribe: &Unsubscribe) -> Result<Self, Self::Error> {
        let url = Url::parse("https://api.hubapi.com/communication-preferences/v3/unsubscribe")?;
        let mut request = Request::new(Method::POST, url); //~ POST /communication-preferences/v3/unsubscribe
        *request.body_mut() = Some(format!(r#"{{"emailAddress":"{}"}}"#, unsubscribe.email).into());
        Ok(request)
    }
}

impl From<Preferences<'_>> for (Method, String) {
    fn from(Preferences(email): Preferences<'_>) -> Self {
        (Method::GET, format!("https://api.hubapi.com/communication-preferences/v4/statuses/{email}"))
    }
}

pub async fn leave(http: &Client, email: String) -> Result<u16, Box<dyn std::error::Error>> {
    let (method, url) = Preferences(&email).into();
    http.request(method, url).send().await?.error_for_status()?; //~ GET /communication-preferences/v4/statuses/{}
    let request = Request::try_from(&Unsubscribe { email })?;
    Ok(http.execute(request).await?.status().as_u16())
}
