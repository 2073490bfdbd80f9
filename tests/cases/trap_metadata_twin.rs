//! Beside each real call stands a description of it, and one of a call that was planned.
//@ deps: reqwest serde_json
//@ scopes: crm.objects.deals.read

use reqwest::blocking::Client;
use serde_json::Value;

#[derive(Clone, Copy)]
pub struct Operation {
    pub id: &'static str,
    pub method: &'static str,
    pub template: &'static str,
}

pub const LIST: Operation = Operation { id: "deals.list", method: "GET", template: "/crm/v3/objects/deals" };
pub const ARCHIVE: Operation =
    Operation { id: "deals.archive", method: "DELETE", template: "/crm/v3/objects/deals/{dealId}" };

pub struct Observed {
    pub operation: Operation,
    pub status: u16,
    pub body: Value,
}

pub fn list(http: &Client, observe: impl Fn(&Observed)) -> reqwest::Result<Value> {
    let response = http.get("https://api.hubapi.com/crm/v3/objects/deals").send()?; //~ GET /crm/v3/objects/deals
    let observed = Observed { operation: LIST, status: response.status().as_u16(), body: response.json()? };
    observe(&observed);
    Ok(observed.body)
}

pub fn describe(operation: Operation) -> String {
    format!("{}: {} https://api.hubapi.com{}", operation.id, operation.method, operation.template)
}

pub fn operations() -> [String; 2] {
    [describe(LIST), describe(ARCHIVE)]
}
