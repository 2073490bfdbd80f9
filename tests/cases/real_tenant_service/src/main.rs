mod deals;
mod install;
mod store;
mod tenant;

use axum::routing::get;
use axum::Router;
use std::sync::Arc;
use store::Store;

#[derive(Clone)]
pub struct App {
    pub credentials: Arc<install::Credentials>,
    pub store: Store,
    pub http: reqwest::Client,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let app = App {
        credentials: Arc::new(install::Credentials::from_env()?),
        store: Store::default(),
        http: reqwest::Client::new(),
    };
    let router = Router::new()
        .route("/install", get(install::start))
        .route("/oauth/callback", get(install::finish))
        .route("/tenants/{portal}/deals/{deal}/win", get(deals::win))
        .with_state(app);
    axum::serve(tokio::net::TcpListener::bind("0.0.0.0:8080").await?, router).await?;
    Ok(())
}
