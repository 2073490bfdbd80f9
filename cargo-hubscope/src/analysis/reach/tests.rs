//! What is kept and what is dropped before anything is evaluated. A function that is dropped is never run, so each way by
//! which a word of HubSpot's can reach a request has a program here that would be dropped without it.

use std::sync::Arc;

use super::Reach;
use crate::analysis::Analysis;
use crate::analysis::select::crates_of;
use crate::catalog::Catalog;
use crate::fuzzing::workspace;
use crate::program::{Lowered, ProgramInput, load};
use crate::source::Sources;

/// The functions of a program that matter, by their labels, in source order.
fn matter(text: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("lib.rs");
    std::fs::write(&root, text).unwrap();
    let workspace = workspace(folder.path(), root);
    let crates = crates_of(&workspace, Catalog::embedded(), &mut Analysis::default());
    let name = |_: &std::path::Path| "lib.rs".to_owned();
    let lowered = Arc::new(Lowered::default());
    let program = load(&ProgramInput { crates, file_name: &name, lowered: &lowered }, &mut Sources::new()).program;
    let reach = Reach::of(&program, Catalog::embedded(), &[], &[]);
    let functions = program.functions().filter(|(id, _)| reach.matters(*id));
    functions.map(|(_, def)| def.label.to_string()).collect()
}

#[test]
fn a_program_without_a_word_of_hubspots_is_dropped_whole() {
    let text = r#"
        pub fn send(http: &reqwest::Client, path: &str) { let _ = http.get(format!("https://api.example.com{path}")); }
        pub fn run(http: &reqwest::Client) { send(http, "/v1/customers"); }
    "#;
    assert_eq!(matter(text), [""; 0]);
}

#[test]
fn what_sends_and_what_leads_there_is_kept_and_the_rest_dropped() {
    let text = r#"
        fn pure(a: u32) -> u32 { a + 1 }
        fn words() -> &'static str { "/crm/v3/objects/contacts" }
        fn send(http: &reqwest::Client, path: &str) { let _ = http.get(format!("https://api.hubapi.com{path}")); }
        pub fn run(http: &reqwest::Client) { pure(1); send(http, words()); }
        pub fn other(http: &reqwest::Client) { let _ = http.get("https://api.example.com/v1/customers"); }
    "#;
    // Code that has such a text itself may send it in a way that no model knows.
    assert_eq!(matter(text), ["words", "send", "run"]);
}

#[test]
fn a_method_of_a_client_is_not_one_of_the_program_that_has_its_name() {
    let text = r#"
        pub struct Hub { http: reqwest::Client }
        impl Hub {
            pub fn get(&self, path: &str) { let _ = self.http.get(format!("https://api.hubapi.com{path}")); }
            pub fn owners(&self) { self.get("/crm/v3/owners"); }
        }
        pub struct Shop { http: reqwest::Client }
        impl Shop {
            pub fn new() -> Shop { Shop { http: reqwest::Client::new() } }
            pub fn get(&self, path: &str) { let _ = self.http.clone().get(path); }
            pub fn items(&self) { self.get("https://shop.example.com/items"); }
            pub fn again(&self) { let http = reqwest::Client::new(); let _ = http.get("https://shop.example.com/again"); }
        }
    "#;
    assert_eq!(matter(text), ["Hub::get", "Hub::owners"]);
    // The program may have given the client a method, and what is around a value of the program may have its methods.
    let reaching = [
        r#"pub trait Hub { fn owners(&self); }
           impl Hub for reqwest::Client { fn owners(&self) { let _ = self.get("https://api.hubapi.com/crm/v3/owners"); } }
           pub fn run(http: &reqwest::Client) { http.owners(); }"#,
        r#"pub trait Hub { fn owners(&self) { send(); } }
           impl<T> Hub for T {}
           fn send() { let _ = reqwest::get("https://api.hubapi.com/crm/v3/owners"); }
           pub fn run(http: &reqwest::Client) { http.owners(); }"#,
        r#"pub struct Hub;
           impl Hub { fn owners(&self) { let _ = reqwest::get("https://api.hubapi.com/crm/v3/owners"); } }
           pub fn run(hub: &reqwest::Wrapper<Hub>) { hub.owners(); }"#,
        r#"pub struct Hub { http: reqwest::Client }
           impl Hub { fn owners(&self) { let _ = self.http.get("https://api.hubapi.com/crm/v3/owners"); } }
           pub fn run(http: reqwest::Client) { let http = Hub { http }; http.owners(); }"#,
    ];
    for text in reaching {
        assert!(matter(text).iter().any(|name| name == "run"), "{text}");
    }
}

