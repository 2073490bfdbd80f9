//! A pool from outside: its manager names what it hands out, to the caller or to a closure.
//@ deps: reqwest pool_kit

pub struct Hub {
    http: reqwest::Client,
}

impl Hub {
    pub async fn fetch(&self, path: &str) -> Option<String> {
        self.http.get(format!("https://api.hubapi.com{path}")).send().await.ok()?.text().await.ok()
    }
}

pub struct Manager;

impl pool_kit::Manage for Manager {
    type Connection = Hub;
    type Error = ();

    fn connect(&self) -> Result<Hub, ()> {
        Ok(Hub { http: reqwest::Client::new() })
    }
}

pub async fn guarded(pool: &pool_kit::Pool<Manager>) -> Option<String> {
    let hub = pool.checkout().await.ok()?;
    hub.fetch("/crm/v3/owners").await //~ GET /crm/v3/owners
}

pub async fn inside(pool: pool_kit::Pool<Hub>) {
    pool.interact(|hub| async move { hub.fetch("/crm/v3/schemas").await }).await; //~ GET /crm/v3/schemas
}
