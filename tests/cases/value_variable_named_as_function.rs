//! A variable takes the name of the function that made it; a parameter takes the name of a const.
//@ deps: reqwest

const BASE: &str = "https://api.hubapi.com";

fn url(kind: &str) -> (reqwest::Method, String) {
    (reqwest::Method::GET, format!("{BASE}/crm/v3/objects/{kind}"))
}

pub async fn run(http: &reqwest::Client) -> reqwest::Result<()> {
    let (method, url) = url("companies");
    http.request(method, url).send().await?; //~ GET /crm/v3/objects/companies
    Ok(())
}

fn properties() -> String {
    ["https:", "", "api.hubapi.com", "crm", "v3", "properties"].join("/")
}

pub async fn names(http: &reqwest::Client) -> reqwest::Result<()> {
    let properties = properties();
    let properties = format!("{properties}/deals");
    http.get(properties).send().await?; //~ GET /crm/v3/properties/deals
    Ok(())
}
