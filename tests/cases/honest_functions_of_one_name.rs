//! A receiver of unknown type: functions of the name that disagree, that agree, and one alone.
//@ deps: reqwest web_kit
pub struct HubSpot { http: reqwest::Client }
impl HubSpot {
    pub async fn list_people(&self, kind: &str) { let _ = self.http.get(format!("https://api.hubapi.com/crm/v3/objects/{kind}")).send().await; }
    pub async fn all_owners(&self) { let _ = self.http.get("https://api.hubapi.com/crm/v3/owners").send().await; } //~ GET /crm/v3/owners
    pub async fn one_kind(&self, kind: &str) { let _ = self.http.get(format!("https://api.hubapi.com/crm/v3/properties/{kind}")).send().await; }
}
pub struct Stripe { http: reqwest::Client }
impl Stripe {
    pub async fn list_people(&self, kind: &str) { let _ = self.http.get(format!("https://api.stripe.com/v1/{kind}")).send().await; }
    pub async fn all_owners(&self) { let _ = self.http.get("https://api.stripe.com/v1/persons").send().await; }
}
pub async fn handler(request: web_kit::Request) {
    let client = request.data().unwrap();
    client.list_people("contacts").await; //~ unresolved
    client.all_owners().await;
    client.one_kind("deals").await; //~ GET /crm/v3/properties/deals
}
