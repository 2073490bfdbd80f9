use crate::client::Client;
use crate::source::Source;
use async_stream::try_stream;
use futures::Stream;
use serde_json::Value;

pub fn records<'a>(
    client: &'a Client,
    source: &'a Source,
    columns: &'a str,
) -> impl Stream<Item = reqwest::Result<Value>> + 'a {
    try_stream! {
        let mut after = Some(String::new());
        while let Some(cursor) = after.take() {
            let mut query = vec![("limit", "100"), ("properties", columns)];
            if !cursor.is_empty() {
                query.push(("after", &cursor));
            }
            let mut page = client.get(source.path, &query).await?; //~ GET /crm/v3/objects/contacts ; GET /crm/v3/objects/deals ; GET /crm/v3/owners ; GET /marketing/v3/forms
            after = page["paging"]["next"]["after"].as_str().map(str::to_owned);
            if let Value::Array(records) = page["results"].take() {
                for record in records {
                    yield record;
                }
            }
        }
    }
}
