use crate::api::Api;
use clap::Args;
use reqwest::Method;
use serde_json::Value;

#[derive(Args)]
pub struct Arguments {
    method: Method,
    /// For example /crm/v3/objects/contacts
    path: String,
    #[arg(long)]
    body: Option<String>,
}

pub fn run(api: &Api, arguments: &Arguments) -> anyhow::Result<Value> {
    let body = arguments.body.as_deref().map(serde_json::from_str).transpose()?;
    api.request(arguments.method.clone(), &arguments.path, body.as_ref()) //~ unresolved
}
