//! The two example apps with install URLs and components: one of platform 2025.2, one of 2023.2.

// The lints' exception for tests does not reach the helpers of an integration test.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn run(fixture: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-hubscope"));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures").join(fixture);
    command.current_dir(folder).arg("hubscope").args(arguments).arg("--quiet");
    for name in ["CARGO_TERM_COLOR", "CLICOLOR_FORCE", "GITHUB_STEP_SUMMARY"] {
        command.env_remove(name);
    }
    command.output().unwrap()
}

fn text(fixture: &str, arguments: &[&str]) -> String {
    String::from_utf8(run(fixture, arguments).stdout).unwrap()
}

/// The rule and message of each finding.
fn findings(fixture: &str) -> Vec<String> {
    let report: Value = serde_json::from_slice(&run(fixture, &["check", "--format", "json"]).stdout).unwrap();
    assert_eq!(report["incomplete_because"], serde_json::json!([]));
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap().to_owned();
    let findings = report["findings"].as_array().unwrap().iter();
    findings.map(|finding| format!("{}: {}", text(finding, "rule"), text(finding, "message"))).collect()
}

#[test]
fn an_install_url_has_one_mismatch_of_each_kind_and_one_annotation_is_wrong() {
    assert_eq!(
        findings("marketplace-app"),
        [
            "install-url: the optional scope `crm.objects.contacts.write` is in `scope`",
            "install-url: `crm.objects.tickets.read` is in `scope`, but not in the manifest",
            "install-url: `contacts` in `scope` is not a scope",
            "install-url: the conditionally required scope `forms` is in `optional_scope`",
            "install-url: the scopes of `optional_scope` are separated by `,`",
            "install-url: the required scope `crm.objects.owners.read` is not in `scope`",
            "annotation-mismatch: the annotation of `hubspot::HubSpot::visitors` names `crm.objects.contacts.read`, but nothing inside needs it",
            "annotation-mismatch: a call inside `hubspot::HubSpot::visitors` needs `crm.objects.owners.read`, which its annotation does not name",
        ]
    );
}

#[test]
fn what_the_marketplace_app_is_told() {
    insta::assert_snapshot!("marketplace_app", text("marketplace-app", &["check"]));
}

#[test]
fn which_calls_of_the_marketplace_app_are_optional() {
    let report: Value = serde_json::from_slice(&run("marketplace-app", &["calls", "--format", "json"]).stdout).unwrap();
    let calls = report["calls"].as_array().unwrap().iter().map(|call| {
        let text = |key: &str| call[key].as_str().unwrap();
        format!("{} {} {}", text("install"), text("method"), text("path"))
    });
    let mut calls: Vec<String> = calls.collect();
    calls.sort();
    assert_eq!(
        calls,
        [
            "optional GET /crm/v3/objects/companies/{}",
            "optional PATCH /crm/v3/objects/contacts/{}",
            "required GET /crm/v3/objects/contacts/{}",
            "required GET /crm/v3/objects/contacts/{}",
            "required GET /crm/v3/objects/deals",
            "required GET /crm/v3/objects/deals/{}",
            "required GET /crm/v3/owners",
            "required GET /marketing/v3/forms",
        ]
    );
}

#[test]
fn an_app_of_the_older_platform_is_read_with_its_components() {
    assert_eq!(
        findings("legacy-public-app"),
        [
            "component-scope: `crm.objects.companies.read` is needed: the card `count-card.json` shows companies",
            "component-scope: `crm.objects.companies.read` is needed: `webhooks.json` subscribes to company.creation",
            "install-url: the required scope `tickets` is not in `scope`",
            "unneeded-scope: scope `tickets` is requested, but no call needs it",
        ]
    );
}

#[test]
fn what_the_legacy_app_is_told() {
    insta::assert_snapshot!("legacy_public_app", text("legacy-public-app", &["check"]));
}
