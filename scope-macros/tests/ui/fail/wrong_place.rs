//! Code that holds no calls.

use scope_macros::{endpoint, scopes};

#[scopes("forms")]
pub struct Form {
    field: u8,
}

#[scopes("forms")]
enum Kind {}

#[scopes("forms")]
const LIMIT: u8 = 1;

#[scopes("forms")]
use std::fmt;

#[endpoint(GET, "/forms/v2/forms")]
impl Form {}

#[endpoint(GET, "/forms/v2/forms")]
type Alias = Form;

fn main() {
    // Only the places are told: the code itself is still there.
    let _: (Form, Alias) = (Form { field: LIMIT }, Form { field: LIMIT });
    let _: Option<(Kind, fmt::Error)> = None;
}
