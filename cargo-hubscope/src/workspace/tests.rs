//! Each test lays a small project out in a temporary directory.

use std::collections::BTreeSet;
use std::path::Path;

use super::*;

/// Writes the files of a fixture: a line `[= PATH]` begins each.
fn project(files: &str) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let mut current: Option<(PathBuf, String)> = None;
    let write = |file: Option<(PathBuf, String)>| {
        if let Some((path, text)) = file {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
    };
    for line in files.lines() {
        if let Some(name) = line.trim().strip_prefix("[= ").and_then(|rest| rest.strip_suffix(']')) {
            write(current.take());
            current = Some((dir.path().join(name), String::new()));
        } else if let Some((_, text)) = &mut current {
            text.push_str(line.trim_start());
            text.push('\n');
        }
    }
    write(current);
    dir
}

fn options(dir: &Path) -> Options {
    Options { manifest_path: Some(dir.join("Cargo.toml")), ..Options::default() }
}

/// Every file below a directory with its text.
fn contents(dir: &Path) -> Vec<(PathBuf, String)> {
    let files = walkdir::WalkDir::new(dir).sort_by_file_name().into_iter().map(Result::unwrap);
    let files = files.filter(|entry| entry.file_type().is_file());
    files.map(|entry| (entry.path().to_path_buf(), std::fs::read_to_string(entry.path()).unwrap())).collect()
}

fn package<'a>(workspace: &'a Workspace, name: &str) -> &'a Package {
    workspace.packages.iter().find(|package| package.name == name).unwrap()
}

fn features(workspace: &Workspace, name: &str) -> Vec<String> {
    package(workspace, name).features.iter().cloned().collect()
}

const APP: &str = r#"
    [= Cargo.toml]
    [workspace]
    members = ["app", "tools/*"]
    exclude = ["vendor"]
    resolver = "2"
    [workspace.dependencies]
    extra = { path = "vendor/extra", default-features = false }
    [workspace.metadata.hubscope]
    manifest = "app-hsmeta.json"
    [= app/Cargo.toml]
    [package]
    name = "app"
    version = "1.2.0"
    edition = "2021"
    [features]
    default = ["read"]
    read = ["crm/read"]
    write = ["dep:extra", "crm/write", "extra?/deep"]
    [dependencies]
    crm = { path = "../vendor/client", package = "crm-client", default-features = false }
    reqwest = "*"
    extra = { workspace = true, optional = true }
    [[bin]]
    name = "admin-tool"
    path = "src/admin.rs"
    required-features = ["write"]
    [= app/src/lib.rs]
    [= app/src/admin.rs]
    [= app/tests/live.rs]
    [= app/build.rs]
    [= tools/report/Cargo.toml]
    [package]
    name = "report"
    version = "0.0.0"
    edition = "2024"
    [= tools/report/src/main.rs]
    [= vendor/client/Cargo.toml]
    [package]
    name = "crm-client"
    version = "3.0.0"
    edition = "2018"
    [lib]
    name = "crm_lib"
    path = "lib.rs"
    [features]
    default = ["all"]
    all = ["read", "write"]
    read = []
    write = []
    [dependencies]
    shared = { path = "../shared" }
    [= vendor/client/lib.rs]
    [= vendor/shared/Cargo.toml]
    [package]
    name = "shared"
    version = "0.1.0"
    [= vendor/shared/src/lib.rs]
    [= vendor/extra/Cargo.toml]
    [package]
    name = "extra"
    version = "0.1.0"
    [features]
    default = ["wide"]
    wide = []
    deep = []
    [= vendor/extra/src/lib.rs]
"#;

fn app() -> tempfile::TempDir {
    project(APP)
}

#[test]
fn members_come_first_and_path_dependencies_are_followed() {
    let dir = app();
    let workspace = load(&options(dir.path())).unwrap();
    let found: Vec<_> = workspace.packages.iter().map(|p| (p.name.as_str(), p.version.as_str(), p.origin)).collect();
    assert_eq!(
        found,
        [
            ("app", "1.2.0", Origin::Member),
            ("report", "0.0.0", Origin::Member),
            ("crm-client", "3.0.0", Origin::Path),
            ("extra", "0.1.0", Origin::Path),
            ("shared", "0.1.0", Origin::Path),
        ]
    );
    assert_eq!(workspace.selected, [0, 1]);
    assert_eq!(workspace.metadata.unwrap()["manifest"], "app-hsmeta.json");
    let shared = &workspace.packages[4];
    assert_eq!(shared.edition, Edition::E2015);
    assert_eq!(shared.targets[0].name, "shared");
}

