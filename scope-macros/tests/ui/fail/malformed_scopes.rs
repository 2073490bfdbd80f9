//! Arguments that are not of the form.

use scope_macros::scopes;

#[scopes]
fn nothing() {}

#[scopes()]
fn empty() {}

#[scopes(crm.objects.contacts.read)]
fn without_quotes() {}

#[scopes("crm.objects.contacts.read crm.objects.contacts.write")]
fn joined() {}

#[scopes("forms", optional("forms"))]
fn twice() {}

#[scopes("forms" "files")]
fn without_comma() {}

#[scopes(optional = "forms")]
fn as_a_key() {}

#[scopes("forms", reason = "sign-up")]
fn reason_outside() {}

#[scopes(allow(unresolved_call))]
fn no_reason() {}

#[scopes(allow(unresolved-call, reason = "the path is the administrator's"))]
fn hyphen() {}

#[scopes("file", permit("forms"))]
fn wrong_name_and_wrong_form() {}

fn main() {}
