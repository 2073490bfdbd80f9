//! Paths and methods are stored in and read from a database; another service sends them.
//@ deps: rusqlite
//@ scopes:

use rusqlite::{params, Connection, Result};

const SEED: &str = "INSERT INTO outbox (method, url) VALUES ('POST', 'https://api.hubapi.com/crm/v3/objects/tasks')";

pub fn enqueue(db: &Connection, contact: u64) -> Result<usize> {
    db.execute(SEED, [])?;
    let url = format!("https://api.hubapi.com/crm/v3/objects/contacts/{contact}");
    db.execute("INSERT INTO outbox (method, url) VALUES (?1, ?2)", params!["PATCH", url])
}

pub fn waiting(db: &Connection) -> Result<u32> {
    db.query_row("SELECT count(*) FROM outbox WHERE url LIKE '%/crm/v3/objects/%'", [], |row| row.get(0))
}