#[test]
fn a_dependency_is_known_by_its_name_in_source_and_by_its_package() {
    let dir = app();
    let workspace = load(&options(dir.path())).unwrap();
    let app = package(&workspace, "app");
    let found: Vec<_> =
        app.dependencies.iter().map(|d| (d.extern_name.as_str(), d.name.as_str(), d.package, d.enabled)).collect();
    assert_eq!(
        found,
        [("crm", "crm-client", Some(2), true), ("extra", "extra", Some(3), false), ("reqwest", "reqwest", None, true)]
    );
    let shared = &package(&workspace, "crm-client").dependencies[0];
    assert_eq!(shared.extern_name, "shared");
}

#[test]
fn a_library_with_a_name_of_its_own_is_the_name_in_source() {
    let dir = project(
        r#"
        [= Cargo.toml]
        [package]
        name = "app"
        [dependencies]
        acme-api = { path = "api" }
        [= src/lib.rs]
        [= api/Cargo.toml]
        [package]
        name = "acme-api"
        [lib]
        name = "acme"
        path = "code.rs"
        [= api/code.rs]
    "#,
    );
    let workspace = load(&options(dir.path())).unwrap();
    assert_eq!(package(&workspace, "app").dependencies[0].extern_name, "acme");
}

#[test]
fn features_are_united_as_cargo_does_it() {
    let dir = app();
    let mut options = options(dir.path());
    let workspace = load(&options).unwrap();
    assert_eq!(features(&workspace, "app"), ["default", "read"]);
    assert_eq!(features(&workspace, "crm-client"), ["read"]);

    options.no_default_features = true;
    let workspace = load(&options).unwrap();
    assert_eq!(features(&workspace, "app"), [""; 0]);
    assert_eq!(features(&workspace, "crm-client"), [""; 0]);

    options.features = vec!["app/write".to_owned()];
    let workspace = load(&options).unwrap();
    assert_eq!(features(&workspace, "app"), ["write"]);
    assert_eq!(features(&workspace, "crm-client"), ["write"]);
    // Declared with default-features = false; the weak entry waits for the dependency that `dep:` switches on.
    assert_eq!(features(&workspace, "extra"), ["deep"]);
    assert!(package(&workspace, "app").dependencies.iter().all(|d| d.enabled));

    options.all_features = true;
    options.no_default_features = false;
    options.features.clear();
    let workspace = load(&options).unwrap();
    assert_eq!(features(&workspace, "app"), ["default", "read", "write"]);
}

#[test]
fn everything_is_every_member_with_every_feature() {
    let dir = app();
    let mut options = options(dir.path());
    options.packages = vec!["report".to_owned()];
    options.no_default_features = true;
    let workspace = load(&options).unwrap();
    assert_eq!(workspace.selected, [1]);
    let whole = workspace.everything();
    assert_eq!(whole.selected, [0, 1]);
    assert_eq!(features(&whole, "app"), ["default", "read", "write"]);
}

#[test]
fn another_selection_of_the_same_workspace_needs_no_second_reading() {
    let dir = app();
    let workspace = load(&options(dir.path())).unwrap();
    let chosen = Options { packages: vec!["app".to_owned()], features: vec!["write".to_owned()], ..Options::default() };
    let other = workspace.reselect(&chosen).unwrap();
    assert_eq!(other.selected, [0]);
    assert_eq!(features(&other, "app"), ["default", "read", "write"]);
    let less = other.without_features(&["read"]);
    assert_eq!(features(&less, "app"), ["default", "write"]);
    assert_eq!(features(&less, "crm-client"), ["write"]);
}

#[test]
fn targets_count_by_kind_and_required_features() {
    let dir = app();
    let mut options = options(dir.path());
    let counted = |options: &Options| -> Vec<(TargetKind, String)> {
        let workspace = load(options).unwrap();
        let targets = package(&workspace, "app").targets.iter().filter(|target| target.included);
        targets.map(|target| (target.kind, target.name.clone())).collect()
    };
    let name = |kind, name: &str| (kind, name.to_owned());
    assert_eq!(counted(&options), [name(TargetKind::Lib, "app")]);
    options.features = vec!["write".to_owned()];
    options.include.tests = true;
    assert_eq!(
        counted(&options),
        [name(TargetKind::Lib, "app"), name(TargetKind::Bin, "admin_tool"), name(TargetKind::Test, "live")]
    );
}

