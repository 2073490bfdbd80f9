//! What is not known decides nothing: a condition that can turn out either way leaves what stands behind it and what
//! stands behind its opposite. A model that claims to know more would drop a call in silence.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use hubscope_tests::{Copy, Run};
use serde_json::Value;

const CONDITIONS: &str = include_str!("../data/open_conditions.txt");

/// Each condition with the parameter and the statements that it is about.
fn conditions() -> Vec<(&'static str, &'static str, &'static str)> {
    let mut found = Vec::new();
    let mut about = ("", "");
    for line in CONDITIONS.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")) {
        match line.strip_prefix("## ") {
            Some(head) => {
                let (parameter, statements) = head.split_once('|').unwrap();
                about = (parameter.trim(), statements.trim());
            }
            None => found.push((about.0, about.1, line)),
        }
    }
    found
}

#[test]
fn a_condition_that_is_open_leaves_both_sides() {
    let conditions = conditions();
    let mut code = "use reqwest::blocking::{Client, RequestBuilder};\n".to_owned();
    for (index, (parameter, statements, condition)) in conditions.iter().enumerate() {
        for (side, then, otherwise) in [("if", "request", "None"), ("else", "None", "request")] {
            let request = format!("Some(http.get(\"https://api.hubapi.com/crm/v3/objects/{side}{index}\"))");
            let (then, otherwise) = (then.replace("request", &request), otherwise.replace("request", &request));
            code.push_str(&format!(
                "pub fn {side}_{index}(http: &Client, {parameter}) -> Option<RequestBuilder> {{\n    {statements}\n    if {condition} {{ return {then}; }}\n    {otherwise}\n}}\n"
            ));
        }
    }
    let copy = Copy::empty().unwrap();
    let manifest = "[package]\nname = \"open\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\nreqwest = \"*\"\nurl = \"*\"\nhttp = \"*\"\nserde_json = \"*\"\n";
    copy.write("Cargo.toml", manifest).unwrap();
    copy.write("src/lib.rs", &code).unwrap();
    let report: Value =
        Run::new(["calls", "--format", "json"]).unwrap().manifest(&copy.file("Cargo.toml")).json().unwrap();
    let calls = report["calls"].as_array().unwrap().iter();
    let seen: BTreeSet<&str> =
        calls.filter_map(|call| call["path"].as_str()?.strip_prefix("/crm/v3/objects/")).collect();
    let missed = |(index, about): (usize, &(&'static str, &'static str, &'static str))| {
        let sides = ["if", "else"].into_iter().filter(|side| !seen.contains(&*format!("{side}{index}")));
        let sides: Vec<&str> = sides.collect();
        (!sides.is_empty()).then_some((sides, *about))
    };
    let missed: Vec<_> = conditions.iter().enumerate().filter_map(missed).collect();
    assert!(missed.is_empty(), "{missed:#?}");
    assert!(conditions.len() > 400, "{}", conditions.len());
}
