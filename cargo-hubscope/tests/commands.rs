//! The built program on small projects: commands, exit codes, and what is and is not written.

// The lints' exception for tests does not reach the helpers of an integration test.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// A project in a temporary directory.
struct Project {
    dir: tempfile::TempDir,
}

const CODE: &str = r#"
pub async fn contacts(client: reqwest::Client) -> reqwest::Result<reqwest::Response> {
    client.get("https://api.hubapi.com/crm/v3/objects/contacts").send().await
}
"#;

impl Project {
    /// A package that reads contacts, with an app that requests these scopes.
    fn new(scopes: &[&str]) -> Self {
        let project = Self::bare(CODE);
        let scopes: Vec<String> = scopes.iter().map(|scope| format!("\"{scope}\"")).collect();
        let manifest = format!(
            "{{\n  \"uid\": \"app\",\n  \"type\": \"app\",\n  \"config\": {{\n    \"auth\": {{\n      \"type\": \"oauth\",\n      \"requiredScopes\": [{}]\n    }}\n  }}\n}}\n",
            scopes.join(", ")
        );
        project.write("src/app/app-hsmeta.json", &manifest);
        project
    }

    /// A package without an app.
    fn bare(code: &str) -> Self {
        let project = Self { dir: tempfile::tempdir().unwrap() };
        let toml = "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\nreqwest = \"*\"\n[workspace]\n";
        project.write("Cargo.toml", toml);
        project.write("src/lib.rs", code);
        project
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    fn run(&self, arguments: &str) -> Run {
        Run::of(self.command(arguments).output().unwrap())
    }

    fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-hubscope"));
        command.current_dir(self.dir.path()).arg("hubscope").args(arguments.split_whitespace());
        for name in ["CARGO_TERM_COLOR", "NO_COLOR", "CLICOLOR_FORCE", "GITHUB_STEP_SUMMARY"] {
            command.env_remove(name);
        }
        command
    }

    /// Every file with its bytes.
    fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        files(self.dir.path())
    }
}

fn files(dir: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            let bytes = std::fs::read(&path).unwrap();
            found.push((path, bytes));
        }
    }
    found.sort();
    found
}

struct Run {
    code: i32,
    out: String,
    err: String,
}

impl Run {
    fn of(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}\n{}\n{}", self.out, self.err))
    }

    /// Ends with 2, prints nothing, and says this.
    fn fails(&self, message: &str) {
        assert_eq!((self.code, self.out.as_str()), (2, ""), "{}", self.err);
        assert!(self.err.contains(message), "{}", self.err);
    }
}

#[test]
fn check_is_the_default_and_its_exit_code_is_the_verdict() {
    let clean = Project::new(&["oauth", "crm.objects.contacts.read"]);
    let run = clean.run("");
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert!(run.out.starts_with("ok: "), "{}", run.out);
    assert_eq!(run.out, clean.run("check").out);

    let missing = Project::new(&["oauth"]);
    let run = missing.run("");
    assert_eq!(run.code, 1);
    assert!(run.out.contains("error[missing-scope]"), "{}", run.out);

    let unneeded = Project::new(&["crm.objects.contacts.read", "forms"]);
    assert_eq!(unneeded.run("").code, 1);
    assert_eq!(unneeded.run("--fail-on error").code, 0);
    assert_eq!(unneeded.run("-A unneeded-scope").code, 0);
    assert_eq!(unneeded.run("--fail-on error -D unneeded-scope").code, 1);
    assert_eq!(unneeded.run("--fail-on never").code, 0);
}

#[test]
fn without_an_app_the_derived_set_is_printed_and_it_is_said_how_to_go_on() {
    let project = Project::bare(CODE);
    let run = project.run("check");
    assert_eq!(run.code, 2);
    assert!(run.out.contains("crm.objects.contacts.read"), "{}", run.out);
    assert!(run.err.contains("no app manifest was found") && run.err.contains("--app-manifest"), "{}", run.err);
    let silent = Project::bare("pub fn nothing() {}\n");
    assert_eq!(silent.run("check").code, 0);

    // Whatever there is, a program finds the same keys.
    let with_app = Project::new(&["oauth"]).run("check --format json").json();
    let keys = |report: &Value| report.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    for (project, code, minimal) in [(&project, 2, 1), (&silent, 0, 0)] {
        let run = project.run("check --format json");
        assert_eq!(run.code, code);
        let report = run.json();
        assert_eq!(keys(&report), keys(&with_app));
        assert_eq!((&report["app"], &report["manifest"]), (&Value::Null, &Value::Null));
        assert_eq!(report["minimal"].as_array().unwrap().len(), minimal);
    }
    assert_eq!(silent.run("scopes --format json").json()["minimal"], serde_json::json!([]));
}

