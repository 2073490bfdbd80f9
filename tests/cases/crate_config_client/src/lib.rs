use house_http::{get_json, Error, Session};
use serde_json::{json, Value};

const DEALS: &str = "https://api.hubapi.com/crm/v3/objects/deals";

pub fn deal(id: u64) -> Result<Value, Error> {
    get_json(&format!("{DEALS}/{id}")) //~ GET /crm/v3/objects/deals/{}
}

pub fn win(session: &Session, id: u64) -> Result<Value, Error> {
    let body = json!({ "properties": { "dealstage": "closedwon" } });
    session.exchange(&format!("{DEALS}/{id}"), "PATCH", &body) //~ PATCH /crm/v3/objects/deals/{}
}

pub fn rate(currency: &str) -> Result<Value, Error> {
    get_json(&format!("https://rates.example.com/crm/v3/objects/deals/{currency}"))
}
