//! Endpoints on functions and methods, one and several.

use scope_macros::{endpoint, scopes};

#[endpoint(GET, "/crm/v3/objects/contacts")]
fn plain() {}

#[endpoint(POST, "/crm/v3/objects/{objectType}", object_types("contacts", "companies", "2-1234567"))]
#[endpoint(DELETE, "/crm/v3/objects/{}/{}", object_types("contacts"),)]
#[scopes("crm.objects.contacts.write", "crm.objects.companies.write", "crm.objects.custom.write")]
async fn several() {}

trait Send {
    #[endpoint(PUT, "/cms/v3/hubdb/tables/{tableIdOrName}/rows/{rowId}/draft")]
    fn send(&self);
}

impl Send for () {
    #[endpoint(PATCH, "/crm/objects/2026-03/deals/{dealId}")]
    fn send(&self) {}
}

fn main() {
    plain();
    drop(several());
    ().send();
}
