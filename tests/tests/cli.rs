//! The command line on the example apps: what it prints, how it exits, and that it writes nothing.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::path::Path;

use hubscope_tests::{Case, Copy, Ran, Run, listing, repository};
use serde_json::Value;

fn fixture(name: &str) -> std::path::PathBuf {
    repository().join("fixtures").join(name).join("Cargo.toml")
}

fn ran(arguments: &[&str], manifest: &Path) -> Ran {
    Run::new(arguments.iter().copied()).unwrap().manifest(manifest).ran().unwrap()
}

fn json(arguments: &[&str], manifest: &Path) -> Value {
    let arguments = arguments.iter().copied().chain(["--format", "json"]);
    Run::new(arguments).unwrap().manifest(manifest).json().unwrap()
}

fn names(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect()
}

/// The rules that fired, each once.
fn rules(report: &Value) -> BTreeSet<&str> {
    report["findings"].as_array().unwrap().iter().map(|finding| finding["rule"].as_str().unwrap()).collect()
}

fn operations(report: &Value) -> BTreeSet<(String, String)> {
    let call = |call: &Value| (call["method"].as_str().unwrap().to_owned(), call["path"].as_str().unwrap().to_owned());
    report["calls"].as_array().unwrap().iter().map(call).collect()
}

mod contact_reader {
    use super::*;

    #[test]
    fn one_scope_is_missing_and_six_are_unneeded() {
        let report = json(&["check"], &fixture("contact-reader"));
        assert_eq!(names(&report["minimal"]), ["crm.objects.contacts.read"]);
        assert_eq!(names(&report["missing"]), ["crm.objects.contacts.read"]);
        let unneeded =
            ["automation", "crm.objects.contacts.write", "crm.schemas.contacts.write", "files", "forms", "tickets"];
        assert_eq!(names(&report["unneeded"]), unneeded);
        assert_eq!(report["complete"], true);
        assert_eq!(report["incomplete_because"], serde_json::json!([]));
        assert_eq!(rules(&report), BTreeSet::from(["missing-scope", "unneeded-scope"]));
    }

    #[test]
    fn people_are_shown_the_call_and_the_place_in_the_manifest() {
        let Ran { code, stdout, .. } = ran(&["check"], &fixture("contact-reader"));
        assert_eq!(code, Some(1));
        for part in ["error[missing-scope]", "crm.objects.contacts.read", "src/hubspot.rs:64", "app-hsmeta.json"] {
            assert!(stdout.contains(part), "{part} is not in\n{stdout}");
        }
        for scope in
            ["automation", "crm.objects.contacts.write", "crm.schemas.contacts.write", "files", "forms", "tickets"]
        {
            assert!(stdout.contains(&format!("`{scope}`")), "{scope} is not in\n{stdout}");
        }
    }

    #[test]
    fn check_is_what_runs_without_a_command() {
        assert_eq!(ran(&[], &fixture("contact-reader")), ran(&["check"], &fixture("contact-reader")));
    }

    #[test]
    fn once_the_manifest_asks_for_the_minimal_set_nothing_is_left_to_say() {
        let copy = Copy::of_fixture("contact-reader").unwrap();
        let manifest = std::fs::read_to_string(copy.file("src/app/app-hsmeta.json")).unwrap();
        let start = manifest.find("\"requiredScopes\": [").unwrap();
        let end = start + manifest[start..].find(']').unwrap() + 1;
        let scopes = r#""requiredScopes": ["oauth", "crm.objects.contacts.read"]"#;
        copy.write("src/app/app-hsmeta.json", &format!("{}{scopes}{}", &manifest[..start], &manifest[end..])).unwrap();
        let report = json(&["check"], &copy.file("Cargo.toml"));
        assert_eq!(report["findings"], serde_json::json!([]));
        assert_eq!(ran(&["check"], &copy.file("Cargo.toml")).code, Some(0));
    }

