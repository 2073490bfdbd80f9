//! Arguments of a command line that can only be some texts.
//@ deps: clap reqwest

use clap::{Args, Parser, Subcommand};
use reqwest::blocking::Client;

#[derive(Parser)]
pub struct Cli {
    #[arg(long, env = "CRM_BASE", default_value = "https://api.hubapi.com")]
    base: String,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    List {
        #[arg(value_parser = ["contacts", "deals"], required = true)]
        object: String,
        #[arg(long)]
        limit: Option<u32>,
    },
    Dump(Dump),
    Stages {
        #[arg(long, value_parser = ["tickets"], default_value = "tickets")]
        object: String,
    },
}

#[derive(Args)]
struct Dump {
    #[arg(long, value_parser = clap::builder::PossibleValuesParser::new(["companies", "quotes"]))]
    object: Option<String>,
}

pub fn run() -> reqwest::Result<()> {
    let cli = Cli::parse();
    let http = Client::new();
    match cli.command {
        Command::List { object, limit } => {
            let limit = limit.unwrap_or(100);
            http.get(format!("{}/crm/v3/objects/{object}?limit={limit}", cli.base)).send()?; //~ GET /crm/v3/objects/contacts ; GET /crm/v3/objects/deals
        }
        Command::Dump(dump) => {
            if let Some(object) = dump.object {
                http.post(format!("{}/crm/v3/objects/{object}/search", cli.base)).send()?; //~ POST /crm/v3/objects/companies/search ; POST /crm/v3/objects/quotes/search
            } else {
                http.get(format!("{}/account-info/v3/details", cli.base)).send()?; //~ GET /account-info/v3/details
            }
        }
        Command::Stages { object } => {
            http.get(format!("{}/crm/v3/pipelines/{object}", cli.base)).send()?; //~ GET /crm/v3/pipelines/tickets
        }
    }
    Ok(())
}
