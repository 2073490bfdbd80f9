//! `select!` with several arms and a condition, `join!` of blocks, `spawn` in a `JoinSet`.
//@ deps: reqwest tokio futures anyhow

use anyhow::Result;
use reqwest::{Client, Response};
use std::time::Duration;
use tokio::task::JoinSet;

const ROOT: &str = "https://api.hubapi.com/conversations/v3/conversations";

pub async fn race(http: &Client, thread: u64, fresh: bool) -> Result<Response> {
    let original = http.get(format!("{ROOT}/threads/{thread}/messages/1/original-content")).send(); //~ GET /conversations/v3/conversations/threads/{}/messages/1/original-content
    tokio::select! {
        biased;
        answer = original, if fresh => Ok(answer?),
        answer = async { http.get(format!("{ROOT}/threads/{thread}")).send().await } => Ok(answer?), //~ GET /conversations/v3/conversations/threads/{}
        _ = tokio::time::sleep(Duration::from_secs(3)) => anyhow::bail!("no answer"),
    }
}

pub async fn all(http: &Client, threads: Vec<u64>) -> Result<usize> {
    let mut tasks = JoinSet::new();
    for thread in threads {
        let http = http.clone();
        tasks.spawn(async move { http.delete(format!("{ROOT}/threads/{thread}")).send().await }); //~ DELETE /conversations/v3/conversations/threads/{}
    }
    let mut done = 0;
    while let Some(answer) = tasks.join_next().await {
        done += usize::from(answer??.status().is_success());
    }
    Ok(done)
}

pub async fn side_by_side(http: &Client) -> (bool, bool) {
    futures::join!(
        async { http.get(format!("{ROOT}/inboxes")).send().await.is_ok() }, //~ GET /conversations/v3/conversations/inboxes
        async { http.get(format!("{ROOT}/channel-accounts")).send().await.is_ok() }, //~ GET /conversations/v3/conversations/channel-accounts
    )
}
