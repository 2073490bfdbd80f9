crate::macros::resources! {
    /// A person.
    contacts: Contact = "/crm/v3/objects/contacts" { id: String, properties: serde_json::Value }
    /// Somebody who works with the account.
    owners: Owner = "/crm/v3/owners" { id: String, email: Option<String> }
    /// A list of records.
    lists: List = "/crm/v3/lists" { list_id: String, name: String }
    /// Money that is owed.
    invoices: Invoice = "/crm/v3/objects/invoices" { id: String, properties: serde_json::Value }
}