#[test]
fn without_an_app_what_is_wrong_with_the_calls_is_said_in_every_form() {
    let code = "pub async fn any(http: reqwest::Client, path: &str) { http.get(format!(\"https://api.hubapi.com{path}\")).send().await; }\n";
    let project = Project::bare(code);
    assert!(project.run("check").out.contains("warning[unresolved-call]"));
    assert_eq!(project.run("check --format json").json()["findings"][0]["rule"], "unresolved-call");
    assert_eq!(project.run("check --format sarif").json()["runs"][0]["results"][0]["ruleId"], "unresolved-call");
    assert!(project.run("check --message-format json").out.contains("hubscope::unresolved-call"));
    let github = project.run("check --format github");
    let lines: Vec<&str> = github.out.lines().collect();
    assert!(lines[0].starts_with("::warning file=") && lines[0].contains("title=unresolved-call"), "{}", github.out);
    assert!(lines[1].starts_with("::error title=cargo-hubscope::no app manifest was found"), "{}", github.out);
    assert_eq!(project.run("check -A unresolved-call --format json").json()["findings"], serde_json::json!([]));
}

#[test]
fn nothing_is_written_by_commands_that_look() {
    let project = Project::new(&["forms"]);
    let before = project.files();
    for command in ["check", "calls", "scopes", "report", "fix --dry-run", "fix --check", "explain forms"] {
        project.run(command);
        assert_eq!(project.files(), before, "{command}");
    }
}

#[test]
fn fix_adds_and_with_prune_removes_and_then_the_app_is_clean() {
    let project = Project::new(&["oauth", "forms"]);
    let run = project.run("fix --dry-run");
    assert!(
        run.out.contains("+      \"requiredScopes\": [\"oauth\", \"forms\", \"crm.objects.contacts.read\"]"),
        "{}",
        run.out
    );
    assert_eq!(project.run("fix --check").code, 1);
    assert_eq!(project.run("fix").code, 0);
    assert!(project.read("src/app/app-hsmeta.json").contains("[\"oauth\", \"forms\", \"crm.objects.contacts.read\"]"));
    assert_eq!(project.run("check").code, 1);
    assert_eq!(project.run("fix --prune").code, 0);
    assert_eq!(project.run("check").code, 0);
    assert_eq!(project.run("fix --check").code, 0);
    assert_eq!(project.run("fix").out, "nothing to change\n");
}

#[test]
fn fix_does_not_prune_what_may_be_needed() {
    let code = format!(
        "{CODE}\npub fn any(c: reqwest::Client, path: &str) {{ c.get(format!(\"https://api.hubapi.com/{{path}}\")); }}\n"
    );
    let project = Project::new(&["crm.objects.contacts.read", "forms"]);
    project.write("src/lib.rs", &code);
    let before = project.files();
    let run = project.run("fix --prune");
    run.fails("nothing is removed while the result is only a lower bound");
    assert_eq!(project.files(), before);
    let check = project.run("check --format json").json();
    assert_eq!(check["complete"], false);
    assert_eq!(check["unneeded"], serde_json::json!([]));
    assert_eq!(check["unneeded_candidates"], serde_json::json!(["forms"]));
}

