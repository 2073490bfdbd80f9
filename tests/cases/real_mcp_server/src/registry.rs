use crate::gateway::Gateway;
use crate::protocol::{Request, Response};
use crate::tools::{self, Tool};
use serde_json::{json, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

pub struct Registry {
    gateway: Arc<Gateway>,
    tools: BTreeMap<&'static str, Box<dyn Tool>>,
}

impl Registry {
    pub fn standard(gateway: Arc<Gateway>) -> Self {
        let all: Vec<Box<dyn Tool>> = vec![
            Box::new(tools::contacts::FindContact),
            Box::new(tools::contacts::AddNote),
            Box::new(tools::pipelines::Stages),
            Box::new(tools::pipelines::MoveDeal),
            Box::new(tools::search::Search),
        ];
        Registry { gateway, tools: all.into_iter().map(|tool| (tool.name(), tool)).collect() }
    }

    pub fn describe(&self) -> Value {
        let tools = self.tools.values().map(|tool| json!({ "name": tool.name(), "description": tool.about() }));
        json!({ "tools": tools.collect::<Vec<_>>() })
    }

    pub async fn call(&self, request: Request) -> Response {
        let name = request.params["name"].as_str().unwrap_or_default();
        let Some(tool) = self.tools.get(name) else {
            return Response::failed(request.id, format!("{name} is no tool"));
        };
        match tool.call(&self.gateway, &request.params["arguments"]).await {
            Ok(value) => Response::of(request.id, json!({ "content": [{ "type": "text", "text": value.to_string() }] })),
            Err(error) => Response::failed(request.id, format!("{error:#}")),
        }
    }
}
