use crate::error::Result;
use crate::hubspot::Lead;
use crate::AppState;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{json, Value};
use std::sync::atomic::{AtomicUsize, Ordering};

static LEADS: AtomicUsize = AtomicUsize::new(0);

pub fn router(state: AppState) -> Router {
    Router::new()
        .route("/health", get(|| async { "ok" }))
        .route("/leads", post(lead))
        .route("/crm/v3/objects/contacts", post(gone))
        .with_state(state)
}

async fn lead(State(state): State<AppState>, Json(lead): Json<Lead>) -> Result<Json<Value>> {
    let contact = state.hubspot.upsert_lead(&lead).await?;
    let count = LEADS.fetch_add(1, Ordering::Relaxed);
    let owner = state.hubspot.next_owner(count).await?;
    let title = lead.company.as_deref().unwrap_or("Inbound lead");
    let deal = state.hubspot.open_deal(&contact, title, owner.as_deref()).await?;
    state.slack.lead("62515", &contact.id).await;
    Ok(Json(json!({ "contact": contact.id, "deal": deal })))
}

/// An older version of the site posted here.
async fn gone() -> StatusCode {
    StatusCode::GONE
}
