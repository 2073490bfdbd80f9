use super::contacts::Contact;
use super::Client;
use crate::error::Result;
use serde_json::{json, Value};

/// The association type of deal to contact, as HubSpot defines it.
const DEAL_TO_CONTACT: u16 = 3;

impl Client {
    pub async fn open_deal(&self, contact: &Contact, title: &str, owner: Option<&str>) -> Result<String> {
        let body = json!({
            "properties": { "dealname": title, "dealstage": "appointmentscheduled", "hubspot_owner_id": owner },
            "associations": [{
                "to": { "id": contact.id },
                "types": [{ "associationCategory": "HUBSPOT_DEFINED", "associationTypeId": DEAL_TO_CONTACT }],
            }],
        });
        let deal: Value = self.post("/objects/deals", &body).await?; //~ POST /crm/v3/objects/deals
        Ok(deal["id"].as_str().unwrap_or_default().to_owned())
    }
}
