//! Recursion over pages, `?` in closures and a page helper that is given the path.
//@ deps: reqwest serde_json

use reqwest::blocking::Client;
use serde_json::Value;

fn pages(http: &Client, path: &str, after: Option<String>, all: &mut Vec<Value>) -> Option<()> {
    let mut request = http.get(format!("https://api.hubapi.com{path}")).query(&[("limit", "100")]);
    if let Some(after) = &after {
        request = request.query(&[("after", after)]);
    }
    let page: Value = request.send().ok()?.json().ok()?;
    all.extend(page["results"].as_array()?.iter().cloned());
    let next = (|| page.get("paging")?.get("next")?.get("after")?.as_str().map(str::to_owned))();
    match next {
        Some(after) => pages(http, path, Some(after), all),
        None => Some(()),
    }
}

pub fn everything(http: &Client) -> Vec<Value> {
    let mut all = Vec::new();
    pages(http, "/crm/v3/objects/products", None, &mut all); //~ GET /crm/v3/objects/products
    for object in ["line_items", "quotes"] {
        //~ GET /crm/v3/objects/line_items ; GET /crm/v3/objects/quotes
        pages(http, &format!("/crm/v3/objects/{object}"), None, &mut all);
    }
    all
}
