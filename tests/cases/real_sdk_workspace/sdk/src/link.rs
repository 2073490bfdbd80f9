use reqwest::blocking::Client;
use reqwest::Method;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::fmt;

#[derive(Debug)]
pub enum Error {
    Transport(reqwest::Error),
    Refused(u16),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Transport(error) => error.fmt(f),
            Error::Refused(status) => write!(f, "HubSpot answered {status}"),
        }
    }
}

impl std::error::Error for Error {}

impl From<reqwest::Error> for Error {
    fn from(error: reqwest::Error) -> Self {
        Error::Transport(error)
    }
}

pub struct Hub {
    http: Client,
    origin: String,
    token: String,
}

impl Hub {
    pub fn new(token: impl Into<String>) -> Self {
        Self::at("https://api.hubapi.com", token)
    }

    pub fn at(origin: impl Into<String>, token: impl Into<String>) -> Self {
        Hub { http: Client::new(), origin: origin.into(), token: token.into() }
    }

    pub(crate) fn send<T: DeserializeOwned>(&self, method: Method, path: &str, body: Option<&Value>) -> Result<T, Error> {
        let mut request = self.http.request(method, format!("{}{}", self.origin, path)).bearer_auth(&self.token);
        if let Some(body) = body {
            request = request.json(body);
        }
        let response = request.send()?;
        let status = response.status();
        if status.is_success() { Ok(response.json()?) } else { Err(Error::Refused(status.as_u16())) }
    }
}
