use acme_hubspot::Hub;

fn main() -> anyhow::Result<()> {
    let hub = Hub::new(std::env::var("HUBSPOT_TOKEN")?);
    let owners = hub.owners();
    for owner in owners.page(100)?.results { //~ GET /crm/v3/owners
        println!("{} {}", owner.id, owner.email.unwrap_or_default());
    }
    Ok(())
}
