//! What `scopes` says of one scope, of parts of a project and of sensitive properties, and operations of one's own.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::path::Path;

use hubscope_tests::{Copy, Ran, Run, repository};
use serde_json::{Value, json};

fn ran(arguments: &[&str], manifest: &Path) -> Ran {
    Run::new(arguments.iter().copied()).unwrap().manifest(manifest).ran().unwrap()
}

fn shown(arguments: &[&str], manifest: &Path) -> Value {
    let arguments = arguments.iter().copied().chain(["--format", "json"]);
    Run::new(arguments).unwrap().manifest(manifest).json().unwrap()
}

fn four_calls() -> std::path::PathBuf {
    repository().join("fixtures/four-calls/Cargo.toml")
}

/// A package with a library and two programs.
fn package(library: &str, more: &[(&str, &str)]) -> Copy {
    let copy = Copy::empty().unwrap();
    let manifest = "[package]\nname = \"crm\"\nversion = \"0.1.0\"\nedition = \"2021\"\n";
    copy.write("Cargo.toml", manifest).unwrap();
    copy.write("src/lib.rs", library).unwrap();
    for (file, text) in more {
        copy.write(file, text).unwrap();
    }
    copy
}

#[test]
fn why_a_scope_is_needed_names_the_calls_and_what_else_is_accepted() {
    let report = shown(&["scopes", "--why", "crm.objects.contacts.read"], &four_calls());
    assert_eq!(report["in_minimal"], true);
    let operations: Vec<&str> =
        report["accepted_for"].as_array().unwrap().iter().map(|entry| entry["operation"].as_str().unwrap()).collect();
    assert_eq!(operations, ["GET /crm/v3/objects/contacts", "GET /crm/v3/properties/contacts"]);
    assert_eq!(report["accepted_for"][0]["instead"], json!([]));
    assert_eq!(report["accepted_for"][1]["instead"][0], json!(["crm.schemas.contacts.read"]));

    let text = ran(&["scopes", "--why", "crm.schemas.contacts.read"], &four_calls()).stdout;
    assert!(text.starts_with("crm.schemas.contacts.read is not in the minimal set"), "{text}");
    assert!(text.contains("the set has crm.objects.contacts.read for it"), "{text}");
    let text = ran(&["scopes", "--why", "forms"], &four_calls()).stdout;
    assert!(text.contains("no call of this project accepts it"), "{text}");
    let Ran { code, stderr, .. } = ran(&["scopes", "--why", "forms.read"], &four_calls());
    assert_eq!(code, Some(2));
    assert!(stderr.contains("did you mean forms?"), "{stderr}");
}

