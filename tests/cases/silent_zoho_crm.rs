//! Zoho's CRM has paths that look like HubSpot's; its host is known.
//@ deps: reqwest serde_json
//@ scopes:

use reqwest::{Client, Method, RequestBuilder};

pub struct Zoho {
    http: Client,
    domain: Domain,
}

#[derive(Clone, Copy)]
pub enum Domain {
    Com,
    Eu,
    In,
}

impl Domain {
    fn api(self) -> &'static str {
        match self {
            Domain::Com => "https://www.zohoapis.com",
            Domain::Eu => "https://www.zohoapis.eu",
            Domain::In => "https://www.zohoapis.in",
        }
    }
}

impl Zoho {
    fn send(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.domain.api()))
    }

    pub fn contacts(&self) -> RequestBuilder {
        self.send(Method::GET, "/crm/v3/Contacts?fields=Email")
    }

    pub fn search(&self, email: &str) -> RequestBuilder {
        self.send(Method::GET, &format!("/crm/v3/contacts/search?email={email}"))
    }

    pub fn archive(&self, id: u64) -> RequestBuilder {
        self.send(Method::DELETE, &format!("/crm/v3/Deals/{id}"))
    }
}
