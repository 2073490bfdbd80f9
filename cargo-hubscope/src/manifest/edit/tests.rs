use std::path::{Path, PathBuf};
use std::sync::Arc;

use proptest::prelude::*;

use super::{Change, Plan, plan, write};
use crate::config::{Config, Requests};
use crate::manifest::{Error, Format, List, Manifest, Request, from_settings, read};
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

/// How a generated manifest is laid out.
#[derive(Debug, Clone)]
struct Layout {
    format: Format,
    bom: bool,
    crlf: bool,
    last_line_end: bool,
    indent: &'static str,
    /// Spaces around everything of a manifest on one line.
    airy: bool,
    lines: bool,
    comments: bool,
    trailing: bool,
}

/// A list of a generated manifest: the names, whether one stands on each line, and whether some are no strings.
#[derive(Debug, Clone)]
struct Entries {
    names: Vec<u8>,
    lines: bool,
    odd: bool,
}

#[derive(Debug, Clone)]
struct Generated {
    layout: Layout,
    lists: [Option<Entries>; 3],
}

impl Generated {
    fn key(&self, list: List) -> Option<&'static str> {
        list.key(self.layout.format)
    }

    fn array(&self, entries: &Entries, depth: usize) -> String {
        let layout = &self.layout;
        let mut names: Vec<String> = entries.names.iter().map(|name| format!("\"{}\"", scope(*name))).collect();
        if entries.odd {
            names.insert(names.len() / 2, "null".to_owned());
        }
        if names.is_empty() {
            return if layout.comments { "[ /* none */ ]".to_owned() } else { "[]".to_owned() };
        }
        let comma = if layout.trailing { "," } else { "" };
        if entries.lines && layout.lines {
            let note = if layout.comments { " // \"x\", ]" } else { "" };
            let inner = layout.indent.repeat(depth + 1);
            let joined = names.join(&format!(",{note}\n{inner}"));
            format!("[\n{inner}{joined}{comma}{note}\n{}]", layout.indent.repeat(depth))
        } else if layout.airy {
            format!("[ {} ]", names.join(if layout.comments { " /* , */ , " } else { ", " }))
        } else {
            format!("[{}{comma}]", names.join(","))
        }
    }

    fn properties(&self, depth: usize) -> Vec<String> {
        let lists = List::ALL.into_iter().zip(&self.lists);
        lists
            .filter_map(|(list, entries)| {
                let colon = if self.layout.airy { ": " } else { ":" };
                Some(format!("\"{}\"{colon}{}", self.key(list)?, self.array(entries.as_ref()?, depth)))
            })
            .collect()
    }

    fn object(&self, properties: &[String], depth: usize) -> String {
        let layout = &self.layout;
        if properties.is_empty() {
            return "{}".to_owned();
        }
        if layout.lines {
            let inner = layout.indent.repeat(depth + 1);
            format!("{{\n{inner}{}\n{}}}", properties.join(&format!(",\n{inner}")), layout.indent.repeat(depth))
        } else {
            format!("{{{}}}", properties.join(if layout.airy { ", " } else { "," }))
        }
    }

    fn text(&self) -> String {
        let name = "\"name\": \"Zoë’s 😀 [\\\"app\\\"]\"".to_owned();
        let root = match self.layout.format {
            Format::Hsmeta => {
                let mut auth = self.properties(3);
                auth.insert(auth.len() / 2, "\"type\": \"oauth\"".to_owned());
                let config = self.object(&[name, format!("\"auth\": {}", self.object(&auth, 2))], 1);
                self.object(&["\"type\": \"app\"".to_owned(), format!("\"config\": {config}")], 0)
            }
            Format::PublicApp => {
                let auth = self.object(&self.properties(2), 1);
                self.object(&[format!("\"auth\": {auth}"), name], 0)
            }
            _ => {
                let mut properties = self.properties(1);
                properties.push("\"uid\": \"u\"".to_owned());
                self.object(&properties, 0)
            }
        };
        let mut text = root;
        if self.layout.last_line_end {
            text.push('\n');
        }
        if self.layout.crlf {
            text = text.replace('\n', "\r\n");
        }
        if self.layout.bom { format!("\u{feff}{text}") } else { text }
    }

    fn file(&self) -> &'static str {
        match self.layout.format {
            Format::Hsmeta => "app-hsmeta.json",
            Format::PublicApp => "public-app.json",
            _ => "app.json",
        }
    }
}

fn scope(number: u8) -> String {
    format!("crm.objects.o{number}.read")
}

