//! Programs that are hard on the analysis: it ends, finds what can be found, and says where it was cut short. And what
//! must not matter does not: threads, the order of files and items, and the names of modules.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod programs;
mod project;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use project::Project;

/// What is said of a program.
struct Said {
    /// `METHOD /path` of each call that is known.
    calls: BTreeSet<String>,
    /// How many calls stay open.
    unresolved: usize,
    /// Why the result is not complete.
    incomplete: Vec<String>,
}

impl Said {
    fn of(code: &str) -> Self {
        let project = Project::new(code, "{}");
        let calls = project.json("calls");
        let calls = calls["calls"].as_array().unwrap();
        let is_open = |call: &&serde_json::Value| call["status"] == "unresolved";
        let text = |value: &serde_json::Value| value.as_str().unwrap_or("?").to_owned();
        let known = calls.iter().filter(|call| !is_open(call));
        let incomplete = project.json("scopes")["incomplete_because"].as_array().unwrap().iter().map(text).collect();
        Self {
            calls: known.map(|call| format!("{} {}", text(&call["method"]), text(&call["path"]))).collect(),
            unresolved: calls.iter().filter(is_open).count(),
            incomplete,
        }
    }

    /// The bounds that are said to have been reached.
    fn cut(&self) -> Vec<&str> {
        self.incomplete.iter().filter(|reason| reason.contains("cut short")).map(String::as_str).collect()
    }
}

/// The reads of the first object types.
fn reads(count: usize, tail: &str) -> BTreeSet<String> {
    (0..count).map(|number| format!("GET {}{tail}", programs::path(number))).collect()
}

/// Everything is found, and nothing is missing.
fn found(code: &str, expected: &BTreeSet<String>) {
    let said = Said::of(code);
    assert_eq!(said.calls, *expected);
    assert_eq!((said.unresolved, said.incomplete), (0, Vec::new()));
}

#[test]
fn a_chain_of_wrappers_is_followed_or_said_to_be_too_deep() {
    found(&programs::wrappers(40), &reads(1, ""));
    let said = Said::of(&programs::wrappers(200));
    assert_eq!(said.calls, BTreeSet::new());
    assert_eq!(said.unresolved, 1, "the request at the end of the chain is seen, and its path is not");
    assert!(said.cut().iter().any(|reason| reason.ends_with("too many nested calls")), "{:?}", said.incomplete);
}

#[test]
fn the_arms_of_one_path_are_all_found_or_the_call_stays_open() {
    found(&programs::arms(200), &reads(200, ""));
    let said = Said::of(&programs::arms(500));
    assert_eq!((said.calls.len(), said.unresolved), (0, 1));
    assert!(said.incomplete[0].contains("could not be resolved"), "{:?}", said.incomplete);
}

#[test]
fn mutual_recursion_ends_and_is_said_to_be_cut_short() {
    let said = Said::of(&programs::recursion(2));
    // Without a step, and after one and two.
    for tail in ["", "/0", "/0/1"] {
        assert!(said.calls.is_superset(&reads(1, tail)), "{tail}");
    }
    assert!(said.cut().iter().any(|reason| reason.ends_with("too many levels of recursion")), "{:?}", said.incomplete);
}

#[test]
fn a_generated_client_is_found_whole() {
    found(&programs::client(700), &reads(700, "/{}"));
}

#[test]
fn implementations_behind_dyn_are_all_found_or_the_call_stays_open() {
    found(&programs::implementations(100), &reads(100, ""));
    let said = Said::of(&programs::implementations(300));
    assert_eq!((said.calls.len(), said.unresolved), (0, 1));
    assert!(!said.incomplete.is_empty());
}

#[test]
fn nested_closures_are_followed_or_said_to_be_too_deep() {
    found(&programs::closures(40), &reads(1, ""));
    assert!(!Said::of(&programs::closures(100)).cut().is_empty());
}

#[test]
fn instances_of_one_type_are_all_found_or_said_to_be_too_many() {
    found(&programs::instances(60), &reads(60, ""));
    let said = Said::of(&programs::instances(1000));
    assert!(said.calls.is_subset(&reads(1000, "")) && !said.calls.is_empty());
    assert!(said.cut().iter().any(|reason| reason.contains("`Records`")), "{:?}", said.incomplete);
}

#[test]
fn a_long_chain_of_a_builder_is_followed() {
    found(&programs::builder(300), &reads(1, ""));
}

#[test]
fn a_table_of_routes_is_found_whole_or_a_call_stays_open() {
    found(&programs::routes(60), &reads(60, ""));
    let said = Said::of(&programs::routes(1000));
    assert!(said.calls.is_subset(&reads(1000, "")));
    assert_eq!(said.unresolved, 1);
    assert!(!said.incomplete.is_empty());
}

#[test]
fn modules_that_import_everything_from_one_another_are_searched_once() {
    found(&programs::globs(40), &reads(1, ""));
}

