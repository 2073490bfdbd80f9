//! A URL parsed against a base by options, and cut by position.
//@ deps: url reqwest
pub fn options(http: &reqwest::Client) -> Result<reqwest::RequestBuilder, url::ParseError> {
    let base = url::Url::parse("https://api.hubapi.com/crm/v3/")?;
    Ok(http.get(url::Url::options().base_url(Some(&base)).parse("objects/contacts")?)) //~ GET /crm/v3/objects/contacts
}
pub async fn cut(http: &reqwest::Client) -> Result<(), Box<dyn std::error::Error>> {
    let base = url::Url::parse("https://api.hubapi.com/crm/v3/owners?limit=1")?;
    http.get(format!("{}/crm/v3/lists", &base[..url::Position::BeforePath])).send().await?; //~ GET /crm/v3/lists
    http.get(&base[..url::Position::AfterPath]).send().await?; //~ GET /crm/v3/owners
    http.get(format!("https://api.hubapi.com{}/{}", &base[url::Position::BeforePath..url::Position::AfterPath], 7)).send().await?; //~ GET /crm/v3/owners/7
    Ok(())
}
