mod hubspot;
mod http;
mod retry;
mod stripe;
mod worker;

use std::time::Duration;
use worker::Worker;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let hubspot = hubspot::HubSpot::new(std::env::var("HUBSPOT_TOKEN")?);
    let stripe = stripe::Stripe::new(std::env::var("STRIPE_KEY")?);
    let worker = Worker::new(hubspot, stripe);
    let mut ticks = tokio::time::interval(Duration::from_secs(300));
    loop {
        tokio::select! {
            _ = ticks.tick() => {
                if let Err(error) = worker.pass().await {
                    tracing::error!(%error, "the pass failed");
                }
            }
            _ = tokio::signal::ctrl_c() => break,
        }
    }
    Ok(())
}
