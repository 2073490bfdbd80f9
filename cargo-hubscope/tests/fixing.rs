//! `cargo hubscope fix` on small projects: what it changes, and that it leaves the rest alone.

// The lints' exception for tests does not reach the helpers of an integration test.
#![allow(clippy::unwrap_used, clippy::panic)]

mod project;

use project::Project;

/// Reads contacts, and writes them where an account lets it.
const CODE: &str = r#"pub async fn read(c: reqwest::Client) { c.get("https://api.hubapi.com/crm/v3/objects/contacts").send().await; }
#[marks::scopes(optional("crm.objects.contacts.write", reason = "two-way sync"))]
pub async fn write(c: reqwest::Client) { c.post("https://api.hubapi.com/crm/v3/objects/contacts").send().await; }
"#;

const APP: &str = "src/app/app-hsmeta.json";

fn manifest(required: &str, optional: &str) -> String {
    format!(
        "{{\"uid\": \"app\", \"type\": \"app\", \"config\": {{\"auth\": {{\"type\": \"oauth\",\n  \"requiredScopes\": [{required}],\n  \"optionalScopes\": [{optional}]}}}}}}\n"
    )
}

const RIGHT: (&str, &str) = ("\"oauth\", \"crm.objects.contacts.read\"", "\"crm.objects.contacts.write\"");

#[test]
fn what_is_missing_goes_to_the_list_where_it_belongs() {
    let project = Project::new(CODE, &manifest("\"oauth\"", ""));
    assert_eq!(project.run("fix").0, 0);
    assert_eq!(project.read(APP), manifest(RIGHT.0, RIGHT.1));
    assert_eq!(project.run("fix --check --prune --lists").0, 0);
    assert_eq!(project.run("check").0, 0);
}

#[test]
fn lists_are_put_in_order_when_asked_for() {
    let wrong = manifest("\"oauth\", \"crm.objects.contacts.write\"", "\"crm.objects.contacts.read\"");
    let project = Project::new(CODE, &wrong);
    // Each is requested: without `--lists` there is nothing to do.
    assert_eq!(project.run("fix").1, "nothing to change\n");
    let (code, diff, _) = project.run("fix --lists --check");
    assert_eq!(code, 1, "{diff}");
    assert!(diff.contains("-  \"requiredScopes\": [\"oauth\", \"crm.objects.contacts.write\"],"), "{diff}");
    assert!(diff.contains("+  \"requiredScopes\": [\"oauth\", \"crm.objects.contacts.read\"],"), "{diff}");
    assert_eq!(project.read(APP), wrong);
    assert_eq!(project.run("fix --lists").0, 0);
    assert_eq!(project.read(APP), manifest(RIGHT.0, RIGHT.1));
}

#[test]
fn an_app_with_a_static_token_gets_what_it_needs_as_required() {
    let app = |required: &str, optional: &str| manifest(required, optional).replace("\"oauth\",\n", "\"static\",\n");
    let project =
        Project::new(CODE, &app("\"crm.objects.contacts.read\"", "\"crm.objects.contacts.write\", \"forms\""));
    assert_eq!(project.run("fix --lists").0, 0);
    // Nothing needs the forms: that is `--prune`'s.
    assert_eq!(project.read(APP), app("\"crm.objects.contacts.read\", \"crm.objects.contacts.write\"", "\"forms\""));
    assert_eq!(project.run("fix --lists --prune").0, 0);
    assert_eq!(project.read(APP), app("\"crm.objects.contacts.read\", \"crm.objects.contacts.write\"", ""));
    assert_eq!(project.run("check").0, 0);
}

