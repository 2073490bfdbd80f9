//! A cache and a store whose methods are named like a client's, around one that is.
//@ deps: reqwest moka redis
use std::collections::HashMap;
pub struct Cached { http: reqwest::Client, seen: HashMap<String, String>, redis: redis::Client }
impl Cached {
    pub async fn get(&mut self, path: &str) -> Option<String> {
        if let Some(hit) = self.seen.get(path) { return Some(hit.clone()); }
        if let Some(hit) = self.seen.get("/crm/v3/objects/quotes") { return Some(hit.clone()); }
        let text = self.http.get(format!("https://api.hubapi.com{path}")).send().await.ok()?.text().await.ok()?;
        self.seen.insert(path.to_owned(), text.clone());
        Some(text)
    }
    pub async fn deals(&mut self) -> Option<String> { self.get("/crm/v3/objects/deals").await } //~ GET /crm/v3/objects/deals
    pub fn forget(&mut self) { self.seen.remove("/crm/v3/objects/tickets"); self.seen.retain(|key, _| !key.starts_with("/crm/v3/objects/")); }
}
