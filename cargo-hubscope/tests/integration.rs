//! The hook and the action of the repository, as far as they run here.

// The lints' exception for tests does not reach the helpers of an integration test.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use yaml_rust2::{Yaml, YamlLoader};

const CODE: &str = r#"
pub async fn contacts(client: reqwest::Client) -> reqwest::Result<reqwest::Response> {
    client.get("https://api.hubapi.com/crm/v3/objects/contacts").send().await
}
"#;

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

fn yaml(text: &str) -> Yaml {
    YamlLoader::load_from_str(text).unwrap().remove(0)
}

fn yaml_file(name: &str) -> Yaml {
    yaml(&std::fs::read_to_string(repository().join(name)).unwrap())
}

/// A package with an app that requests these scopes.
fn project(scopes: &str) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = dir.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write(
        "Cargo.toml",
        "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\nreqwest = \"*\"\n[workspace]\n",
    );
    write("src/lib.rs", CODE);
    write("README.md", "An app.\n");
    write(
        "src/app/app-hsmeta.json",
        &format!(
            "{{\"uid\": \"app\", \"type\": \"app\", \"config\": {{\"auth\": {{\"type\": \"oauth\", \"requiredScopes\": [{scopes}]}}}}}}\n"
        ),
    );
    dir
}

const GOOD: &str = "\"crm.objects.contacts.read\"";

/// A command that finds the built program on its PATH.
fn command(program: &str, dir: &Path) -> Command {
    let built = Path::new(env!("CARGO_BIN_EXE_cargo-hubscope")).parent().unwrap().to_path_buf();
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let paths = std::env::join_paths(std::iter::once(built).chain(std::env::split_paths(&paths))).unwrap();
    let mut command = Command::new(program);
    command.current_dir(dir).env("PATH", paths);
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("GIT_")) {
        command.env_remove(name);
    }
    command
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn git(dir: &Path, arguments: &[&str]) -> Output {
    let identity = ["-c", "user.name=Test", "-c", "user.email=test@example.test", "-c", "init.defaultBranch=main"];
    command("git", dir).args(identity).args(arguments).output().unwrap()
}

#[test]
fn the_hook_runs_for_files_that_can_change_the_answer_and_for_no_others() {
    let hooks = yaml_file(".pre-commit-hooks.yaml");
    let hook = &hooks[0];
    assert_eq!(hook["id"].as_str(), Some("hubscope"));
    assert_eq!(hook["pass_filenames"].as_bool(), Some(false));
    let pattern =
        |key: &str| jsonschema::validator_for(&serde_json::json!({"pattern": hook[key].as_str().unwrap()})).unwrap();
    let (files, exclude) = (pattern("files"), pattern("exclude"));
    let matches = |name: &str| {
        let name = serde_json::Value::from(name);
        files.is_valid(&name) && !exclude.is_valid(&name)
    };
    for name in [
        "src/lib.rs",
        "Cargo.toml",
        "crates/a/Cargo.lock",
        "src/app/app-hsmeta.json",
        "src/app/public-app.json",
        "app.json",
        "hsproject.json",
        "src/hsprofile.qa.json",
        "hubscope.toml",
        "hubscope.lock",
        "src/app/webhooks/webhooks.json",
        "src/app/extensions/count-card.json",
        "src/app/old.functions/serverless.json",
        "src/app/old.functions/run.js",
        "src/app/cards/View.tsx",
        "hs/src/app/functions/deep/er/api.mjs",
    ] {
        assert!(matches(name), "{name}");
    }
    for name in [
        "README.md",
        "package.json",
        "web/tsconfig.app.json",
        "rustfmt.toml",
        "src/lib.rs.bak",
        "web/src/index.ts",
        "app.ts",
    ] {
        assert!(!matches(name), "{name}");
    }
}

#[test]
fn the_hooks_entry_passes_when_clean_and_fails_when_a_scope_is_missing() {
    let hooks = yaml_file(".pre-commit-hooks.yaml");
    let entry = hooks[0]["entry"].as_str().unwrap();
    for (scopes, code) in [(GOOD, 0), ("", 1)] {
        let dir = project(scopes);
        let output = command("sh", dir.path()).args(["-c", entry]).output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{}", said(&output));
    }
}

/// A program of others, where the variable names it or it is on the PATH. Without it a test says that it is skipped and
/// passes, unless `HUBSCOPE_REQUIRE_TOOLS` is set, as it is in continuous integration.
fn tool(variable: &str, name: &str) -> Option<String> {
    let program = std::env::var(variable).unwrap_or_else(|_| name.to_owned());
    if Command::new(&program).arg("--help").output().is_ok() {
        return Some(program);
    }
    assert!(std::env::var_os("HUBSCOPE_REQUIRE_TOOLS").is_none(), "`{name}` is not installed, and it has to be");
    eprintln!("skipped: `{name}` is not installed");
    None
}

