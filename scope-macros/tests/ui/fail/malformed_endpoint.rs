//! Arguments that are not of the form.

use scope_macros::endpoint;

#[endpoint]
fn nothing() {}

#[endpoint("/crm/v3/objects/contacts")]
fn without_method() {}

#[endpoint(get, "crm/v3/objects/contacts")]
fn small_letters_and_no_slash() {}

#[endpoint(GET, "https://api.hubapi.com/crm/v3/objects/contacts?limit=10")]
fn whole_url() {}

#[endpoint(GET, "/crm/v3/objects/p{portalId}_ships")]
fn part_of_a_segment() {}

#[endpoint(GET, "/crm/v3/objects/contacts", object_types("contacts"))]
fn no_parameter() {}

#[endpoint(GET, "/crm/v3/objects/{objectType}", object_types("contacts", "contacts", ""))]
fn object_types() {}

#[endpoint(GET, "/crm/v3/objects/{objectType}", reason = "legacy")]
fn something_else() {}

fn main() {}
