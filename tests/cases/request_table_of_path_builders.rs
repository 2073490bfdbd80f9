//! A static table of jobs, each with its verb and a function pointer that builds the path.
//@ deps: ureq serde_json

use serde_json::Value;

const BASE: &str = "https://api.hubapi.com";

#[derive(Clone, Copy)]
enum Verb {
    Get,
    Delete,
}

struct Job {
    name: &'static str,
    verb: Verb,
    path: fn(&str) -> String,
}

fn task_path(id: &str) -> String {
    format!("/crm/v3/objects/tasks/{id}")
}

static JOBS: &[Job] = &[
    Job { name: "show-task", verb: Verb::Get, path: task_path },
    Job { name: "drop-note", verb: Verb::Delete, path: |id| format!("/crm/v3/objects/notes/{id}") },
    Job { name: "show-list", verb: Verb::Get, path: lists::path },
];

mod lists {
    pub(super) fn path(id: &str) -> String {
        ["/crm/v3/lists", id].join("/")
    }
}

fn dispatch(agent: &ureq::Agent, job: &Job, id: &str) -> Result<Value, ureq::Error> {
    let url = format!("{BASE}{}", (job.path)(id));
    match job.verb {
        Verb::Get => agent.get(&url).call()?.body_mut().read_json(), //~ GET /crm/v3/objects/tasks/{} ; GET /crm/v3/lists/{}
        Verb::Delete => {
            agent.delete(&url).call()?; //~ DELETE /crm/v3/objects/notes/{}
            Ok(Value::Null)
        }
    }
}

pub fn main_with(args: &[String]) -> Result<Value, Box<dyn std::error::Error>> {
    let [name, id] = args else { return Err("usage: NAME ID".into()) };
    let job = JOBS.iter().find(|job| job.name == name).ok_or("no such job")?;
    Ok(dispatch(&ureq::agent(), job, id)?)
}
