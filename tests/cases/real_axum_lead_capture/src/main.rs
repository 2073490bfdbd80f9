mod config;
mod error;
mod hubspot;
mod routes;
mod slack;

use config::Config;
use std::sync::Arc;

#[derive(Clone)]
pub struct AppState {
    pub hubspot: hubspot::Client,
    pub slack: Arc<slack::Notifier>,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let config = Config::from_env()?;
    let state = AppState {
        hubspot: hubspot::Client::new(&config),
        slack: Arc::new(slack::Notifier::new(config.slack_webhook.clone())),
    };
    let listener = tokio::net::TcpListener::bind((config.host.as_str(), config.port)).await?;
    tracing::info!(port = config.port, "listening");
    axum::serve(listener, routes::router(state)).await?;
    Ok(())
}