/// Modules that need one another, each as a list of items; `CLIENT`, `ROUTES`, `RECORDS` and `WORK` are their names.
const MODULES: [(&str, &[&str]); 4] = [
    (
        "CLIENT",
        &[
            "use reqwest::{Client, Method, RequestBuilder};",
            "const BASE: &str = \"https://api.hubapi.com\";",
            "pub struct Hub { pub http: Client }",
            "impl Hub { pub fn get(&self, path: &str) -> RequestBuilder { self.send(Method::GET, path) } }",
            "impl Hub { pub fn post(&self, path: &str) -> RequestBuilder { self.send(Method::POST, path) } }",
            "impl Hub { fn send(&self, method: Method, path: &str) -> RequestBuilder { self.http.request(method, format!(\"{BASE}{path}\")) } }",
        ],
    ),
    (
        "ROUTES",
        &[
            "pub const OWNERS: &str = \"/crm/v3/owners\";",
            "pub enum Kind { Contacts, Deals }",
            "impl Kind { pub fn path(&self) -> &'static str { match self { Kind::Contacts => \"/crm/v3/objects/contacts\", Kind::Deals => \"/crm/v3/objects/deals\" } } }",
        ],
    ),
    (
        "RECORDS",
        &[
            "use crate::CLIENT::Hub;",
            "pub trait Resource { const PATH: &'static str; fn list(&self, hub: &Hub) -> reqwest::RequestBuilder { hub.get(Self::PATH) } }",
            "pub struct Company;",
            "pub struct Ticket;",
            "impl Resource for Company { const PATH: &'static str = \"/crm/v3/objects/companies\"; }",
            "impl Resource for Ticket { const PATH: &'static str = \"/crm/v3/objects/tickets\"; }",
        ],
    ),
    (
        "WORK",
        &[
            "use crate::{CLIENT::Hub, RECORDS::{Company, Resource, Ticket}, ROUTES::{Kind, OWNERS}};",
            "pub fn owners(hub: &Hub) { let _ = hub.get(OWNERS); }",
            "pub fn create(hub: &Hub, kind: Kind) { let _ = hub.post(kind.path()); }",
            "pub fn all(hub: &Hub) { let _ = (Company.list(hub), Ticket.list(hub)); }",
            "pub fn any(hub: &Hub, path: &str) { let _ = hub.get(path); }",
        ],
    ),
];

/// A package of [`MODULES`] under these names, with the order of declarations and of the items of each given.
fn arranged(names: [&str; 4], order: impl Fn(&mut Vec<String>)) -> Project {
    let named = |text: &str| {
        MODULES
            .iter()
            .zip(names)
            .fold(text.to_owned(), |text, ((placeholder, _), name)| text.replace(placeholder, name))
    };
    let mut declarations: Vec<String> = names.iter().map(|name| format!("pub mod {name};")).collect();
    order(&mut declarations);
    let project = Project::new(&declarations.join("\n"), "{}");
    for ((_, items), name) in MODULES.iter().zip(names) {
        let mut items: Vec<String> = items.iter().map(|item| named(item)).collect();
        order(&mut items);
        project.write(&format!("src/{name}.rs"), &items.join("\n"));
    }
    project
}

/// Method, path and status of each call.
fn calls(project: &Project) -> BTreeSet<String> {
    let report = project.json("calls");
    let calls = report["calls"].as_array().unwrap().iter();
    calls.map(|call| format!("{} {} {}", call["method"], call["path"], call["status"])).collect()
}

#[test]
fn names_of_modules_and_the_order_of_files_and_items_change_nothing() {
    let known = [
        "\"GET\" \"/crm/v3/owners\"",
        "\"POST\" \"/crm/v3/objects/contacts\"",
        "\"POST\" \"/crm/v3/objects/deals\"",
        "\"GET\" \"/crm/v3/objects/companies\"",
        "\"GET\" \"/crm/v3/objects/tickets\"",
    ];
    let mut expected: BTreeSet<String> = known.map(|call| format!("{call} \"resolved\"")).into();
    expected.insert("\"GET\" null \"unresolved\"".to_owned());
    for names in [["a", "b", "c", "d"], ["z", "y", "x", "w"], ["m", "z", "a", "k"]] {
        assert_eq!(calls(&arranged(names, |_| ())), expected, "{names:?}");
        assert_eq!(calls(&arranged(names, |list| list.reverse())), expected, "{names:?} in reverse");
        let turned = |list: &mut Vec<String>| list.rotate_left(2);
        assert_eq!(calls(&arranged(names, turned)), expected, "{names:?} turned");
    }
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let project = arranged(["a", "b", "c", "d"], |_| ());
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures");
    let mut manifests = vec![project.path("Cargo.toml")];
    manifests.extend(["deal-sync", "every-rule", "sdk-hubspot"].map(|name| fixtures.join(name).join("Cargo.toml")));
    for manifest in manifests {
        for command in ["calls", "scopes"] {
            let output = |threads: &str| {
                let mut program = Command::new(env!("CARGO_BIN_EXE_cargo-hubscope"));
                program.args(["hubscope", command, "--format", "json", "--manifest-path"]).arg(&manifest);
                let output = program.env("RAYON_NUM_THREADS", threads).output().unwrap();
                assert!(!output.stdout.is_empty(), "{}: {output:?}", manifest.display());
                output
            };
            let one = output("1");
            for threads in ["2", "8"] {
                assert!(output(threads) == one, "{command} of {} with {threads} threads", manifest.display());
            }
        }
    }
}
