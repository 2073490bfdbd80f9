//! A project in which every rule finds something, in every form of output.

// The lints' exception for tests does not reach the helpers of an integration test.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use cargo_hubscope::rules::RuleId;
use serde_json::Value;

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/every-rule")
}

fn output(arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-hubscope"));
    command.current_dir(fixture()).arg("hubscope").args(arguments).arg("--quiet");
    for name in ["CARGO_TERM_COLOR", "CLICOLOR_FORCE", "GITHUB_STEP_SUMMARY"] {
        command.env_remove(name);
    }
    let output = command.output().unwrap();
    assert_ne!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&output(arguments)).unwrap()
}

/// Rule and severity of every finding of both apps.
fn findings() -> Vec<(String, String)> {
    let report = json(&["check", "--format", "json"]);
    let apps = report["apps"].as_array().unwrap();
    let all = apps.iter().flat_map(|app| app["findings"].as_array().unwrap());
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    all.map(|finding| (text(&finding["rule"]), text(&finding["severity"]))).collect()
}

#[test]
fn every_rule_finds_something() {
    let found: BTreeSet<String> = findings().into_iter().map(|(rule, _)| rule).collect();
    let all: BTreeSet<String> = RuleId::ALL.iter().map(|id| id.name().to_owned()).collect();
    assert_eq!(found, all);
}

#[test]
fn no_form_of_output_loses_a_finding() {
    let count = findings().len();
    let lines = |text: &str, begin: &str| text.lines().filter(|line| line.starts_with(begin)).count();
    let human = output(&["check"]);
    assert_eq!(lines(&human, "error[") + lines(&human, "warning[") + lines(&human, "note["), count);
    assert_eq!(lines(&output(&["check", "--format", "github"]), "::"), count);
    assert_eq!(lines(&output(&["check", "--message-format", "json"]), "{\"reason\":\"compiler-message\""), count);
    let sarif = json(&["check", "--format", "sarif"]);
    let runs = sarif["runs"].as_array().unwrap();
    let results = runs.iter().flat_map(|run| run["results"].as_array().unwrap());
    let shown = results.filter(|result| result.get("suppressions").is_none());
    assert_eq!(shown.count(), count);
    let page = output(&["report", "--format", "markdown"]);
    let (_, tables) = page.split_once("## Findings").unwrap();
    assert_eq!(lines(tables, "| error |") + lines(tables, "| warning |") + lines(tables, "| note |"), count);
}

#[test]
fn what_people_see() {
    insta::assert_snapshot!("every_rule_for_people", output(&["check"]));
}

#[test]
fn what_github_sees() {
    insta::assert_snapshot!("every_rule_for_github", output(&["check", "--format", "github"]));
}

#[test]
fn what_a_reviewer_sees() {
    let page = output(&["report", "--format", "markdown"]);
    let page: Vec<&str> = page.lines().filter(|line| !line.starts_with("Catalog of")).collect();
    insta::assert_snapshot!("every_rule_for_reviewers", page.join("\n"));
}
