//! A receiver of unknown type: more functions of the name than are tried.
//@ deps: reqwest web_kit
macro_rules! hubs { ($($name:ident $path:literal;)*) => { $(
    pub struct $name { http: reqwest::Client }
    impl $name { pub async fn sync_all(&self, kind: &str) { let _ = self.http.post(format!("https://api.hubapi.com/crm/v3/objects/{kind}/{}", "search")).send().await; } }
)* } }
hubs! { A "a"; B "b"; C "c"; D "d"; E "e"; F "f"; G "g"; H "h"; } //~ POST /crm/v3/objects/{}/search
pub async fn handler(request: web_kit::Request) {
    let client = request.data().unwrap();
    client.sync_all("contacts").await; //~ unresolved
}
