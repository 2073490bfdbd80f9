//! An error in the code below an attribute is told where it is, as without the attribute.

use scope_macros::{endpoint, scopes};

#[scopes("crm.objects.contacts.read")]
#[endpoint(GET, "/crm/v3/objects/contacts")]
fn contacts() -> u8 {
    "contacts"
}

fn main() {
    contacts();
}
