//! Endpoints written as one text: verb, blank, path.
//@ deps: reqwest
use std::str::FromStr;
pub struct Endpoint { method: reqwest::Method, path: String }
impl FromStr for Endpoint {
    type Err = String;
    fn from_str(spec: &str) -> Result<Self, Self::Err> {
        let (verb, path) = spec.split_once(' ').ok_or("no blank")?;
        Ok(Endpoint { method: verb.parse().map_err(|_| "verb")?, path: path.trim().to_string() })
    }
}
const SPECS: [&str; 2] = ["GET /crm/v3/owners", "POST /crm/v3/objects/deals/search"];
async fn call(http: &reqwest::Client, spec: &str) -> Result<(), String> {
    let Endpoint { method, path } = spec.parse::<Endpoint>()?;
    http.request(method, format!("https://api.hubapi.com{path}")).send().await.map_err(|e| e.to_string())?;
    Ok(())
}
pub async fn run(http: &reqwest::Client, id: &str) -> Result<(), String> {
    for spec in SPECS { call(http, spec).await?; } //~ GET /crm/v3/owners ; POST /crm/v3/objects/deals/search
    call(http, &format!("DELETE /crm/v3/objects/quotes/{id}")).await?; //~ DELETE /crm/v3/objects/quotes/{}
    let mut words = "PUT /crm/v3/lists/1/restore".split_whitespace();
    let (Some(verb), Some(path), None) = (words.next(), words.next(), words.next()) else { return Err("spec".into()) };
    http.request(reqwest::Method::from_bytes(verb.as_bytes()).unwrap(), ["https://api.hubapi.com", path].concat()).send().await.map_err(|e| e.to_string())?; //~ PUT /crm/v3/lists/1/restore
    Ok(())
}
