//! A GraphQL layer whose resolvers find the client in a context.
//@ deps: async-graphql reqwest
use async_graphql::{Context, EmptySubscription, Object, Schema, SimpleObject};
pub struct Query;
pub struct Mutation;
pub struct Hub(reqwest::Client);
impl Hub { pub async fn fetch(&self, path: &str) -> String { self.0.get(format!("https://api.hubapi.com/{}", path.trim_start_matches('/'))).send().await.unwrap().text().await.unwrap() }
    pub async fn remove(&self, path: String) -> bool { self.0.delete("https://api.hubapi.com".to_owned() + &path).send().await.is_ok() } }
#[derive(SimpleObject)]
pub struct Owner { id: u64 }
#[Object]
impl Query {
    async fn owners(&self, ctx: &Context<'_>) -> async_graphql::Result<String> { let hub = ctx.data::<Hub>()?; Ok(hub.fetch("/crm/v3/owners/").await) } //~ GET /crm/v3/owners
    async fn deal(&self, ctx: &Context<'_>, id: u64) -> String { ctx.data_unchecked::<Hub>().fetch(&format!("crm/v3/objects/deals/{id}")).await } //~ GET /crm/v3/objects/deals/{}
}
#[Object]
impl Mutation { async fn drop_deal(&self, ctx: &Context<'_>, id: u64) -> bool { match ctx.data_opt::<Hub>() { Some(hub) => hub.remove(format!("/crm/v3/objects/deals/{id}")).await, None => false } } } //~ DELETE /crm/v3/objects/deals/{}
pub fn schema(http: reqwest::Client) -> Schema<Query, Mutation, EmptySubscription> { Schema::build(Query, Mutation, EmptySubscription).data(Hub(http)).finish() }
