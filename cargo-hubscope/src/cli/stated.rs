//! What the configuration states of functions: what they call, or that they do not call HubSpot.

use std::collections::{BTreeMap, BTreeSet};

use super::idle;
use super::optional::{is_function, is_named};
use crate::analysis::{Call, CallStatus, Ways};
use crate::annotation::{self, Contradiction, Statement};
use crate::catalog::{AuthKind, Catalog, Outcome};
use crate::config::{Config, Endpoint, Stated, StatedCall};
use crate::manifest;
use crate::source::{Sources, Span};

/// The calls with what the code itself states of them, and what of that cannot be.
pub(super) fn in_source(
    statements: &[Statement],
    catalog: &Catalog,
    calls: Vec<Call>,
) -> (Vec<Call>, Vec<Contradiction>) {
    annotation::state(statements, calls, &|call| is_open(catalog, call))
}

/// The calls with every statement applied. Calls in a function that is not HubSpot's are left out; calls in a function
/// whose endpoints are stated are replaced by these where what they need is not known. A statement that fits no call is
/// noted with its place and the function that was probably meant. What is also reached otherwise stays, as far as it is.
pub(super) fn apply(
    config: &Config,
    catalog: &Catalog,
    sources: &Sources,
    mut calls: Vec<Call>,
    idle: &mut BTreeMap<Span, String>,
) -> Vec<Call> {
    let functions: BTreeSet<String> =
        calls.iter().flat_map(|call| &call.ways.through).map(|function| function.path.to_string()).collect();
    for statement in &config.calls {
        let mut fits = false;
        let mut next = Vec::new();
        for call in calls {
            let (inside, outside) = split(statement, &call);
            fits |= inside.is_some();
            let Some(inside) = inside.filter(|_| applies(catalog, statement, &call)) else {
                next.push(call);
                continue;
            };
            if let Stated::Endpoints(endpoints) = &statement.calls {
                next.extend(endpoints.iter().map(|endpoint| stated(&call, &inside, endpoint)));
            }
            next.extend(outside.map(|ways| Call { ways, ..call.clone() }));
        }
        calls = Call::joined(next);
        if !fits {
            idle.insert(statement.function.span, fits_nothing(statement, sources, &functions));
        }
    }
    calls
}

/// What is said of a statement that fits no function.
fn fits_nothing(statement: &StatedCall, sources: &Sources, functions: &BTreeSet<String>) -> String {
    let wrong = &*statement.function.text;
    let last = |path: &str| path.rsplit("::").next().unwrap_or_default().to_owned();
    let known: Vec<&str> = functions.iter().map(String::as_str).collect();
    // A function that was moved has its name still.
    let moved = known.iter().copied().find(|path| last(path) == last(wrong));
    let meant = moved.or_else(|| manifest::nearest(wrong, &known));
    let said = format!("`[[call]] function = \"{wrong}\"` fits no function with a call");
    idle::note(sources, statement.function.span, &said, meant)
}

/// Whether a statement has something to say of a call in its function.
fn applies(catalog: &Catalog, statement: &StatedCall, call: &Call) -> bool {
    match statement.calls {
        Stated::NotHubspot => true,
        Stated::Endpoints(_) => is_open(catalog, call),
    }
}

/// The ways to a call that lead through the function of a statement, and the others. A function of a dependency is on
/// every way, as the steps from the workspace into it are the same.
fn split(statement: &StatedCall, call: &Call) -> (Option<Ways>, Option<Ways>) {
    let pattern = &statement.function.text;
    if call.via.iter().any(|step| is_function(&step.function, pattern)) {
        return (Some(call.ways.clone()), None);
    }
    call.ways.split(|function| is_named(function, pattern))
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
fn stated(call: &Call, ways: &Ways, (endpoint, span): &(Endpoint, Span)) -> Call {
    Call {
        method: Some(endpoint.method.to_string()),
        path: Some(endpoint.path.to_string()),
        query: Vec::new(),
        status: CallStatus::Resolved,
        ways: ways.clone(),
        stated: Some(*span),
        ..call.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::fixture::Program;
    use crate::source::Sources;

    fn config(text: &str) -> (Config, Sources) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("hubscope.toml");
        std::fs::write(&path, text).unwrap();
        let mut sources = Sources::new();
        (Config::read(&path, dir.path(), &[], &mut sources).unwrap(), sources)
    }

    fn after(text: &str, calls: &[&str]) -> (Vec<String>, Vec<String>) {
        let mut idle = BTreeMap::new();
        let (config, sources) = config(text);
        let calls = apply(&config, Catalog::embedded(), &sources, Program::new(calls).calls, &mut idle);
        let show = |call: &Call| match (&call.method, &call.path) {
            (Some(method), Some(path)) => format!("{method} {path}"),
            _ => "?".to_owned(),
        };
        (calls.iter().map(show).collect(), idle.into_values().collect())
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
            [[call]]
            function = "hook::post"
            not-hubspot = true
            reason = "the module was renamed"
        "#;
        let (calls, notes) = after(text, &["? its path is given @webhook::post", "GET /crm/v3/owners @sync"]);
        assert_eq!(calls, ["GET /crm/v3/owners"]);
        let expected = [
            "hubscope.toml:7:24: `[[call]] function = \"nowhere\"` fits no function with a call",
            "hubscope.toml:11:24: `[[call]] function = \"hook::post\"` fits no function with a call; did you mean `webhook::post`?",
        ];
        assert_eq!(notes, expected);
    }
}
