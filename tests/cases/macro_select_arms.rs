//! `select!` binds what the future gives in the arm: a name of the function around it does not reach in. Which arm is
//! taken nobody knows, and all futures are begun.
//@ deps: reqwest tokio futures
use futures::FutureExt;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};

pub struct Hub {
    http: reqwest::Client,
}

pub struct Job {
    pub id: u64,
}

impl Hub {
    async fn get(&self, path: &str) -> reqwest::Result<reqwest::Response> {
        self.http.get(format!("https://api.hubapi.com{path}")).send().await
    }

    async fn close(&self, job: Job) -> reqwest::Result<reqwest::Response> {
        self.get(&format!("/crm/v3/objects/deals/{}", job.id)).await //~ GET /crm/v3/objects/deals/{}
    }
}

async fn chosen() -> &'static str {
    "/crm/v3/objects/calls"
}

pub async fn first(hub: &Hub) {
    let path = "/crm/v3/objects/notes";
    tokio::select! {
        path = chosen() => { let _ = hub.get(path).await; } //~ GET /crm/v3/objects/calls
        _ = hub.get(path) => {} //~ GET /crm/v3/objects/notes
    }
}

pub async fn serve(hub: Hub, mut jobs: mpsc::Receiver<Job>, mut stop: oneshot::Receiver<()>) -> u32 {
    let mut done = 0;
    loop {
        tokio::select! {
            biased;
            _ = &mut stop => return done,
            Some(job) = jobs.recv(), if done < 100 => {
                if hub.close(job).await.is_ok() {
                    done += 1;
                }
            }
            answer = tokio::time::timeout(Duration::from_secs(5), hub.get("/crm/v3/owners")) => match answer { //~ GET /crm/v3/owners
                Ok(_) => {}
                Err(_) => break,
            },
            else => break,
        }
    }
    let mut tickets = Box::pin(hub.get("/crm/v3/objects/tickets").fuse()); //~ GET /crm/v3/objects/tickets
    let kind = futures::select! {
        _ = tickets => "emails",
        complete => "tasks",
        default => "meetings",
    };
    let _ = hub.get(&format!("/crm/v3/objects/{kind}/search")).await; //~ GET /crm/v3/objects/emails/search ; GET /crm/v3/objects/tasks/search ; GET /crm/v3/objects/meetings/search
    done
}
