//! The macros under other names, by path, and behind a condition.

use scope_macros::scopes as needs;

mod markers {
    pub use scope_macros::endpoint as calls;
    pub use scope_macros::*;
}

#[needs("crm.objects.contacts.read")]
#[markers::calls(GET, "/crm/v3/objects/contacts")]
fn renamed() {}

#[scope_macros::scopes("forms")]
#[::scope_macros::endpoint(GET, "/forms/v2/forms")]
fn by_path() {}

#[cfg_attr(all(), markers::scopes("files"))]
#[cfg_attr(any(), markers::scopes("not compiled, not checked"))]
fn behind_a_condition() {}

fn main() {
    renamed();
    by_path();
    behind_a_condition();
}
