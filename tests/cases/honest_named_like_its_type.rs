//! A receiver of unknown type, not awaited, by the name of its type.
//@ deps: reqwest web_kit
pub struct Hub { http: reqwest::blocking::Client }
impl Hub {
    pub fn get(&self, object: &str) { let _ = self.http.get(format!("https://api.hubapi.com/crm/v3/objects/{object}")).send(); }
}
pub fn handler(request: web_kit::Request) {
    let hub = request.data().unwrap();
    hub.get("contacts"); //~ GET /crm/v3/objects/contacts
}
