use crate::client::Client;
use futures::future::try_join_all;
use futures::{stream, StreamExt, TryStreamExt};
use serde_json::{json, Value};

const PAIRS: [(&str, &str); 2] = [("contacts", "companies"), ("deals", "line_items")];

async fn read(client: &Client, from: &str, to: &str, ids: &[&str]) -> reqwest::Result<Value> {
    let inputs: Vec<Value> = ids.iter().map(|id| json!({ "id": id })).collect();
    let path = format!("/crm/v4/associations/{from}/{to}/batch/read");
    client.post(&path, &json!({ "inputs": inputs })).await //~ POST /crm/v4/associations/contacts/companies/batch/read ; POST /crm/v4/associations/deals/line_items/batch/read
}

pub async fn all(client: &Client, ids: &[&str]) -> reqwest::Result<Vec<Value>> {
    let pairs = try_join_all(PAIRS.iter().map(|(from, to)| read(client, from, to, ids))).await?;
    let labels: Vec<Value> = stream::iter(PAIRS)
        .map(|(from, to)| async move { client.get(&format!("/crm/v4/associations/{from}/{to}/labels"), &[]).await }) //~ GET /crm/v4/associations/contacts/companies/labels ; GET /crm/v4/associations/deals/line_items/labels
        .buffer_unordered(2)
        .try_collect()
        .await?;
    Ok(pairs.into_iter().chain(labels).collect())
}
