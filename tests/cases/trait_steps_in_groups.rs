//! Async trait objects in a vector, visited by a service that owns them.
//@ deps: reqwest async-trait futures
use async_trait::async_trait;
#[async_trait]
pub trait Step: Send + Sync { async fn run(&self, ctx: &Ctx); }
pub struct Ctx { http: reqwest::Client, dry: bool }
impl Ctx { pub async fn call(&self, verb: reqwest::Method, tail: &str) { if !self.dry { let _ = self.http.request(verb, format!("https://api.hubapi.com/crm/{tail}")).send().await; } } }
pub struct Pull { object: &'static str } pub struct Merge; pub struct Group(Vec<Box<dyn Step>>);
#[async_trait] impl Step for Pull { async fn run(&self, ctx: &Ctx) { ctx.call(reqwest::Method::GET, &format!("v3/objects/{}", self.object)).await } } //~ GET /crm/v3/objects/contacts ; GET /crm/v3/objects/companies
#[async_trait] impl Step for Merge { async fn run(&self, ctx: &Ctx) { ctx.call(reqwest::Method::POST, "v3/objects/contacts/merge").await } } //~ POST /crm/v3/objects/contacts/merge
#[async_trait] impl Step for Group { async fn run(&self, ctx: &Ctx) { futures::future::join_all(self.0.iter().map(|step| step.run(ctx))).await; } }
pub fn plan() -> Group { Group(vec![Box::new(Pull { object: "contacts" }), Box::new(Group(vec![Box::new(Pull { object: "companies" }), Box::new(Merge)]))]) }
pub async fn main_loop(ctx: &Ctx) { plan().run(ctx).await }
