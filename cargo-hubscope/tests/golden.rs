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

fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-hubscope"));
    command.current_dir(fixture()).arg("hubscope").args(arguments).arg("--quiet");
    for name in ["CARGO_TERM_COLOR", "CLICOLOR_FORCE", "GITHUB_STEP_SUMMARY"] {
        command.env_remove(name);
    }
    command
}

fn output(arguments: &[&str]) -> String {
    let output = program(arguments).output().unwrap();
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
    // Findings that are shown together are counted in their head.
    let heads =
        human.lines().filter(|line| ["error[", "warning[", "note["].iter().any(|begin| line.starts_with(begin)));
    let of_head = |line: &str| {
        let together = line.strip_suffix(" findings)").and_then(|line| line.rsplit_once('('));
        together.map_or(1, |(_, number)| number.parse::<usize>().unwrap())
    };
    assert_eq!(heads.map(of_head).sum::<usize>(), count);
    assert_eq!(lines(&output(&["check", "--format", "github"]), "::"), count);
    assert_eq!(lines(&output(&["check", "--message-format", "json"]), "{\"reason\":\"compiler-message\""), count);
    let sarif = json(&["check", "--format", "sarif"]);
    let runs = sarif["runs"].as_array().unwrap();
    let results = runs.iter().flat_map(|run| run["results"].as_array().unwrap());
    let shown = results.filter(|result| result.get("suppressions").is_none());
    assert_eq!(shown.count(), count);
    let rows = |page: &str| lines(page, "| error |") + lines(page, "| warning |") + lines(page, "| note |");
    let page = output(&["report", "--format", "markdown"]);
    let (_, tables) = page.split_once("## Findings").unwrap();
    assert_eq!(rows(tables), count);
    let page = output(&["report", "--format", "html"]);
    assert_eq!(page.matches("<td data-column=\"severity\">").count(), count);
    assert_eq!(rows(&step_summary()), count);
    let baseline = known();
    let known: u64 =
        baseline["findings"].as_array().unwrap().iter().map(|entry| entry["count"].as_u64().unwrap()).sum();
    assert_eq!(known as usize, count);
}

/// What is appended to the page beside a run of GitHub Actions.
fn step_summary() -> String {
    let file = tempfile::NamedTempFile::new().unwrap();
    let mut command = program(&["check", "--format", "github"]);
    command.env("GITHUB_STEP_SUMMARY", file.path()).output().unwrap();
    std::fs::read_to_string(file.path()).unwrap()
}

/// The baseline in which every finding is known.
fn known() -> Value {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("known.json");
    output(&["check", "--write-baseline", file.to_str().unwrap()]);
    serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()
}

#[test]
fn with_a_baseline_that_knows_everything_nothing_is_found() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("known.json");
    output(&["check", "--write-baseline", file.to_str().unwrap()]);
    let run = program(&["check", "--baseline", file.to_str().unwrap()]).output().unwrap();
    let shown = String::from_utf8(run.stdout).unwrap();
    assert_eq!(run.status.code(), Some(0), "{shown}");
    // What is missing is still missing.
    assert!(shown.contains("3 scopes missing, which was let be"), "{shown}");
    assert!(!shown.contains("every scope is requested that the calls need\n"), "{shown}");
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
fn what_github_shows_beside_a_run() {
    insta::assert_snapshot!("every_rule_beside_a_run", step_summary());
}

#[test]
fn what_programs_see() {
    insta::assert_snapshot!("every_rule_for_programs", output(&["check", "--format", "json"]));
}

#[test]
fn what_code_scanning_sees() {
    let mut log = json(&["check", "--format", "sarif"]);
    for run in log["runs"].as_array_mut().unwrap() {
        let driver = &mut run["tool"]["driver"];
        // The pages of the rules have a test of their own, and the version is no news.
        let rules = driver["rules"].as_array().unwrap().iter().map(|rule| rule["id"].clone()).collect();
        driver["rules"] = Value::Array(rules);
        driver["semanticVersion"] = Value::from("");
    }
    insta::assert_snapshot!("every_rule_for_code_scanning", serde_json::to_string_pretty(&log).unwrap());
}

#[test]
fn what_editors_see() {
    let root = std::fs::canonicalize(fixture()).unwrap();
    let mut shown = String::new();
    for line in output(&["check", "--message-format", "json"]).lines() {
        let mut message: Value = serde_json::from_str(line).unwrap();
        if let Some(code) = message["message"]["code"].as_object_mut() {
            // The page of the rule.
            code.remove("explanation");
        }
        shown.push_str(&serde_json::to_string_pretty(&message).unwrap());
        shown.push('\n');
    }
    let shown = shown.replace(root.to_str().unwrap(), "ROOT");
    insta::assert_snapshot!("every_rule_for_editors", shown.replace(fixture().to_str().unwrap(), "ROOT"));
}

#[test]
fn what_a_browser_sees() {
    let page = output(&["report", "--format", "html"]);
    let (_, body) = page.split_once("<body>").unwrap();
    let (body, _) = body.split_once("<footer>").unwrap();
    // One element a line can be read and compared.
    let lines = body.replace("<wbr>", "").replace("><", ">\n<");
    insta::assert_snapshot!("every_rule_in_a_browser", lines);
}

#[test]
fn what_a_reviewer_sees() {
    let page = output(&["report", "--format", "markdown"]);
    let page: Vec<&str> = page.lines().filter(|line| !line.starts_with("Catalog of")).collect();
    insta::assert_snapshot!("every_rule_for_reviewers", page.join("\n"));
}
