use strum::EnumString;

/// The records that the tool knows by name.
#[derive(Clone, Copy, Debug, EnumString, strum::Display, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum Object {
    Contacts,
    Companies,
    LineItems,
}

impl Object {
    pub fn root(self) -> String {
        format!("/crm/v3/objects/{self}")
    }
}
