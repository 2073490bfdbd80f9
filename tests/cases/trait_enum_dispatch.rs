//! One enum over several clients, each arm delegates; the command is a variant with data.
//@ deps: reqwest

use reqwest::{Client, Response, Result};

pub enum Command {
    Create { object: &'static str },
    Merge(Kind),
    Gdpr,
}

#[derive(Clone, Copy)]
pub enum Kind {
    Contacts,
    Companies,
}

impl Kind {
    const fn segment(self) -> &'static str {
        match self {
            Kind::Contacts => "contacts",
            Kind::Companies => "companies",
        }
    }
}

pub struct Bus {
    http: Client,
    base: String,
}

impl Bus {
    pub fn hubspot(http: Client) -> Self {
        Bus { http, base: "https://api.hubapi.com".into() }
    }

    async fn execute(&self, command: Command) -> Result<Response> {
        let path = match command {
            Command::Create { object } => format!("/crm/v3/objects/{object}"),
            Command::Merge(kind) => ["/crm/v3/objects", kind.segment(), "merge"].join("/"),
            Command::Gdpr => "/crm/v3/objects/contacts/gdpr-delete".to_string(),
        };
        self.http.post(self.base.clone() + &path).send().await
    }
}

pub async fn run(http: Client) -> Result<()> {
    let bus = Bus::hubspot(http);
    bus.execute(Command::Create { object: "tickets" }).await?; //~ POST /crm/v3/objects/tickets
    bus.execute(Command::Merge(Kind::Companies)).await?; //~ POST /crm/v3/objects/companies/merge
    let commands = [Command::Gdpr, Command::Merge(Kind::Contacts)];
    for command in commands {
        //~ POST /crm/v3/objects/contacts/gdpr-delete ; POST /crm/v3/objects/contacts/merge
        bus.execute(command).await?;
    }
    Ok(())
}
