//! A manager with one collection per object: each call is made through one field only.
//@ deps: reqwest serde_json
//@ scopes: crm.objects.companies.write crm.objects.contacts.read crm.objects.deals.read

use reqwest::{Client, Result};
use serde_json::Value;
use std::sync::Arc;

#[derive(Clone, Copy)]
enum Name {
    Contacts,
    Companies,
    Deals,
}

impl Name {
    fn segment(self) -> &'static str {
        match self {
            Name::Contacts => "contacts",
            Name::Companies => "companies",
            Name::Deals => "deals",
        }
    }
}

struct Collection {
    http: Arc<Client>,
    name: Name,
}

impl Collection {
    fn url(&self) -> String {
        format!("https://api.hubapi.com/crm/v3/objects/{}", self.name.segment())
    }

    async fn list(&self) -> Result<Value> {
        self.http.get(self.url()).send().await?.json().await
    }

    async fn add(&self, fields: &Value) -> Result<Value> {
        self.http.post(self.url()).json(fields).send().await?.json().await
    }

    async fn one(&self, id: &str) -> Result<Value> {
        self.http.get(self.url() + "/" + id).send().await?.json().await
    }
}

struct Portal {
    contacts: Collection,
    companies: Collection,
    deals: Collection,
}

impl Portal {
    fn open(http: Client) -> Self {
        let http = Arc::new(http);
        let of = |name| Collection { http: http.clone(), name };
        Self { contacts: of(Name::Contacts), companies: of(Name::Companies), deals: of(Name::Deals) }
    }
}

pub async fn nightly(http: Client, deal: &str) -> Result<usize> {
    let portal = Portal::open(http);
    let people = portal.contacts.list().await?; //~ GET /crm/v3/objects/contacts
    let deal = portal.deals.one(deal).await?; //~ GET /crm/v3/objects/deals/{}
    portal.companies.add(&deal["properties"]).await?; //~ POST /crm/v3/objects/companies
    Ok(people["results"].as_array().map_or(0, Vec::len))
}
