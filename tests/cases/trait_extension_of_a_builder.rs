//! Extension traits on a client and on a builder of another crate.
//@ deps: reqwest async-trait
pub trait HubExt { fn hub(&self, verb: reqwest::Method, path: &str) -> reqwest::RequestBuilder; fn hub_get(&self, path: &str) -> reqwest::RequestBuilder { self.hub(reqwest::Method::GET, path) } }
impl HubExt for reqwest::Client { fn hub(&self, verb: reqwest::Method, path: &str) -> reqwest::RequestBuilder { self.request(verb, format!("https://api.hubapi.com{path}")) } }
pub trait Fire { fn fire(self) -> impl std::future::Future<Output = bool>; }
impl Fire for reqwest::RequestBuilder { async fn fire(self) -> bool { self.bearer_auth("x").send().await.is_ok() } }
pub async fn run(http: &reqwest::Client) {
    http.hub_get("/crm/v3/owners").fire().await; //~ GET /crm/v3/owners
    http.hub(reqwest::Method::PUT, "/crm/v3/lists/1/memberships/add").json(&[1]).fire().await; //~ PUT /crm/v3/lists/1/memberships/add
    HubExt::hub_get(http, "/crm/v3/schemas").fire().await; //~ GET /crm/v3/schemas
}