#[test]
fn a_baseline_leaves_known_findings_out_and_says_when_they_are_gone() {
    let project = Project::new(&["forms", "automation"]);
    let run = project.run("check --write-baseline known.json");
    assert_eq!((run.code, run.out.as_str()), (0, ""));
    assert_eq!(project.run("check --baseline known.json").code, 0);
    project
        .write("src/app/app-hsmeta.json", &project.read("src/app/app-hsmeta.json").replace("\"forms\"", "\"files\""));
    let run = project.run("check --baseline known.json");
    assert_eq!(run.code, 1);
    assert!(run.out.contains("`files`") && !run.out.contains("`automation` is requested"), "{}", run.out);
    assert!(run.err.contains("1 x `unneeded-scope` of `forms`"), "{}", run.err);
    assert!(run.err.contains("`cargo hubscope check --write-baseline known.json`"), "{}", run.err);
    let github = project.run("check --baseline known.json --format github").out;
    let notice = "::notice title=cargo-hubscope::1 x `unneeded-scope` of `forms` in `src/app/app-hsmeta.json` is gone";
    assert!(github.lines().any(|line| line.starts_with(notice)), "{github}");
    project.write("broken.json", "{");
    project.run("check --baseline broken.json").fails("`broken.json` is not a baseline");
    project.run("check --baseline none.json").fails("the baseline `none.json` cannot be read");
}

#[test]
fn a_missing_scope_stays_known_wherever_its_first_call_is() {
    let project = Project::new(&["oauth"]);
    assert_eq!(project.run("check --write-baseline known.json").code, 0);
    let fingerprint = |run: &str| {
        project.run(run).json()["runs"][0]["results"][0]["partialFingerprints"].as_object().unwrap().clone()
    };
    let before = fingerprint("check --format sarif");
    // It comes before the library, and needs the same.
    project.write("src/bin/a.rs", &format!("fn main() {{}}\n{CODE}"));
    let run = project.run("check --baseline known.json");
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
    let report = project.run("check --format json").json();
    assert_eq!(report["findings"][0]["location"]["file"], "src/bin/a.rs");
    assert_eq!(fingerprint("check --format sarif"), before);
}

#[test]
fn suppressions_need_a_reason_and_a_finding() {
    let project = Project::new(&["oauth"]);
    project.write(
        "src/lib.rs",
        &CODE.replace("    client", "    // hubscope: allow(missing-scope) granted by hand\n    client"),
    );
    assert_eq!(project.run("check").code, 0);
    project.write("src/lib.rs", &CODE.replace("    client", "    // hubscope: allow(missing-scope)\n    client"));
    assert!(project.run("check").out.contains("warning[unexplained-suppression]"));
    project.write(
        "src/lib.rs",
        &CODE.replace("    client", "    // hubscope: allow(unresolved-call) was open\n    client"),
    );
    assert!(project.run("check").out.contains("warning[unused-suppression]"));
    project.write("src/lib.rs", CODE);
    let allow = "[[allow]]\nrule = \"missing-scope\"\nscope = \"crm.*\"\nreason = \"granted by hand\"\n";
    project.write("hubscope.toml", allow);
    let run = project.run("check");
    assert_eq!(run.code, 0, "{}", run.out);
    project.write("hubscope.toml", &format!("{allow}until = \"2020-01-01\"\n"));
    let run = project.run("check");
    assert_eq!(run.code, 1);
    assert!(
        run.out.contains("has expired: it ended on 2020-01-01") && run.out.contains("error[missing-scope]"),
        "{}",
        run.out
    );
}

#[test]
fn the_configuration_sets_levels_and_names_apps() {
    let project = Project::new(&["crm.objects.contacts.read", "forms"]);
    project.write("hubscope.toml", "[rules]\nunneeded-scope = \"allow\"\n");
    assert_eq!(project.run("check").code, 0);
    assert_eq!(project.run("check -D unneeded-scope").code, 1);
    project.write("hubscope.toml", "[rules]\nuneeded-scope = \"allow\"\n");
    let run = project.run("check");
    run.fails("hubscope.toml:2:1");
    assert!(run.err.contains("unneeded-scope"), "{}", run.err);

    project.write("hubscope.toml", "[app]\nauth = \"oauth\"\nrequired = [\"crm.objects.contacts.read\"]\n");
    assert_eq!(project.run("check").code, 0);
    project.write(
        "hubscope.toml",
        "[[app]]\nname = \"one\"\nmanifest = \"src/app/app-hsmeta.json\"\n[[app]]\nname = \"two\"\nrequired = [\"crm.objects.contacts.read\"]\n",
    );
    let all = project.run("check --format json").json();
    let names: Vec<_> = all["apps"].as_array().unwrap().iter().map(|app| app["app"].as_str().unwrap()).collect();
    assert_eq!(names, ["one", "two"]);
    assert_eq!(project.run("check --app two").code, 0);
    assert_eq!(project.run("check --app one").code, 1);
    project.run("check --app thre").fails("there is no app `thre`");
    let sarif = project.run("check --format sarif").json();
    assert_eq!(sarif["runs"][0]["automationDetails"]["id"], "cargo-hubscope/one/");
    assert_eq!(sarif["runs"].as_array().unwrap().len(), 2);
}

