//! Endpoints as constants of a type with a method; a retrying executor by generics.
//@ deps: reqwest
#[derive(Clone, Copy)]
pub struct Endpoint { pub method: &'static str, pub path: &'static str }
impl Endpoint {
    pub const OWNERS: Endpoint = Endpoint::get("/crm/v3/owners");
    pub const ARCHIVE: Endpoint = Endpoint { method: "POST", ..Endpoint::get("/crm/v3/objects/notes/batch/archive") };
    const fn get(path: &'static str) -> Self { Endpoint { method: "GET", path } }
    pub const fn with(self, path: &'static str) -> Self { Endpoint { path, ..self } }
    fn url(&self) -> String { ["https://api.hubapi.com", self.path].concat() }
}
pub async fn exec<const N: usize>(http: &reqwest::Client, all: [Endpoint; N]) { for e in all { let _ = http.request(reqwest::Method::from_bytes(e.method.as_bytes()).unwrap(), e.url()).send().await; } }
pub async fn run(http: &reqwest::Client) {
    exec(http, [Endpoint::OWNERS, Endpoint::ARCHIVE]).await; //~ GET /crm/v3/owners ; POST /crm/v3/objects/notes/batch/archive
    exec(http, [Endpoint::ARCHIVE.with("/crm/v3/objects/tasks/batch/read")]).await; //~ POST /crm/v3/objects/tasks/batch/read
}
