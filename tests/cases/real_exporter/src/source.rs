/// Where the records of one kind come from.
#[derive(Debug)]
pub struct Source {
    pub name: &'static str,
    pub path: &'static str,
    pub properties: Option<&'static str>,
}

const fn object(name: &'static str, path: &'static str, properties: &'static str) -> Source {
    Source { name, path, properties: Some(properties) }
}

pub const SOURCES: [Source; 4] = [
    object("contacts", "/crm/v3/objects/contacts", "/crm/v3/properties/contacts"),
    object("deals", "/crm/v3/objects/deals", "/crm/v3/properties/deals"),
    Source { name: "owners", path: "/crm/v3/owners", properties: None },
    Source { name: "forms", path: "/marketing/v3/forms", properties: None },
];
