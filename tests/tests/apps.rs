//! Several apps: in one configuration, or with one manifest.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::process::Command;

use hubscope_tests::{Copy, Ran, Run};
use serde_json::{Value, json};

/// Two packages, of which one reads owners and the other deals.
fn project(config: &str) -> Copy {
    let copy = Copy::empty().unwrap();
    copy.write("Cargo.toml", "[workspace]\nmembers = [\"one\", \"two\"]\nresolver = \"2\"\n").unwrap();
    for (name, path) in [("one", "owners"), ("two", "objects/deals")] {
        let manifest = format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2021\"\n");
        copy.write(&format!("{name}/Cargo.toml"), &manifest).unwrap();
        let code = format!(
            "pub fn call(http: &reqwest::blocking::Client) {{ http.get(\"https://api.hubapi.com/crm/v3/{path}\").send(); }}\n"
        );
        copy.write(&format!("{name}/src/lib.rs"), &code).unwrap();
    }
    copy.write("hubscope.toml", config).unwrap();
    copy
}

fn ran(copy: &Copy, arguments: &[&str]) -> Ran {
    Run::new(arguments.iter().copied()).unwrap().manifest(&copy.file("Cargo.toml")).ran().unwrap()
}

fn read(copy: &Copy, name: &str) -> String {
    std::fs::read_to_string(copy.file(name)).unwrap()
}

/// That what `--dry-run` prints is a patch which makes of the file what `fix` does.
fn fixes_as_it_says(config: &str, more: &[(&str, &str)], file: &str, arguments: &[&str]) -> String {
    let laid = || {
        let copy = project(config);
        for (name, text) in more {
            copy.write(name, text).unwrap();
        }
        copy
    };
    let patched = laid();
    let said = ran(&patched, &[arguments, &["--dry-run"]].concat());
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    assert_eq!(said.stdout.matches("+++ ").count(), 1, "{}", said.stdout);
    patched.write("it.patch", &said.stdout).unwrap();
    let patch =
        Command::new("patch").args(["-p1", "--input", "it.patch"]).current_dir(patched.file("")).output().unwrap();
    assert!(patch.status.success(), "{}", String::from_utf8_lossy(&patch.stdout));

    let fixed = laid();
    let wrote = ran(&fixed, arguments);
    assert_eq!(wrote.code, Some(0), "{}", wrote.stderr);
    assert_eq!(read(&fixed, file), read(&patched, file));
    assert_eq!(ran(&fixed, arguments).stdout, "nothing to change\n");
    read(&fixed, file)
}

const TABLES: &str = "# the first
[[app]]
name = \"one\"
packages = [\"one\"]
required = [\"forms\"]

# the second
[[app]]
name = \"two\"
packages = [\"two\"]
required = []
";

#[test]
fn tables_of_one_file_are_changed_at_once() {
    let fixed = fixes_as_it_says(TABLES, &[], "hubscope.toml", &["fix", "--prune"]);
    let expected = TABLES
        .replace("[\"forms\"]", "[\"crm.objects.owners.read\"]")
        .replace("required = []", "required = [\"crm.objects.deals.read\"]");
    assert_eq!(fixed, expected);
}

const SHARED: &str = "[[app]]
name = \"one\"
manifest = \"app.json\"
packages = [\"one\"]
[[app]]
name = \"two\"
manifest = \"app.json\"
packages = [\"two\"]
";

#[test]
fn apps_that_share_a_manifest_get_what_all_of_them_need() {
    let manifest = "{\n  \"name\": \"app\",\n  \"uid\": \"app\",\n  \"scopes\": [\"forms\"]\n}\n";
    let fixed = fixes_as_it_says(SHARED, &[("app.json", manifest)], "app.json", &["fix", "--prune"]);
    assert_eq!(fixed, manifest.replace("\"forms\"", "\"crm.objects.owners.read\", \"crm.objects.deals.read\""));
}

#[test]
fn what_one_of_several_apps_needs_of_a_shared_manifest_is_not_unneeded() {
    let copy = project(SHARED);
    let manifest = "{\"name\": \"app\", \"uid\": \"app\", \"scopes\": [\"crm.objects.owners.read\", \"crm.objects.deals.read\", \"forms\"]}\n";
    copy.write("app.json", manifest).unwrap();
    for arguments in [&["check", "--format", "json"][..], &["check", "--app", "one", "--format", "json"]] {
        let report: Value = serde_json::from_str(&ran(&copy, arguments).stdout).unwrap();
        let app = report.get("apps").map_or(&report, |apps| &apps[0]);
        assert_eq!((&app["unneeded"], &app["missing"]), (&json!(["forms"]), &json!([])), "{arguments:?}");
    }
    assert_eq!(ran(&copy, &["fix", "--app", "two", "--prune"]).code, Some(0));
    assert_eq!(read(&copy, "app.json"), manifest.replace(", \"forms\"", ""));
}
