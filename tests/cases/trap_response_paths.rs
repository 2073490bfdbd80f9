//! JSON pointers, property names and deserialised links look like paths; one call is made.
//@ deps: ureq serde_json anyhow

use serde_json::Value;

pub fn newest(token: &str) -> anyhow::Result<Option<String>> {
    let request = ureq::get("https://api.hubapi.com/crm/v3/objects/orders").header("authorization", token); //~ GET /crm/v3/objects/orders
    let answer: Value = request.call()?.body_mut().read_json()?;
    let self_link = answer.pointer("/crm/v3/objects/orders").and_then(Value::as_str);
    let expected = format!("https://api.hubapi.com/crm/v3/objects/orders/{}", answer["results"][0]["id"]);
    Ok(self_link.filter(|link| *link != expected).map(str::to_owned))
}