#[test]
fn statements_of_the_configuration_make_a_result_complete() {
    let project = Project::new(&["crm.objects.contacts.read"]);
    project.write("src/lib.rs", &format!("{CODE}\npub fn any(c: reqwest::Client, path: &str) {{ c.get(format!(\"https://api.hubapi.com/{{path}}\")); }}\n"));
    assert!(project.run("check").out.contains("warning[unresolved-call]"));
    project.write(
        "hubscope.toml",
        "[[call]]\nfunction = \"any\"\nendpoints = [\"GET /crm/v3/objects/contacts/{}\"]\nreason = \"its only use\"\n",
    );
    let run = project.run("check");
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    project.write("hubscope.toml", "[[call]]\nfunction = \"any\"\nnot-hubspot = true\nreason = \"a mirror\"\n[[need]]\nscope = \"automation\"\nreason = \"a callback elsewhere\"\n");
    let run = project.run("check --format json");
    assert_eq!(run.json()["missing"], serde_json::json!(["automation"]));
    assert_eq!(run.json()["complete"], true);
}

#[test]
fn init_writes_what_it_found_and_never_overwrites() {
    let project = Project::new(&["crm.objects.contacts.read"]);
    let run = project.run("init");
    assert_eq!(run.code, 0, "{}", run.err);
    let text = project.read("hubscope.toml");
    assert!(text.contains("\nmanifest = \"src/app/app-hsmeta.json\"\n"), "{text}");
    assert!(text.contains("# Packages that were found: app.\n"), "{text}");
    assert!(run.out.ends_with("next: `cargo hubscope`\n"), "{}", run.out);
    assert_eq!(project.run("check").code, 0);
    let before = project.files();
    project.run("init").fails("exists already");
    assert_eq!(project.files(), before);
    // Everything that it proposes in comments is understood.
    let uncommented: String = text
        .lines()
        .map(|line| {
            line.strip_prefix("# ").filter(|rest| rest.starts_with('[') || rest.contains(" = ")).unwrap_or(line)
        })
        .map(|line| format!("{line}\n"))
        .collect();
    project.write("hubscope.toml", &uncommented);
    let run = project.run("calls");
    assert_eq!(run.code, 0, "{}\n{uncommented}", run.err);
}

#[test]
fn the_lock_is_written_and_checked() {
    let project = Project::new(&["crm.objects.contacts.read"]);
    project.run("lock --check").fails("hubscope.lock` cannot be read");
    assert_eq!(project.run("lock").code, 0);
    assert!(project.read("hubscope.lock").contains("    \"crm.objects.contacts.read\",\n"));
    assert_eq!(project.run("lock --check").code, 0);
    project.write("src/lib.rs", "");
    assert_eq!(project.run("lock --check").code, 1);
}

