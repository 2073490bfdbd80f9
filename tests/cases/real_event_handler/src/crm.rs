use crate::plan::{Action, Step};
use anyhow::{bail, Context};
use once_cell::sync::Lazy;
use ureq::http::{Method, Request};
use ureq::Agent;

static AGENT: Lazy<Agent> = Lazy::new(Agent::new_with_defaults);
static TOKEN: Lazy<String> = Lazy::new(|| std::env::var("HUBSPOT_TOKEN").unwrap_or_default());

const OBJECTS: &str = "https://api.hubapi.com/crm/v3/objects";

fn target(step: &Step) -> anyhow::Result<(Method, String)> {
    let Step { action, object, id, .. } = step;
    Ok(match action {
        Action::Fetch => (Method::GET, format!("{OBJECTS}/{object}/{}", id.context("an id to fetch")?)),
        Action::Update => (Method::PATCH, format!("{OBJECTS}/{object}/{}", id.context("an id to update")?)),
        Action::BatchRead => (Method::POST, format!("{OBJECTS}/{object}/batch/read")),
    })
}

pub fn execute(plan: &[Step]) -> anyhow::Result<usize> {
    for step in plan {
        let (method, url) = target(step)?;
        let request = Request::builder()
            .method(method)
            .uri(&url) //~ GET /crm/v3/objects/quotes/{} ; PATCH /crm/v3/objects/quotes/{} ; POST /crm/v3/objects/line_items/batch/read
            .header("authorization", format!("Bearer {}", *TOKEN))
            .body(step.body.to_string())?;
        let response = AGENT.run(request)?;
        if !response.status().is_success() {
            bail!("{url} answered {}", response.status());
        }
    }
    Ok(plan.len())
}
