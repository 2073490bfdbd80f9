//! Record links, an install link and a redirect: URLs are handed to people and browsers, and never requested.
//@ deps: axum url serde_json lettre
//@ scopes:

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use std::fmt;
use url::Url;

pub struct RecordLink {
    pub portal: u32,
    pub kind: &'static str,
    pub id: u64,
}

impl fmt::Display for RecordLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "https://app.hubspot.com/contacts/{}/record/{}/{}", self.portal, self.kind, self.id)
    }
}

#[derive(Clone)]
pub struct Install {
    client_id: String,
    back: Url,
}

impl Install {
    pub fn link(&self, scopes: &[&str]) -> Result<Url, url::ParseError> {
        Url::parse_with_params(
            "https://app.hubspot.com/oauth/authorize",
            [("client_id", self.client_id.as_str()), ("redirect_uri", self.back.as_str()), ("scope", &scopes.join(" "))],
        )
    }
}

pub async fn install(State(app): State<Install>) -> impl IntoResponse {
    match app.link(&["crm.objects.contacts.read", "oauth"]) {
        Ok(url) => Redirect::temporary(url.as_str()).into_response(),
        Err(error) => error.to_string().into_response(),
    }
}

pub async fn picture(Path(file): Path<String>) -> Redirect {
    Redirect::to(&format!("https://api.hubapi.com/files/v3/files/{file}/signed-url"))
}

pub fn mail(to: lettre::Address, link: &RecordLink) -> Result<lettre::Message, lettre::error::Error> {
    let api = format!("https://api.hubapi.com/crm/v3/objects/{}/{}", link.kind, link.id);
    lettre::Message::builder()
        .to(lettre::message::Mailbox::new(None, to))
        .subject("A record changed")
        .body(format!("Open {link}\nor, for programs, GET {api}\n"))
}

pub fn open_in_browser(link: &RecordLink) -> std::io::Result<std::process::Child> {
    std::process::Command::new("xdg-open").arg(link.to_string()).spawn()
}
