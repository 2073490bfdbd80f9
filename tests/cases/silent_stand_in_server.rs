//! A stand-in server answers HubSpot's paths from memory.
//@ deps: axum serde_json tokio
//@ scopes:

use axum::extract::{Path, State};
use axum::routing::{any, get, patch, post};
use axum::{Json, Router};
use serde_json::{json, Value};
use std::sync::{Arc, Mutex};

type Records = Arc<Mutex<Vec<Value>>>;

const OBJECTS: &str = "/crm/v3/objects/{object}";

async fn list(State(records): State<Records>, Path(object): Path<String>) -> Json<Value> {
    let records = records.lock().unwrap();
    let of = |record: &&Value| record["object"] == object;
    Json(json!({ "results": records.iter().filter(of).collect::<Vec<_>>() }))
}

async fn add(State(records): State<Records>, Path(object): Path<String>, Json(mut body): Json<Value>) -> Json<Value> {
    body["object"] = json!(object);
    records.lock().unwrap().push(body.clone());
    Json(body)
}

async fn refuse() -> axum::http::StatusCode {
    axum::http::StatusCode::FORBIDDEN
}

pub async fn serve(listener: tokio::net::TcpListener) -> std::io::Result<()> {
    let router = Router::new()
        .route(OBJECTS, get(list).post(add))
        .route("/crm/v3/objects/{object}/{id}", patch(refuse).delete(refuse))
        .route("/oauth/v1/token", post(refuse))
        .route("/crm/v3/owners", any(refuse));
    println!("instead of https://api.hubapi.com");
    axum::serve(listener, router.with_state(Records::default())).await
}
