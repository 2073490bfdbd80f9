//! What the interpreter says of values, held against the compiler: the same expressions are run as a program, and read as
//! the path of a call. What is read is what is run, or is said not to be known.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::process::Command;

use hubscope_tests::{Copy, Run};
use serde_json::Value;

const EXPRESSIONS: &str = include_str!("../data/values.txt");

/// How many values have to be known exactly; only rises.
const EXACT: usize = 339;

fn expressions() -> Vec<&'static str> {
    EXPRESSIONS.lines().filter(|line| !line.starts_with('#')).collect()
}

/// What a compiled program prints for each expression.
fn run(copy: &Copy, expressions: &[&str]) -> Vec<String> {
    let lines: String =
        expressions.iter().map(|expression| format!("    println!(\"{{}}\", {{ {expression} }});\n")).collect();
    copy.write("run.rs", &format!("#![allow(warnings)]\nfn main() {{\n{lines}}}\n")).unwrap();
    let program = copy.file("run");
    let compiler = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let compiled =
        Command::new(compiler).args(["--edition", "2024", "-o"]).arg(&program).arg(copy.file("run.rs")).output();
    let compiled = compiled.unwrap();
    assert!(compiled.status.success(), "{}", String::from_utf8_lossy(&compiled.stderr));
    let output = Command::new(program).output().unwrap();
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

/// The paths that are read for each expression, by its number.
fn read(copy: &Copy, expressions: &[&str]) -> BTreeMap<usize, Vec<String>> {
    let mut code = String::new();
    for (index, expression) in expressions.iter().enumerate() {
        code.push_str(&format!(
            "pub fn f{index}(http: &reqwest::blocking::Client) {{ let value = {{ {expression} }}; http.get(format!(\"https://api.hubapi.com/crm/v3/objects/n{index}/{{}}\", value)).send(); }}\n"
        ));
    }
    let manifest =
        "[package]\nname = \"values\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\nreqwest = \"*\"\n";
    copy.write("Cargo.toml", manifest).unwrap();
    copy.write("src/lib.rs", &code).unwrap();
    let report: Value =
        Run::new(["calls", "--format", "json"]).unwrap().manifest(&copy.file("Cargo.toml")).json().unwrap();
    let mut paths: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for path in report["calls"].as_array().unwrap().iter().filter_map(|call| call["path"].as_str()) {
        let rest = path.strip_prefix("/crm/v3/objects/n").unwrap();
        let (index, value) = rest.split_once('/').unwrap_or((rest, ""));
        paths.entry(index.parse().unwrap()).or_default().push(value.to_owned());
    }
    paths
}

#[test]
fn values_are_what_the_compiler_makes_of_them() {
    let expressions = expressions();
    let copy = Copy::empty().unwrap();
    let truth = run(&copy, &expressions);
    let read = read(&copy, &expressions);
    let mut exact = 0;
    let mut wrong = Vec::new();
    for (index, (expression, truth)) in expressions.iter().zip(&truth).enumerate() {
        let read = read.get(&index).map(Vec::as_slice).unwrap_or_default();
        if read == [truth.clone()] {
            exact += 1;
        } else if !read.iter().any(|read| read == truth || read.contains("{}")) {
            wrong.push(format!("{expression} is {truth}, not {read:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(exact >= EXACT, "{exact} of {} are known exactly", expressions.len());
}
