//! Encoders written by hand: what they put together is one segment.
//@ deps: reqwest
//@ scopes: crm.objects.companies.write crm.objects.contacts.read

use reqwest::blocking::{Client, Response};
use reqwest::Result;

const OBJECTS: &str = "https://api.hubapi.com/crm/v3/objects";

fn url_encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' => encoded.push(byte as char),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

/// The name says nothing here, the escapes do.
fn safe(text: &str) -> String {
    let mut done = String::new();
    for byte in text.bytes() {
        done += &format!("%{byte:02X}");
    }
    done
}

pub fn contact(http: &Client, email: &str) -> Result<Response> {
    http.get(format!("{OBJECTS}/contacts/{}?idProperty=email", url_encode(email))).send() //~ GET /crm/v3/objects/contacts/{}
}

pub fn remove(http: &Client, id: &str) -> Result<Response> {
    http.delete(format!("{OBJECTS}/companies/{}", safe(id))).send() //~ DELETE /crm/v3/objects/companies/{}
}
