//! The client comes out of what frameworks hand to handlers: extractors, request data, resources by type.
//@ deps: reqwest axum actix-web rocket

use std::sync::Arc;

pub struct Hub {
    http: reqwest::Client,
}

impl Hub {
    pub async fn get(&self, object: &str) -> reqwest::Result<reqwest::Response> {
        self.http.get(format!("https://api.hubapi.com/crm/v3/objects/{object}")).send().await
    }
}

pub struct App {
    hub: Hub,
}

pub async fn own(hub: &Hub) {
    hub.get("quotes").await.ok(); //~ GET /crm/v3/objects/quotes
}

pub async fn extension(axum::Extension(app): axum::Extension<Arc<App>>) {
    app.hub.get("contacts").await.ok(); //~ GET /crm/v3/objects/contacts
}

pub async fn state(axum::extract::State(hub): axum::extract::State<Arc<Hub>>) {
    hub.get("companies").await.ok(); //~ GET /crm/v3/objects/companies
}

pub async fn whole(state: axum::extract::State<App>) {
    let axum::extract::State(app) = state;
    app.hub.get("deals").await.ok(); //~ GET /crm/v3/objects/deals
}

pub async fn data(request: actix_web::HttpRequest) {
    let hub = request.app_data::<actix_web::web::Data<Hub>>().unwrap();
    hub.get("tickets").await.ok(); //~ GET /crm/v3/objects/tickets
}

pub async fn managed(hub: &rocket::State<Hub>) {
    hub.inner().get("products").await.ok(); //~ GET /crm/v3/objects/products
}
