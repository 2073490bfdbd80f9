//! Associated types lead to associated constants: a child knows its parent's path.
//@ deps: ureq serde serde_json anyhow

use anyhow::Result;
use serde::de::DeserializeOwned;

pub trait Node: DeserializeOwned {
    type Parent: Place;
    const LEAF: &'static str;
}

pub trait Place {
    const ROOT: &'static str;
}

pub struct Pipelines;

impl Place for Pipelines {
    const ROOT: &'static str = "/crm/v3/pipelines";
}

pub struct Properties;

impl Place for Properties {
    const ROOT: &'static str = "/crm/v3/properties";
}

#[derive(serde::Deserialize)]
pub struct DealPipeline {
    pub id: String,
}

#[derive(serde::Deserialize)]
pub struct CompanyProperty {
    pub name: String,
}

impl Node for DealPipeline {
    type Parent = Pipelines;
    const LEAF: &'static str = "deals";
}

impl Node for CompanyProperty {
    type Parent = Properties;
    const LEAF: &'static str = "companies";
}

fn path<N: Node>() -> String {
    format!("{}/{}", <N::Parent as Place>::ROOT, N::LEAF)
}

fn all<N: Node>(token: &str) -> Result<Vec<N>> {
    let request = ureq::get(format!("https://api.hubapi.com{}", path::<N>()));
    let mut answer: serde_json::Value = request.header("authorization", token).call()?.body_mut().read_json()?;
    Ok(serde_json::from_value(answer["results"].take())?)
}

pub fn overview(token: &str) -> Result<(usize, Vec<String>)> {
    let pipelines: Vec<DealPipeline> = all(token)?; //~ GET /crm/v3/pipelines/deals
    let properties = all::<CompanyProperty>(token)?; //~ GET /crm/v3/properties/companies
    Ok((pipelines.len(), properties.into_iter().map(|property| property.name).collect()))
}
