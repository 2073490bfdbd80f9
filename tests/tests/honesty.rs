//! What the tool says of what it cannot know, and what it counts only when asked.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;

use hubscope_tests::{Case, Copy, Laid, Run, repository};
use serde_json::Value;

const META: &str = r#"{
  "uid": "probe",
  "type": "app",
  "config": { "name": "Probe", "auth": { "type": "static", "requiredScopes": ["oauth", "forms"] } }
}
"#;

fn laid(name: &str) -> Laid {
    let folder = repository().join("tests/cases");
    let file = folder.join(name).with_extension("rs");
    let path = if file.exists() { file } else { folder.join(name) };
    Case::at(path).unwrap().lay_out().unwrap()
}

/// The case with an app that requests the scope of forms beside it.
fn laid_with_app(name: &str) -> Laid {
    let laid = laid(name);
    fs::create_dir_all(laid.root.join("src/app")).unwrap();
    fs::write(laid.root.join("src/app/app-hsmeta.json"), META).unwrap();
    laid
}

fn json(laid: &Laid, arguments: &[&str]) -> Value {
    let arguments = arguments.iter().copied().chain(["--format", "json"]);
    Run::new(arguments).unwrap().manifest(&laid.manifest).json().unwrap()
}

fn operations(laid: &Laid, arguments: &[&str]) -> BTreeSet<String> {
    let arguments: Vec<&str> = ["calls"].iter().chain(arguments).copied().collect();
    let report = json(laid, &arguments);
    let line = |call: &Value| Some(format!("{} {}", call["method"].as_str()?, call["path"].as_str()?));
    report["calls"].as_array().unwrap().iter().filter_map(line).collect()
}

fn set<const N: usize>(lines: [&str; N]) -> BTreeSet<String> {
    lines.map(str::to_owned).into()
}

/// The findings of one rule.
fn findings<'a>(report: &'a Value, rule: &str) -> Vec<&'a Value> {
    report["findings"].as_array().unwrap().iter().filter(|finding| finding["rule"] == rule).collect()
}

#[test]
fn an_unresolved_call_says_what_is_known_and_keeps_scopes_from_being_unneeded() {
    let laid = laid_with_app("honest_wrappers_all_called");
    let report = json(&laid, &["check"]);
    let open = findings(&report, "unresolved-call");
    let [open] = open.as_slice() else { panic!("{report:#}") };
    let message = open["message"].as_str().unwrap();
    assert!(message.contains("DELETE") && message.contains("`HubSpot::delete`"), "{message}");
    assert!(!open["help"].as_array().unwrap().is_empty(), "{open:#}");
    assert_eq!(report["complete"], false);
    assert_eq!(report["unneeded"], serde_json::json!([]));
    assert_eq!(report["unneeded_candidates"], serde_json::json!(["forms"]));
}

#[test]
fn an_object_type_of_run_time_is_named_with_what_it_could_be() {
    let laid = laid_with_app("honest_object_type_of_run_time");
    let report = json(&laid, &["check"]);
    let open = findings(&report, "open-object-type");
    let search = open.iter().find(|finding| finding["operation"] == "POST /crm/v3/objects/{}/search");
    let said = search.unwrap_or_else(|| panic!("{report:#}")).to_string();
    for family in ["contacts", "deals", "companies"] {
        assert!(said.contains(family), "{family} is not in {said}");
    }
    assert_eq!(report["complete"], false);
}

#[test]
fn generated_code_and_missing_sources_make_the_result_incomplete() {
    let generated = json(&laid("crate_generated_code"), &["scopes"]);
    assert_eq!(generated["complete"], false);
    assert!(generated["incomplete_because"].to_string().contains("src/lib.rs"), "{generated:#}");

    let copy = Copy::of_fixture("sdk-hubspot").unwrap();
    let empty = Copy::empty().unwrap();
    let home = empty.root().to_str().unwrap();
    let run = Run::new(["scopes", "--format", "json"]).unwrap().manifest(&copy.file("Cargo.toml"));
    let missing = run.env("CARGO_HOME", home).json().unwrap();
    assert_eq!(missing["complete"], false);
    assert!(missing["incomplete_because"].to_string().contains("hubspot"), "{missing:#}");
}

#[test]
fn tests_and_examples_count_when_they_are_asked_for() {
    let laid = laid("crate_targets_and_features");
    let program = ["GET /crm/v3/objects/companies"];
    assert_eq!(operations(&laid, &[]), set(program));
    let with = |more: &str| set([program[0], more]);
    assert_eq!(operations(&laid, &["--include", "tests"]), with("GET /crm/v3/objects/deals"));
    assert_eq!(operations(&laid, &["--include", "examples"]), with("GET /crm/v3/objects/contacts"));
}

#[test]
fn features_follow_the_command_line() {
    let laid = laid("crate_targets_and_features");
    let admin = ["DELETE /settings/v3/users/1", "GET /crm/v3/objects/companies", "GET /crm/v3/objects/users"];
    assert_eq!(operations(&laid, &["--features", "admin"]), set(admin));
    assert_eq!(operations(&laid, &["--all-features"]), set(admin));

    let laid = self::laid("condition_cfg_if_branches");
    let domains = ["GET /cms/v3/domains", "GET /cms/v3/url-redirects"];
    let with = |more: &str| set([domains[0], domains[1], more]);
    assert_eq!(operations(&laid, &[]), with("GET /crm/v3/objects/companies"));
    assert_eq!(operations(&laid, &["--features", "graphql"]), with("POST /collector/graphql"));
    assert_eq!(operations(&laid, &["--no-default-features"]), set(domains));
}

#[test]
fn the_way_from_a_call_to_its_request_is_shown_on_demand() {
    let manifest = repository().join("fixtures/deal-sync/Cargo.toml");
    let shown =
        |arguments: &[&str]| Run::new(arguments.iter().copied()).unwrap().manifest(&manifest).ran().unwrap().stdout;
    let step = "crates/hubspot-client/src/transport.rs";
    assert!(shown(&["calls", "--evidence"]).contains(step));
    assert!(!shown(&["calls"]).contains(step));
}

#[test]
fn values_that_name_nothing_of_a_request_cut_nothing_short() {
    for case in ["value_dear_text", "object_made_everywhere"] {
        let report = json(&laid(case), &["scopes"]);
        assert_eq!(report["complete"], true, "{case}: {}", report["incomplete_because"]);
    }
}

#[test]
fn what_could_not_be_read_is_said_wherever_calls_are_listed() {
    let laid = laid("crate_module_files_by_attribute");
    fs::remove_dir_all(laid.root.join("src/platform")).unwrap();
    fs::write(laid.root.join("src/shared/owners.rs"), "pub async fn list( {").unwrap();
    for command in ["calls", "calls --format json", "explain crm.objects.contacts.read", "drift --from 2025-01-01"] {
        let said = Run::new(command.split(' ')).unwrap().manifest(&laid.manifest).ran().unwrap().stderr;
        let gone = "calls may be missing here: src/main.rs:9:5: the file of module `settings` is not there: looked for src/platform/registry.rs and src/platform/dotfile.rs and src/settings.rs and src/settings/mod.rs";
        assert!(said.contains(gone), "{command}: {said}");
        assert!(said.contains("calls may be missing here: src/shared/owners.rs:1:"), "{command}: {said}");
    }
}
