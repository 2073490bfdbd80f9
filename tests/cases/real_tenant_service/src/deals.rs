use crate::tenant::{Error, Tenant};
use crate::App;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::Json;
use reqwest::Method;
use serde_json::{json, Value};

async fn close(tenant: &mut Tenant, deal: u64) -> Result<Value, Error> {
    let path = format!("/crm/v3/objects/deals/{deal}");
    let now = tenant.call(Method::GET, &format!("{path}?properties=dealstage,pipeline"), None).await?; //~ GET /crm/v3/objects/deals/{}
    if now["properties"]["dealstage"] == "closedwon" {
        return Ok(now);
    }
    let body = json!({ "properties": { "dealstage": "closedwon" } });
    tenant.call(Method::PATCH, &path, Some(&body)).await //~ PATCH /crm/v3/objects/deals/{}
}

pub async fn win(State(app): State<App>, Path((portal, deal)): Path<(u64, u64)>) -> Result<Json<Value>, StatusCode> {
    let mut tenant = Tenant::open(app, portal).await.map_err(|_| StatusCode::NOT_FOUND)?;
    close(&mut tenant, deal).await.map(Json).map_err(|_| StatusCode::BAD_GATEWAY)
}