#[test]
fn without_a_scope_calls_are_refused() {
    let report = shown(&["scopes", "--without", "crm.objects.contacts.read"], &four_calls());
    let broken: Vec<(&str, bool)> = report["breaks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| (entry["operation"].as_str().unwrap(), entry["for_good"].as_bool().unwrap()))
        .collect();
    // The properties can be read with the scope to write records, which the app has.
    assert_eq!(broken, [("GET /crm/v3/objects/contacts", true)]);
    assert_eq!(report["add"], json!([]));
    let text = ran(&["scopes", "--without", "crm.objects.contacts.read"], &four_calls()).stdout;
    assert!(text.contains("would be refused") && text.contains("nothing else is accepted"), "{text}");
    let text = ran(&["scopes", "--without", "forms"], &four_calls()).stdout;
    assert!(text.contains("the app does not have forms"), "{text}");
}

#[test]
fn the_preferred_strategy_is_the_union_of_each_call_alone() {
    let report = shown(&["scopes", "--strategy", "preferred"], &four_calls());
    let preferred: Vec<&String> = report["preferred"].as_object().unwrap().keys().collect();
    assert_eq!(preferred, ["crm.objects.contacts.read", "crm.objects.contacts.write", "crm.schemas.contacts.read"]);
    assert_eq!(report["minimal"], json!(["crm.objects.contacts.read", "crm.objects.contacts.write"]));
    let text = ran(&["scopes", "--strategy", "preferred"], &four_calls()).stdout;
    assert!(text.contains("preferred set: 3 scopes") && text.contains("privilege 7 in place of 6"), "{text}");
}

const GET: &str = r#"{ reqwest::Client::new().get("https://api.hubapi.com/crm/v3/objects/NAME").send(); }"#;

#[test]
fn each_program_has_the_set_of_its_own_code_and_of_its_libraries() {
    let get = |name: &str| GET.replace("NAME", name);
    let copy = package(
        &format!("pub fn shared() {}", get("contacts")),
        &[
            ("src/bin/deals.rs", &format!("fn main() {}", get("deals"))),
            ("src/bin/tickets.rs", &format!("fn main() {}", get("tickets"))),
        ],
    );
    let report = shown(&["scopes", "--per", "binary"], &copy.file("Cargo.toml"));
    assert_eq!(
        report["per_binary"],
        json!({
            "crm/deals": ["crm.objects.contacts.read", "crm.objects.deals.read"],
            "crm/tickets": ["crm.objects.contacts.read", "crm.objects.tickets.read"],
        })
    );
    let text = ran(&["scopes", "--per", "binary"], &copy.file("Cargo.toml")).stdout;
    assert!(text.contains("  crm/deals\n      read  crm.objects.contacts.read and crm.objects.deals.read\n"), "{text}");
}

#[test]
fn operations_of_a_file_beside_the_configuration_count() {
    let get = r#"pub fn people() { reqwest::Client::new().get("https://api.hubapi.com/gate/v1/people/7").send(); }"#;
    let copy = package(get, &[]);
    let before = shown(&["scopes"], &copy.file("Cargo.toml"));
    assert_eq!(before["complete"], false);
    let text = "[[operation]]\npath = \"/gate/v1/people/{id}\"\nread = [\"crm.objects.contacts.read\"]\n\
                write = [\"crm.objects.contacts.write\"]\n";
    copy.write("catalog.toml", text).unwrap();
    let after = shown(&["scopes"], &copy.file("Cargo.toml"));
    assert_eq!(after["complete"], true);
    assert_eq!(after["minimal"], json!(["crm.objects.contacts.read"]));
    let explained = shown(&["explain", "GET /gate/v1/people/1"], &copy.file("Cargo.toml"));
    assert_eq!(explained["operation"]["needs"][0]["any_of"], json!([["crm.objects.contacts.read"]]));
    assert_eq!(explained["called_here"], json!(["src/lib.rs:1"]));
    copy.write("catalog.toml", "[[operation]]\npath = \"/gate\"\nany-of = [\"crm.objects.contacts.raed\"]\n").unwrap();
    let Ran { code, stderr, .. } = ran(&["scopes"], &copy.file("Cargo.toml"));
    assert_eq!(code, Some(2));
    assert!(
        stderr.contains("catalog.toml:2:8: `/gate` names `crm.objects.contacts.raed`, which is no scope"),
        "{stderr}"
    );
    assert!(stderr.contains("did you mean `crm.objects.contacts.read`?"), "{stderr}");
}

/// Calls that name the property `iban` in each way there is, and one that does not.
const PROPERTIES: &str = r#"
const FIELDS: &[&str] = &["email", "iban"];
pub fn in_the_query() { reqwest::Client::new().get("https://api.hubapi.com/crm/v3/objects/KIND?properties=email,iban").send(); }
pub fn in_a_pair() { reqwest::Client::new().get("https://api.hubapi.com/crm/v3/objects/KIND").query(&[("properties", "iban")]).send(); }
pub fn in_a_body() { reqwest::Client::new().post("https://api.hubapi.com/crm/v3/objects/KIND/search").json(&serde_json::json!({"properties": ["iban"]})).send(); }
pub fn in_a_constant() { reqwest::Client::new().post("https://api.hubapi.com/crm/v3/objects/KIND/search").json(&FIELDS).send(); }
pub fn nowhere() { reqwest::Client::new().get("https://api.hubapi.com/crm/v3/objects/KIND").send(); }
"#;

#[test]
fn a_listed_property_that_a_call_names_needs_the_sensitive_scope() {
    let needs = |function: &str, kind: &str, config: &str| {
        let start = PROPERTIES.find(&format!("pub fn {function}")).unwrap();
        let line = PROPERTIES[start..].lines().next().unwrap().replace("KIND", kind);
        let constants = PROPERTIES.lines().nth(1).unwrap();
        let copy = package(&format!("{constants}\n{line}\n"), &[("hubscope.toml", config)]);
        shown(&["scopes"], &copy.file("Cargo.toml"))["minimal"].clone()
    };
    let listed = "[sensitive-properties]\ncontacts = [\"iban\"]\n";
    let plain = json!(["crm.objects.contacts.read"]);
    let sensitive = json!(["crm.objects.contacts.read", "crm.objects.contacts.sensitive.read.v2"]);
    for function in ["in_the_query", "in_a_pair", "in_a_body", "in_a_constant"] {
        assert_eq!(needs(function, "contacts", listed), sensitive, "{function}");
        assert_eq!(needs(function, "contacts", ""), plain, "{function}: an endpoint alone never calls for it");
    }
    assert_eq!(needs("nowhere", "contacts", listed), plain);
    assert_eq!(needs("in_a_body", "deals", listed), json!(["crm.objects.deals.read"]), "the list is of contacts");
    let highly = "[highly-sensitive-properties]\ncontact = [\"iban\"]\n";
    let wanted = json!(["crm.objects.contacts.highly_sensitive.read.v2", "crm.objects.contacts.read"]);
    assert_eq!(needs("in_a_body", "0-1", highly), wanted);
}

/// A module that writes and a function that reads.
const SYNC: &str = r#"
pub mod sync {
    pub fn push() { reqwest::Client::new().post("https://api.hubapi.com/crm/v3/objects/contacts").send(); }
}
pub fn read() { reqwest::Client::new().get("https://api.hubapi.com/crm/v3/objects/deals").send(); }
"#;

#[test]
fn optional_calls_are_named_in_every_way_that_names_them() {
    let copy = package(SYNC, &[]);
    for (entry, optional) in [
        ("modules = [\"sync\"]", vec!["POST"]),
        ("modules = [\"crm::sync\"]", vec!["POST"]),
        ("functions = [\"push\"]", vec!["POST"]),
        ("functions = [\"crm::sync::*\"]", vec!["POST"]),
        ("operations = [\"POST /crm/v3/objects/contacts\"]", vec!["POST"]),
        ("operations = [\"GET /crm/v3/objects/{objectType}\"]", vec!["GET"]),
        ("packages = [\"crm\"]", vec!["GET", "POST"]),
    ] {
        copy.write("hubscope.toml", &format!("[optional]\n{entry}\n")).unwrap();
        let Ran { stdout, stderr, .. } = ran(&["calls", "--format", "json"], &copy.file("Cargo.toml"));
        let shown: Value = serde_json::from_str(&stdout).unwrap();
        let calls = shown["calls"].as_array().unwrap().iter();
        let mut found: Vec<&str> =
            calls.filter(|call| call["install"] == "optional").filter_map(|call| call["method"].as_str()).collect();
        found.sort_unstable();
        assert_eq!(found, optional, "{entry}");
        assert!(!stderr.contains("fits no"), "{entry}: {stderr}");
    }
}

#[test]
fn an_entry_for_optional_calls_that_fits_nothing_is_said_at_its_place() {
    let copy = package(SYNC, &[]);
    for (entry, said) in [
        ("modules = [\"snc\"]", "2:12: `snc` of `[optional] modules` fits no module with a call; did you mean `sync`?"),
        (
            "functions = [\"push\", \"psh\"]",
            "2:22: `psh` of `[optional] functions` fits no function with a call; did you mean `push`?",
        ),
        (
            "operations = [\"POST /crm/v3/objets/contacts\"]",
            "2:15: `POST /crm/v3/objets/contacts` of `[optional] operations` fits no call; did you mean `POST /crm/v3/objects/contacts`?",
        ),
        (
            "packages = [\"crn\"]",
            "2:13: `crn` of `[optional] packages` fits no package of the workspace; did you mean `crm`?",
        ),
        ("features = [\"two-way\"]", "2:13: `two-way` of `[optional] features` fits no feature of the workspace"),
    ] {
        copy.write("hubscope.toml", &format!("[optional]\n{entry}\n")).unwrap();
        let Ran { stderr, .. } = ran(&["scopes"], &copy.file("Cargo.toml"));
        let notes: Vec<&str> = stderr.lines().filter(|line| line.contains("[optional]")).collect();
        assert_eq!(notes, [format!("note: hubscope.toml:{said}")], "{entry}");
    }
}
