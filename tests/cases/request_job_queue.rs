//! Jobs go through a channel; the worker asks each for its request.
//@ deps: reqwest tokio serde_json

use reqwest::{Client, Method};
use serde_json::{json, Value};
use tokio::sync::mpsc::{self, Receiver, Sender};

pub enum Job {
    Tag { contact: u64, tag: String },
    Task { subject: String },
    Drop { task: u64 },
}

struct Outgoing {
    method: Method,
    path: String,
    body: Value,
}

impl Job {
    fn outgoing(&self) -> Outgoing {
        let (method, path, body) = match self {
            Job::Tag { contact, tag } => {
                let body = json!({ "properties": { "tag": tag } });
                (Method::PATCH, format!("/crm/v3/objects/contacts/{contact}"), body)
            }
            Job::Task { subject } => {
                let body = json!({ "properties": { "hs_task_subject": subject } });
                (Method::POST, "/crm/v3/objects/tasks".to_owned(), body)
            }
            Job::Drop { task } => (Method::DELETE, format!("/crm/v3/objects/tasks/{task}"), Value::Null),
        };
        Outgoing { method, path, body }
    }
}

async fn work(http: Client, mut jobs: Receiver<Job>) -> reqwest::Result<()> {
    while let Some(job) = jobs.recv().await {
        let Outgoing { method, path, body } = job.outgoing();
        //~ PATCH /crm/v3/objects/contacts/{} ; POST /crm/v3/objects/tasks ; DELETE /crm/v3/objects/tasks/{}
        let request = http.request(method, format!("https://api.hubapi.com{path}"));
        request.json(&body).send().await?.error_for_status()?;
    }
    Ok(())
}

pub fn start(http: Client) -> Sender<Job> {
    let (sender, receiver) = mpsc::channel(64);
    tokio::spawn(work(http, receiver));
    sender
}
