//! surf: free functions, a client with a base, a middleware type.
//@ deps: surf serde_json

use surf::{Client, Config, Url};

const OWNERS: &str = "https://api.hubapi.com/crm/v3/owners";

pub async fn owners(token: &str) -> surf::Result<String> {
    surf::get(OWNERS).header("Authorization", format!("Bearer {token}")).recv_string().await //~ GET /crm/v3/owners
}

pub async fn add_redirect(token: &str, from: &str) -> surf::Result<u16> {
    let body = serde_json::json!({ "routePrefix": from, "destination": "/", "redirectStyle": 301 });
    let request = surf::post("https://api.hubapi.com/cms/v3/url-redirects"); //~ POST /cms/v3/url-redirects
    let response = request.header("Authorization", token).body_json(&body)?.send().await?;
    Ok(response.status().into())
}

pub fn client() -> surf::Result<Client> {
    let base = Url::parse("https://api.hubapi.com/cms/v3/")?;
    Ok(Config::new().set_base_url(base).try_into()?)
}

pub async fn drop_page(http: &Client, page: u64) -> surf::Result<u16> {
    let url = format!("https://api.hubapi.com/cms/v3/pages/site-pages/{page}");
    let response = http.delete(url).await?; //~ DELETE /cms/v3/pages/site-pages/{}
    Ok(response.status().into())
}
