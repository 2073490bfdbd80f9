//! Jobs go through a channel to a loop that sends them; what is sent decides the calls.
//@ deps: reqwest tokio

use tokio::sync::mpsc;

pub enum Job {
    Archive { object: &'static str, id: u64 },
    Touch(u64),
}

pub struct Worker {
    http: reqwest::Client,
    jobs: mpsc::Receiver<Job>,
}

impl Worker {
    pub async fn run(mut self) {
        while let Some(job) = self.jobs.recv().await {
            match job {
                Job::Archive { object, id } => {
                    let url = format!("https://api.hubapi.com/crm/v3/objects/{object}/{id}");
                    let _ = self.http.delete(url).send().await; //~ DELETE /crm/v3/objects/{}/{}
                }
                Job::Touch(id) => {
                    let url = format!("https://api.hubapi.com/crm/v3/objects/contacts/{id}");
                    let _ = self.http.patch(url).send().await; //~ PATCH /crm/v3/objects/contacts/{}
                }
            }
        }
    }
}

pub async fn start(http: reqwest::Client) -> mpsc::Sender<Job> {
    let (sender, jobs) = mpsc::channel(8);
    tokio::spawn(Worker { http, jobs }.run());
    sender.send(Job::Touch(1)).await.ok();
    sender
}
