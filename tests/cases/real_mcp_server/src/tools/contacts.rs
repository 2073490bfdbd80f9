use super::{text, Tool};
use crate::gateway::Gateway;
use anyhow::Result;
use async_trait::async_trait;
use reqwest::Method;
use serde_json::{json, Value};

pub struct FindContact;
pub struct AddNote;

#[async_trait]
impl Tool for FindContact {
    fn name(&self) -> &'static str {
        "find_contact"
    }

    fn about(&self) -> &'static str {
        "Finds a contact by e-mail (GET /crm/v3/objects/contacts/{email})"
    }

    async fn call(&self, gateway: &Gateway, arguments: &Value) -> Result<Value> {
        let email = text(arguments, "email")?;
        let path = format!("crm/v3/objects/contacts/{email}?idProperty=email");
        gateway.read(&path).await //~ GET /crm/v3/objects/contacts/{}
    }
}

#[async_trait]
impl Tool for AddNote {
    fn name(&self) -> &'static str {
        "add_note"
    }

    fn about(&self) -> &'static str {
        "Writes a note on a contact's timeline"
    }

    async fn call(&self, gateway: &Gateway, arguments: &Value) -> Result<Value> {
        let contact = text(arguments, "contact")?;
        let body = json!({ "properties": { "hs_note_body": text(arguments, "note")? } });
        let note = gateway.call("/crm/v3/objects/notes", Method::POST, Some(body)).await?; //~ POST /crm/v3/objects/notes
        let id = note["id"].as_str().unwrap_or_default();
        let link = format!("/crm/v4/objects/notes/{id}/associations/default/contacts/{contact}");
        gateway.call(&link, Method::PUT, None).await?; //~ PUT /crm/v4/objects/notes/{}/associations/default/contacts/{}
        Ok(note)
    }
}