    #[test]
    fn pruning_turns_it_clean_and_touches_nothing_but_the_list() {
        let copy = Copy::of_fixture("contact-reader").unwrap();
        let (manifest, app) = (copy.file("Cargo.toml"), copy.file("src/app/app-hsmeta.json"));
        let before = std::fs::read_to_string(&app).unwrap();
        assert_eq!(ran(&["fix", "--prune"], &manifest).code, Some(0));
        assert_eq!(json(&["check"], &manifest)["findings"], serde_json::json!([]));
        let mut lists =
            [r#""crm.objects.contacts.write","#, r#""crm.schemas.contacts.write","#, r#""automation","#].to_vec();
        lists.extend([r#""files","#, r#""forms","#]);
        let fitting = |line: &&str| !lists.contains(&line.trim());
        let wanted: Vec<&str> = before.lines().filter(fitting).collect();
        let after = std::fs::read_to_string(&app).unwrap();
        assert_eq!(after, format!("{}\n", wanted.join("\n")).replace("tickets", "crm.objects.contacts.read"));
        assert_eq!(ran(&["fix", "--prune", "--check"], &manifest).code, Some(0));
    }
}

mod four_calls {
    use super::*;

    const READ: &str = "crm.objects.contacts.read";
    const WRITE: &str = "crm.objects.contacts.write";

    fn alone(feature: &str, manifest: &Path) -> Vec<String> {
        let report = json(&["scopes", "--no-default-features", "--features", feature], manifest);
        names(&report["minimal"]).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn alone_each_call_needs_its_preferred_scope() {
        let manifest = fixture("four-calls");
        assert_eq!(alone("contacts-read", &manifest), [READ]);
        assert_eq!(alone("contacts-write", &manifest), [WRITE]);
        assert_eq!(alone("properties-read", &manifest), ["crm.schemas.contacts.read"]);
        assert_eq!(alone("events-send", &manifest), [""; 0]);
    }

    #[test]
    fn an_oauth_app_needs_a_scope_for_the_event() {
        let copy = Copy::of_fixture("four-calls").unwrap();
        let file = copy.file("src/app/app-hsmeta.json");
        let manifest = std::fs::read_to_string(file).unwrap().replace(r#""type": "static""#, r#""type": "oauth""#);
        copy.write("src/app/app-hsmeta.json", &manifest).unwrap();
        assert_eq!(alone("events-send", &copy.file("Cargo.toml")), ["analytics.behavioral_events.send"]);
    }

    #[test]
    fn a_disputed_scope_is_neither_missing_nor_unneeded() {
        let copy = Copy::of_fixture("four-calls").unwrap();
        let file = copy.file("src/app/app-hsmeta.json");
        let more = r#""oauth", "analytics.behavioral_events.send""#;
        let manifest = std::fs::read_to_string(file).unwrap().replace(r#""oauth""#, more);
        copy.write("src/app/app-hsmeta.json", &manifest).unwrap();
        for manifest in [fixture("four-calls"), copy.file("Cargo.toml")] {
            let report = json(&["check"], &manifest);
            assert_eq!(names(&report["missing"]), [""; 0]);
            assert_eq!(names(&report["unneeded"]), [""; 0]);
        }
    }

    #[test]
    fn together_the_properties_are_read_with_the_scope_of_the_records() {
        let manifest = fixture("four-calls");
        let report = json(&["scopes"], &manifest);
        assert_eq!(names(&report["minimal"]), [READ, WRITE]);
        assert_eq!(report["optimal"], true);
        assert_eq!(report["unresolved"], 0);
        let serves = |scope: &str| names(&report["by_scope"][scope]).into_iter().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(serves(READ), ["GET /crm/v3/objects/contacts", "GET /crm/v3/properties/contacts"]);
        assert_eq!(serves(WRITE), ["PATCH /crm/v3/objects/contacts/{contactId}"]);
        let said = ran(&["scopes"], &manifest).stdout;
        let line = said.lines().find(|line| line.contains("crm.schemas.contacts.read"));
        assert!(line.is_some_and(|line| line.contains("GET /crm/v3/properties/contacts")), "{said}");
        assert_eq!(ran(&["check"], &manifest).code, Some(0));
    }
}

mod deal_sync {
    use super::*;

    #[test]
    fn every_operation_is_found_through_both_levels_of_wrappers() {
        let report = json(&["calls"], &fixture("deal-sync"));
        let expected = [
            ("GET", "/crm/v3/owners"),
            ("GET", "/crm/v4/objects/deals/{}/associations/line_items"),
            ("PATCH", "/crm/v3/objects/companies/{}"),
            ("PATCH", "/crm/v3/objects/deals/{}"),
            ("POST", "/crm/v3/objects/companies"),
            ("POST", "/crm/v3/objects/companies/search"),
            ("POST", "/crm/v3/objects/deals"),
            ("POST", "/crm/v3/objects/deals/search"),
            ("POST", "/crm/v3/objects/line_items"),
            ("POST", "/crm/v3/objects/line_items/batch/read"),
            ("POST", "/oauth/v3/token"),
            ("PUT", "/crm/v4/objects/deals/{}/associations/default/companies/{}"),
            ("PUT", "/crm/v4/objects/deals/{}/associations/default/line_items/{}"),
        ];
        let expected = expected.map(|(method, path)| (method.to_owned(), path.to_owned()));
        assert_eq!(operations(&report), BTreeSet::from(expected));
    }

    #[test]
    fn a_call_is_where_the_object_type_is_named_and_the_way_to_the_request_is_told() {
        let report = json(&["calls"], &fixture("deal-sync"));
        let calls = report["calls"].as_array().unwrap();
        let search = calls.iter().find(|call| call["path"] == "/crm/v3/objects/deals/search").unwrap();
        assert_eq!(search["location"]["package"], "deal-sync");
        assert_eq!(search["location"]["file"], "crates/deal-sync/src/sync.rs");
        assert_eq!(search["request"]["file"], "crates/hubspot-client/src/transport.rs");
        assert_eq!(search["host"], "api.hubapi.com");
        assert_eq!(search["install"], "required");
        let via: Vec<&str> =
            search["via"].as_array().unwrap().iter().map(|step| step["file"].as_str().unwrap()).collect();
        assert!(via.contains(&"crates/hubspot-client/src/object.rs"), "{via:?}");
    }

    /// What the descriptions changed for line items, whose scopes became a pair and then alternatives again, and for
    /// owners, which accept the scope of workflows; nothing else that it calls changed.
    #[test]
    fn the_drift_of_seventeen_months_is_that_of_line_items_and_owners() {
        let report = json(&["drift", "--from", "2025-06-25", "--to", "2026-11-21"], &fixture("deal-sync"));
        let told: Vec<(&str, &str, &str)> = report["drift"]["entries"]
            .as_array()
            .unwrap()
            .iter()
            .map(|entry| {
                let text = |key: &str| entry[key].as_str().unwrap();
                (text("date"), text("kind"), text("subject"))
            })
            .collect();
        let (write, read) = ("POST /crm/v3/objects/line_items", "POST /crm/v3/objects/line_items/batch/read");
        let expected = [
            ("2025-09-22", "alternative-lost", write),
            ("2025-09-22", "alternative-lost", read),
            ("2025-12-31", "alternative-lost", write),
            ("2025-12-31", "alternative-lost", read),
            ("2026-06-30", "alternative-gained", "GET /crm/v3/owners"),
            ("2026-06-30", "alternative-gained", write),
            ("2026-06-30", "alternative-gained", read),
        ];
        assert_eq!(told, expected);
        let owners = &report["drift"]["entries"][4];
        assert_eq!(names(&owners["gained"]), ["automation"]);
        assert_eq!(names(&owners["sites"]), ["crates/hubspot-client/src/owners.rs:19"]);
        assert_eq!(owners["advice"], "request crm.objects.owners.read");
        assert_eq!(ran(&["drift", "--since", "2026-08-21"], &fixture("deal-sync")).code, Some(0));
    }

    #[test]
    fn one_scope_is_missing_and_one_is_unneeded() {
        let report = json(&["check"], &fixture("deal-sync"));
        assert_eq!(names(&report["missing"]), ["crm.objects.owners.read"]);
        assert_eq!(names(&report["unneeded"]), ["crm.schemas.deals.write"]);
        assert_eq!(names(&report["likely_missing"]), [""; 0]);
        assert_eq!(report["complete"], true);
        assert_eq!(ran(&["check"], &fixture("deal-sync")).code, Some(1));
    }
}

mod exit_codes {
    use super::*;

    const PACKAGE: &str = "[package]\nname = \"probe\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\nureq = \"*\"\n\n[workspace]\n";
    const CALL: &str = "pub fn owners() -> Result<u16, ureq::Error> {\n    Ok(ureq::get(\"https://api.hubapi.com/crm/v3/owners\").call()?.status().as_u16())\n}\n";

    #[test]
    fn lists_never_fail_for_what_they_list() {
        for command in ["calls", "scopes"] {
            let Ran { code, stdout, .. } = ran(&[command], &fixture("contact-reader"));
            assert_eq!(code, Some(0), "{command}");
            assert!(stdout.contains("contacts"), "{command} printed\n{stdout}");
        }
    }

    #[test]
    fn a_project_without_a_call_is_clean() {
        let copy = Copy::empty().unwrap();
        copy.write("Cargo.toml", PACKAGE).unwrap();
        copy.write("src/lib.rs", "/// See https://api.hubapi.com/crm/v3/owners.\npub fn nothing() {}\n").unwrap();
        let Ran { code, stderr, .. } = ran(&["check"], &copy.file("Cargo.toml"));
        assert_eq!(code, Some(0), "{stderr}");
        let report = json(&["calls"], &copy.file("Cargo.toml"));
        assert_eq!(report["calls"], serde_json::json!([]));
    }

    #[test]
    fn calls_without_a_manifest_give_the_set_and_say_how_to_go_on() {
        let copy = Copy::empty().unwrap();
        copy.write("Cargo.toml", PACKAGE).unwrap();
        copy.write("src/lib.rs", CALL).unwrap();
        let Ran { code, stdout, stderr } = ran(&["check"], &copy.file("Cargo.toml"));
        assert_eq!(code, Some(2));
        let said = stdout + &stderr;
        assert!(said.contains("crm.objects.owners.read"), "{said}");
        assert!(said.contains("app-hsmeta.json") || said.contains("hubscope.toml"), "{said}");
    }

    #[test]
    fn the_subcommand_answers_for_itself() {
        let help = Run::new(["--help"]).unwrap().ran().unwrap();
        assert_eq!(help.code, Some(0));
        for command in ["check", "calls", "scopes", "explain"] {
            assert!(help.stdout.contains(command), "{command} is not in\n{}", help.stdout);
        }
        assert_eq!(Run::new(["--version"]).unwrap().ran().unwrap().code, Some(0));
        assert_eq!(Run::new(["chekc"]).unwrap().ran().unwrap().code, Some(2));
        assert_eq!(Run::new(["calls", "--format", "xml"]).unwrap().ran().unwrap().code, Some(2));
    }
}

/// What a run on bad input must say: the parts of its message.
struct Bad<'a> {
    arguments: &'a [&'a str],
    says: &'a [&'a str],
}

/// Runs in the project; expects exit 2, a message on standard error, nothing on standard output and nothing written.
fn refused(copy: &Copy, bad: &Bad<'_>) {
    let before = listing(copy.root()).unwrap();
    let ran = Run::new(bad.arguments.iter().copied()).unwrap().within(copy.root()).ran().unwrap();
    assert_eq!(ran.code, Some(2), "{:?} printed\n{}{}", bad.arguments, ran.stdout, ran.stderr);
    assert_eq!(ran.stdout, "", "{:?}", bad.arguments);
    let errors = ran.stderr.lines().filter(|line| line.starts_with("error: ")).count();
    assert_eq!(errors, 1, "{:?} said\n{}", bad.arguments, ran.stderr);
    assert!(!ran.stderr.contains("panicked"), "{}", ran.stderr);
    for part in bad.says {
        assert!(ran.stderr.contains(part), "{part:?} is not in\n{}", ran.stderr);
    }
    assert_eq!(listing(copy.root()).unwrap(), before, "{:?} wrote something", bad.arguments);
}

mod bad_input {
    use super::*;

    const META: &str = "src/app/app-hsmeta.json";

    /// The contact reader without the line that names its manifest.
    fn app() -> Copy {
        let copy = Copy::of_fixture("contact-reader").unwrap();
        let manifest = std::fs::read_to_string(copy.file("Cargo.toml")).unwrap();
        let plain = manifest.split("[workspace.metadata.hubscope]").next().unwrap();
        copy.write("Cargo.toml", plain).unwrap();
        copy
    }

    #[test]
    fn a_folder_without_a_project() {
        let copy = Copy::empty().unwrap();
        refused(&copy, &Bad { arguments: &["check"], says: &["Cargo.toml"] });
        refused(&copy, &Bad { arguments: &["calls", "--manifest-path", "Cargo.toml"], says: &["Cargo.toml"] });
    }

    #[test]
    fn a_broken_cargo_manifest() {
        let copy = app();
        copy.write("Cargo.toml", "[package\nname = 1\n").unwrap();
        for command in ["check", "calls", "scopes"] {
            refused(&copy, &Bad { arguments: &[command], says: &["Cargo.toml"] });
        }
    }

    #[test]
    fn an_app_manifest_that_is_no_json() {
        let copy = app();
        copy.write(META, "uid: contact_reader\ntype: app\n").unwrap();
        refused(&copy, &Bad { arguments: &["check", "--app-manifest", META], says: &["app-hsmeta.json:1:", "JSON"] });
        copy.write(META, "").unwrap();
        refused(&copy, &Bad { arguments: &["check", "--app-manifest", META], says: &["app-hsmeta.json"] });
    }

    #[test]
    fn an_app_manifest_with_its_scopes_in_the_wrong_place() {
        let copy = app();
        let text =
            r#"{ "uid": "a", "type": "app", "auth": { "type": "static", "requiredScopes": ["oauth"] }, "config": {} }"#;
        copy.write(META, text).unwrap();
        // The rest is checked all the same: it requests nothing.
        let ran = Run::new(["check", "--app-manifest", META]).unwrap().within(copy.root()).ran().unwrap();
        assert_eq!(ran.code, Some(1), "{}", ran.stderr);
        for said in ["error[malformed-manifest]", "app-hsmeta.json:1:30", "`auth`", "`config`", "error[missing-scope]"]
        {
            assert!(ran.stdout.contains(said), "{said}: {}", ran.stdout);
        }
    }

    #[test]
    fn two_app_manifests_and_none_chosen() {
        let copy = app();
        let text = std::fs::read_to_string(copy.file(META)).unwrap();
        copy.write("second/src/app/app-hsmeta.json", &text).unwrap();
        copy.write("second/hsproject.json", r#"{ "name": "second", "srcDir": "src", "platformVersion": "2025.2" }"#)
            .unwrap();
        let says = ["src/app/app-hsmeta.json", "second/src/app/app-hsmeta.json", "--app-manifest"];
        refused(&copy, &Bad { arguments: &["check"], says: &says });
        let chosen = Run::new(["check", "--app-manifest", META]).unwrap().within(copy.root()).ran().unwrap();
        assert_eq!(chosen.code, Some(1), "{}", chosen.stderr);
    }

    #[test]
    fn a_folder_or_nothing_where_a_file_should_be() {
        let copy = app();
        refused(&copy, &Bad { arguments: &["check", "--app-manifest", "src"], says: &["src"] });
        refused(&copy, &Bad { arguments: &["check", "--app-manifest", "src/app/none.json"], says: &["none.json"] });
        refused(&copy, &Bad { arguments: &["calls", "--manifest-path", "src"], says: &["src"] });
        refused(&copy, &Bad { arguments: &["calls", "--manifest-path", "none/Cargo.toml"], says: &["none"] });
    }

    #[test]
    fn a_package_or_a_feature_that_does_not_exist() {
        let copy = app();
        for command in ["check", "calls", "scopes"] {
            refused(
                &copy,
                &Bad { arguments: &[command, "-p", "contact-raeder"], says: &["contact-raeder", "contact-reader"] },
            );
        }
        refused(&copy, &Bad { arguments: &["calls", "--features", "sending"], says: &["sending"] });
    }
}

mod trust {
    use super::*;

    const COMMANDS: [&[&str]; 5] =
        [&["check"], &["calls"], &["scopes"], &["check", "--format", "json"], &["explain", "missing-scope"]];

    #[test]
    fn nothing_is_written() {
        for name in ["contact-reader", "four-calls", "deal-sync", "legacy-public-app"] {
            let copy = Copy::of_fixture(name).unwrap();
            let before = listing(copy.root()).unwrap();
            for command in COMMANDS {
                Run::new(command.iter().copied()).unwrap().within(copy.root()).ran().unwrap();
                assert_eq!(listing(copy.root()).unwrap(), before, "{command:?} wrote into {name}");
            }
        }
    }

    #[test]
    fn no_lock_file_is_made_where_there_is_none() {
        for name in ["contact-reader", "deal-sync"] {
            let copy = Copy::of_fixture(name).unwrap();
            std::fs::remove_file(copy.file("Cargo.lock")).unwrap();
            let before = listing(copy.root()).unwrap();
            let with_lock = json(&["calls"], &fixture(name));
            let without = json(&["calls"], &copy.file("Cargo.toml"));
            assert!(!operations(&with_lock).is_empty(), "{name}");
            assert_eq!(operations(&without), operations(&with_lock), "{name}");
            assert_eq!(listing(copy.root()).unwrap(), before, "{name}");
        }
    }

    #[test]
    fn a_compiler_wrapper_of_the_project_is_not_run() {
        let copy = Copy::of_fixture("contact-reader").unwrap();
        let wrapper = copy.file("wrapper.sh");
        let trace = copy.file("it-ran");
        copy.write("wrapper.sh", &format!("#!/bin/sh\ntouch '{}'\nexec \"$@\"\n", trace.display())).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            std::fs::set_permissions(&wrapper, std::fs::Permissions::from_mode(0o755)).unwrap();
        }
        let build = format!("[build]\nrustc-wrapper = '{0}'\nrustc-workspace-wrapper = '{0}'\n", wrapper.display());
        copy.write(".cargo/config.toml", &build).unwrap();
        let ran = Run::new(["calls"]).unwrap().within(copy.root()).ran().unwrap();
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        assert!(!trace.exists(), "the wrapper ran");
    }

    #[test]
    fn every_run_prints_the_same_bytes() {
        let larger = Case::at(repository().join("tests/cases/real_mcp_server")).unwrap().lay_out().unwrap();
        for manifest in [fixture("deal-sync"), larger.manifest.clone(), fixture("contact-reader")] {
            for command in
                [["calls", "--format", "json"], ["scopes", "--format", "json"], ["calls", "--format", "human"]]
            {
                let run = |threads: &str| {
                    let run = Run::new(command).unwrap().manifest(&manifest).env("RAYON_NUM_THREADS", threads);
                    run.ran().unwrap()
                };
                let one = run("1");
                assert!(
                    one.stdout.contains("contacts") || one.stdout.contains("deals"),
                    "{command:?} said\n{}",
                    one.stderr
                );
                for threads in ["4", "4", "16"] {
                    assert_eq!(run(threads), one, "{command:?} on {}", manifest.display());
                }
            }
        }
        let check = |threads: &str| {
            let run = Run::new(["check"]).unwrap().manifest(&fixture("deal-sync")).env("RAYON_NUM_THREADS", threads);
            run.ran().unwrap()
        };
        assert_eq!(check("1"), check("4"));
    }

    #[test]
    fn file_names_may_hold_spaces_and_other_alphabets() {
        let copy = Copy::empty().unwrap();
        let root = copy.file("Ablage für Kunden");
        hubscope_tests::copy_tree(&repository().join("fixtures/contact-reader"), &root).unwrap();
        let report = json(&["check"], &root.join("Cargo.toml"));
        assert_eq!(names(&report["missing"]), ["crm.objects.contacts.read"]);
    }
}