#[test]
fn a_scope_that_is_let_be_missing_is_not_added() {
    let code = CODE.replacen(
        "pub async fn read",
        "// hubscope: allow(missing-scope) granted by another app\npub async fn read",
        1,
    );
    let before = manifest("\"oauth\"", "\"crm.objects.contacts.write\"");
    let project = Project::new(&code, &before);
    assert_eq!(project.run("check").0, 0);
    assert_eq!(project.run("fix").1, "nothing to change\n");
    assert_eq!(project.read(APP), before);
    let note = "note: `crm.objects.contacts.read` is missing, but not added: its finding is suppressed";
    assert!(project.notes("fix").lines().any(|line| line == note), "{}", project.notes("fix"));
    // Another call needs it as well.
    let more = format!(
        "{code}pub async fn more(c: reqwest::Client) {{ c.get(\"https://api.hubapi.com/crm/v3/objects/contacts\").send().await; }}\n"
    );
    project.write("src/lib.rs", &more);
    assert_eq!(project.run("fix").0, 0);
    assert_eq!(project.read(APP), manifest(RIGHT.0, RIGHT.1));
}

#[test]
fn a_scope_that_stands_twice_stays_once() {
    let twice = "\"crm.objects.contacts.read\", \"oauth\", \"crm.objects.contacts.read\"";
    let project = Project::new(CODE, &manifest(twice, RIGHT.1));
    assert_eq!(project.run("fix --lists").0, 0);
    assert_eq!(project.read(APP), manifest("\"crm.objects.contacts.read\", \"oauth\"", RIGHT.1));
}

#[test]
fn a_misspelt_scope_is_corrected_where_it_stands() {
    let misspelt = "\"crm.object.contacts.read\", \"oauth\"";
    let project = Project::new(CODE, &manifest(misspelt, RIGHT.1));
    let (code, said, _) = project.run("fix");
    assert_eq!(code, 0);
    assert!(said.contains("corrected `crm.object.contacts.read` to `crm.objects.contacts.read`"), "{said}");
    assert_eq!(project.read(APP), manifest("\"crm.objects.contacts.read\", \"oauth\"", RIGHT.1));
}

#[test]
fn a_misspelt_scope_that_nothing_needs_is_left_as_it_is() {
    let misspelt = "\"crm.objects.contacts.read\", \"oauth\", \"crm.object.deals.write\"";
    let before = manifest(misspelt, RIGHT.1);
    let project = Project::new(CODE, &before);
    for command in ["fix", "fix --prune", "fix --lists"] {
        let (code, said, errors) = project.run(command);
        assert_eq!((code, said.as_str()), (0, "nothing to change\n"), "{errors}");
        let notes = project.notes(command);
        let note = "note: `crm.object.deals.write`, which HubSpot does not have, is left as it is, since nothing that was seen needs `crm.objects.deals.write`: remove it, or correct it";
        assert!(notes.lines().any(|line| line == note), "{notes}");
        assert_eq!(project.read(APP), before);
    }
}

#[test]
fn line_ends_byte_order_mark_and_layout_stay() {
    let lines = "\u{feff}{\r\n\t\"uid\": \"app\",\r\n\t\"type\": \"app\",\r\n\t\"config\": {\r\n\t\t\"auth\": {\r\n\t\t\t\"type\": \"static\",\r\n\t\t\t\"requiredScopes\": [\r\n\t\t\t\t\"oauth\",\r\n\t\t\t\t\"forms\"\r\n\t\t\t]\r\n\t\t}\r\n\t}\r\n}";
    let code = "pub async fn read(c: reqwest::Client) { c.get(\"https://api.hubapi.com/crm/v3/objects/contacts\").send().await; }\n";
    let project = Project::new(code, lines);
    assert_eq!(project.run("fix --prune").0, 0);
    assert_eq!(project.read(APP), lines.replace("\"forms\"", "\"crm.objects.contacts.read\""));
}

#[test]
fn an_app_of_the_configuration_is_edited_with_its_comments() {
    let project = Project::new(CODE, "{}");
    std::fs::remove_file(project.path(APP)).unwrap();
    let toml = "# Settings as they are in HubSpot.\n[app]\nname = \"app\" # its name there\nrequired = [\"oauth\", \"forms\"]\n";
    project.write("hubscope.toml", toml);
    assert_eq!(project.run("check").0, 1);
    assert_eq!(project.run("fix --prune").0, 0);
    let fixed = project.read("hubscope.toml");
    assert!(
        fixed.starts_with("# Settings as they are in HubSpot.\n[app]\nname = \"app\" # its name there\n"),
        "{fixed}"
    );
    assert!(fixed.contains("required = [\"oauth\", \"crm.objects.contacts.read\"]\n"), "{fixed}");
    assert!(fixed.contains("optional = [\"crm.objects.contacts.write\"]"), "{fixed}");
    assert_eq!(project.run("check").0, 0);
}

