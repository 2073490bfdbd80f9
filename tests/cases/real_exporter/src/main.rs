mod client;
mod columns;
mod links;
mod source;
mod stream;

use anyhow::Context;
use client::Client;
use futures::{pin_mut, TryStreamExt};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let folder = PathBuf::from(std::env::args().nth(1).context("usage: crm-export FOLDER [KIND]...")?);
    let wanted: BTreeSet<String> = std::env::args().skip(2).collect();
    let client = Client::new(std::env::var("HUBSPOT_TOKEN")?);
    for source in source::SOURCES.iter().filter(|source| wanted.is_empty() || wanted.contains(source.name)) {
        let columns = columns::of(&client, source).await?;
        let mut file = std::fs::File::create(folder.join(source.name).with_extension("jsonl"))?;
        let records = stream::records(&client, source, &columns);
        pin_mut!(records);
        while let Some(record) = records.try_next().await? {
            writeln!(file, "{record}")?;
        }
    }
    let pairs = links::all(&client, &["1", "2"]).await?;
    std::fs::write(folder.join("links.json"), serde_json::to_vec(&pairs)?)?;
    Ok(())
}
