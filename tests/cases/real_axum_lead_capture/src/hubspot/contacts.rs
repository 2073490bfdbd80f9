use super::Client;
use crate::error::{Error, Result};
use serde::Deserialize;
use serde_json::{json, Map, Value};

const CONTACTS: &str = "/objects/contacts";

#[derive(Debug, Deserialize)]
pub struct Lead {
    pub email: Option<String>,
    pub first_name: Option<String>,
    pub company: Option<String>,
}

#[derive(Deserialize)]
struct Found {
    results: Vec<Contact>,
}

#[derive(Deserialize)]
pub struct Contact {
    pub id: String,
}

impl Lead {
    fn properties(&self) -> Map<String, Value> {
        let pairs = [("email", &self.email), ("firstname", &self.first_name), ("company", &self.company)];
        pairs.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value.clone()?.into()))).collect()
    }
}

impl Client {
    async fn contact_by_email(&self, email: &str) -> Result<Option<Contact>> {
        let filter = json!({ "propertyName": "email", "operator": "EQ", "value": email });
        let body = json!({ "filterGroups": [{ "filters": [filter] }], "limit": 1 });
        let found: Found = self.post(&format!("{CONTACTS}/search"), &body).await?; //~ POST /crm/v3/objects/contacts/search
        Ok(found.results.into_iter().next())
    }

    pub async fn upsert_lead(&self, lead: &Lead) -> Result<Contact> {
        let email = lead.email.as_deref().filter(|email| email.contains('@')).ok_or(Error::NoEmail)?;
        let body = json!({ "properties": lead.properties() });
        match self.contact_by_email(email).await? {
            Some(contact) => self.patch(&format!("{CONTACTS}/{}", contact.id), &body).await, //~ PATCH /crm/v3/objects/contacts/{}
            None => self.post(CONTACTS, &body).await, //~ POST /crm/v3/objects/contacts
        }
    }
}
