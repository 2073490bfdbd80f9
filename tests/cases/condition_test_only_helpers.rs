//! Test support in a library: behind `test`, behind a feature that is off, or behind both.
//@ deps: reqwest tokio
//@ features: testing = []

use reqwest::blocking::{Client, RequestBuilder};

pub struct Contacts(Client);

impl Contacts {
    pub fn all(&self) -> RequestBuilder {
        self.0.get("https://api.hubapi.com/crm/v3/objects/contacts") //~ GET /crm/v3/objects/contacts
    }
}

#[cfg(any(test, feature = "testing"))]
pub mod support {
    use super::Contacts;

    pub fn wipe(contacts: &Contacts, id: u64) -> reqwest::blocking::RequestBuilder {
        contacts.0.delete(format!("https://api.hubapi.com/crm/v3/objects/contacts/{id}"))
    }
}

#[cfg(not(any(test, feature = "testing")))]
pub fn version(contacts: &Contacts) -> RequestBuilder {
    contacts.0.get("https://api.hubapi.com/account-info/v3/details") //~ GET /account-info/v3/details
}

#[tokio::test]
async fn lives() {
    let answer = reqwest::get("https://api.hubapi.com/crm/v3/owners").await;
    assert!(answer.is_ok());
}
