crate::macros::endpoints! { deals => "/crm/v3/objects/deals" } //~ GET /crm/v3/objects/deals
