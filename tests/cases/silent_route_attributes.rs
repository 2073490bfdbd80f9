//! A server's routes have such attributes, too, and are no calls.
//@ deps: actix_web rocket
use actix_web::{get, post};
#[get("/crm/v3/objects/contacts")]
pub async fn contacts() -> &'static str { "mock" }
#[post("/oauth/v1/token")]
pub async fn token() -> &'static str { "{}" }
#[rocket::get("/crm/v3/owners")]
pub fn owners() -> &'static str { "[]" }
