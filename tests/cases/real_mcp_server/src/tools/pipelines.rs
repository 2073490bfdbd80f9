use super::{text, Tool};
use crate::gateway::Gateway;
use anyhow::{bail, Result};
use async_trait::async_trait;
use reqwest::Method;
use serde_json::{json, Value};

pub struct Stages;
pub struct MoveDeal;

async fn stages(gateway: &Gateway, object: &str) -> Result<Value> {
    gateway.read(&format!("/crm/v3/pipelines/{object}")).await
}

#[async_trait]
impl Tool for Stages {
    fn name(&self) -> &'static str {
        "stages"
    }

    fn about(&self) -> &'static str {
        "Lists the stages of deals or tickets"
    }

    async fn call(&self, gateway: &Gateway, arguments: &Value) -> Result<Value> {
        let object = match text(arguments, "object")? {
            "deal" | "deals" => "deals",
            "ticket" | "tickets" => "tickets",
            other => bail!("{other} has no stages"),
        };
        stages(gateway, object).await //~ GET /crm/v3/pipelines/deals ; GET /crm/v3/pipelines/tickets
    }
}

#[async_trait]
impl Tool for MoveDeal {
    fn name(&self) -> &'static str {
        "move_deal"
    }

    fn about(&self) -> &'static str {
        "Moves a deal to the stage with this label"
    }

    async fn call(&self, gateway: &Gateway, arguments: &Value) -> Result<Value> {
        let wanted = text(arguments, "stage")?;
        let pipelines = stages(gateway, "deals").await?; //~ GET /crm/v3/pipelines/deals
        let stages = pipelines["results"].as_array().into_iter().flatten().filter_map(|line| line["stages"].as_array());
        let Some(stage) = stages.flatten().find(|stage| stage["label"] == wanted) else { bail!("no stage {wanted}") };
        let path = ["/crm/v3/objects/deals", text(arguments, "deal")?].join("/");
        let body = json!({ "properties": { "dealstage": stage["id"] } });
        gateway.call(&path, Method::PATCH, Some(body)).await //~ PATCH /crm/v3/objects/deals/{}
    }
}