#[test]
fn the_manifest_of_a_member_selects_it_and_a_note_names_the_rest() {
    let dir = app();
    let workspace = load(&options(&dir.path().join("tools/report"))).unwrap();
    assert_eq!(workspace.selected, [1]);
    assert_eq!(
        workspace.notes.iter().map(|note| note.message.as_str()).collect::<Vec<_>>(),
        ["these members of the workspace are not selected: app; `--workspace` takes all"]
    );
    let all = Options { workspace: true, ..options(&dir.path().join("tools/report")) };
    let workspace = load(&all).unwrap();
    assert_eq!((workspace.selected, workspace.notes), (vec![0, 1], vec![]));
    let excluded = Options { exclude: vec!["rep*".to_owned()], ..options(dir.path()) };
    assert_eq!(load(&excluded).unwrap().selected, [0]);
}

#[test]
fn nothing_is_written() {
    let dir = app();
    let before = contents(dir.path());
    load(&options(dir.path())).unwrap();
    assert_eq!(contents(dir.path()), before);
}

#[test]
#[cfg(unix)]
fn no_program_of_the_project_is_run() {
    use std::os::unix::fs::PermissionsExt;
    // With a lock file cargo asks rustc about the platform; the project names programs for that.
    let dir = project(
        r#"
        [= Cargo.toml]
        [package]
        name = "app"
        version = "0.1.0"
        [= Cargo.lock]
        version = 3
        [[package]]
        name = "app"
        version = "0.1.0"
        [= src/lib.rs]
        [= .cargo/config.toml]
        [build]
        rustc = "./evil.sh"
        rustc-wrapper = "./evil.sh"
        rustc-workspace-wrapper = "./evil.sh"
        [= evil.sh]
        #!/bin/sh
        touch "$(dirname "$0")/ran"
        exec "$@"
    "#,
    );
    let script = dir.path().join("evil.sh");
    std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755)).unwrap();
    std::fs::create_dir(dir.path().join("target")).unwrap();
    let before = contents(dir.path());
    let workspace = load(&options(dir.path())).unwrap();
    assert_eq!(workspace.notes, []);
    assert_eq!(contents(dir.path()), before);
}

#[test]
fn a_stale_lock_file_is_not_updated_and_not_fatal() {
    let dir = project(
        r#"
        [= Cargo.toml]
        [package]
        name = "app"
        version = "0.1.0"
        [dependencies]
        reqwest = "0.13"
        [= Cargo.lock]
        version = 3
        [[package]]
        name = "app"
        version = "0.1.0"
        [= src/lib.rs]
    "#,
    );
    let before = contents(dir.path());
    let workspace = load(&options(dir.path())).unwrap();
    assert_eq!(contents(dir.path()), before);
    assert_eq!(package(&workspace, "app").dependencies[0].package, None);
    assert!(workspace.notes[0].message.starts_with("cargo could not resolve all dependencies offline"));
}

#[test]
fn a_toolchain_that_is_not_there_does_not_matter() {
    let dir = project(
        r#"
        [= Cargo.toml]
        [package]
        name = "app"
        [= rust-toolchain.toml]
        [toolchain]
        path = "/nowhere/at/all"
        [= src/lib.rs]
    "#,
    );
    let workspace = load(&options(dir.path())).unwrap();
    assert_eq!(workspace.packages[0].name, "app");
}

