//! Object types from outside that are checked against what is allowed before they are used.
//@ deps: reqwest serde_json
//@ scopes: crm.objects.companies.read crm.objects.contacts.read crm.objects.contacts.write crm.objects.deals.read crm.objects.line_items.read crm.objects.products.read

use reqwest::blocking::Client;
use serde_json::Value;

const EXPORTED: &[&str] = &["companies", "deals"];
const SEARCHED: [&str; 2] = ["contacts", "deals"];
const BASE: &str = "https://api.hubapi.com/crm/v3/objects";

type Outcome = Result<(), String>;

pub fn export(http: &Client, table: &str) -> Outcome {
    if !EXPORTED.contains(&table) {
        return Err(format!("no table {table}"));
    }
    let url = format!("{BASE}/{table}?limit=100");
    http.get(url).send().map_err(|error| error.to_string())?; //~ GET /crm/v3/objects/companies ; GET /crm/v3/objects/deals
    Ok(())
}

/// The check is on the name in small letters, and that is what is sent.
pub fn search(http: &Client, arguments: &Value) -> Outcome {
    let wanted = arguments["type"].as_str().unwrap_or_default().to_lowercase();
    if SEARCHED.iter().any(|known| *known == wanted) {
        http.post(format!("{BASE}/{wanted}/search")).send().map_err(|error| error.to_string())?; //~ POST /crm/v3/objects/contacts/search ; POST /crm/v3/objects/deals/search
    }
    Ok(())
}

/// With a default that is in the list.
pub fn count(http: &Client, arguments: &Value) -> Outcome {
    let kind = arguments.get("kind").and_then(|kind| kind.as_str()).unwrap_or("products");
    if !matches!(kind, "products" | "line_items") {
        return Err(format!("cannot count {kind}"));
    }
    http.get(format!("{BASE}/{kind}?limit=1")).send().map_err(|error| error.to_string())?; //~ GET /crm/v3/objects/products ; GET /crm/v3/objects/line_items
    Ok(())
}

pub fn log(http: &Client, kind: &str, id: &str) -> Outcome {
    if kind != "tasks" && kind != "notes" {
        return Err(format!("cannot log {kind}"));
    }
    http.patch(format!("{BASE}/{kind}/{id}")).send().map_err(|error| error.to_string())?; //~ PATCH /crm/v3/objects/tasks/{} ; PATCH /crm/v3/objects/notes/{}
    Ok(())
}

/// What is checked is not what is sent: the name as it came in stays open.
pub fn archive(http: &Client, kind: &str, id: &str) -> Outcome {
    if !["CALLS", "MEETINGS"].contains(&kind.to_uppercase().as_str()) {
        return Err(format!("cannot archive {kind}"));
    }
    http.delete(format!("{BASE}/{kind}/{id}")).send().map_err(|error| error.to_string())?; //~ DELETE /crm/v3/objects/{}/{}
    Ok(())
}
