//! strum's `EnumString` reads a name, `Display` of the same enum writes the path.
//@ deps: ureq strum anyhow

use strum::{Display, EnumString};

#[derive(Debug, Clone, Copy, PartialEq, EnumString, Display)]
#[strum(serialize_all = "lowercase")]
pub enum Record {
    Contacts,
    #[strum(serialize = "firms", to_string = "companies")]
    Companies,
}

fn locate(record: Record, id: &str) -> String {
    format!("https://api.hubapi.com/crm/v3/objects/{record}/{id}")
}

pub fn show(kind: &str, id: &str) -> anyhow::Result<String> {
    let record: Record = kind.parse()?;
    let mut answer = ureq::get(locate(record, id)).call()?; //~ GET /crm/v3/objects/contacts/{} ; GET /crm/v3/objects/companies/{}
    Ok(answer.body_mut().read_to_string()?)
}

pub fn archive_firm(id: &str) -> anyhow::Result<()> {
    ureq::delete(locate(Record::Companies, id)).call()?; //~ DELETE /crm/v3/objects/companies/{}
    Ok(())
}
