mod memory;

use hubspot_adapter::HubSpot;
use ports::{Kind, Port};
use std::collections::BTreeMap;

type Ports = BTreeMap<&'static str, Box<dyn Port>>;

fn ports() -> Ports {
    let token = std::env::var("HUBSPOT_TOKEN").unwrap_or_default();
    let hubspot = HubSpot { http: Default::default(), token };
    let mut ports: Ports = BTreeMap::new();
    ports.insert("hubspot", Box::new(hubspot));
    ports.insert("memory", Box::new(memory::Memory::default()));
    ports
}

fn main() -> anyhow::Result<()> {
    let name = std::env::args().nth(1).unwrap_or_else(|| "memory".to_owned());
    let ports = ports();
    let Some(port) = ports.get(name.as_str()) else { anyhow::bail!("no port {name}") };
    let people = port.pull(Kind::Person)?; //~ GET /crm/v3/objects/contacts
    for firm in people["firms"].as_array().into_iter().flatten() {
        let id = firm["id"].as_str().unwrap_or_default();
        port.push(Kind::Firm, id, firm)?; //~ PATCH /crm/v3/objects/companies/{}
    }
    Ok(())
}
