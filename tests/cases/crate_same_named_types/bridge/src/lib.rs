use hubspot_api::*;
use pd::Client as Pipedrive;

pub struct Bridge {
    left: Pipedrive,
    right: Client,
}

impl Bridge {
    pub fn new() -> Self {
        Bridge { left: Pipedrive::default(), right: Client::default() }
    }

    pub fn compare(&self, id: u64) -> Result<bool, ureq::Error> {
        let old = self.left.get(&format!("/v1/persons/{id}"))?;
        let new = self.right.get(&format!("/crm/v3/objects/contacts/{id}"))?; //~ GET /crm/v3/objects/contacts/{}
        Ok(old.status() == new.status())
    }

    pub fn drop_both(&self, id: u64) -> Reply {
        self.left.delete(&format!("/v1/deals/{id}"))?;
        self.right.delete(&format!("/crm/v3/objects/deals/{id}")) //~ DELETE /crm/v3/objects/deals/{}
    }
}
