use crate::api::Api;
use crate::resource::Object;
use clap::{Args, Subcommand};
use reqwest::Method;
use serde_json::{json, Map, Value};

#[derive(Subcommand)]
pub enum Command {
    /// Shows one record
    Show(One),
    /// Changes one record
    Set {
        #[command(flatten)]
        one: One,
        /// name=value
        pairs: Vec<String>,
    },
    /// Moves one record to the recycling bin
    Remove(One),
    /// Merges two contacts
    Merge { keep: String, drop: String },
}

#[derive(Args)]
pub struct One {
    object: Object,
    id: String,
}

impl One {
    fn path(&self) -> String {
        self.object.root() + "/" + &self.id
    }
}

fn properties(pairs: &[String]) -> Map<String, Value> {
    pairs.iter().filter_map(|pair| pair.split_once('=')).map(|(name, value)| (name.into(), value.into())).collect()
}

impl Command {
    pub fn run(&self, api: &Api) -> anyhow::Result<Value> {
        match self {
            Command::Show(one) => api.get(&one.path()), //~ GET /crm/v3/objects/contacts/{} ; GET /crm/v3/objects/companies/{} ; GET /crm/v3/objects/line_items/{}
            Command::Set { one, pairs } => {
                let body = json!({ "properties": properties(pairs) });
                api.request(Method::PATCH, &one.path(), Some(&body)) //~ PATCH /crm/v3/objects/contacts/{} ; PATCH /crm/v3/objects/companies/{} ; PATCH /crm/v3/objects/line_items/{}
            }
            Command::Remove(one) => api.request(Method::DELETE, &one.path(), None), //~ DELETE /crm/v3/objects/contacts/{} ; DELETE /crm/v3/objects/companies/{} ; DELETE /crm/v3/objects/line_items/{}
            Command::Merge { keep, drop } => {
                let body = json!({ "primaryObjectId": keep, "objectIdToMerge": drop });
                api.post(&format!("{}/merge", Object::Contacts.root()), &body) //~ POST /crm/v3/objects/contacts/merge
            }
        }
    }
}