#[test]
fn bad_input_ends_with_two_and_says_what_to_do() {
    let project = Project::new(&["crm.objects.contacts.read"]);
    project.run("check -D mising-scope").fails("did you mean `missing-scope`?");
    project.run("calls --format sarif").fails("its formats are human and json");
    project.run("calls --baseline x").fails("`--baseline` belongs to `check`");
    project.run("check --app-manifest src").fails("director");
    project.run("check --app-manifest none.json").fails("none.json");
    project.run("check --output no/such/dir.txt").fails("`no/such/dir.txt` cannot be written");
    project.run("check --write-baseline no/such/known.json").fails("`no/such/known.json` cannot be written");
    project.run("man chek").fails("there is no command `chek`");
    let mut command = project.command("check --format github");
    let run = Run::of(command.env("GITHUB_STEP_SUMMARY", project.path("no/such/summary.md")).output().unwrap());
    assert_eq!(run.code, 2);
    assert!(run.err.contains("no/such/summary.md` cannot be written"), "{}", run.err);
    project.run("check -p other").fails("no package of the workspace matches `other`");
    project.run("check --features deep").fails("have no feature `deep`");
    project.run("check --manifest-path nowhere/Cargo.toml").fails("`nowhere/Cargo.toml` does not exist");
    project.run("explain uneeded-scope").fails("did you mean `unneeded-scope`?");
    project.write("src/app/app-hsmeta.json", "not json");
    project.run("check").fails("not JSON");
    project.write("other/app-hsmeta.json", "{\"type\": \"app\", \"config\": {}}");
    project.run("check").fails("found 2 app manifests");
}

#[test]
fn a_wrong_name_in_the_configuration_is_pointed_at() {
    let project = Project::new(&["crm.objects.contacts.read"]);
    let app = "[[app]]\nname = \"one\"\nmanifest = \"src/app/app-hsmeta.json\"\n";
    for (line, message) in [
        ("packages = [\"otter\"]", "hubscope.toml:4:13: no package of the workspace matches `otter`"),
        ("features = [\"deep\"]", "hubscope.toml:4:13: "),
        ("features = [\"deep\"]", "have no feature `deep`"),
    ] {
        project.write("hubscope.toml", &format!("{app}{line}\n"));
        project.run("check").fails(message);
    }
    project.write("hubscope.toml", "[[need]]\nscope = \"crm.objects.deal.read\"\nreason = \"a report\"\n");
    let run = project.run("check");
    assert_eq!(run.code, 1);
    assert!(run.out.contains("did you mean `crm.objects.deals.read`?"), "{}", run.out);
    assert!(run.out.contains("hubscope.toml:2:9"), "{}", run.out);
}

#[test]
#[cfg(unix)]
fn a_closed_output_ends_quietly() {
    use std::process::Stdio;
    let project = Project::new(&["crm.objects.contacts.read"]);
    let missing = Project::new(&[]);
    for (project, arguments, code) in [
        (&project, "explain crm.objects.contacts.read", 0),
        (&project, "--help", 0),
        (&project, "report", 0),
        (&project, "completions bash", 0),
        // The verdict stays what it is.
        (&missing, "check", 1),
        (&missing, "check --format sarif", 1),
        (&missing, "check --message-format json", 1),
    ] {
        let mut child = project.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let run = Run::of(child.wait_with_output().unwrap());
        assert_eq!((run.code, run.err.as_str()), (code, ""), "{arguments}");
    }
}

/// A disk that takes no writes, where the system lets a test make one.
#[test]
#[cfg(target_os = "linux")]
fn a_checkout_on_a_read_only_disk_can_be_checked() {
    let project = Project::new(&["oauth"]);
    let program = env!("CARGO_BIN_EXE_cargo-hubscope");
    let mount =
        "mount --bind \"$0\" \"$0\" && mount -o remount,ro,bind \"$0\" && cd \"$0\" && ! touch probe 2>/dev/null";
    let within = |command: &str| {
        let script = format!("{mount} || exit 99; {command}");
        let mut shell = Command::new("unshare");
        shell.args(["--mount", "sh", "-c", &script]).arg(project.dir.path()).arg(program);
        shell.output()
    };
    match within("exit 0") {
        Ok(output) if output.status.success() => {}
        // Without the right to mount; permissions are tried in a test of their own.
        _ => {
            assert!(std::env::var_os("HUBSCOPE_REQUIRE_TOOLS").is_none(), "a read-only mount cannot be made");
            return;
        }
    }
    for (command, code) in [("check", 1), ("scopes", 0), ("report", 0), ("fix --dry-run", 0), ("fix", 2), ("init", 2)] {
        let run = Run::of(within(&format!("\"$1\" hubscope {command}")).unwrap());
        assert_eq!(run.code, code, "{command}: {}", run.err);
        if code == 2 {
            assert!(run.err.to_lowercase().contains("read-only file system"), "{command}: {}", run.err);
        }
    }
}