#[test]
fn locked_sources_are_found_in_cargos_directories() {
    let dir = project(
        r#"
        [= project/Cargo.toml]
        [package]
        name = "app"
        version = "0.1.0"
        [dependencies]
        crm-sdk = "1"
        crm-next = { package = "crm-sdk", version = "2" }
        from-git = { git = "https://host.test/Team/from-git.git" }
        absent = "1"
        [= project/Cargo.lock]
        version = 4
        [[package]]
        name = "app"
        version = "0.1.0"
        [[package]]
        name = "crm-sdk"
        version = "1.4.0"
        source = "registry+https://index.test/"
        [[package]]
        name = "crm-sdk"
        version = "2.0.1"
        source = "registry+https://index.test/"
        [[package]]
        name = "from-git"
        version = "0.3.0"
        source = "git+https://host.test/Team/from-git.git#0123456789abcdef0123456789abcdef01234567"
        [[package]]
        name = "absent"
        version = "1.0.0"
        source = "registry+https://index.test/"
        [= project/src/lib.rs]
        [= home/registry/src/index.test-1/crm-sdk-1.4.0/Cargo.toml]
        [package]
        name = "crm-sdk"
        version = "1.4.0"
        [= home/registry/src/index.test-1/crm-sdk-1.4.0/src/lib.rs]
        [= home/registry/src/index.test-1/crm-sdk-2.0.1/Cargo.toml]
        [package]
        name = "crm-sdk"
        version = "2.0.1"
        [= home/registry/src/index.test-1/crm-sdk-2.0.1/src/lib.rs]
        [= home/git/checkouts/from-git-77aa/0123456/crates/it/Cargo.toml]
        [package]
        name = "from-git"
        version = "0.3.0"
        [= home/git/checkouts/from-git-77aa/0123456/crates/it/src/lib.rs]
    "#,
    );
    let root = dir.path().join("project");
    let mut drafts = vec![manifest::read(&root, Origin::Member).unwrap()];
    let mut notes = Vec::new();
    disk::complete(&mut drafts, &root, Some(&dir.path().join("home")), &mut notes);
    let versions: Vec<_> = drafts.iter().map(|d| (d.package.name.as_str(), d.package.version.as_str())).collect();
    assert_eq!(versions, [("app", "0.1.0"), ("crm-sdk", "1.4.0"), ("crm-sdk", "2.0.1"), ("from-git", "0.3.0")]);
    let app = &drafts[0].package;
    let linked: Vec<_> = app.dependencies.iter().map(|d| (d.extern_name.as_str(), d.package)).collect();
    assert_eq!(linked, [("absent", None), ("crm_next", Some(2)), ("crm_sdk", Some(1)), ("from_git", Some(3))]);
    assert_eq!(drafts[3].package.origin, Origin::Git);
    assert_eq!(notes, []);
}

#[test]
fn names_of_files_are_relative_or_carry_the_package() {
    let dir = app();
    let workspace = load(&options(dir.path())).unwrap();
    let client = package(&workspace, "crm-client");
    assert_eq!(workspace.file_name(client, &client.dir.join("lib.rs")), "vendor/client/lib.rs");
    let mut foreign = client.clone();
    foreign.origin = Origin::Registry;
    assert_eq!(workspace.file_name(&foreign, &client.dir.join("src/lib.rs")), "crm-client-3.0.0/src/lib.rs");
}

#[test]
fn bad_input_says_what_to_do() {
    let dir = app();
    let broken = project("[= Cargo.toml]\n[package\nname = \"app\"\n");
    let empty = tempfile::tempdir().unwrap();
    let failure = |options: Options| {
        let error = load(&options).unwrap_err();
        (error.to_string(), error.help().unwrap_or_default())
    };
    let (message, help) = failure(Options { packages: vec!["repot".to_owned()], ..options(dir.path()) });
    assert_eq!(message, "no package of the workspace matches `repot`");
    assert_eq!(help, "did you mean `report`?");
    let (_, help) = failure(Options { packages: vec!["zzz".to_owned()], ..options(dir.path()) });
    assert_eq!(help, "the members are: app, report");
    let (message, help) = failure(Options { features: vec!["wirte".to_owned()], ..options(dir.path()) });
    assert_eq!(message, "the selected packages (app, report) have no feature `wirte`");
    assert_eq!(help, "did you mean `write`?");
    let (message, _) = failure(options(empty.path()));
    assert!(message.ends_with("Cargo.toml` does not exist"), "{message}");
    let (message, help) = failure(Options { manifest_path: Some(dir.path().to_path_buf()), ..Options::default() });
    assert!(message.ends_with("is a directory, not a `Cargo.toml`"), "{message}");
    assert!(help.starts_with("did you mean `--manifest-path "), "{help}");
    let (message, _) = failure(options(broken.path()));
    assert!(message.contains("unclosed table"), "{message}");
    assert_eq!(
        failure(Options { exclude: vec!["*".to_owned()], ..options(dir.path()) }).0,
        Error::NothingSelected.to_string()
    );
}

#[test]
fn the_fixture_is_read_the_same_by_cargo_and_by_the_own_reader() {
    let dir = app();
    let workspace = load(&options(dir.path())).unwrap();
    let by_cargo = package(&workspace, "app");
    let own = manifest::read(&dir.path().join("app"), Origin::Member).unwrap().package;
    assert_eq!(own.feature_table, by_cargo.feature_table);
    assert_eq!(own.edition, by_cargo.edition);
    let keys = |package: &Package| -> BTreeSet<(String, String, bool, bool)> {
        package.dependencies.iter().map(|d| (d.key.clone(), d.name.clone(), d.optional, d.default_features)).collect()
    };
    assert_eq!(keys(&own), keys(by_cargo));
}
