//! Documentation, other attributes and places stay what they are.

#![deny(missing_docs)]

use scope_macros::{endpoint, scopes};

/// Documented, which `missing_docs` would notice.
#[scopes("crm.objects.contacts.read")]
pub mod documented {
    /// Documented too.
    #[super::endpoint(GET, "/crm/v3/objects/contacts")]
    #[must_use]
    pub fn place() -> (u32, u32) {
        (line!(), column!())
    }
}

#[scopes("forms")]
#[cfg(any())]
fn place() -> NoSuchType {}

#[cfg(not(any()))]
#[scopes("forms")] #[rustfmt::skip] fn place() -> (u32, u32) { (line!(), column!()) }

fn main() {
    assert_eq!(documented::place(), (14, 19));
    assert_eq!(place(), (23, 74));
}
