use crate::event::Event;
use serde_json::{json, Value};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    Fetch,
    Update,
    BatchRead,
}

#[derive(Debug)]
pub struct Step {
    pub action: Action,
    pub object: &'static str,
    pub id: Option<u64>,
    pub body: Value,
}

impl Step {
    const fn fetch(object: &'static str, id: u64) -> Self {
        Step { action: Action::Fetch, object, id: Some(id), body: Value::Null }
    }

    fn update(object: &'static str, id: u64, properties: Value) -> Self {
        Step { action: Action::Update, body: json!({ "properties": properties }), ..Step::fetch(object, id) }
    }
}

pub fn of(event: &Event) -> Vec<Step> {
    match event {
        Event::Signed { quote, by } => {
            vec![Step::fetch("quotes", *quote), Step::update("quotes", *quote, json!({ "hs_sign_status": by }))]
        }
        Event::Expired { quote } => vec![Step::update("quotes", *quote, json!({ "hs_status": "REJECTED" }))],
        Event::Copied { quote, items } => {
            let inputs: Vec<Value> = items.iter().map(|id| json!({ "id": id })).collect();
            let read =
                Step { action: Action::BatchRead, object: "line_items", id: None, body: json!({ "inputs": inputs }) };
            vec![Step::fetch("quotes", *quote), read]
        }
        Event::Ping => Vec::new(),
    }
}
