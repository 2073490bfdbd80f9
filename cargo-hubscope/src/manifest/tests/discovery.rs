use super::*;
use crate::manifest::{Format, Found, Project, choose, discover, project};

const APP: &str = r#"{"type": "app", "config": {"auth": {"type": "oauth", "requiredScopes": []}}}"#;
const PROJECT: &str = r#"{"name": "sync", "srcDir": "src", "platformVersion": "2025.2"}"#;

fn found(tree: &Tree, workspace: &str) -> Vec<String> {
    let root = tree.root();
    discover(&root.join(workspace)).iter().map(|found| project::relative(&found.path, &root)).collect()
}

#[test]
fn a_manifest_inside_the_workspace_is_taken_first() {
    let tree = Tree::new(&[
        (".git/HEAD", ""),
        ("backend/hs/src/app/app-hsmeta.json", APP),
        ("other/src/app/app-hsmeta.json", APP),
    ]);
    assert_eq!(found(&tree, "backend"), ["backend/hs/src/app/app-hsmeta.json"]);
}

#[test]
fn a_manifest_beside_the_workspace_is_found_within_the_checkout() {
    let tree = Tree::new(&[
        ("app-hsmeta.json", APP),
        ("repo/.git", "gitdir: elsewhere"),
        ("repo/services/backend/Cargo.toml", ""),
        ("repo/hubspot/src/app/sync-hsmeta.json", APP),
    ]);
    assert_eq!(found(&tree, "repo/services/backend"), ["repo/hubspot/src/app/sync-hsmeta.json"]);
}

#[test]
fn without_a_checkout_the_workspace_is_not_left() {
    let tree = Tree::new(&[("app-hsmeta.json", APP), ("backend/Cargo.toml", "")]);
    assert_eq!(found(&tree, "backend"), [""; 0]);
    assert_eq!(found(&tree, ""), ["app-hsmeta.json"]);
}

