//! Scheme and host come in parts: joined from segments, added piece by piece, split over constants.
//@ deps: reqwest

const SCHEME: &str = "https:";
const HOST: &str = "api.hubapi.com";
const ZONE: &str = ".hubapi.com";

pub async fn joined(http: &reqwest::Client) -> reqwest::Result<()> {
    http.get([SCHEME, "", HOST, "crm", "v3", "owners"].join("/")).send().await?; //~ GET /crm/v3/owners
    Ok(())
}

pub async fn added(http: &reqwest::Client) -> reqwest::Result<()> {
    http.get(SCHEME.to_string() + "//" + "api" + ZONE + "/crm/v3/lists").send().await?; //~ GET /crm/v3/lists
    Ok(())
}

pub async fn pushed(http: &reqwest::Client) -> reqwest::Result<()> {
    let mut url = String::from("https");
    url.push_str("://");
    url.push_str(HOST);
    for part in ["crm", "v3", "imports"] {
        url.push('/');
        url.push_str(part);
    }
    http.post(url).send().await?; //~ POST /crm/v3/imports
    Ok(())
}

pub async fn elsewhere(http: &reqwest::Client) -> reqwest::Result<()> {
    http.get(["https:", "", "api.acme.io", "crm", "v3", "objects", "contacts"].join("/")).send().await?;
    Ok(())
}
