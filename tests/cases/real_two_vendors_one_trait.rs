//! Two vendors behind one trait and one enum; only HubSpot's calls count.
//@ deps: reqwest async-trait serde_json
//@ scopes: crm.objects.contacts.read crm.objects.contacts.write
use async_trait::async_trait;
#[async_trait]
pub trait Provider { fn base(&self) -> &str; fn contacts(&self) -> &'static str; async fn list(&self, http: &reqwest::Client) -> String { http.get(format!("{}{}", self.base(), self.contacts())).send().await.unwrap().text().await.unwrap() } //~ GET /crm/v3/objects/contacts
    async fn create(&self, http: &reqwest::Client, body: &serde_json::Value) -> bool { http.post(format!("{}{}", self.base(), self.contacts())).json(body).send().await.is_ok() } } //~ POST /crm/v3/objects/contacts
pub struct HubSpot; pub struct Pipedrive { domain: String } pub struct Zoho;
impl Provider for HubSpot { fn base(&self) -> &str { "https://api.hubapi.com" } fn contacts(&self) -> &'static str { "/crm/v3/objects/contacts" } }
impl Provider for Pipedrive { fn base(&self) -> &str { &self.domain } fn contacts(&self) -> &'static str { "/v1/persons" } }
impl Provider for Zoho { fn base(&self) -> &str { "https://www.zohoapis.com" } fn contacts(&self) -> &'static str { "/crm/v3/Contacts" } }
pub enum Crm { HubSpot, Pipedrive(String), Zoho }
impl Crm { pub fn provider(&self) -> Box<dyn Provider> { match self { Crm::HubSpot => Box::new(HubSpot), Crm::Pipedrive(domain) => Box::new(Pipedrive { domain: format!("https://{domain}.pipedrive.com") }), Crm::Zoho => Box::new(Zoho) } } }
pub async fn sync(http: &reqwest::Client, from: &Crm, to: &Crm) { let body = serde_json::json!({ "text": from.provider().list(http).await }); to.provider().create(http, &body).await; }
