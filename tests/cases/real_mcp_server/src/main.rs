mod gateway;
mod protocol;
mod registry;
mod tools;

use gateway::Gateway;
use protocol::{Request, Response};
use registry::Registry;
use std::sync::Arc;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let gateway = Arc::new(Gateway::from_env()?);
    let registry = Registry::standard(gateway);
    let mut lines = BufReader::new(tokio::io::stdin()).lines();
    let mut out = tokio::io::stdout();
    while let Some(line) = lines.next_line().await? {
        let Ok(request) = serde_json::from_str::<Request>(&line) else { continue };
        let response = match request.method.as_str() {
            "tools/list" => Response::of(request.id, registry.describe()),
            "tools/call" => registry.call(request).await,
            other => Response::failed(request.id, format!("{other} is no method")),
        };
        out.write_all(serde_json::to_string(&response)?.as_bytes()).await?;
        out.write_all(b"\n").await?;
    }
    Ok(())
}
