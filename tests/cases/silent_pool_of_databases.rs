//! A pool from outside whose connections have a method named like the client's.
//@ deps: deadpool_postgres tokio_postgres reqwest
//@ scopes:

pub struct Store {
    pool: deadpool_postgres::Pool,
}

pub struct Remote {
    http: reqwest::Client,
}

impl Remote {
    pub async fn query(&self, path: &str) -> reqwest::Result<reqwest::Response> {
        self.http.get(format!("https://graph.acme.net/{path}")).send().await
    }
}

impl Store {
    pub async fn contacts(&self) -> Option<usize> {
        let connection = self.pool.get().await.ok()?;
        let rows = connection.query("/crm/v3/objects/contacts").await.ok()?;
        Some(rows.len())
    }
}