fn layouts() -> impl Strategy<Value = Layout> {
    let formats = prop_oneof![Just(Format::Hsmeta), Just(Format::PublicApp), Just(Format::PrivateApp)];
    let indents = prop_oneof![Just("  "), Just("    "), Just("\t")];
    (formats, any::<[bool; 4]>(), indents, any::<bool>(), prop::bool::weighted(0.7), prop::bool::weighted(0.2))
        .prop_map(|(format, [bom, crlf, last_line_end, airy], indent, trailing, lines, comments)| Layout {
            format,
            bom,
            crlf,
            last_line_end,
            indent,
            airy,
            lines,
            comments,
            trailing: trailing && comments,
        })
}

fn manifests() -> impl Strategy<Value = Generated> {
    let entries = (prop::collection::vec(0_u8..8, 0..5), any::<bool>(), prop::bool::weighted(0.1))
        .prop_map(|(names, lines, odd)| Entries { names, lines, odd });
    let list = || prop::option::weighted(0.8, entries.clone());
    (layouts(), [list(), list(), list()]).prop_map(|(layout, mut lists)| {
        if layout.format == Format::PrivateApp {
            lists = [lists[0].take(), None, None];
        }
        Generated { layout, lists }
    })
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let name = || (0_u8..10).prop_map(|number| Arc::<str>::from(scope(number)));
    let list = || prop_oneof![Just(List::Required), Just(List::ConditionallyRequired), Just(List::Optional)];
    let change = prop_oneof![
        (name(), list()).prop_map(|(scope, list)| Change::Add { scope, list }),
        name().prop_map(|scope| Change::Remove { scope }),
        (name(), list()).prop_map(|(scope, to)| Change::Move { scope, to }),
        (name(), name()).prop_map(|(from, to)| Change::Rename { from, to }),
        (name(), list()).prop_map(|(scope, list)| Change::Deduplicate { scope, list }),
    ];
    prop::collection::vec(change, 0..5)
}

type Lists = [Vec<String>; 3];

fn lists(manifest: &Manifest) -> Lists {
    manifest.lists.each_ref().map(|list| list.entries.iter().map(|entry| entry.scope.to_string()).collect())
}

/// What changes mean, on plain lists.
fn applied(mut lists: Lists, changes: &[Change]) -> Lists {
    let index = |list: List| List::ALL.iter().position(|other| *other == list).unwrap();
    for change in changes {
        match change {
            Change::Add { scope, list } => {
                let list = &mut lists[index(*list)];
                if !list.iter().any(|name| **name == **scope) {
                    list.push(scope.to_string());
                }
            }
            Change::Remove { scope } => lists.iter_mut().for_each(|list| list.retain(|name| **name != **scope)),
            Change::Move { scope, to } => {
                let was_there = lists[index(*to)].iter().any(|name| **name == **scope);
                let target = lists[index(*to)].clone();
                lists.iter_mut().for_each(|list| list.retain(|name| **name != **scope));
                lists[index(*to)] = target;
                if !was_there {
                    lists[index(*to)].push(scope.to_string());
                }
            }
            Change::Rename { from, to } => {
                for list in &mut lists {
                    if list.iter().any(|name| **name == **to) {
                        list.retain(|name| **name != **from || from == to);
                    }
                    list.iter_mut().filter(|name| ***name == **from).for_each(|name| *name = to.to_string());
                }
            }
            Change::Deduplicate { scope, list } => {
                let mut seen = false;
                lists[index(*list)].retain(|name| **name != **scope || !std::mem::replace(&mut seen, true));
            }
        }
    }
    lists
}

/// The text without its scope arrays.
fn outside(text: &str, manifest: &Manifest) -> String {
    let mut places: Vec<_> = manifest.lists.iter().filter_map(|list| list.place).map(|place| place.array).collect();
    places.sort();
    let mut rest = String::new();
    let mut from = 0;
    for place in places {
        rest.push_str(&text[from..place.start as usize]);
        from = place.end as usize;
    }
    rest + &text[from..]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, ..ProptestConfig::default() })]

    #[test]
    fn an_edit_says_what_was_meant_and_touches_nothing_else(generated in manifests(), changes in changes()) {
        let text = generated.text();
        let (sources, before) = manifest(generated.file(), &text);
        let wanted = applied(lists(&before), &changes);
        let plan = match plan(&before, &changes, &sources) {
            Ok(plan) => plan,
            Err(error) => {
                // The only reason here: a private app has one list.
                prop_assert!(before.format == Format::PrivateApp && !(wanted[1].is_empty() && wanted[2].is_empty()), "{error}");
                return Ok(());
            }
        };
        let (sources, after) = manifest(generated.file(), &plan.new);
        prop_assert_eq!(lists(&after), wanted);
        let same_lists = before.lists.iter().zip(&after.lists).all(|(a, b)| a.place.is_some() == b.place.is_some());
        if same_lists {
            prop_assert_eq!(outside(&text, &before), outside(&plan.new, &after));
        }
        prop_assert_eq!(plan.is_empty(), text == plan.new);
        let kinds = |manifest: &Manifest| {
            let strict = manifest.problems.iter().filter(|problem| problem.kind == crate::manifest::ProblemKind::NotStrictJson);
            strict.count()
        };
        if kinds(&before) == 0 {
            prop_assert_eq!(kinds(&after), 0);
        }
        if generated.layout.crlf {
            prop_assert!(!plan.new.replace("\r\n", "").contains('\n'));
        } else {
            prop_assert!(!plan.new.contains('\r'));
        }
        let settled = changes.iter().all(|change| !matches!(change, Change::Rename { .. }));
        let contradictory = applied(lists(&after), &changes) != lists(&after);
        if settled && !contradictory {
            prop_assert!(super::plan(&after, &changes, &sources).unwrap().is_empty());
        }
    }
}

