//! A command line: subcommands with defaults, one function a command.
//@ deps: clap reqwest anyhow
use clap::{Args, Parser, Subcommand, ValueEnum};
#[derive(Parser)]
pub struct Cli { #[arg(long, env = "HUBSPOT_BASE", default_value = "https://api.hubapi.com")] base: String, #[command(subcommand)] command: Command }
#[derive(Subcommand)]
pub enum Command { List(ListArgs), Get { #[arg(value_enum)] kind: Kind, id: String }, #[command(name = "rm")] Remove { kind: Kind, id: u64 }, Raw { method: String, path: String } }
#[derive(Args)]
pub struct ListArgs { #[arg(long, default_value = "contacts")] kind: Kind, #[arg(long)] archived: bool }
#[derive(Clone, Copy, ValueEnum)]
pub enum Kind { Contacts, Companies, #[value(name = "line-items")] LineItems }
impl Kind { fn path(self) -> &'static str { match self { Kind::Contacts => "contacts", Kind::Companies => "companies", Kind::LineItems => "line_items" } } }
pub async fn run(cli: Cli) -> anyhow::Result<()> {
    let http = reqwest::Client::new();
    match cli.command {
        Command::List(args) => { http.get(format!("{}/crm/v3/objects/{}?archived={}", cli.base, args.kind.path(), args.archived)).send().await?; } //~ GET /crm/v3/objects/contacts ; GET /crm/v3/objects/companies ; GET /crm/v3/objects/line_items
        Command::Get { kind, id } => { http.get(format!("{}/crm/v3/objects/{}/{id}", cli.base, kind.path())).send().await?; } //~ GET /crm/v3/objects/contacts/{} ; GET /crm/v3/objects/companies/{} ; GET /crm/v3/objects/line_items/{}
        Command::Remove { kind: kind @ (Kind::Contacts | Kind::Companies), id } => { http.delete(format!("{}/crm/v3/objects/{}/{id}", cli.base, kind.path())).send().await?; } //~ DELETE /crm/v3/objects/contacts/{} ; DELETE /crm/v3/objects/companies/{}
        Command::Remove { .. } => anyhow::bail!("line items are not removed here"),
        Command::Raw { method, path } => { http.request(method.parse()?, format!("https://api.hubapi.com{path}")).send().await?; } //~ unresolved
    }
    Ok(())
}
