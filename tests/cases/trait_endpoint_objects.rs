//! Each request is a struct that knows its method and path; one `send` takes them all.
//@ deps: reqwest serde serde_json

use reqwest::{Client, Method, Result};
use serde::{de::DeserializeOwned, Serialize};
use std::borrow::Cow;

pub trait Endpoint {
    type Answer: DeserializeOwned;
    const METHOD: Method;

    fn path(&self) -> Cow<'_, str>;

    fn body(&self) -> Option<serde_json::Value> {
        None
    }
}

pub struct ListSequences {
    pub user: u64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Enroll<'a> {
    pub sequence_id: u64,
    pub contact_id: u64,
    pub sender_email: &'a str,
}

pub struct Enrollment(pub u64);

impl Endpoint for ListSequences {
    type Answer = serde_json::Value;
    const METHOD: Method = Method::GET;

    fn path(&self) -> Cow<'_, str> {
        format!("/automation/v4/sequences?userId={}", self.user).into()
    }
}

impl Endpoint for Enroll<'_> {
    type Answer = serde_json::Value;
    const METHOD: Method = Method::POST;

    fn path(&self) -> Cow<'_, str> {
        Cow::Borrowed("/automation/v4/sequences/enrollments")
    }

    fn body(&self) -> Option<serde_json::Value> {
        serde_json::to_value(self).ok()
    }
}

impl Endpoint for Enrollment {
    type Answer = serde_json::Value;
    const METHOD: Method = Method::GET;

    fn path(&self) -> Cow<'_, str> {
        Cow::Owned(format!("/automation/v4/sequences/enrollments/contact/{}", self.0))
    }
}

struct Hub {
    http: Client,
}

impl Hub {
    async fn send<E: Endpoint>(&self, endpoint: &E) -> Result<E::Answer> {
        let mut request = self.http.request(E::METHOD, format!("https://api.hubapi.com{}", endpoint.path()));
        if let Some(body) = endpoint.body() {
            request = request.json(&body);
        }
        request.send().await?.error_for_status()?.json().await
    }
}

pub async fn enroll(http: Client, user: u64, contact: u64) -> Result<()> {
    let hub = Hub { http };
    let running = hub.send(&Enrollment(contact)).await?; //~ GET /automation/v4/sequences/enrollments/contact/{}
    if running["enrolledAt"].is_null() {
        let found = hub.send(&ListSequences { user }).await?; //~ GET /automation/v4/sequences
        let sequence_id = found["results"][0]["id"].as_u64().unwrap_or_default();
        let enroll = Enroll { sequence_id, contact_id: contact, sender_email: "sales@example.com" };
        hub.send(&enroll).await?; //~ POST /automation/v4/sequences/enrollments
    }
    Ok(())
}
