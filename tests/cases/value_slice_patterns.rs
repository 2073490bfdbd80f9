//! Known arrays by index, by slice pattern and by range.
//@ deps: reqwest

use reqwest::{Client, RequestBuilder};

const ROOT: &str = "https://api.hubapi.com/crm/v3/objects";
const SERVICE: [&str; 3] = ["tickets", "feedback_submissions", "services"];

pub fn first(http: &Client) -> RequestBuilder {
    http.get(format!("{ROOT}/{}", SERVICE[0])) //~ GET /crm/v3/objects/tickets
}

pub fn last(http: &Client) -> RequestBuilder {
    let [.., services] = SERVICE;
    http.get(format!("{ROOT}/{services}")) //~ GET /crm/v3/objects/services
}

pub fn later(http: &Client) -> Vec<RequestBuilder> {
    SERVICE[1..].iter().map(|kind| http.post(format!("{ROOT}/{kind}/search"))).collect() //~ POST /crm/v3/objects/feedback_submissions/search ; POST /crm/v3/objects/services/search
}

pub fn head(http: &Client, id: u64) -> Option<RequestBuilder> {
    let kind = SERVICE.first()?;
    Some(http.delete(format!("{ROOT}/{kind}/{id}"))) //~ DELETE /crm/v3/objects/tickets/{}
}
