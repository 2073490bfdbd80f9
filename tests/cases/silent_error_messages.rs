//! Paths in errors, logs, spans and panics around a request to another service.
//@ deps: reqwest tracing anyhow
//@ scopes:

use anyhow::{Context, bail, ensure};

pub async fn forward(http: &reqwest::Client, body: String) -> anyhow::Result<()> {
    tracing::info!(url = "https://api.hubapi.com/crm/v3/objects/contacts", "would call");
    let span = tracing::info_span!("POST", path = "/crm/v3/objects/deals");
    let _entered = span.enter();
    let response = http.post("https://queue.acme.net/v1/items").body(body).send().await;
    let response = response.context("POST https://api.hubapi.com/crm/v3/objects/deals failed")?;
    ensure!(response.status().is_success(), "GET /crm/v3/objects/contacts answered {}", response.status());
    if response.content_length() == Some(0) {
        bail!("nothing from https://api.hubapi.com/crm/v3/objects/tickets");
    }
    Ok(())
}
