//! Maps, rows, caches and JSON are read with the names of the client's methods.
//@ deps: reqwest serde_json redis sqlx moka config
//@ scopes:

use std::collections::{BTreeMap, HashMap};

pub struct Hub {
    http: reqwest::Client,
}

impl Hub {
    pub async fn get(&self, object: &str) -> reqwest::Result<reqwest::Response> {
        self.http.get(format!("{}/crm/v3/objects/{object}", self.base())).send().await
    }

    fn base(&self) -> &'static str {
        "https://gateway.acme.net"
    }
}

pub async fn rows(pool: &sqlx::PgPool) -> Vec<String> {
    let rows = sqlx::query("select kind from objects").fetch_all(pool).await.unwrap();
    rows.iter().map(|row| row.get("contacts")).collect()
}

pub async fn cached(client: &redis::Client, cache: &moka::future::Cache<String, String>) -> Option<String> {
    let mut connection = client.get_multiplexed_async_connection().await.ok()?;
    let token: String = connection.get("https://api.hubapi.com/token").await.ok()?;
    cache.get("deals").await.or(Some(token))
}

pub fn json(text: &str) -> Option<String> {
    let value: serde_json::Value = serde_json::from_str(text).ok()?;
    let inner = value.get("contacts")?.get("deals")?;
    let all = value.as_array()?.iter().filter_map(|item| item.get("tickets")).next()?;
    inner.as_str().or(all.as_str()).map(str::to_owned)
}

pub fn maps(one: HashMap<String, BTreeMap<String, String>>) -> Option<String> {
    let two = one.get("contacts")?;
    for (_, inner) in &one {
        inner.get("companies")?;
    }
    one.values().find_map(|map| map.get("quotes")).or(two.get("products")).cloned()
}
