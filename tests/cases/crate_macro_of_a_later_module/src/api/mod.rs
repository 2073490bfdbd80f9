use crate::macros::{endpoints, methods};

pub mod crm;

pub struct Hub {
    pub http: reqwest::blocking::Client,
}

endpoints! { owners => "/crm/v3/owners" } //~ GET /crm/v3/owners

impl Hub {
    methods! { forms => "/marketing/v3/forms", lists => "/crm/v3/lists" } //~ GET /marketing/v3/forms ; GET /crm/v3/lists
}
