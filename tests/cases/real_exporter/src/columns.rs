use crate::client::Client;
use crate::source::Source;

/// The names of the properties of a kind, separated by commas.
pub async fn of(client: &Client, source: &Source) -> reqwest::Result<String> {
    let Some(path) = source.properties else { return Ok(String::new()) };
    let answer = client.get(path, &[("archived", "false")]).await?; //~ GET /crm/v3/properties/contacts ; GET /crm/v3/properties/deals
    let names = answer["results"].as_array().into_iter().flatten().filter_map(|property| property["name"].as_str());
    Ok(names.collect::<Vec<_>>().join(","))
}
