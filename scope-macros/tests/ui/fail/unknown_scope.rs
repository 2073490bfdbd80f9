//! Each wrong name of a list is told, at its literal.

use scope_macros::scopes;

#[scopes("crm.objects.contact.read", "forms", "crm.contacts.read")]
fn misspelt() {}

#[scopes(
    "crm.objects.spaceships.read",
    optional("crm.objects.deals.delete", unchecked("crm.objects.*"), reason = "two-way sync"),
)]
fn grouped() {}

fn main() {
    misspelt();
    grouped();
}
