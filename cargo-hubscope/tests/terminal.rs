//! The built program on a terminal: `watch`, progress, colours. A pseudo-terminal stands for a real one.

// The lints' exception for tests does not reach the helpers of an integration test.
#![allow(clippy::unwrap_used, clippy::panic)]
#![cfg(unix)]

use std::io::{Read, Write};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long something may take on a machine that does much else.
const PATIENCE: Duration = Duration::from_secs(60);
/// What clears the screen.
const CLEAR: &str = "\u{1b}[2J";

const CODE: &str = r#"
pub async fn contacts(client: reqwest::Client) -> reqwest::Result<reqwest::Response> {
    client.get("https://api.hubapi.com/crm/v3/objects/contacts").send().await
}
"#;

fn write(dir: &Path, name: &str, text: &str) {
    let path = dir.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

fn manifest(scopes: &str) -> String {
    format!(
        "{{\n  \"uid\": \"app\",\n  \"type\": \"app\",\n  \"config\": {{\n    \"auth\": {{\n      \"type\": \"oauth\",\n      \"requiredScopes\": [{scopes}]\n    }}\n  }}\n}}\n"
    )
}

/// A package that reads contacts, with an app that requests that.
fn project() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let toml = "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\nreqwest = \"*\"\n[workspace]\n";
    write(dir.path(), "Cargo.toml", toml);
    write(dir.path(), "src/lib.rs", CODE);
    write(dir.path(), "src/app/app-hsmeta.json", &manifest("\"crm.objects.contacts.read\""));
    dir
}

/// The program on a terminal of 100 columns.
struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    shown: Arc<Mutex<Vec<u8>>>,
    /// What has been looked at.
    read: usize,
}