#[test]
fn colours_follow_the_option_and_the_variables() {
    let project = Project::new(&["oauth"]);
    let coloured = |mut command: Command| Run::of(command.output().unwrap()).out.contains("\u{1b}[");
    let with = |arguments: &str, name: &str, value: &str| {
        let mut command = project.command(arguments);
        command.env(name, value);
        coloured(command)
    };
    assert!(!coloured(project.command("check")));
    assert!(coloured(project.command("check --color always")));
    assert!(with("check", "CARGO_TERM_COLOR", "always"));
    assert!(with("check", "CLICOLOR_FORCE", "1"));
    assert!(!with("check", "CLICOLOR_FORCE", "0"));
    assert!(!with("check --color never", "CLICOLOR_FORCE", "1"));
    assert!(!with("check", "CARGO_TERM_COLOR", "never"));
}

#[test]
fn a_path_with_blanks_and_letters_of_any_script_works() {
    let project = Project::new(&["oauth"]);
    let from = project.dir.path().to_path_buf();
    let to = tempfile::tempdir().unwrap();
    let inner = to.path().join("mein Projekt ü");
    std::fs::rename(&from, &inner).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-hubscope"));
    let output = command.args(["hubscope", "check", "--format", "sarif"]).current_dir(&inner).output().unwrap();
    std::fs::rename(&inner, &from).unwrap();
    let run = Run::of(output);
    assert_eq!(run.code, 1, "{}", run.err);
    let place = &run.json()["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"];
    assert_eq!(place["uri"], "src/lib.rs");
}

#[test]
#[cfg(unix)]
fn a_read_only_checkout_can_be_checked_and_is_not_changed() {
    use std::os::unix::fs::PermissionsExt;
    let project = Project::new(&["oauth"]);
    for (path, _) in project.files() {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o444)).unwrap();
    }
    let run = project.run("check");
    assert_eq!(run.code, 1, "{}", run.err);
}

#[test]
fn a_step_summary_is_appended_where_github_wants_one() {
    let project = Project::new(&["oauth"]);
    project.write("summary.md", "before\n");
    let mut command = project.command("check --format github");
    let run = Run::of(command.env("GITHUB_STEP_SUMMARY", project.path("summary.md")).output().unwrap());
    assert_eq!(run.code, 1);
    assert!(run.out.starts_with("::error file=src/lib.rs,line=3,"), "{}", run.out);
    let summary = project.read("summary.md");
    assert!(summary.starts_with("before\n### HubSpot scopes: app\n"), "{summary}");
    assert!(summary.contains("| error | missing-scope | src/lib.rs:3 |"), "{summary}");
}

#[test]
fn editors_get_cargos_messages() {
    let project = Project::new(&["oauth"]);
    let run = project.run("check --message-format json");
    let lines: Vec<Value> = run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines[0]["reason"], "compiler-message");
    assert_eq!(lines[0]["message"]["spans"][0]["file_name"], "src/lib.rs");
    assert_eq!(lines.last().unwrap(), &serde_json::json!({"reason": "build-finished", "success": false}));
}

#[test]
fn two_runs_print_the_same_whatever_the_threads() {
    let project = Project::new(&["oauth", "forms"]);
    for arguments in ["calls --format json", "scopes --format json", "check --format json", "check --format sarif"] {
        let with = |threads: &str| {
            let mut command = project.command(arguments);
            Run::of(command.env("RAYON_NUM_THREADS", threads).output().unwrap()).out
        };
        assert_eq!(with("1"), with("4"), "{arguments}");
    }
}

#[test]
fn completions_and_the_manual_page_know_every_command() {
    let project = Project::bare("");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = project.run(&format!("completions {shell}"));
        assert_eq!(run.code, 0);
        assert!(run.out.contains("scopes") && run.out.contains("fail-on"), "{shell}");
    }
    let page = project.run("man").out;
    for command in ["check", "watch", "calls", "scopes", "fix", "explain", "init", "lock", "report"] {
        assert!(page.contains(&format!("hubscope\\-{command}")), "{command}");
        let own = project.run(&format!("man {command}"));
        assert_eq!(own.code, 0, "{}", own.err);
        assert!(own.out.contains(".SH SYNOPSIS") && own.out.contains("manifest\\-path"), "{command}: {}", own.out);
    }
}

