//! A reverse proxy passes on what it is asked for, to an upstream of its configuration.
//@ deps: axum reqwest
//@ scopes:

use axum::body::Bytes;
use axum::extract::{OriginalUri, State};
use axum::http::{Method, StatusCode};
use axum::{routing::any, Router};
use reqwest::Client;

#[derive(Clone)]
pub struct Upstream {
    http: Client,
    origin: String,
}

async fn forward(State(upstream): State<Upstream>, method: Method, OriginalUri(uri): OriginalUri, body: Bytes) -> Result<Bytes, StatusCode> {
    let url = format!("{}{}", upstream.origin, uri.path());
    let request = upstream.http.request(method, url).body(body);
    let response = request.send().await.map_err(|_| StatusCode::BAD_GATEWAY)?;
    response.bytes().await.map_err(|_| StatusCode::BAD_GATEWAY)
}

pub fn router(upstream: Upstream) -> Router {
    Router::new().route("/{*path}", any(forward)).with_state(upstream)
}
