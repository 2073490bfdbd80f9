//! A suppression lets be the place that it stands at, and no other.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use hubscope_tests::{Copy, Run};
use serde_json::Value;

const MARK: &str = "// hubscope: allow(missing-scope) behind a flag";

/// An app that misses a scope which two functions need; `marked` have the comment, `more` is the configuration.
fn project(marked: [bool; 2], more: &str) -> Copy {
    let copy = Copy::empty().unwrap();
    copy.write("Cargo.toml", "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n").unwrap();
    let mut code = "use reqwest::blocking::{Client, Response};\n".to_owned();
    for (name, marked) in ["a", "b"].into_iter().zip(marked) {
        let comment = if marked { MARK } else { "// plain" };
        code.push_str(&format!(
            "pub fn {name}(http: &Client) -> reqwest::Result<Response> {{\n    {comment}\n    http.get(\"https://api.hubapi.com/crm/v3/objects/contacts\").send()\n}}\n"
        ));
    }
    copy.write("src/lib.rs", &code).unwrap();
    copy.write("hubscope.toml", &format!("[app]\nrequired = []\n{more}")).unwrap();
    copy
}

/// Each finding as `rule: lines of its labels in the code`, with its notes.
fn findings(copy: &Copy) -> Vec<(String, Vec<String>)> {
    let report: Value =
        Run::new(["check", "--format", "json"]).unwrap().manifest(&copy.file("Cargo.toml")).json().unwrap();
    let show = |finding: &Value| {
        let labels = finding["labels"].as_array().unwrap().iter();
        let lines: Vec<String> =
            labels.filter(|label| label["file"] == "src/lib.rs").map(|label| label["line"].to_string()).collect();
        let rule = finding["rule"].as_str().unwrap();
        let notes = finding["notes"].as_array().map(Vec::as_slice).unwrap_or_default();
        let notes = notes.iter().map(|note| note.as_str().unwrap().to_owned()).collect();
        (format!("{rule}: {}", lines.join(" ")), notes)
    };
    report["findings"].as_array().unwrap().iter().map(show).collect()
}

fn rules(copy: &Copy) -> Vec<String> {
    findings(copy).into_iter().map(|(rule, _)| rule).collect()
}

#[test]
fn a_comment_at_one_of_two_calls_leaves_the_other() {
    assert_eq!(rules(&project([false, false], "")), ["missing-scope: 4 8"]);
    assert_eq!(rules(&project([true, false], "")), ["missing-scope: 8"]);
    assert_eq!(rules(&project([false, true], "")), ["missing-scope: 4"]);
    assert_eq!(rules(&project([true, true], "")), [""; 0]);
}

#[test]
fn what_is_let_be_of_a_finding_is_said() {
    let text = Run::new(["check"]).unwrap().manifest(&project([true, false], "").file("Cargo.toml")).ran().unwrap();
    assert!(text.stdout.contains("= note: 1 more place needs it, where a suppression lets it be"), "{}", text.stdout);
}

#[test]
fn an_entry_of_the_configuration_lets_be_the_calls_of_its_operation() {
    let entry = |what: &str| format!("[[allow]]\nrule = \"missing-scope\"\n{what}\nreason = \"later\"\n");
    let operation = entry("operation = \"GET /crm/v3/objects/contacts\"");
    assert_eq!(rules(&project([false, false], &operation)), [""; 0]);
    assert_eq!(rules(&project([false, true], &operation)), [""; 0]);
    assert_eq!(rules(&project([false, false], &entry("path = \"src/*.rs\""))), [""; 0]);
    let other = entry("operation = \"POST *\"");
    assert_eq!(rules(&project([true, false], &other)), ["missing-scope: 8", "unused-suppression: "]);
}

#[test]
fn what_the_configuration_states_is_not_let_be_with_a_call() {
    let need = "[[need]]\nscope = \"crm.objects.contacts.read\"\nreason = \"a report elsewhere\"\n";
    assert_eq!(rules(&project([true, true], need)), ["missing-scope: "]);
}
