//! An axum service whose handlers reach the client by state, extension and extractor.
//@ deps: axum reqwest serde serde_json
use axum::{Extension, Json, Router, extract::{FromRef, Path, Query, State}, routing::{get, post}};
use std::sync::Arc;
#[derive(Clone)]
pub struct Hub { http: reqwest::Client, token: Arc<str> }
impl Hub {
    async fn call(&self, method: reqwest::Method, path: impl AsRef<str>, body: Option<serde_json::Value>) -> reqwest::Result<serde_json::Value> {
        let mut request = self.http.request(method, format!("https://api.hubapi.com{}", path.as_ref())).bearer_auth(&self.token);
        if let Some(body) = body { request = request.json(&body); }
        request.send().await?.error_for_status()?.json().await
    }
}
#[derive(Clone)]
pub struct AppState { hub: Hub, db: String }
impl FromRef<AppState> for Hub { fn from_ref(state: &AppState) -> Hub { state.hub.clone() } }
async fn contact(State(hub): State<Hub>, Path(id): Path<u64>) -> Json<serde_json::Value> { Json(hub.call(reqwest::Method::GET, format!("/crm/v3/objects/contacts/{id}"), None).await.unwrap()) } //~ GET /crm/v3/objects/contacts/{}
async fn create(State(state): State<AppState>, Json(body): Json<serde_json::Value>) -> String { let _ = &state.db; state.hub.call(reqwest::Method::POST, "/crm/v3/objects/deals", Some(body)).await.unwrap().to_string() } //~ POST /crm/v3/objects/deals
async fn owners(Extension(hub): Extension<Arc<Hub>>, Query(q): Query<Vec<(String, String)>>) -> String { let _ = q; hub.call(reqwest::Method::GET, String::from("/crm/v3/owners"), None).await.unwrap().to_string() } //~ GET /crm/v3/owners
pub fn router(state: AppState) -> Router { Router::new().route("/contacts/{id}", get(contact)).route("/deals", post(create)).route("/owners", get(owners)).layer(Extension(Arc::new(state.hub.clone()))).with_state(state) }
