//! A local is rewritten between two calls: each call sees the value of its time.
//@ deps: reqwest anyhow

use reqwest::blocking::Client;

const ROOT: &str = "https://api.hubapi.com";

pub fn replace(http: &Client, cart: u64, order: bool) -> anyhow::Result<()> {
    let mut url = format!("{ROOT}/crm/v3/objects/carts/{cart}");
    http.get(&url).send()?.error_for_status()?; //~ GET /crm/v3/objects/carts/{}
    url = format!("{ROOT}/crm/v3/objects/carts");
    if order {
        url = url.replace("carts", "orders");
    }
    http.post(&url).send()?.error_for_status()?; //~ POST /crm/v3/objects/carts ; POST /crm/v3/objects/orders
    url.truncate(0);
    url += ROOT;
    url += "/crm/v3/objects/users";
    http.get(url).send()?.error_for_status()?; //~ GET /crm/v3/objects/users
    Ok(())
}

pub fn cleared(http: &Client) -> anyhow::Result<()> {
    let mut url = String::from("https://files.example.net/export");
    url.clear();
    url.push_str("https://api.hubapi.com/crm/v3/imports");
    http.get(url).send()?; //~ GET /crm/v3/imports
    Ok(())
}