/// The first block of a language in the documentation that holds a text.
fn example(language: &str, text: &str) -> String {
    let page = std::fs::read_to_string(repository().join("docs/integration.md")).unwrap();
    let fence = format!("```{language}\n");
    let mut blocks = page.split(&fence).skip(1).map(|rest| rest.split("```").next().unwrap());
    blocks.find(|block| block.contains(text)).unwrap_or_else(|| panic!("no {language} with {text}")).to_owned()
}

/// Commits everything in a project, once without and once with a missing scope, and once what is not HubSpot's; `prepare`
/// puts the hook in. Returns whether each commit was made, and what was said.
fn commits(prepare: impl Fn(&Path)) -> [(bool, String); 3] {
    [GOOD, "", "README"].map(|case| {
        let dir = project(if case == "README" { "" } else { case });
        assert!(git(dir.path(), &["init", "-q"]).status.success());
        if case == "README" {
            std::fs::remove_dir_all(dir.path().join("src/app")).unwrap();
            std::fs::write(dir.path().join("src/lib.rs"), "pub fn add(a: u32, b: u32) -> u32 {\n    a + b\n}\n")
                .unwrap();
        }
        prepare(dir.path());
        assert!(git(dir.path(), &["add", "-A"]).status.success());
        let output = git(dir.path(), &["commit", "-m", "all"]);
        (output.status.success(), said(&output))
    })
}

/// A clean commit and one without anything of HubSpot's are made, one with a missing scope is not.
fn assert_guards(commits: &[(bool, String); 3]) {
    let [clean, missing, other] = commits;
    assert!(clean.0, "{}", clean.1);
    assert!(!missing.0 && missing.1.contains("missing-scope"), "{}", missing.1);
    assert!(other.0, "{}", other.1);
}

#[test]
#[cfg(unix)]
fn a_plain_git_hook_guards_commits() {
    use std::os::unix::fs::PermissionsExt;
    let script = example("sh", "#!/bin/sh");
    assert_guards(&commits(|dir| {
        let hook = dir.join(".git/hooks/pre-commit");
        std::fs::create_dir_all(hook.parent().unwrap()).unwrap();
        std::fs::write(&hook, &script).unwrap();
        std::fs::set_permissions(&hook, std::fs::Permissions::from_mode(0o755)).unwrap();
    }));
}

#[test]
fn lefthook_guards_commits() {
    let Some(program) = tool("LEFTHOOK", "lefthook") else { return };
    let config = example("yaml", "commands:");
    assert_guards(&commits(|dir| {
        std::fs::write(dir.join("lefthook.yml"), &config).unwrap();
        let output = command(&program, dir).arg("install").output().unwrap();
        assert!(output.status.success(), "{}", said(&output));
    }));
}

#[test]
fn a_hook_of_pre_commit_that_is_installed_guards_commits() {
    let Some(program) = tool("PRE_COMMIT", "pre-commit") else { return };
    let home = tempfile::tempdir().unwrap();
    // The entry as a local hook: what runs is what stands here.
    let hooks = yaml_file(".pre-commit-hooks.yaml");
    let hook = &hooks[0];
    let text = |key: &str| hook[key].as_str().unwrap();
    let config = format!(
        "repos:\n  - repo: local\n    hooks:\n      - id: hubscope\n        name: hubscope\n        entry: {}\n        language: {}\n        pass_filenames: false\n        files: '{}'\n        exclude: '{}'\n",
        text("entry"),
        text("language"),
        text("files"),
        text("exclude")
    );
    assert_guards(&commits(|dir| {
        std::fs::write(dir.join(".pre-commit-config.yaml"), &config).unwrap();
        let output = command(&program, dir).arg("install").env("PRE_COMMIT_HOME", home.path()).output().unwrap();
        assert!(output.status.success(), "{}", said(&output));
    }));
}

