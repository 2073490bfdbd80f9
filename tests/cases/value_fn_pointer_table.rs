//! Function pointers: in a table of steps, in a struct field, passed by name.
//@ deps: ureq

type Reply = Result<ureq::http::Response<ureq::Body>, ureq::Error>;

const ROOT: &str = "https://api.hubapi.com";

fn import_errors(id: &str) -> String {
    format!("{ROOT}/crm/v3/imports/{id}/errors")
}

fn import(id: &str) -> String {
    format!("{ROOT}/crm/v3/imports/{id}")
}

fn check_token() -> Reply {
    ureq::get(format!("{ROOT}/account-info/v3/details")).call() //~ GET /account-info/v3/details
}

fn check_limits() -> Reply {
    ureq::get(format!("{ROOT}/account-info/v3/api-usage/daily")).call() //~ GET /account-info/v3/api-usage/daily
}

const CHECKS: &[(&str, fn() -> Reply)] = &[("token", check_token), ("limits", check_limits)];

pub struct Step {
    locate: fn(&str) -> String,
}

impl Step {
    fn run(&self, id: &str) -> Reply {
        ureq::get((self.locate)(id)).call()
    }
}

fn each(ids: &[String], locate: fn(&str) -> String) -> usize {
    ids.iter().filter(|id| ureq::post(locate(id)).send_empty().is_ok()).count()
}

pub fn doctor() -> Vec<&'static str> {
    CHECKS.iter().filter(|(_, check)| check().is_err()).map(|(name, _)| *name).collect()
}

pub fn failures(id: &str) -> Reply {
    Step { locate: import_errors }.run(id) //~ GET /crm/v3/imports/{}/errors
}

pub fn status(id: &str) -> Reply {
    let step = Step { locate: import };
    step.run(id) //~ GET /crm/v3/imports/{}
}

pub fn cancel(ids: &[String]) -> usize {
    each(ids, |id| format!("{ROOT}/crm/v3/imports/{id}/cancel")) //~ POST /crm/v3/imports/{}/cancel
}
