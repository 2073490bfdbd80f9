//! A `vec!` of names, and one that is filled by pushes, each run by a loop.
//@ deps: reqwest anyhow

use reqwest::blocking::Client;

const ROOT: &str = "https://api.hubapi.com";

/// Warms the caches of the settings that every screen shows.
pub fn warm(http: &Client, token: &str) -> anyhow::Result<()> {
    let screens = vec!["users", "users/roles", "currencies/codes"];
    for screen in screens {
        http.get(format!("{ROOT}/settings/v3/{screen}")).bearer_auth(token).send()?; //~ GET /settings/v3/users ; GET /settings/v3/users/roles ; GET /settings/v3/currencies/codes
    }
    Ok(())
}

pub fn pipelines(http: &Client, token: &str, service_hub: bool) -> anyhow::Result<Vec<String>> {
    let mut kinds = Vec::new();
    kinds.push("deals");
    if service_hub {
        kinds.push("tickets");
    }
    let mut answers = Vec::with_capacity(kinds.len());
    for kind in &kinds {
        let request = http.get(format!("{ROOT}/crm/v3/pipelines/{kind}")); //~ GET /crm/v3/pipelines/deals ; GET /crm/v3/pipelines/tickets
        answers.push(request.bearer_auth(token).send()?.text()?);
    }
    Ok(answers)
}
