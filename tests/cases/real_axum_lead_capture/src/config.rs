use anyhow::Context;
use std::env;

pub struct Config {
    pub host: String,
    pub port: u16,
    pub hubspot_base: String,
    pub hubspot_token: String,
    pub slack_webhook: Option<String>,
}

fn optional(name: &str, default: &str) -> String {
    env::var(name).unwrap_or_else(|_| default.to_owned())
}

impl Config {
    pub fn from_env() -> anyhow::Result<Self> {
        Ok(Config {
            host: optional("HOST", "0.0.0.0"),
            port: optional("PORT", "8080").parse().context("PORT is no number")?,
            hubspot_base: optional("HUBSPOT_BASE_URL", "https://api.hubapi.com"),
            hubspot_token: env::var("HUBSPOT_TOKEN").context("HUBSPOT_TOKEN is not set")?,
            slack_webhook: env::var("SLACK_WEBHOOK").ok(),
        })
    }
}