#[test]
fn ignored_and_generated_directories_are_not_entered() {
    let tree = Tree::new(&[
        (".gitignore", "/scratch\n"),
        ("scratch/app-hsmeta.json", APP),
        ("target/package/app-hsmeta.json", APP),
        ("web/node_modules/x/public-app.json", r#"{"auth": {}}"#),
        ("hs/src/app/app-hsmeta.json", APP),
    ]);
    assert_eq!(found(&tree, ""), ["hs/src/app/app-hsmeta.json"]);
}

#[test]
fn common_names_count_only_where_they_are_hubspots() {
    let tree = Tree::new(&[
        ("expo/app.json", r#"{"expo": {"name": "x", "scopes": []}}"#),
        ("heroku/app.json", r#"{"name": "x", "scopes": ["identity"]}"#),
        ("cards/deal-hsmeta.json", r#"{"type": "card", "config": {}}"#),
        ("hs/hsproject.json", PROJECT),
        ("hs/src/app/app.json", r#"{"name": "x", "scopes": ["tickets"]}"#),
        ("old/app.json", r#"{"name": "x", "public": false, "scopes": ["tickets"]}"#),
        ("pub/public-app.json", r#"{"auth": {"requiredScopes": []}}"#),
    ]);
    assert_eq!(found(&tree, ""), ["hs/src/app/app.json", "old/app.json", "pub/public-app.json"]);
}

#[test]
fn a_broken_manifest_is_found_to_be_complained_about() {
    let tree = Tree::new(&[("src/app/app-hsmeta.json", "{\"type\": ")]);
    assert_eq!(found(&tree, ""), ["src/app/app-hsmeta.json"]);
}

#[test]
fn several_manifests_must_be_chosen_from() {
    let tree = Tree::new(&[("a/app-hsmeta.json", APP), ("b/app-hsmeta.json", APP)]);
    let error = choose(discover(&tree.root()), &tree.root()).unwrap_err();
    assert_eq!(
        plain(&error, &tree.root()),
        ".: found 2 app manifests: a/app-hsmeta.json, b/app-hsmeta.json; choose one with `--app-manifest FILE`, or list the apps as `[[app]]` in hubscope.toml"
    );
    let one = Found { path: tree.root().join("a/app-hsmeta.json"), format: Format::Hsmeta };
    assert_eq!(choose(vec![one.clone()], &tree.root()), Ok(Some(one)));
    assert_eq!(choose(Vec::new(), &tree.root()), Ok(None));
}

#[test]
fn a_project_file_leads_to_its_manifest() {
    let tree = Tree::new(&[("hs/HSProject.json", PROJECT), ("hs/src/app/sync-hsmeta.json", APP)]);
    let (sources, manifest) = tree.read("hs/HSProject.json", None);
    let manifest = manifest.unwrap();
    assert_eq!(sources.file(manifest.source).name, "hs/src/app/sync-hsmeta.json");
    let project = manifest.project.unwrap();
    assert_eq!(project.name.as_deref(), Some("sync"));
    assert_eq!(project.platform.map(|version| version.text.to_string()).as_deref(), Some("2025.2"));
}

#[test]
fn a_project_without_an_app_says_so() {
    let tree = Tree::new(&[("hs/hsproject.json", PROJECT), ("hs/src/theme/theme.json", "{}")]);
    let error = tree.read("hs/hsproject.json", None).1.unwrap_err();
    assert_eq!(
        plain(&error, &tree.root()),
        "hs/hsproject.json: no app manifest below hs/src; add src/app/app-hsmeta.json, or name the manifest"
    );
}

#[test]
fn a_manifest_where_hubspot_does_not_read_it() {
    let tree = Tree::new(&[
        ("hsproject.json", PROJECT),
        ("src/app/config/app-hsmeta.json", APP),
        ("src/app/app.json", r#"{"scopes": []}"#),
        ("src/app/app-hsmeta.json", APP),
        ("src/app/public-app.json", APP),
    ]);
    let said = |name: &str| {
        let (sources, manifest) = tree.read(name, None);
        show(&sources, &manifest.unwrap().problems).join("\n").replace(&format!("{}/", tree.root().display()), "")
    };
    assert_eq!(
        said("src/app/config/app-hsmeta.json"),
        "malformed-manifest 1:1 HubSpot does not read an app's file here (move it to src/app)"
    );
    assert_eq!(
        said("src/app/app.json"),
        "malformed-manifest 1:1 platform 2025.2 reads *-hsmeta.json files, not this file (move the settings to src/app/app-hsmeta.json)"
    );
    assert_eq!(
        said("src/app/public-app.json"),
        "malformed-manifest 1:1 HubSpot reads an app's file only under a name that ends in `-hsmeta.json` (rename it to app-hsmeta.json)"
    );
    assert_eq!(said("src/app/app-hsmeta.json"), "");
    tree.write("hsproject.json", r#"{"name": "sync", "srcDir": "src", "platformVersion": "2023.2"}"#);
    assert_eq!(
        said("src/app/app-hsmeta.json"),
        "malformed-manifest 1:1 platform 2023.2 reads app.json or public-app.json, not this file (set `platformVersion` to 2025.2 or later)"
    );
}

#[test]
fn what_is_wrong_with_a_project_file() {
    let table = [
        (r#"{"srcDir": "src"}"#, "malformed-manifest 1:1 `name` is missing; HubSpot refuses a project without it"),
        (r#"{"name": "x", "srcDir": "../out"}"#, "malformed-manifest 1:25 `srcDir` leads out of the project to out"),
        (r#"{"name": "x", "srcDir": "gone"}"#, "malformed-manifest 1:25 `srcDir` names gone, which is not a directory"),
        (r#"{"name": 1, "srcDir": "src"}"#, "malformed-manifest 1:10 `name` is not a string"),
    ];
    for (text, expected) in table {
        let tree = Tree::new(&[("hs/hsproject.json", text), ("hs/src/app/app-hsmeta.json", APP)]);
        let mut sources = Sources::new();
        let path = tree.root().join("hs/hsproject.json");
        let project = Project::read(&path, &tree.root(), &mut sources).unwrap();
        let said = show(&sources, &project.problems).join("\n");
        assert_eq!(said.replace(&format!("{}/", tree.root().display()), ""), expected);
    }
}

#[test]
fn names_of_files_are_relative_to_the_root() {
    let relative = |path: &str, root: &str| project::relative(Path::new(path), Path::new(root));
    assert_eq!(relative("/w/hs/app.json", "/w"), "hs/app.json");
    assert_eq!(relative("/w/hs/app.json", "/w/backend/api"), "../../hs/app.json");
    assert_eq!(relative("/w/./hs/../app.json", "/w/"), "app.json");
}

#[test]
fn the_file_that_hubspot_reads_is_found_whatever_is_wrong_with_its_scopes() {
    let older = PROJECT.replace("2025.2", "2023.2");
    for text in [
        r#"{"name": "n", "uid": "u"}"#,
        r#"{"uid": "u", "scopes": "tickets"}"#,
        r#"{"uid": "u", "auth": {"requiredScopes": ["tickets"]}}"#,
        "{\"uid\": ",
    ] {
        let tree = Tree::new(&[("hs/hsproject.json", &older), ("hs/src/app/app.json", text)]);
        assert_eq!(found(&tree, ""), ["hs/src/app/app.json"], "{text}");
    }
    let tree = Tree::new(&[("hs/hsproject.json", PROJECT), ("hs/src/app/app-hsmeta.json", "[]")]);
    assert_eq!(found(&tree, ""), ["hs/src/app/app-hsmeta.json"]);
    // Another folder's app.json is anybody's.
    let tree = Tree::new(&[("hs/hsproject.json", &older), ("hs/src/web/app.json", r#"{"uid": "u"}"#)]);
    assert_eq!(found(&tree, ""), [""; 0]);
}
