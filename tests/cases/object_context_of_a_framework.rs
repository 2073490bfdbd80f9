//! A framework's context is generic over the program's data; its accessors are the framework's.
//@ deps: reqwest poise bot_kit

pub struct Hub {
    http: reqwest::Client,
}

impl Hub {
    pub async fn get(&self, object: &str) -> reqwest::Result<reqwest::Response> {
        self.http.get(format!("https://api.hubapi.com/crm/v3/objects/{object}")).send().await
    }
}

pub struct Data {
    hub: Hub,
}

pub struct Failure;

type Context<'a> = poise::Context<'a, Data, Failure>;

pub async fn contacts(ctx: Context<'_>) -> Result<(), Failure> {
    let hub = &ctx.data().hub;
    let _ = hub.get("contacts").await; //~ GET /crm/v3/objects/contacts
    Ok(())
}

pub async fn deals(pool: bot_kit::Pool<Hub>) {
    let client = pool.acquire().await.unwrap();
    let _ = client.get("deals").await; //~ GET /crm/v3/objects/deals
}

pub async fn known(hub: &Hub) {
    let _ = hub.get("tickets").await; //~ GET /crm/v3/objects/tickets
}