#[test]
fn a_word_comes_along_in_whatever_brings_it() {
    let programs = [
        // A constant, a field of an instance that another function makes, the default of an attribute.
        r#"const PATH: &str = "/crm/v3/owners"; pub fn run(http: &reqwest::Client, base: &str) { let _ = http.get(format!("{base}{PATH}")); }"#,
        r#"pub struct Run { path: String } pub fn run(http: &reqwest::Client, this: &Run) { let _ = http.get(&this.path); }
           pub fn make() -> Run { Run { path: "https://api.hubapi.com/crm/v3/owners".into() } }"#,
        r#"#[derive(clap::Args)] pub struct Args { #[arg(default_value = "https://api.hubapi.com/crm/v3/owners")] url: String }
           pub fn run(http: &reqwest::Client, args: &Args) { let _ = http.get(&args.url); }"#,
        // A function called for its value, by its path, as a method of anything, and as an operator.
        r#"fn url() -> String { "https://api.hubapi.com/crm/v3/owners".into() } pub fn run(http: &reqwest::Client) { let _ = http.get(url()); }"#,
        r#"pub trait Kind { fn url(&self) -> String; } pub struct A; impl Kind for A { fn url(&self) -> String { "https://api.hubapi.com/crm/v3/owners".into() } }
           pub fn run(http: &reqwest::Client, kind: &dyn Kind) { let _ = http.get(kind.url()); }"#,
        r#"pub struct U; impl std::ops::Div<u32> for U { type Output = String; fn div(self, _: u32) -> String { "https://api.hubapi.com/crm/v3/owners".into() } }
           pub fn run(http: &reqwest::Client) { let _ = http.get(U / 1); }"#,
        // The tokens of a macro, and what it expands to.
        r#"macro_rules! url { () => { "https://api.hubapi.com/crm/v3/owners" } } pub fn run(http: &reqwest::Client) { let _ = http.get(url!()); }"#,
        // Only names: of the variable of the environment, of the parameter.
        r#"pub fn run(http: &reqwest::Client) { let _ = http.get(format!("{}/crm/v3/owners", std::env::var("HUBSPOT_URL").unwrap())); }"#,
        r#"pub fn run(http: &reqwest::Client, hubspot_base: &str, tail: &str) { let _ = http.get(format!("{hubspot_base}{tail}")); } pub const X: &str = "hubapi.com";"#,
    ];
    for text in programs {
        assert!(matter(text).contains(&"run".to_owned()), "{text}");
    }
}

#[test]
fn a_request_is_reached_through_whatever_leads_to_it() {
    let send =
        r#"fn send(http: &reqwest::Client, path: &str) { let _ = http.get(format!("https://api.hubapi.com{path}")); }"#;
    let ways = [
        "pub fn run(http: &reqwest::Client) { send(http, \"/x\"); }",
        "pub fn run(http: &reqwest::Client) { [\"/x\"].iter().for_each(|path| send(http, path)); }",
        "pub fn run(http: &reqwest::Client) { let sender: fn(&reqwest::Client, &str) = send; sender(http, \"/x\"); }",
        "pub struct S; impl S { fn go(&self, http: &reqwest::Client) { send(http, \"/x\") } } pub fn run(http: &reqwest::Client, s: &S) { s.go(http) }",
        "pub trait Go { fn go(&self, http: &reqwest::Client) { send(http, \"/x\") } } pub fn run(http: &reqwest::Client, s: &impl Go) { s.go(http) }",
        "macro_rules! go { ($http:expr) => { send($http, \"/x\") } } pub fn run(http: &reqwest::Client) { go!(http) }",
        "pub struct S(reqwest::Client); impl Iterator for S { type Item = (); fn next(&mut self) -> Option<()> { send(&self.0, \"/x\"); None } } pub fn run(http: reqwest::Client) { for () in S(http) {} }",
        "pub struct S(reqwest::Client); impl std::ops::Not for S { type Output = (); fn not(self) { send(&self.0, \"/x\") } } pub fn run(http: reqwest::Client) { !S(http) }",
    ];
    for way in ways {
        let found = matter(&format!("{send}\n{way}"));
        assert!(found.contains(&"run".to_owned()), "{way}: {found:?}");
    }
}
