//! The macros of the lock take no arguments.

use scope_macros::{optional_scopes, required_scopes};

const REQUIRED: &[&str] = required_scopes!("crm.objects.contacts.read");
const OPTIONAL: &[&str] = optional_scopes![hubscope.lock];

fn main() {
    let _ = (REQUIRED, OPTIONAL);
}
