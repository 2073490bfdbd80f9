//! The macros that read the lock, in this package and in a workspace that cargo builds.

#![allow(clippy::unwrap_used, reason = "the helpers of tests are outside of the functions that clippy sees as tests")]

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Output};

use scope_macros::{optional_scopes, required_scopes};
use sha2::{Digest, Sha256};

const REQUIRED: &[&str] = required_scopes!();
static OPTIONAL: &[&str] = optional_scopes!();

#[test]
fn the_lists_of_the_lock_are_constants() {
    assert_eq!(REQUIRED, ["crm.objects.contacts.read", "crm.objects.deals.read"]);
    assert_eq!(OPTIONAL, ["crm.objects.deals.write"]);
    let inside: &'static [&'static str] = required_scopes![];
    assert_eq!(inside, REQUIRED);
}

#[test]
fn a_workspace_is_built_with_its_lock_and_anew_when_that_changes() {
    let temporary = tempfile::tempdir().unwrap();
    let root = temporary.path();
    write(&root.join("Cargo.toml"), "[workspace]\nresolver = \"3\"\nmembers = [\"crates/app\"]\n");
    let manifest = format!(
        "[package]\nname = \"app\"\nedition = \"2024\"\n\n[dependencies]\nscope-macros = {{ path = {:?} }}\n",
        env!("CARGO_MANIFEST_DIR")
    );
    write(&root.join("crates/app/Cargo.toml"), &manifest);
    write(
        &root.join("crates/app/src/main.rs"),
        "fn main() {\n    println!(\"{:?} {:?}\", scope_macros::required_scopes!(), scope_macros::optional_scopes!());\n}\n",
    );
    // The versions that are known to be there, so that nothing is looked up.
    std::fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.lock"), root.join("Cargo.lock")).unwrap();

    let missing = failure(&run(root));
    assert!(missing.contains("error: no `hubscope.lock` in `"), "{missing}");
    assert!(missing.contains("crates/app` or above it up to `"), "{missing}");
    assert!(missing.contains("`: run `cargo hubscope lock`"), "{missing}");

    write(&root.join("hubscope.lock"), &lock(&["forms"], &[]));
    assert_eq!(success(&run(root)), "[\"forms\"] []\n");

    write(&root.join("hubscope.lock"), &lock(&["files", "forms"], &["hubdb"]));
    assert_eq!(success(&run(root)), "[\"files\", \"forms\"] [\"hubdb\"]\n");

    write(&root.join("hubscope.lock"), &lock(&["files", "forms"], &["hubdb"]).replace("\"files\", ", ""));
    let changed = failure(&run(root));
    assert!(changed.contains("hubscope.lock`, line 6: the hash is not that of the two lists"), "{changed}");
    assert!(changed.contains("; write it anew by `cargo hubscope lock`"), "{changed}");

    write(&root.join("crates/app/hubscope.lock"), &lock(&[], &["files"]));
    assert_eq!(success(&run(root)), "[] [\"files\"]\n");
}

/// A sound lock; its hash comes from a library, not from the code under test.
fn lock(required: &[&str], optional: &[&str]) -> String {
    let mut lines = String::new();
    for (list, scopes) in [("required", required), ("optional", optional)] {
        for scope in scopes {
            writeln!(lines, "{list} {scope}").unwrap();
        }
    }
    let hash: String = Sha256::digest(lines).iter().map(|byte| format!("{byte:02x}")).collect();
    format!(
        "version = 1\ncatalog = \"2026-11-21\"\nsha256 = \"00\"\nrequired = {required:?}\noptional = {optional:?}\n\
         hash = \"{hash}\"\n"
    )
}

fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

fn run(root: &Path) -> Output {
    Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--offline", "--target-dir", concat!(env!("CARGO_TARGET_TMPDIR"), "/lock")])
        .current_dir(root)
        .output()
        .unwrap()
}

fn success(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn failure(output: &Output) -> String {
    assert!(!output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8_lossy(&output.stderr).into_owned()
}
