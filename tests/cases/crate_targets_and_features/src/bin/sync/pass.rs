use reqwest::blocking::Client;
use targets::object;

pub fn run(http: &Client) -> anyhow::Result<()> {
    object(http, "companies").send()?.error_for_status()?; //~ GET /crm/v3/objects/companies
    Ok(())
}
