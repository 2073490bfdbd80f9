mod api;
mod commands;
mod resource;

use api::Api;
use clap::{Parser, Subcommand};
use commands::{lists, objects, raw};

#[derive(Parser)]
#[command(name = "hs", about = "Works with a HubSpot account", after_help = "See https://api.hubapi.com/crm/v3/objects")]
struct Cli {
    #[arg(long, env = "HUBSPOT_TOKEN", hide_env_values = true, global = true, default_value = "")]
    token: String,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Works with records
    #[command(subcommand)]
    Object(objects::Command),
    /// Works with lists
    List(lists::Arguments),
    /// Sends any request
    Raw(raw::Arguments),
    /// Shows who the token belongs to
    Whoami,
}

fn main() -> anyhow::Result<()> {
    let cli = Cli::parse();
    let api = Api::new(cli.token);
    let answer = match cli.command {
        Command::Object(command) => command.run(&api),
        Command::List(arguments) => lists::run(&api, &arguments),
        Command::Raw(arguments) => raw::run(&api, &arguments),
        Command::Whoami => api.get("/account-info/v3/details"), //~ GET /account-info/v3/details
    }?;
    println!("{answer:#}");
    Ok(())
}
