mod properties;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Change, Plan, plan, write};
use crate::config::{Config, Requests};
use crate::manifest::{Error, List, Manifest, Request, from_settings, read};
use crate::source::Sources;

/// A manifest of a file that is in the store only.
fn manifest(name: &str, text: &str) -> (Sources, Manifest) {
    let mut sources = Sources::new();
    let path = PathBuf::from("/nowhere-on-disk").join(name);
    let source = sources.add(path.clone(), name.to_owned(), text);
    if name == "hubscope.toml" {
        let config = Config::read(&path, Path::new("/nowhere-on-disk"), &[], &mut sources).unwrap();
        let app = &config.apps[0];
        let Requests::Settings(settings) = &app.requests else { panic!("{:?}", app.requests) };
        let manifest = from_settings(app, settings, source, &path);
        return (sources, manifest);
    }
    let request = Request { path: &path, root: Path::new("/nowhere-on-disk"), profile: None };
    let manifest = read(&request, &mut sources).unwrap();
    (sources, manifest)
}

fn planned(name: &str, text: &str, changes: &[Change]) -> Result<Plan, Error> {
    let (sources, manifest) = manifest(name, text);
    plan(&manifest, changes, &sources)
}

fn edited(name: &str, text: &str, changes: &[Change]) -> String {
    planned(name, text, changes).unwrap().new
}

fn add(scope: &str, list: List) -> Change {
    Change::Add { scope: Arc::from(scope), list }
}

fn remove(scope: &str) -> Change {
    Change::Remove { scope: Arc::from(scope) }
}

fn rename(from: &str, to: &str) -> Change {
    Change::Rename { from: Arc::from(from), to: Arc::from(to) }
}

#[test]
fn a_list_of_one_entry_a_line() {
    let text = "{\r\n\t\"scopes\": [\r\n\t\t\"a\",\r\n\t\t\"b\",\r\n\t\t\"c\"\r\n\t]\r\n}\r\n";
    let after = |changes: &[Change]| edited("app.json", text, changes).replace('\r', "~").replace('\t', "  ");
    assert_eq!(
        after(&[add("d", List::Required)]),
        "{~\n  \"scopes\": [~\n    \"a\",~\n    \"b\",~\n    \"c\",~\n    \"d\"~\n  ]~\n}~\n"
    );
    assert_eq!(after(&[remove("a")]), "{~\n  \"scopes\": [~\n    \"b\",~\n    \"c\"~\n  ]~\n}~\n");
    assert_eq!(after(&[remove("b")]), "{~\n  \"scopes\": [~\n    \"a\",~\n    \"c\"~\n  ]~\n}~\n");
    assert_eq!(after(&[remove("c")]), "{~\n  \"scopes\": [~\n    \"a\",~\n    \"b\"~\n  ]~\n}~\n");
    assert_eq!(after(&[remove("c"), remove("a"), remove("b")]), "{~\n  \"scopes\": []~\n}~\n");
    assert_eq!(after(&[rename("b", "x")]), "{~\n  \"scopes\": [~\n    \"a\",~\n    \"x\",~\n    \"c\"~\n  ]~\n}~\n");
}