/// What bash proposes, by the script that is printed for it.
#[test]
#[cfg(unix)]
fn bash_completes_commands() {
    let project = Project::bare("");
    project.write("complete.bash", &project.run("completions bash").out);
    let script = "source ./complete.bash; complete=$(complete -p cargo-hubscope); complete=${complete##*-F }; \
                  COMP_WORDS=(cargo-hubscope wa); COMP_CWORD=1; \
                  ${complete%% *} cargo-hubscope wa cargo-hubscope; echo \"${COMPREPLY[*]}\"";
    let output = Command::new("bash").current_dir(project.dir.path()).args(["-c", script]).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), "watch\n", "{}", String::from_utf8_lossy(&output.stderr));
}

/// Runs through a pseudo-terminal; `script` makes one.
#[test]
#[cfg(target_os = "linux")]
fn progress_is_shown_on_a_terminal_alone_and_only_when_it_takes_long() {
    if Command::new("script").arg("--version").output().is_err() {
        return;
    }
    let project = Project::new(&["crm.objects.contacts.read"]);
    let program = env!("CARGO_BIN_EXE_cargo-hubscope");
    let on_terminal = |arguments: &str| {
        let line = format!("{program} hubscope {arguments}");
        let output = Command::new("script").current_dir(project.dir.path()).args(["-qec", &line, "/dev/null"]).output();
        String::from_utf8_lossy(&output.unwrap().stdout).into_owned()
    };
    assert!(!on_terminal("check").contains("looking for HubSpot calls"));
    // Enough code to take a while in a build without optimisation; an optimised one is too quick to tell.
    let mut code = String::from(CODE);
    for number in 0..6_000 {
        code.push_str(&format!(
            "pub async fn f{number}(c: reqwest::Client) {{ let id = {number}; c.get(format!(\"https://api.hubapi.com/crm/v3/objects/contacts/{{id}}\")).send().await; }}\n"
        ));
    }
    project.write("src/lib.rs", &code);
    assert!(on_terminal("scopes").contains("looking for HubSpot calls") || !cfg!(debug_assertions));
    assert!(!on_terminal("scopes --quiet").contains("looking for HubSpot calls"));
    let run = project.run("scopes");
    assert!(!run.err.contains("looking for HubSpot calls"), "{}", run.err);
}

#[test]
fn a_profile_fills_the_placeholders_of_a_manifest() {
    let project = Project::new(&["${SCOPE}"]);
    project.write("hsproject.json", "{\"name\": \"app\", \"srcDir\": \"src\", \"platformVersion\": \"2025.2\"}");
    project.write(
        "src/hsprofile.qa.json",
        "{\"accountId\": 1, \"variables\": {\"SCOPE\": \"crm.objects.contacts.read\"}}",
    );
    assert_eq!(project.run("check").code, 1);
    let run = project.run("check --profile qa --offline --locked");
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    project.run("check --profile prod").fails("prod");
}

#[test]
fn a_line_feed_in_a_name_begins_no_line_of_the_output() {
    let project = Project::new(&["oauth\\n::error::not ours"]);
    for command in ["check", "check --format github", "scopes", "report --format markdown", "fix --dry-run"] {
        let run = project.run(command);
        for line in run.out.lines().chain(run.err.lines()) {
            assert!(!line.trim_start().starts_with("::error::"), "{command}: {line}");
        }
    }
    assert!(project.run("check").out.contains("oauth\u{240a}::error::not ours"));
}

#[test]
fn an_app_of_the_configuration_with_a_static_token_has_required_scopes_only() {
    let project = Project::bare(CODE);
    let app = "[app]\nauth = \"static\"\nrequired = [\"crm.objects.contacts.read\"]\noptional = [\"forms\"]\n";
    project.write("hubscope.toml", app);
    let run = project.run("check");
    assert!(run.out.contains("an app with static auth cannot have optional scopes"), "{}", run.out);
}