/// With the real pre-commit and the hook's definition in a repository of its own, as users have it.
#[test]
fn pre_commit_lets_clean_commits_through_and_blocks_others() {
    let Some(program) = tool("PRE_COMMIT", "pre-commit") else { return };
    // The hook's definition as a repository of its own, so that what is committed here is what runs.
    let hooks = tempfile::tempdir().unwrap();
    std::fs::copy(repository().join(".pre-commit-hooks.yaml"), hooks.path().join(".pre-commit-hooks.yaml")).unwrap();
    for arguments in [&["init", "-q"][..], &["add", "-A"], &["commit", "-qm", "hooks"]] {
        assert!(git(hooks.path(), arguments).status.success());
    }
    let revision = String::from_utf8(git(hooks.path(), &["rev-parse", "HEAD"]).stdout).unwrap();
    let config = format!(
        "repos:\n  - repo: {}\n    rev: {}\n    hooks:\n      - id: hubscope\n",
        hooks.path().display(),
        revision.trim()
    );
    let home = tempfile::tempdir().unwrap();
    let run = |dir: &Path| {
        assert!(git(dir, &["add", "-A"]).status.success());
        command(&program, dir).arg("run").env("PRE_COMMIT_HOME", home.path()).output().unwrap()
    };
    for (scopes, code) in [(GOOD, 0), ("", 1)] {
        let dir = project(scopes);
        assert!(git(dir.path(), &["init", "-q"]).status.success());
        std::fs::write(dir.path().join(".pre-commit-config.yaml"), &config).unwrap();
        let output = run(dir.path());
        assert_eq!(output.status.code(), Some(code), "{}", said(&output));
        assert_eq!(said(&output).contains("missing-scope"), code == 1, "{}", said(&output));
        // A commit that touches nothing of HubSpot or Rust is not looked at.
        assert!(git(dir.path(), &["commit", "-qm", "all"]).status.success());
        std::fs::write(dir.path().join("README.md"), "Another text.\n").unwrap();
        let output = run(dir.path());
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        assert!(said(&output).contains("Skipped"), "{}", said(&output));
    }
}

/// The shell steps of the action by their names.
fn steps() -> Vec<(String, String)> {
    let action = yaml_file("action.yml");
    assert_eq!(action["runs"]["using"].as_str(), Some("composite"));
    let steps = action["runs"]["steps"].as_vec().unwrap();
    let with_shell = steps.iter().filter(|step| !step["run"].is_badvalue());
    with_shell
        .map(|step| {
            assert_eq!(step["shell"].as_str(), Some("bash"));
            (step["name"].as_str().unwrap().to_owned(), step["run"].as_str().unwrap().to_owned())
        })
        .collect()
}

/// Runs the steps of the action in a project; the verdict's exit code and what was said.
fn run_action(dir: &Path, arguments: &str, log: &str) -> (Option<i32>, String) {
    let outputs = dir.join("outputs");
    let mut last = (None, String::new());
    for (name, script) in steps() {
        let mut bash = command("bash", dir);
        bash.args(["-e", "-o", "pipefail", "-c", &script])
            .envs([("MANIFEST", "Cargo.toml"), ("ARGS", arguments), ("SARIF", log)])
            .env("GITHUB_OUTPUT", &outputs)
            .env_remove("GITHUB_STEP_SUMMARY");
        if let Ok(text) = std::fs::read_to_string(&outputs) {
            bash.env("CODE", text.trim().strip_prefix("exit-code=").unwrap());
        }
        let output = bash.output().unwrap();
        last = (output.status.code(), last.1 + &said(&output));
        if name != "Verdict" && !output.status.success() {
            break;
        }
    }
    last
}

#[test]
fn the_steps_of_the_action_write_the_log_and_end_with_the_verdict() {
    for (scopes, arguments, code) in [(GOOD, "", 0), ("", "", 1), ("", "  --fail-on never ", 0)] {
        let dir = project(scopes);
        let (verdict, said) = run_action(dir.path(), arguments, "hubscope.sarif");
        assert_eq!(verdict, Some(code), "{said}");
        let log: serde_json::Value =
            serde_json::from_str(&std::fs::read_to_string(dir.path().join("hubscope.sarif")).unwrap()).unwrap();
        assert_eq!(log["runs"][0]["results"].as_array().unwrap().is_empty(), scopes == GOOD);
    }
}

#[test]
fn arguments_of_the_action_keep_their_blanks_and_stars() {
    let dir = project("");
    let manifest = std::fs::read_to_string(dir.path().join("src/app/app-hsmeta.json")).unwrap();
    std::fs::create_dir(dir.path().join("an app")).unwrap();
    std::fs::write(dir.path().join("an app/app-hsmeta.json"), manifest).unwrap();
    let (verdict, said) = run_action(dir.path(), "--app-manifest 'an app/app-hsmeta.json' --fail-on never", "a.sarif");
    assert_eq!(verdict, Some(0), "{said}");
    assert!(said.contains("1 scope missing in `an app/app-hsmeta.json`"), "{said}");
    let next = "next: cargo hubscope fix --manifest-path Cargo.toml --app-manifest 'an app/app-hsmeta.json' --dry-run";
    assert!(said.contains(next), "{said}");
    // A star is a star: no file is put in its place.
    let (verdict, said) = run_action(dir.path(), "--app-manifest an*", "a.sarif");
    assert_eq!(verdict, Some(2), "{said}");
    assert!(said.contains("an*"), "{said}");
    let (verdict, said) = run_action(dir.path(), "--app-manifest 'an", "a.sarif");
    assert_eq!(verdict, Some(1), "{said}");
    assert!(said.contains("unmatched single quote"), "{said}");
}

