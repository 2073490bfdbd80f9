//! Webhooks come in by type; each leads to a read of its object.
//@ deps: reqwest serde serde_json
use serde::Deserialize;
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Event { object_id: u64, subscription_type: Subscription, #[serde(default)] property_name: Option<String> }
#[derive(Deserialize, Clone, Copy, PartialEq)]
pub enum Subscription { #[serde(rename = "contact.creation")] ContactCreated, #[serde(rename = "deal.propertyChange")] DealChanged, #[serde(rename = "company.deletion")] CompanyGone, #[serde(other)] Other }
impl Subscription {
    fn object(self) -> Option<&'static str> { Some(match self { Self::ContactCreated => "contacts", Self::DealChanged => "deals", Self::CompanyGone => "companies", Self::Other => return None }) }
    fn is_gone(self) -> bool { matches!(self, Self::CompanyGone) }
}
pub async fn handle(http: &reqwest::Client, body: &[u8]) -> Result<(), Box<dyn std::error::Error>> {
    for event in serde_json::from_slice::<Vec<Event>>(body)? {
        let Some(object) = event.subscription_type.object() else { continue };
        if event.subscription_type.is_gone() { continue; }
        let mut url = reqwest::Url::parse(&format!("https://api.hubapi.com/crm/v3/objects/{object}/{}", event.object_id))?;
        if let Some(name) = &event.property_name { url.query_pairs_mut().append_pair("properties", name); }
        http.get(url).send().await?; //~ GET /crm/v3/objects/contacts/{} ; GET /crm/v3/objects/deals/{}
    }
    Ok(())
}
