//! awc in an actix service: verbs, `request`, and a connector in the application's data.
//@ deps: awc actix-web serde_json

use actix_web::{http::Method, web, HttpResponse};
use awc::error::SendRequestError;
use serde_json::{json, Value};

pub struct App {
    http: awc::Client,
    token: String,
}

pub async fn event(app: web::Data<App>, body: web::Json<Value>) -> HttpResponse {
    let request = app.http.post("https://api.hubapi.com/events/v3/send"); //~ POST /events/v3/send
    match request.bearer_auth(&app.token).send_json(&body).await {
        Ok(response) => HttpResponse::build(response.status()).finish(),
        Err(_) => HttpResponse::BadGateway().finish(),
    }
}

pub async fn define(app: &App, name: &str) -> Result<u16, SendRequestError> {
    let url = format!("https://api.hubapi.com/events/v3/event-definitions/{name}");
    let request = app.http.request(Method::PATCH, url); //~ PATCH /events/v3/event-definitions/{}
    let response = request.bearer_auth(&app.token).send_json(&json!({ "label": name })).await?;
    Ok(response.status().as_u16())
}
