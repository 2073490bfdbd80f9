use acme_hubspot::resources::{Contact, List};
use acme_hubspot::{Hub, Page};
use anyhow::Context;
use serde_json::{json, Value};

fn subscribe(hub: &Hub, list: &List, contact: &Contact) -> anyhow::Result<()> {
    let body = json!({ "properties": { "newsletter": list.name } });
    hub.contacts().update(&contact.id, &body)?; //~ PATCH /crm/v3/objects/contacts/{}
    let _added: Value = hub.lists().put(&list.list_id, "memberships/add", &json!([contact.id]))?; //~ PUT /crm/v3/lists/{}/memberships/add
    Ok(())
}

fn main() -> anyhow::Result<()> {
    let hub = Hub::new(std::env::var("HUBSPOT_TOKEN")?);
    let id = std::env::args().nth(1).context("usage: newsletter LIST")?;
    let list = hub.lists().one(&id)?; //~ GET /crm/v3/lists/{}
    let contacts: Page<Contact> = hub.contacts().page(100)?; //~ GET /crm/v3/objects/contacts
    contacts.results.iter().try_for_each(|contact| subscribe(&hub, &list, contact))
}