#[test]
fn a_log_that_the_action_cannot_write_is_a_failure() {
    let dir = project(GOOD);
    let (verdict, said) = run_action(dir.path(), "", "no such folder/a.sarif");
    assert_eq!(verdict, Some(2), "{said}");
    assert!(said.contains("`no such folder/a.sarif` cannot be written"), "{said}");
}

/// Where the program is not there, the action installs what lies beside it; a stand-in for cargo shows how.
#[test]
#[cfg(unix)]
fn the_action_installs_its_own_revision() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let cargo = dir.path().join("cargo");
    std::fs::write(&cargo, "#!/bin/sh\nprintf '%s\\n' \"$*\" >\"$0.called\"\n").unwrap();
    std::fs::set_permissions(&cargo, std::fs::Permissions::from_mode(0o755)).unwrap();
    let (_, script) = steps().into_iter().find(|(name, _)| name == "Install").unwrap();
    let mut bash = Command::new("/bin/bash");
    bash.args(["-e", "-o", "pipefail", "-c", &script]).env("PATH", dir.path()).env("GITHUB_ACTION_PATH", repository());
    let output = bash.output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
    let called = std::fs::read_to_string(dir.path().join("cargo.called")).unwrap();
    let path = called.trim().strip_prefix("install --locked --path ").unwrap();
    let manifest = std::fs::read_to_string(Path::new(path).join("Cargo.toml")).unwrap();
    assert!(manifest.contains("name = \"cargo-hubscope\""), "{manifest}");
}

#[test]
fn the_archives_for_binstall_are_named_by_what_it_knows() {
    let manifest = std::fs::read_to_string(repository().join("cargo-hubscope/Cargo.toml")).unwrap();
    let manifest: toml::Table = manifest.parse().unwrap();
    let binstall = &manifest["package"]["metadata"]["binstall"];
    for (key, text) in binstall.as_table().unwrap() {
        assert!(["pkg-url", "bin-dir", "pkg-fmt"].contains(&key.as_str()), "{key}");
        for used in text.as_str().unwrap().split("{ ").skip(1) {
            let name = used.split(" }").next().unwrap();
            let known = ["repo", "name", "version", "target", "archive-suffix", "bin", "binary-ext"];
            assert!(known.contains(&name), "{name}");
        }
    }
}

#[test]
fn the_action_uses_only_inputs_and_steps_that_it_has() {
    let text = std::fs::read_to_string(repository().join("action.yml")).unwrap();
    let action = yaml(&text);
    let inputs: Vec<&str> = action["inputs"].as_hash().unwrap().keys().filter_map(Yaml::as_str).collect();
    for used in text.split("inputs.").skip(1) {
        let name: String = used.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
        assert!(inputs.contains(&name.as_str()), "{name}");
    }
    let ids: Vec<&str> =
        action["runs"]["steps"].as_vec().unwrap().iter().filter_map(|step| step["id"].as_str()).collect();
    for used in text.split("steps.").skip(1).filter(|rest| rest.contains("outputs")) {
        let id = used.split('.').next().unwrap();
        assert!(ids.contains(&id), "{id}");
    }
}

/// The examples in the documentation parse, and use what the action and the hook have.
#[test]
fn the_examples_of_the_documentation_hold() {
    let page = std::fs::read_to_string(repository().join("docs/integration.md")).unwrap();
    let blocks: Vec<&str> = page.split("```yaml\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert_eq!(blocks.len(), 3);
    let hook = yaml(blocks[0]);
    assert_eq!(hook["repos"][0]["hooks"][0]["id"].as_str(), yaml_file(".pre-commit-hooks.yaml")[0]["id"].as_str());
    let workflow = yaml(blocks[2]);
    let steps = workflow["jobs"]["scopes"]["steps"].as_vec().unwrap();
    let inputs = yaml_file("action.yml")["inputs"].clone();
    for name in steps[1]["with"].as_hash().unwrap().keys() {
        assert!(!inputs[name.as_str().unwrap()].is_badvalue(), "{name:?}");
    }
    // Every command line is one that the program takes; `watch` would go on.
    let lines = page.lines().filter_map(|line| line.split("cargo hubscope ").nth(1));
    let commands: Vec<&str> = lines.map(|rest| rest.split(['`', '"']).next().unwrap().trim()).collect();
    let commands: Vec<&str> = commands.into_iter().filter(|line| !line.starts_with("watch")).collect();
    assert!(commands.len() >= 5, "{commands:?}");
    let dir = project(GOOD);
    for arguments in commands {
        let output = command(env!("CARGO_BIN_EXE_cargo-hubscope"), dir.path())
            .arg("hubscope")
            .args(arguments.split_whitespace())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments}: {}", said(&output));
    }
}