/// Pieces that bring a random text close to a manifest.
fn scraps() -> impl Strategy<Value = String> {
    let scrap = prop_oneof![
        Just("{".to_owned()),
        Just("}".to_owned()),
        Just("[".to_owned()),
        Just("]".to_owned()),
        Just(",".to_owned()),
        Just(": ".to_owned()),
        Just("\"type\": \"app\"".to_owned()),
        Just("\"config\": {".to_owned()),
        Just("\"auth\": {".to_owned()),
        Just("\"requiredScopes\": [".to_owned()),
        Just("\"optionalScopes\": [".to_owned()),
        Just("\"scopes\": [".to_owned()),
        Just("\"tickets\"".to_owned()),
        Just("'files'".to_owned()),
        Just("\"${X}\"".to_owned()),
        Just("// note\n".to_owned()),
        Just("/* ü */".to_owned()),
        Just("\r\n  ".to_owned()),
        Just("\"\\ud800\"".to_owned()),
        "\\PC{0,3}",
    ];
    prop::collection::vec(scrap, 0..40).prop_map(|scraps| scraps.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_reading_or_editing_panic(
        scraps in scraps(),
        generated in manifests(),
        cut in any::<prop::sample::Index>(),
        insert in any::<bool>(),
        changes in changes(),
    ) {
        let valid = generated.text();
        let mut at = cut.index(valid.len() + 1);
        while !valid.is_char_boundary(at) {
            at -= 1;
        }
        let text = if insert { format!("{}{scraps}{}", &valid[..at], &valid[at..]) } else { scraps };
        let mut sources = Sources::new();
        let path = PathBuf::from("/nowhere-on-disk").join(generated.file());
        sources.add(path.clone(), "x".to_owned(), text.as_str());
        let request = Request { path: &path, root: Path::new("/nowhere-on-disk"), profile: None };
        if let Ok(manifest) = read(&request, &mut sources) {
            for entry in manifest.entries() {
                prop_assert!(sources.snippet(entry.span).len() >= 2);
            }
            if let Ok(plan) = plan(&manifest, &changes, &sources) {
                // What was planned holds for a text that HubSpot would refuse too.
                prop_assert_eq!(plan.is_empty(), plan.new == text);
            }
        }
    }

    #[test]
    fn edits_of_the_configuration_say_what_was_meant(
        lists in [prop::collection::vec(0_u8..8, 0..5), prop::collection::vec(0_u8..8, 0..5)],
        layout in layouts(),
        changes in changes(),
    ) {
        let array = |names: &[u8]| {
            let names: Vec<String> = names.iter().map(|name| format!("\"{}\"", scope(*name))).collect();
            match (layout.lines, names.is_empty()) {
                (_, true) => "[]".to_owned(),
                (true, _) => format!("[ # all\n{0}{1}, # \"x\", ]\n]", layout.indent, names.join(&format!(",\n{}", layout.indent))),
                (false, _) if layout.airy => format!("[ {} ]", names.join(" , ")),
                (false, _) => format!("[{}]", names.join(",")),
            }
        };
        let other = "[[app]]\nname = \"other\" # ü\nrequired = [\"z\"]\n";
        let text = format!(
            "[[app]]\nname = \"own\"\nrequired = {} # these\noptional = {}\nauth = \"oauth\"\n{other}",
            array(&lists[0]), array(&lists[1])
        );
        let text = if layout.crlf { text.replace('\n', "\r\n") } else { text };
        let (sources, before) = manifest("hubscope.toml", &text);
        let plan = plan(&before, &changes, &sources).unwrap();
        let (_, after) = manifest("hubscope.toml", &plan.new);
        prop_assert_eq!(self::lists(&after), applied(self::lists(&before), &changes));
        prop_assert!(plan.new.replace('\r', "").ends_with(other));
        if before.lists[1].place.is_some() == after.lists[1].place.is_some() {
            prop_assert_eq!(outside(&text, &before), outside(&plan.new, &after));
        }
        if layout.crlf {
            prop_assert!(!plan.new.replace("\r\n", "").contains('\n'));
        }
    }
}
