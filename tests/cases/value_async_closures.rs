//! Async closures, `let else`, `if let` chains and labelled breaks around a call.
//@ deps: reqwest

use reqwest::{Client, Response, Result};

async fn retry<F>(attempts: u32, call: F) -> Option<Response>
where
    F: AsyncFn(u32) -> Result<Response>,
{
    let mut attempt = 0;
    let found = 'tries: loop {
        if attempt >= attempts {
            break 'tries None;
        }
        match call(attempt).await {
            Ok(response) if response.status().is_success() => break 'tries Some(response),
            _ => attempt += 1,
        }
    };
    found
}

pub async fn lists(http: &Client, folder: Option<&str>, flag: bool) -> Option<Response> {
    let Some(folder) = folder else {
        return retry(1, async |_| http.get("https://api.hubapi.com/crm/v3/lists").send().await).await; //~ GET /crm/v3/lists
    };
    if let Some(kind) = folder.strip_prefix("f-") && flag {
        let url = format!("https://api.hubapi.com/crm/v3/lists/folders/{kind}");
        return retry(3, async |_| http.delete(&url).send().await).await; //~ DELETE /crm/v3/lists/folders/{}
    }
    let send = async |path: &str| http.post(format!("https://api.hubapi.com/crm/v3/lists{path}")).send().await;
    let parts: Option<Response> = async {
        let response = send("/search").await.ok()?; //~ POST /crm/v3/lists/search
        let next = response.headers().get("x-next")?.to_str().ok()?;
        (next == "folders").then_some(())?;
        send("/folders").await.ok() //~ POST /crm/v3/lists/folders
    }
    .await;
    parts
}
