//! What another crate is handed to call, it may call with anything, whoever else does.
//@ deps: reqwest web_kit
pub struct Sender { http: reqwest::Client }
impl web_kit::Handler for Sender {
    async fn handle(&self, path: String) { let _ = self.http.get(format!("https://api.hubapi.com{path}")).send().await; } //~ unresolved
}
pub struct Other { http: reqwest::Client }
impl web_kit::Handler for Other {
    async fn handle(&self, path: String) { let _ = self.http.post(format!("https://api.hubapi.com{path}")).send().await; }
}
pub async fn run(http: reqwest::Client) {
    use web_kit::Handler;
    let sender = Sender { http: http.clone() };
    sender.handle("/crm/v3/owners".into()).await; //~ GET /crm/v3/owners
    let other = Other { http };
    other.handle("/crm/v3/lists".into()).await; //~ POST /crm/v3/lists
    web_kit::serve(sender).await;
}
