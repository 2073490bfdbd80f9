mod api;
mod macros;
mod orders;

fn main() -> reqwest::Result<()> {
    let http = reqwest::blocking::Client::new();
    api::owners(&http)?;
    api::crm::deals(&http)?;
    orders::tickets(&http)?;
    let hub = api::Hub { http };
    hub.forms()?;
    hub.lists()
}