impl Terminal {
    fn run(dir: &Path, arguments: &str, variables: &[(&str, &str)]) -> Self {
        let size = PtySize { rows: 60, cols: 100, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_cargo-hubscope"));
        command.arg("hubscope");
        command.args(arguments.split_whitespace());
        command.cwd(dir);
        for name in ["CARGO_TERM_COLOR", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "CI"] {
            command.env_remove(name);
        }
        command.env("TERM", "xterm-256color");
        for (name, value) in variables {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let shown = Arc::new(Mutex::new(Vec::new()));
        let all = Arc::clone(&shown);
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                all.lock().unwrap().extend_from_slice(&buffer[..count]);
            }
        });
        Self { child, master: pair.master, shown, read: 0 }
    }

    fn shown(&self) -> String {
        String::from_utf8_lossy(&self.shown.lock().unwrap()[self.read..]).into_owned()
    }

    /// Waits until this is shown behind what was waited for before, and returns everything up to it.
    fn until(&mut self, text: &str) -> String {
        let start = Instant::now();
        loop {
            let bytes = self.shown.lock().unwrap()[self.read..].to_vec();
            if let Some(at) = bytes.windows(text.len()).position(|window| window == text.as_bytes()) {
                self.read += at + text.len();
                return String::from_utf8_lossy(&bytes[..at + text.len()]).into_owned();
            }
            assert!(start.elapsed() < PATIENCE, "`{text}` is not shown:\n{}", String::from_utf8_lossy(&bytes));
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    fn press(&mut self, keys: &[u8]) {
        self.master.take_writer().unwrap().write_all(keys).unwrap();
    }

    /// The exit code, once the program has ended by itself.
    fn code(&mut self) -> u32 {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.exit_code();
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        self.child.kill().unwrap();
        panic!("the program does not end:\n{}", self.shown());
    }
}

const CTRL_C: &[u8] = b"\x03";
const WAITING: &str = "Ctrl-C ends";

#[test]
fn watch_checks_again_after_each_change_and_ends_with_the_last_verdict() {
    let dir = project();
    let mut terminal = Terminal::run(dir.path(), "watch", &[]);
    let first = terminal.until(WAITING);
    assert!(first.contains(CLEAR) && first.contains("every scope is requested"), "{first}");

    // A call more.
    write(dir.path(), "src/lib.rs", &CODE.replace("objects/contacts", "objects/deals"));
    let second = terminal.until(WAITING);
    assert!(second.contains(CLEAR) && second.contains("crm.objects.deals.read"), "{second}");

    // A scope more.
    write(dir.path(), "src/app/app-hsmeta.json", &manifest("\"crm.objects.deals.read\""));
    let third = terminal.until(WAITING);
    assert!(third.contains("every scope is requested"), "{third}");

    // The scope less again: it ends as `check` would.
    write(dir.path(), "src/app/app-hsmeta.json", &manifest(""));
    terminal.until(WAITING);
    terminal.press(CTRL_C);
    assert_eq!(terminal.code(), 1);
}

#[test]
fn watch_survives_what_is_half_written_and_what_is_gone() {
    let dir = project();
    let mut terminal = Terminal::run(dir.path(), "watch", &[]);
    terminal.until(WAITING);

    write(dir.path(), "src/lib.rs", "pub fn half(");
    assert!(terminal.until(WAITING).contains("unparsed-file") || terminal.shown().is_empty());
    write(dir.path(), "src/app/app-hsmeta.json", "{\"type\": ");
    assert!(terminal.until(WAITING).contains("not JSON"));
    write(dir.path(), "Cargo.toml", "[package\n");
    let broken = terminal.until(WAITING);
    assert!(broken.contains("Cargo.toml"), "{broken}");
    // What is wrong now does not stand below what was wrong before.
    assert!(broken.find(CLEAR).unwrap() < broken.find("error").unwrap(), "{broken}");
    assert_eq!(broken.matches(CLEAR).count(), 1, "{broken}");
    std::fs::remove_file(dir.path().join("src/lib.rs")).unwrap();
    std::fs::remove_dir_all(dir.path().join("src")).unwrap();
    terminal.until(WAITING);

    // All back, in directories that are new.
    write(
        dir.path(),
        "Cargo.toml",
        "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\nreqwest = \"*\"\n[workspace]\n",
    );
    write(dir.path(), "src/lib.rs", CODE);
    write(dir.path(), "src/app/app-hsmeta.json", &manifest("\"crm.objects.contacts.read\""));
    terminal.until("every scope is requested");
    terminal.until(WAITING);
    // What is in the new directories is seen.
    write(dir.path(), "src/app/app-hsmeta.json", &manifest("\"forms\""));
    terminal.until("missing-scope");
    write(dir.path(), "src/app/app-hsmeta.json", &manifest("\"crm.objects.contacts.read\""));
    terminal.until("every scope is requested");
    terminal.until(WAITING);
    terminal.press(CTRL_C);
    assert_eq!(terminal.code(), 0);
}

#[test]
fn watch_lets_changes_be_that_change_nothing() {
    let dir = project();
    let mut terminal = Terminal::run(dir.path(), "watch --format json --output result.json", &[]);
    terminal.until(WAITING);
    write(dir.path(), "README.md", "no source");
    write(dir.path(), "target/debug/build/out.rs", CODE);
    write(dir.path(), ".git/index.lock", "version control at work");
    std::thread::sleep(Duration::from_millis(500));
    // Saved as it is: the first time nothing is known of the file, the second time it makes no difference.
    write(dir.path(), "src/lib.rs", CODE);
    terminal.until(WAITING);
    write(dir.path(), "src/lib.rs", CODE);
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(terminal.shown().matches(WAITING).count(), 0, "{}", terminal.shown());
    // The result that it writes is none of its own changes.
    assert!(dir.path().join("result.json").exists());
    terminal.press(CTRL_C);
    assert_eq!(terminal.code(), 0);
}

#[test]
fn watch_ends_at_once_while_it_checks() {
    let dir = project();
    let mut code = String::from(CODE);
    for number in 0..20_000 {
        code.push_str(&format!(
            "pub async fn f{number}(c: reqwest::Client) {{ let id = {number}; c.get(format!(\"https://api.hubapi.com/crm/v3/objects/contacts/{{id}}\")).send().await; }}\n"
        ));
    }
    write(dir.path(), "src/lib.rs", &code);
    let mut terminal = Terminal::run(dir.path(), "watch", &[]);
    terminal.until("looking for HubSpot calls");
    terminal.press(CTRL_C);
    assert_eq!(terminal.code(), 0);
    assert!(!terminal.shown().contains(WAITING));
}

#[test]
fn watch_takes_no_option_that_it_does_not_do() {
    let dir = project();
    let mut terminal = Terminal::run(dir.path(), "watch --write-baseline known.json", &[]);
    terminal.until("`watch` writes no baseline");
    assert_eq!(terminal.code(), 2);
}

#[test]
fn prose_is_broken_between_words_at_the_width_of_the_terminal() {
    let dir = project();
    write(dir.path(), "src/app/app-hsmeta.json", &manifest(""));
    let mut terminal = Terminal::run(dir.path(), "check", &[("NO_COLOR", "1")]);
    let shown = terminal.until("next:");
    // A hundred columns are three too few for this line.
    assert!(shown.contains("needed, but the manifest does not request\r\n  it\r\n"), "{shown}");
    assert!(
        shown.contains("    client.get(\"https://api.hubapi.com/crm/v3/objects/contacts\").send().await\r\n"),
        "{shown}"
    );
    let mut terminal = Terminal::run(dir.path(), "check --format github", &[]);
    terminal.until("the manifest does not request it%0Ahelp: ");
}

#[test]
fn a_terminal_has_colours_unless_something_says_otherwise() {
    let dir = project();
    write(dir.path(), "src/app/app-hsmeta.json", &manifest(""));
    let coloured = |arguments: &str, variables: &[(&str, &str)]| {
        let mut terminal = Terminal::run(dir.path(), arguments, variables);
        assert_eq!(terminal.code(), 1);
        terminal.until("missing-scope");
        terminal.until("next:").contains("\u{1b}[")
    };
    assert!(coloured("check", &[]));
    assert!(!coloured("check", &[("NO_COLOR", "1")]));
    assert!(!coloured("check", &[("CARGO_TERM_COLOR", "never")]));
    assert!(!coloured("check", &[("CLICOLOR", "0")]));
    assert!(!coloured("check", &[("TERM", "dumb")]));
    assert!(!coloured("check --color never", &[("CARGO_TERM_COLOR", "always")]));
    // The option is stronger than the variable, and the variable of cargo than that of everyone.
    assert!(coloured("check --color always", &[("NO_COLOR", "1")]));
    assert!(coloured("check", &[("CARGO_TERM_COLOR", "always"), ("NO_COLOR", "1")]));
}
