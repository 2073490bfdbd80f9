use crate::api::Api;
use clap::Args;
use reqwest::Method;
use serde_json::{json, Value};

#[derive(Args)]
pub struct Arguments {
    /// The list's id; without it, all lists are shown
    list: Option<u64>,
    /// Adds these records
    #[arg(long, conflicts_with = "remove")]
    add: Vec<u64>,
    /// Removes these records
    #[arg(long)]
    remove: Vec<u64>,
}

pub fn run(api: &Api, arguments: &Arguments) -> anyhow::Result<Value> {
    let Some(list) = arguments.list else {
        return api.post("/crm/v3/lists/search", &json!({ "count": 100 })); //~ POST /crm/v3/lists/search
    };
    let (change, records) = match (&arguments.add[..], &arguments.remove[..]) {
        ([], []) => return api.get(&format!("/crm/v3/lists/{list}/memberships")), //~ GET /crm/v3/lists/{}/memberships
        (add, []) => ("add", add),
        (_, remove) => ("remove", remove),
    };
    let path = format!("/crm/v3/lists/{list}/memberships/{change}");
    api.request(Method::PUT, &path, Some(&json!(records))) //~ PUT /crm/v3/lists/{}/memberships/add ; PUT /crm/v3/lists/{}/memberships/remove
}
