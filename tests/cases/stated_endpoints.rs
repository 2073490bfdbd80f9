//! Attributes of `scope-macros` that state what a function calls where the source does not show it.
//@ deps: reqwest scope-macros
//@ scopes: crm.objects.companies.write crm.objects.contacts.write crm.objects.owners.read

use scope_macros::{endpoint as calls, scopes};

const BASE: &str = "https://api.hubapi.com";

pub struct Outbox {
    http: reqwest::Client,
    ffi: Bridge,
}

pub struct Bridge;

#[scopes("crm.objects.contacts.write", "crm.objects.companies.write", "crm.objects.owners.read")]
impl Outbox {
    /// Sends again what was stored when HubSpot could not be reached.
    #[calls(POST, "/crm/v3/objects/{objectType}", object_types("contacts", "companies"))]
    #[calls(PATCH, "/crm/v3/objects/{objectType}/{objectId}", object_types("contacts"))]
    pub async fn replay(&self) -> Result<(), Box<dyn std::error::Error>> {
        let stored = std::fs::read_to_string("outbox")?;
        let (verb, path) = stored.split_once(' ').ok_or("empty")?;
        self.http.request(verb.parse()?, format!("{BASE}{path}")).send().await?; //~ POST /crm/v3/objects/contacts ; POST /crm/v3/objects/companies ; PATCH /crm/v3/objects/contacts/{}
        Ok(())
    }

    //~ GET /crm/v3/owners
    #[scope_macros::endpoint(GET, "/crm/v3/owners")]
    pub fn owners(&self) -> u32 {
        self.ffi.ask()
    }
}

impl Bridge {
    fn ask(&self) -> u32 {
        unsafe { foreign_ask() }
    }
}

unsafe extern "C" {
    fn foreign_ask() -> u32;
}
