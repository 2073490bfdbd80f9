//! An own service describes its routes with attributes; some lie below `/crm`.
//@ deps: axum utoipa-lite serde
//@ scopes:

use axum::{extract::Path, Json, Router};
use serde::Serialize;

#[derive(Serialize)]
pub struct Person {
    id: u64,
}

#[utoipa_lite::path(get, path = "/crm/v3/objects/contacts/{id}", responses((status = 200, body = Person)))]
pub async fn person(Path(id): Path<u64>) -> Json<Person> {
    Json(Person { id })
}

#[utoipa_lite::path(delete, path = "/crm/v3/objects/contacts/{id}", tag = "hubspot")]
pub async fn forget(Path(id): Path<u64>) -> Json<u64> {
    Json(id)
}

pub fn router() -> Router {
    let mut router = Router::new();
    for path in ["/crm/v3/objects/contacts/{id}", "/crm/v3/objects/deals/{id}"] {
        router = router.route(path, axum::routing::get(person).delete(forget));
    }
    router
}