#[test]
fn a_list_on_one_line() {
    let table: &[(&str, Change, &str)] = &[
        (r#"["a", "b"]"#, add("c", List::Required), r#"["a", "b", "c"]"#),
        (r#"["a","b"]"#, add("c", List::Required), r#"["a","b","c"]"#),
        (r#"[ "a", "b" ]"#, add("c", List::Required), r#"[ "a", "b", "c" ]"#),
        (r#"["a"]"#, add("c", List::Required), r#"["a", "c"]"#),
        ("[]", add("c", List::Required), r#"["c"]"#),
        (r#"[ "a", "b" ]"#, remove("a"), r#"[ "b" ]"#),
        (r#"["a" , "b"]"#, remove("b"), r#"["a"]"#),
        (r#"["a", "b", "a"]"#, remove("a"), r#"["b"]"#),
        (r#"["a"]"#, remove("a"), "[]"),
        (r#"["a", "b"]"#, add("a", List::Required), r#"["a", "b"]"#),
        (r#"["a", "b"]"#, remove("z"), r#"["a", "b"]"#),
        (r#"["a", "b"]"#, rename("a", "b"), r#"["b"]"#),
        (r#"["a", 7, "b"]"#, remove("a"), r#"[7, "b"]"#),
        (
            r#"["a", "b", "a", "a"]"#,
            Change::Deduplicate { scope: Arc::from("a"), list: List::Required },
            r#"["a", "b"]"#,
        ),
    ];
    for (before, change, after) in table {
        let text = |list: &str| format!("{{\"scopes\": {list}, \"name\": \"x\"}}");
        assert_eq!(edited("app.json", &text(before), std::slice::from_ref(change)), text(after), "{before} {change:?}");
    }
}

#[test]
fn one_line_stays_one_line_and_is_spaced_like_the_rest() {
    let both = [add("a", List::Required), add("b", List::Required)];
    let texts = [
        (r#"{"scopes":[]}"#, r#"{"scopes":["a","b"]}"#),
        ("{\"scopes\":[]}\n", "{\"scopes\":[\"a\",\"b\"]}\n"),
        (r#"{"name":"x","scopes":["c"]}"#, r#"{"name":"x","scopes":["c","a","b"]}"#),
        (r#"{"name": "x", "scopes": []}"#, r#"{"name": "x", "scopes": ["a", "b"]}"#),
        (r#"{"name": "x","scopes": ["c"]}"#, r#"{"name": "x","scopes": ["c", "a", "b"]}"#),
        ("{\n  \"name\": \"x\", \"scopes\": []\n}\n", "{\n  \"name\": \"x\", \"scopes\": [\"a\", \"b\"]\n}\n"),
        ("{\n  \"scopes\": []\n}\n", "{\n  \"scopes\": [\n    \"a\",\n    \"b\"\n  ]\n}\n"),
    ];
    for (text, expected) in texts {
        assert_eq!(edited("app.json", text, &both), expected);
    }
    let texts = [
        (r#"{"type":"app","config":{"auth":{}}}"#, r#"{"type":"app","config":{"auth":{"requiredScopes":["a","b"]}}}"#),
        (
            r#"{"type":"app","config":{"auth":{"type":"oauth"}}}"#,
            r#"{"type":"app","config":{"auth":{"type":"oauth","requiredScopes":["a","b"]}}}"#,
        ),
        (
            r#"{"type": "app", "config": {"auth": {"type": "oauth"}}}"#,
            r#"{"type": "app", "config": {"auth": {"type": "oauth", "requiredScopes": ["a", "b"]}}}"#,
        ),
    ];
    for (text, expected) in texts {
        assert_eq!(edited("app-hsmeta.json", text, &both), expected);
    }
}

#[test]
fn comments_and_trailing_commas_survive() {
    let text =
        "{\"scopes\": [ // all\n  // records\n  \"a\", // why a\n  \"b\", // why b\n  /* last */ \"c\", // why c\n]}";
    assert_eq!(
        edited("app.json", text, &[remove("b")]),
        "{\"scopes\": [ // all\n  // records\n  \"a\", // why a\n  /* last */ \"c\", // why c\n]}"
    );
    assert_eq!(
        edited("app.json", text, &[remove("a")]),
        "{\"scopes\": [ // all\n  // records\n  \"b\", // why b\n  /* last */ \"c\", // why c\n]}"
    );
    assert_eq!(
        edited("app.json", text, &[remove("c"), add("d", List::Required)]),
        "{\"scopes\": [ // all\n  // records\n  \"a\", // why a\n  \"b\", // why b\n  \"d\",\n  /* last */\n]}"
    );
    assert_eq!(
        edited("app.json", text, &[add("d", List::Required)]),
        "{\"scopes\": [ // all\n  // records\n  \"a\", // why a\n  \"b\", // why b\n  /* last */ \"c\", // why c\n  \"d\",\n]}"
    );
}

#[test]
fn what_follows_a_comment_stays_outside_of_it() {
    let before = "{\"scopes\": [ \"a\", // why a\n  \"b\" /* last */, ]}";
    assert_eq!(edited("app.json", before, &[remove("b")]), "{\"scopes\": [ \"a\", // why a\n  ]}");
    assert_eq!(
        edited("app.json", before, &[remove("b"), add("c", List::Required)]),
        "{\"scopes\": [ \"a\", // why a\n    \"c\",\n  ]}"
    );
    let before = "{\"scopes\": [\"a\", // why a\r\n  // why b\r\n  \"b\", \"c\"]}";
    assert_eq!(edited("app.json", before, &[remove("b")]), "{\"scopes\": [\"a\", // why a\r\n  // why b\r\n  \"c\"]}");
    let before = "[app]\nauth = \"oauth\"\nrequired = [\"a\", # why a\n  \"b\", \"c\"]\n";
    assert_eq!(
        edited("hubscope.toml", before, &[remove("b")]),
        "[app]\nauth = \"oauth\"\nrequired = [\"a\", # why a\n  \"c\"]\n"
    );
}

const HSMETA: &str = r#"{
    "uid": "a",
    "type": "app",
    "config": {
        "auth": {
            "type": "oauth",
            "requiredScopes": [
                "oauth",
                "tickets"
            ]
        },
        "name": "A"
    }
}
"#;

#[test]
fn a_list_that_is_not_there_is_made() {
    let diff = planned("app-hsmeta.json", HSMETA, &[add("files", List::Optional)]).unwrap().diff();
    assert_eq!(
        diff,
        r#"--- a/app-hsmeta.json
+++ b/app-hsmeta.json
@@ -7,6 +7,9 @@
             "requiredScopes": [
                 "oauth",
                 "tickets"
+            ],
+            "optionalScopes": [
+                "files"
             ]
         },
         "name": "A"
"#
    );
    let table = [
        (
            "public-app.json",
            r#"{"auth": {"redirectUrls": []}}"#,
            r#"{"auth": {"redirectUrls": [], "requiredScopes": ["files"]}}"#,
        ),
        ("public-app.json", r#"{"auth": {}}"#, r#"{"auth": {"requiredScopes": ["files"]}}"#),
        (
            "public-app.json",
            "{\n  \"auth\": {}\n}",
            "{\n  \"auth\": {\n    \"requiredScopes\": [\n      \"files\"\n    ]\n  }\n}",
        ),
        (
            "app-hsmeta.json",
            "{\"type\": \"app\", \"config\": {\"auth\": {\n  \"requiredScopes\": []\n}}}",
            "{\"type\": \"app\", \"config\": {\"auth\": {\n  \"requiredScopes\": [\n    \"files\"\n  ]\n}}}",
        ),
    ];
    for (name, before, after) in table {
        assert_eq!(edited(name, before, &[add("files", List::Required)]), after);
    }
}

#[test]
fn a_move_takes_from_one_list_and_adds_to_another() {
    let moved = [Change::Move { scope: Arc::from("tickets"), to: List::Optional }];
    let diff = planned("app-hsmeta.json", HSMETA, &moved).unwrap().diff();
    let changed: Vec<&str> = diff.lines().filter(|line| line.starts_with(['+', '-'])).skip(2).collect();
    assert_eq!(
        changed,
        [
            "-                \"oauth\",",
            "+                \"oauth\"",
            "+            ],",
            "+            \"optionalScopes\": [",
        ]
    );
}

#[test]
fn the_tables_of_the_configuration() {
    let text = "# app\n[app]\nrequired = [\n  'a', # why\n  'b',\n]\nauth = \"oauth\"\n";
    assert_eq!(
        edited("hubscope.toml", text, &[add("c", List::Required), add("d", List::Optional)]),
        "# app\n[app]\nrequired = [\n  'a', # why\n  'b',\n  'c',\n]\noptional = [\n  \"d\"\n]\nauth = \"oauth\"\n"
    );
    let text = "[[app]]\r\nname = \"x\"\r\n  required = [\"a\", \"b\"] # both\r\n[[app]]\r\nname = \"y\"\r\nrequired = [\"a\"]\r\n";
    assert_eq!(
        edited("hubscope.toml", text, &[remove("a"), add("c", List::ConditionallyRequired)]),
        "[[app]]\r\nname = \"x\"\r\n  required = [\"b\"] # both\r\n  conditionally-required = [\"c\"]\r\n[[app]]\r\nname = \"y\"\r\nrequired = [\"a\"]\r\n"
    );
}

#[test]
fn what_cannot_be_edited_is_said() {
    let said = |name: &str, text: &str, change: Change| planned(name, text, &[change]).unwrap_err().to_string();
    assert_eq!(
        said("app.json", r#"{"scopes": []}"#, add("a", List::Optional)),
        "/nowhere-on-disk/app.json: this kind of manifest has no optional scopes; add them to its only list"
    );
    assert_eq!(
        said("app.json", r#"{"scopes": "a"}"#, add("b", List::Required)),
        "/nowhere-on-disk/app.json: `scopes` is not an array; make it an array of strings by hand"
    );
    assert_eq!(
        said("app-hsmeta.json", r#"{"type": "app", "config": {}}"#, add("b", List::Required)),
        "/nowhere-on-disk/app-hsmeta.json: there is no place for `requiredScopes`: the app has no `auth`; add `auth` with `type` and `requiredScopes` by hand"
    );
    // A list that cannot be written into an inline table without breaking it is refused, not broken.
    assert_eq!(
        said("hubscope.toml", "app = { required = [\n\"a\"\n], auth = \"static\" }\n", add("b", List::Optional)),
        "/nowhere-on-disk/hubscope.toml: the edited file would not say what was intended; nothing was changed; edit the lists by hand"
    );
}

#[test]
fn an_entry_with_a_placeholder_stays() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("app.json");
    std::fs::write(&path, r#"{"type": "app", "config": {"auth": {"requiredScopes": ["${S}", "b"]}}}"#).unwrap();
    std::fs::write(dir.path().join("hsprofile.dev.json"), r#"{"variables": {"S": "tickets"}}"#).unwrap();
    let mut sources = Sources::new();
    let manifest = read(&Request { path: &path, root: dir.path(), profile: Some("dev") }, &mut sources).unwrap();
    assert!(manifest.requested().contains("tickets"));
    let error = plan(&manifest, &[remove("tickets")], &sources).unwrap_err();
    assert_eq!(error.message, "`tickets` is written with a placeholder of a profile");
    let plan = plan(&manifest, &[remove("b"), add("tickets", List::Required)], &sources).unwrap();
    assert_eq!(plan.new, r#"{"type": "app", "config": {"auth": {"requiredScopes": ["${S}"]}}}"#);
}

fn on_disk(text: &str) -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("app.json");
    std::fs::write(&path, text).unwrap();
    (dir, path)
}

fn plan_on_disk(path: &Path) -> Plan {
    let mut sources = Sources::new();
    let manifest = read(&Request { path, root: path.parent().unwrap(), profile: None }, &mut sources).unwrap();
    plan(&manifest, &[add("b", List::Required)], &sources).unwrap()
}

fn files(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_plan_is_written_in_one_step() {
    let (dir, path) = on_disk(r#"{"scopes": ["a"]}"#);
    plan_on_disk(&path).stage().unwrap().put().unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), r#"{"scopes": ["a", "b"]}"#);
    assert_eq!(files(dir.path()), ["app.json"]);
    assert!(plan_on_disk(&path).is_empty());
}

#[test]
fn a_file_that_changed_meanwhile_is_left_alone() {
    let (dir, path) = on_disk(r#"{"scopes": ["a"]}"#);
    let plan = plan_on_disk(&path);
    std::fs::write(&path, r#"{"scopes": ["z"]}"#).unwrap();
    assert_eq!(plan.stage().unwrap_err().message, "the file has changed since it was read");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), r#"{"scopes": ["z"]}"#);
    assert_eq!(files(dir.path()), ["app.json"]);
}

#[test]
fn a_failing_disk_leaves_the_file_alone() {
    let (dir, path) = on_disk("old");
    let full = write::stage_with(&path, "old", |file| {
        file.write_all(b"ne")?;
        Err(std::io::Error::new(std::io::ErrorKind::StorageFull, "no space left on device"))
    });
    assert_eq!(full.unwrap_err().message, "cannot write the file: no space left on device");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "old");
    assert_eq!(files(dir.path()), ["app.json"]);
}

#[cfg(unix)]
#[test]
fn permissions_are_kept_links_followed_and_read_only_files_refused() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let (dir, path) = on_disk(r#"{"scopes": ["a"]}"#);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
    let link = dir.path().join("link.json");
    symlink(&path, &link).unwrap();
    plan_on_disk(&link).stage().unwrap().put().unwrap();
    assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(std::fs::read_to_string(&path).unwrap(), r#"{"scopes": ["a", "b"]}"#);
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);

    std::fs::write(&path, r#"{"scopes": []}"#).unwrap();
    let plan = plan_on_disk(&path);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o440)).unwrap();
    assert_eq!(plan.stage().unwrap_err().message, "cannot write the file: it is read-only");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), r#"{"scopes": []}"#);
}
