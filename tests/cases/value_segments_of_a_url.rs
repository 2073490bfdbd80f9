//! Segments of a URL, read again.
//@ deps: reqwest url
pub async fn run(http: &reqwest::Client) {
    let base = url::Url::parse("https://api.hubapi.com/crm/v3/objects/contacts/batch").unwrap();
    let last = base.path_segments().unwrap().last().unwrap();
    let _ = http.post(format!("https://api.hubapi.com/crm/v3/objects/deals/{last}/read")).send().await; //~ POST /crm/v3/objects/deals/batch/read
    let kind = base.path_segments().and_then(|mut segments| segments.nth(3)).unwrap();
    let _ = http.get(format!("https://api.hubapi.com/crm/v3/properties/{kind}")).send().await; //~ GET /crm/v3/properties/contacts
    let all: Vec<&str> = base.path_segments().unwrap().collect();
    let _ = http.get(format!("https://{}/{}/{}/schemas", base.host_str().unwrap(), all[0], all[1])).send().await; //~ GET /crm/v3/schemas
}
