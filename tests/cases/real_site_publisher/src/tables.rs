use crate::session::{checked, Session};
use anyhow::{Context, Result};
use reqwest::Method;
use serde_json::{json, Value};
use std::path::Path;

#[derive(Clone, Copy)]
enum Draft {
    Purge,
    Create,
}

impl Draft {
    fn segment(self) -> &'static str {
        match self {
            Draft::Purge => "purge",
            Draft::Create => "create",
        }
    }
}

fn batch(session: &Session, table: &str, draft: Draft, inputs: &[Value]) -> Result<()> {
    let segments = ["cms", "v3", "hubdb", "tables", table, "rows", "draft", "batch", draft.segment()];
    let request = session.request(Method::POST, segments)?;
    checked(request.json(&json!({ "inputs": inputs })).send()?).map(drop)
}

/// Replaces the rows of a table and publishes it.
pub fn replace(session: &Session, table: &str, file: &Path) -> Result<()> {
    let rows = std::fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
    let rows: Vec<Value> = serde_json::from_str(&rows)?;
    let path = format!("/cms/v3/hubdb/tables/{table}/rows");
    let old: Value = checked(session.joined(Method::GET, &path)?.send()?)?.json()?; //~ GET /cms/v3/hubdb/tables/prices/rows
    let ids: Vec<Value> = old["results"].as_array().into_iter().flatten().map(|row| row["id"].clone()).collect();
    batch(session, table, Draft::Purge, &ids)?; //~ POST /cms/v3/hubdb/tables/prices/rows/draft/batch/purge
    for chunk in rows.chunks(100) {
        batch(session, table, Draft::Create, chunk)?; //~ POST /cms/v3/hubdb/tables/prices/rows/draft/batch/create
    }
    let publish = session.request(Method::POST, ["cms", "v3", "hubdb", "tables", table, "draft", "publish"])?; //~ POST /cms/v3/hubdb/tables/prices/draft/publish
    checked(publish.send()?).map(drop)
}
