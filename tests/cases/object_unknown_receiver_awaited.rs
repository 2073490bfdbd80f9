//! A receiver whose type is nowhere in sight: a call that is awaited is the program's, one that is read like a map is none.
//@ deps: reqwest web_kit serde_json

pub struct Hub {
    http: reqwest::Client,
}

impl Hub {
    pub async fn get(&self, object: &str) -> reqwest::Result<reqwest::Response> {
        self.http.get(format!("https://api.hubapi.com/crm/v3/objects/{object}")).send().await
    }

    pub async fn known(&self) {
        let _ = self.get("deals").await; //~ GET /crm/v3/objects/deals
    }
}

pub async fn handler(request: web_kit::Request) {
    let hub = request.data().unwrap();
    let _ = hub.get("contacts").await; //~ GET /crm/v3/objects/contacts
}

pub async fn both(request: web_kit::Request) {
    let hub = request.data().unwrap();
    let _ = tokio::join!(hub.get("companies"), hub.get("tickets")); //~ GET /crm/v3/objects/companies ; GET /crm/v3/objects/tickets
}

pub fn settings(request: web_kit::Request) -> Option<String> {
    let map = request.headers();
    let name = map.get("name").map(|name| name.to_string());
    let page = map.get("pages").unwrap_or("1");
    let body = request.body().unwrap();
    if let Some(kind) = body.get("kind") {
        return Some(kind.to_string());
    }
    name.or(Some(page.to_string()))
}
