//! Command-line options with defaults: the base from `default_value`, the object from a value enum.
//@ deps: reqwest clap anyhow

use clap::{Args, Parser, ValueEnum};
use reqwest::blocking::Client;

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Object {
    Contacts,
    #[value(name = "line-items")]
    LineItems,
}

impl Object {
    fn path(self) -> &'static str {
        match self {
            Self::Contacts => "contacts",
            Self::LineItems => "line_items",
        }
    }
}

#[derive(Args)]
pub struct Connection {
    #[arg(long, env = "HUBSPOT_URL", default_value = "https://api.hubapi.com")]
    url: String,
    #[arg(long, env = "HUBSPOT_TOKEN", hide_env_values = true)]
    token: String,
}

#[derive(Parser)]
pub struct Options {
    #[command(flatten)]
    connection: Connection,
    #[arg(long, default_value_t = 10)]
    limit: u32,
    #[arg(value_enum)]
    object: Option<Object>,
}

pub fn run(options: Options) -> anyhow::Result<String> {
    let Options { connection, limit, object } = options;
    let tail = match object {
        Some(object) => format!("/crm/v3/objects/{}?limit={limit}", object.path()),
        None => "/crm/v3/owners".to_owned(),
    };
    let url = format!("{}{tail}", connection.url.trim_end_matches('/'));
    let response = Client::new().get(url).bearer_auth(&connection.token).send()?; //~ GET /crm/v3/objects/contacts ; GET /crm/v3/objects/line_items ; GET /crm/v3/owners
    Ok(response.text()?)
}
