//! Clients that keep their base to themselves.
//@ deps: surf trillium_client
pub async fn set() -> surf::Result<()> {
    let mut client = surf::client();
    client.set_base_url(surf::Url::parse("https://api.hubapi.com/files/v3/")?);
    client.get("files/search").await?; //~ GET /files/v3/files/search
    Ok(())
}
pub async fn config() -> surf::Result<()> {
    let client: surf::Client = surf::Config::new()
        .set_base_url(surf::Url::parse("https://api.hubapi.com")?)
        .set_timeout(None)
        .try_into()?;
    client.post("/crm/v3/objects/contacts").await?; //~ POST /crm/v3/objects/contacts
    Ok(())
}
pub struct Hub { client: surf::Client }
impl Hub {
    pub fn new() -> Self {
        let mut client = surf::Client::new();
        client.set_base_url(surf::Url::parse("https://api.hubapi.com/").unwrap());
        Self { client }
    }
    pub async fn owners(&self) -> surf::Result<surf::Response> { self.client.get("crm/v3/owners").await } //~ GET /crm/v3/owners
}
pub async fn based() {
    let client = trillium_client::Client::new(()).with_base("https://api.hubapi.com/crm/v3/");
    let _ = client.delete("objects/deals/1").await; //~ DELETE /crm/v3/objects/deals/1
}
