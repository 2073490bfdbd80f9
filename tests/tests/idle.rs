//! Entries of the configuration that fit nothing: said once, and only where all code that they could fit was looked at.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use hubscope_tests::{Copy, Run};

const LIBRARY: &str = r#"
pub fn owners(http: &reqwest::blocking::Client) -> reqwest::Result<reqwest::blocking::Response> {
    http.get("https://api.hubapi.com/crm/v3/owners").send()
}
"#;

const BEHIND_A_FEATURE: &str = r#"
#[cfg(feature = "deals")]
pub fn deals(http: &reqwest::blocking::Client) -> reqwest::Result<reqwest::blocking::Response> {
    http.get("https://api.hubapi.com/crm/v3/objects/deals").send()
}
"#;

/// Two packages, of which the second has a feature, with a configuration.
fn project(config: &str) -> Copy {
    let copy = Copy::empty().unwrap();
    copy.write("Cargo.toml", "[workspace]\nmembers = [\"one\", \"two\"]\nresolver = \"2\"\n").unwrap();
    for (name, features, code) in
        [("one", "", LIBRARY.to_owned()), ("two", "deals = []\n", BEHIND_A_FEATURE.to_owned())]
    {
        let manifest =
            format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[features]\n{features}");
        copy.write(&format!("{name}/Cargo.toml"), &manifest).unwrap();
        copy.write(&format!("{name}/src/lib.rs"), &code).unwrap();
    }
    copy.write("hubscope.toml", config).unwrap();
    copy
}

/// The notes on entries that fit nothing.
fn notes(copy: &Copy, arguments: &[&str]) -> Vec<String> {
    let ran = Run::new(arguments.iter().copied()).unwrap().manifest(&copy.file("Cargo.toml")).ran().unwrap();
    ran.stderr.lines().filter(|line| line.contains(" fits no")).map(str::to_owned).collect()
}

const APPS: &str = r#"
[[app]]
name = "one"
packages = ["one"]
required = ["crm.objects.owners.read"]
[[app]]
name = "two"
packages = ["two"]
required = []
optional = ["crm.objects.deals.read"]
"#;

#[test]
fn an_entry_that_fits_one_of_several_apps_is_not_idle() {
    let copy = project(&format!("[optional]\noperations = [\"GET /crm/v3/owners\"]\n{APPS}"));
    for arguments in [&["check"][..], &["check", "--app", "one"], &["check", "--app", "two"], &["fix", "--dry-run"]] {
        assert_eq!(notes(&copy, arguments), [""; 0], "{arguments:?}");
    }
}

#[test]
fn an_entry_that_fits_behind_a_feature_is_not_idle() {
    let copy = project(&format!("[optional]\noperations = [\"GET /crm/v3/objects/deals\"]\n{APPS}"));
    for arguments in [&["check"][..], &["calls"], &["scopes", "--per", "package"], &["fix", "--check"]] {
        assert_eq!(notes(&copy, arguments), [""; 0], "{arguments:?}");
    }
}

#[test]
fn an_entry_that_fits_nothing_anywhere_is_said_once() {
    let copy = project(&format!("[optional]\noperations = [\"GET /crm/v3/owner\"]\n{APPS}"));
    let said = "note: hubscope.toml:2:15: `GET /crm/v3/owner` of `[optional] operations` fits no call; did you mean `GET /crm/v3/owners`?";
    for arguments in [&["check"][..], &["report"], &["fix", "--dry-run"], &["calls", "--all-features"]] {
        assert_eq!(notes(&copy, arguments), [said], "{arguments:?}");
    }
    // What was not looked at could fit.
    for arguments in [&["calls"][..], &["check", "--app", "one"]] {
        assert_eq!(notes(&copy, arguments), [""; 0], "{arguments:?}");
    }
}
