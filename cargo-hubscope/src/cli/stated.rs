//! What the configuration states of functions: what they call, or that they do not call HubSpot.

use super::optional::is_function;
use crate::analysis::{Call, CallStatus};
use crate::catalog::{AuthKind, Catalog, Outcome};
use crate::config::{Config, Endpoint, Stated, StatedCall};

/// The calls with every statement applied. Calls in a function that is not HubSpot's are left out; calls in a function
/// whose endpoints are stated are replaced by these where what they need is not known. A statement that fits no call is
/// noted.
pub(super) fn apply(config: &Config, catalog: &Catalog, mut calls: Vec<Call>, notes: &mut Vec<String>) -> Vec<Call> {
    for statement in &config.calls {
        if !calls.iter().any(|call| fits(statement, call)) {
            notes.push(format!("`[[call]] function = \"{}\"` fits no function with a call", statement.function.text));
        }
        calls = match &statement.calls {
            Stated::NotHubspot => calls.into_iter().filter(|call| !fits(statement, call)).collect(),
            Stated::Endpoints(endpoints) => {
                let endpoints: Vec<&Endpoint> = endpoints.iter().map(|(endpoint, _)| endpoint).collect();
                let replace = |call: Call| {
                    if fits(statement, &call) && is_open(catalog, &call) {
                        endpoints.iter().map(|endpoint| stated(&call, endpoint)).collect()
                    } else {
                        vec![call]
                    }
                };
                calls.into_iter().flat_map(replace).collect()
            }
        };
    }
    calls.sort();
    calls.dedup();
    calls
}

/// Whether a call is made in the function of a statement, or by way of it.
fn fits(statement: &StatedCall, call: &Call) -> bool {
    let pattern = &statement.function.text;
    let within = call.within.iter().map(|(_, function)| function);
    let steps = call.via.iter().map(|step| &step.function);
    within.chain(steps).any(|function| is_function(function, pattern))
}

/// Whether what a call needs is not known.
fn is_open(catalog: &Catalog, call: &Call) -> bool {
    match (&call.status, &call.method, &call.path) {
        (CallStatus::Resolved, Some(method), Some(path)) => {
            // How the app authenticates decides what is needed, not whether that is known.
            let outcome = catalog.resolve(method, path, &call.query, AuthKind::Oauth).outcome;
            !matches!(outcome, Outcome::Known(_))
        }
        _ => true,
    }
}

/// The call as it is stated to be.
fn stated(call: &Call, endpoint: &Endpoint) -> Call {
    Call {
        method: Some(endpoint.method.to_string()),
        path: Some(endpoint.path.to_string()),
        query: Vec::new(),
        status: CallStatus::Resolved,
        ..call.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::fixture::Program;
    use crate::source::Sources;

    fn config(text: &str) -> Config {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("hubscope.toml");
        std::fs::write(&path, text).unwrap();
        Config::read(&path, dir.path(), &[], &mut Sources::new()).unwrap()
    }

    fn after(text: &str, calls: &[&str]) -> (Vec<String>, Vec<String>) {
        let mut notes = Vec::new();
        let calls = apply(&config(text), Catalog::embedded(), Program::new(calls).calls, &mut notes);
        let show = |call: &Call| match (&call.method, &call.path) {
            (Some(method), Some(path)) => format!("{method} {path}"),
            _ => "?".to_owned(),
        };
        (calls.iter().map(show).collect(), notes)
    }

    #[test]
    fn stated_endpoints_stand_in_for_what_is_not_known() {
        let text = r#"
            [[call]]
            function = "Client::*"
            endpoints = ["GET /crm/v3/objects/deals", "GET /crm/v3/objects/contacts"]
            reason = "the two that the worker asks for"
        "#;
        let calls = [
            "? from a file @api::Client::run",
            "GET /crm/v3/objects/{} @api::Client::list",
            "GET /crm/v3/owners @api::Client::owners",
            "? from a file @other::run",
        ];
        let both = ["GET /crm/v3/objects/contacts", "GET /crm/v3/objects/deals"];
        let expected = [both[0], both[1], both[0], both[1], "GET /crm/v3/owners", "?"];
        assert_eq!(after(text, &calls), (expected.map(str::to_owned).to_vec(), vec![]));
    }

    #[test]
    fn what_is_not_hubspots_is_left_out_and_an_idle_statement_is_noted() {
        let text = r#"
            [[call]]
            function = "webhook::post"
            not-hubspot = true
            reason = "a chat service"
            [[call]]
            function = "nowhere"
            not-hubspot = true
            reason = "gone"
        "#;
        let (calls, notes) = after(text, &["? its path is given @webhook::post", "GET /crm/v3/owners @sync"]);
        assert_eq!(calls, ["GET /crm/v3/owners"]);
        assert_eq!(notes, ["`[[call]] function = \"nowhere\"` fits no function with a call"]);
    }
}
