//! A struct whose `Display` writes the path, piece by piece.
//@ deps: reqwest

use reqwest::{Client, RequestBuilder};
use std::fmt::{self, Display, Formatter};

pub struct Associations<'a> {
    pub from: &'a str,
    pub id: u64,
    pub to: &'a str,
    pub to_id: Option<u64>,
}

impl Display for Associations<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("/crm/v4/objects/")?;
        write!(f, "{}/{}/associations/{}", self.from, self.id, self.to)?;
        if let Some(to_id) = self.to_id {
            write!(f, "/{to_id}")?;
        }
        Ok(())
    }
}

pub fn emails_of(http: &Client, ticket: u64) -> RequestBuilder {
    let links = Associations { from: "tickets", id: ticket, to: "emails", to_id: None };
    http.get(format!("https://api.hubapi.com{links}")) //~ GET /crm/v4/objects/tickets/{}/associations/emails
}

pub fn unlink(http: &Client, ticket: u64, email: u64) -> RequestBuilder {
    let link = Associations { to_id: Some(email), from: "tickets", id: ticket, to: "emails" };
    http.delete("https://api.hubapi.com".to_string() + &link.to_string()) //~ DELETE /crm/v4/objects/tickets/{}/associations/emails/{}
}
