use crate::store::Tokens;
use crate::App;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Redirect;
use serde::Deserialize;
use serde_json::Value;
use url::Url;

const AUTHORIZE: &str = "https://app.hubspot.com/oauth/authorize";
const SCOPES: [&str; 3] = ["oauth", "crm.objects.deals.read", "crm.objects.deals.write"];

pub struct Credentials {
    pub client_id: String,
    pub client_secret: String,
    pub redirect_uri: String,
    pub token_url: String,
}

impl Credentials {
    pub fn from_env() -> Result<Self, std::env::VarError> {
        Ok(Credentials {
            client_id: std::env::var("HUBSPOT_CLIENT_ID")?,
            client_secret: std::env::var("HUBSPOT_CLIENT_SECRET")?,
            redirect_uri: std::env::var("PUBLIC_URL")? + "/oauth/callback",
            token_url: "https://api.hubapi.com/oauth/v1/token".to_owned(),
        })
    }
}

#[derive(Deserialize)]
pub struct Callback {
    code: String,
}

pub async fn start(State(app): State<App>) -> Result<Redirect, StatusCode> {
    let mut url = Url::parse(AUTHORIZE).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    url.query_pairs_mut()
        .append_pair("client_id", &app.credentials.client_id)
        .append_pair("redirect_uri", &app.credentials.redirect_uri)
        .append_pair("scope", &SCOPES.join(" "));
    Ok(Redirect::temporary(url.as_str()))
}

/// Trades a code or a refresh token for tokens.
pub async fn exchange(app: &App, grant: (&str, &str), kind: &str) -> reqwest::Result<Tokens> {
    let Credentials { client_id, client_secret, redirect_uri, token_url } = app.credentials.as_ref();
    let form = [("grant_type", kind), ("client_id", client_id), ("client_secret", client_secret), ("redirect_uri", redirect_uri), grant];
    app.http.post(token_url).form(&form).send().await?.error_for_status()?.json().await //~ POST /oauth/v1/token
}

pub async fn finish(State(app): State<App>, Query(callback): Query<Callback>) -> Result<Redirect, StatusCode> {
    let failed = |_| StatusCode::BAD_GATEWAY;
    let tokens = exchange(&app, ("code", &callback.code), "authorization_code").await.map_err(failed)?;
    let about = format!("https://api.hubapi.com/oauth/v1/access-tokens/{}", tokens.access_token);
    let about: Value = app.http.get(about).send().await.map_err(failed)?.json().await.map_err(failed)?; //~ GET /oauth/v1/access-tokens/{}
    let portal = about["hub_id"].as_u64().ok_or(StatusCode::BAD_GATEWAY)?;
    app.store.keep(portal, tokens).await;
    Ok(Redirect::to(&format!("https://app.hubspot.com/integrations-settings/{portal}/installed")))
}
