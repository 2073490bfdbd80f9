mod crm;
mod vendors;

use crm::{Crm, Person};
use vendors::{hubspot::HubSpot, pipedrive::Pipedrive, salesforce::Salesforce};

fn choose(name: &str, token: String) -> anyhow::Result<Box<dyn Crm>> {
    Ok(match name {
        "hubspot" => Box::new(HubSpot::new(token)),
        "pipedrive" => Box::new(Pipedrive::new(token)),
        "salesforce" => Box::new(Salesforce::new(std::env::var("SALESFORCE_INSTANCE")?, token)),
        other => anyhow::bail!("{other} is no CRM that is known here"),
    })
}

async fn copy(from: &dyn Crm, to: &dyn Crm) -> anyhow::Result<usize> {
    let mut count = 0;
    for person in from.people(200).await? {
        if to.find(&person.email).await?.is_none() {
            to.add(&person).await?;
            count += 1;
        }
    }
    Ok(count)
}

async fn value(crm: &dyn Crm, person: &Person) -> anyhow::Result<f64> {
    Ok(crm.deals_of(&person.id).await?.iter().sum())
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (Some(from), Some(to)) = (arguments.next(), arguments.next()) else {
        anyhow::bail!("usage: crm-hub FROM TO");
    };
    let from = choose(&from, std::env::var("FROM_TOKEN")?)?;
    let to = choose(&to, std::env::var("TO_TOKEN")?)?;
    println!("{} copied", copy(from.as_ref(), to.as_ref()).await?);
    for person in from.people(10).await? {
        println!("{}: {}", person.email, value(from.as_ref(), &person).await?);
    }
    Ok(())
}