#[test]
fn a_read_only_file_is_left_alone_and_said() {
    let before = manifest("\"oauth\"", "");
    let project = Project::new(CODE, &before);
    let path = project.path(APP);
    let mut permissions = std::fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).unwrap();
    let (code, said, error) = project.run("fix");
    assert_eq!((code, said.as_str()), (2, ""), "{error}");
    assert!(error.contains("app-hsmeta.json") && error.contains("read-only"), "{error}");
    assert_eq!(project.read(APP), before);
}

#[cfg(unix)]
#[test]
fn names_that_would_steer_a_terminal_are_shown() {
    let before = manifest("\"oauth\"", "");
    let project = Project::new("mod odd;\n", &before);
    std::fs::remove_file(project.path(APP)).unwrap();
    project.write("src/odd/mod.rs", "#[path = \"an\\u{1b}[31my\\n::error::x.rs\"]\nmod any;\n");
    project.write("src/odd/an\u{1b}[31my\n::error::x.rs", CODE);
    project.write("src/a\u{1b}[2J/app-hsmeta.json", &before);
    for (command, shown) in [
        ("fix --app-manifest src/a\u{1b}[2J/app-hsmeta.json", "src/a␛[2J/app-hsmeta.json:\n"),
        ("explain crm.objects.contacts.read", "src/odd/an␛[31my␊::error::x.rs:1"),
        ("calls", "src/odd/an␛[31my␊::error::x.rs:1"),
        ("scopes --why crm.objects.contacts.read", "src/odd/an␛[31my␊::error::x.rs:1"),
    ] {
        let (code, said, errors) = project.run(command);
        assert_eq!(code, 0, "{command}: {errors}");
        assert!(said.contains(shown), "{command}: {said}{errors}");
        assert!(!said.contains('\u{1b}') && !said.contains("\n::"), "{command}: {said}");
    }
}

#[test]
fn of_several_files_none_is_written_where_one_cannot_be() {
    let before = manifest("\"oauth\"", "");
    let project = Project::new(CODE, &before);
    project.write("second/app-hsmeta.json", &before);
    let path = project.path("second/app-hsmeta.json");
    project.write(
        "hubscope.toml",
        &format!(
            "[[app]]\nname = \"first\"\nmanifest = \"{APP}\"\n[[app]]\nname = \"second\"\nmanifest = \"second/app-hsmeta.json\"\n"
        ),
    );
    let mut permissions = std::fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions.clone()).unwrap();
    let (code, said, error) = project.run("fix");
    assert_eq!((code, said.as_str()), (2, ""), "{error}");
    assert!(error.contains("second/app-hsmeta.json") && error.contains("read-only"), "{error}");
    assert_eq!(project.read(APP), before);
    #[expect(clippy::permissions_set_readonly_false, reason = "the file is the test's own")]
    permissions.set_readonly(false);
    std::fs::set_permissions(&path, permissions).unwrap();
    assert_eq!(project.run("fix").0, 0);
    for file in [APP, "second/app-hsmeta.json"] {
        assert_eq!(project.read(file), manifest(RIGHT.0, RIGHT.1));
    }
}

#[test]
fn bad_input_ends_with_two_and_an_untouched_file() {
    for (text, message) in
        [("{\"type\": \"app\"", "app-hsmeta.json"), ("[]", "app-hsmeta.json"), ("", "app-hsmeta.json")]
    {
        let project = Project::new(CODE, text);
        let (code, _, error) = project.run(&format!("fix --app-manifest {APP}"));
        assert_eq!(code, 2, "{text}: {error}");
        assert!(error.contains(message) && error.matches("error:").count() == 1, "{text}: {error}");
        assert_eq!(project.read(APP), text);
    }
}
