//! The binary under test and how it is run.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use serde_json::Value;

use crate::Error;

/// The built `cargo-hubscope`: what `HUBSCOPE_BINARY` names, or the workspace's own, built in the profile of the tests.
///
/// # Errors
///
/// Says what went wrong when it does not build.
pub fn binary() -> Result<&'static Path, Error> {
    static BINARY: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    match BINARY.get_or_init(|| build().map_err(|error| error.to_string())) {
        Ok(path) => Ok(path),
        Err(error) => Err(error.clone().into()),
    }
}

fn build() -> Result<PathBuf, Error> {
    if let Some(given) = std::env::var_os("HUBSCOPE_BINARY") {
        return Ok(std::fs::canonicalize(given)?);
    }
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(crate::repository());
    command.args([
        "build",
        "--quiet",
        "--message-format=json",
        "--package",
        "cargo-hubscope",
        "--bin",
        "cargo-hubscope",
    ]);
    if !cfg!(debug_assertions) {
        command.arg("--release");
    }
    let output = command.output()?;
    if !output.status.success() {
        return Err(format!("cargo-hubscope does not build: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    let messages = String::from_utf8(output.stdout)?;
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .find_map(|message| message["executable"].as_str().map(PathBuf::from))
        .ok_or_else(|| "cargo named no executable".into())
}

/// One run of the binary, to be completed and started.
#[derive(Debug)]
pub struct Run {
    command: Command,
}

/// What a run gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ran {
    /// The exit code, if the process ended by itself.
    pub code: Option<i32>,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

impl Run {
    /// A run of `cargo-hubscope hubscope ARGUMENTS...` without colours.
    ///
    /// # Errors
    ///
    /// As [`binary`].
    pub fn new<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Result<Self, Error> {
        let mut command = Command::new(binary()?);
        command.arg("hubscope").args(arguments);
        for name in ["CARGO_TERM_COLOR", "CLICOLOR_FORCE", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "RUST_BACKTRACE"] {
            command.env_remove(name);
        }
        command.env("NO_COLOR", "1");
        Ok(Run { command })
    }

    /// Reads the package of this manifest.
    #[must_use]
    pub fn manifest(mut self, manifest: &Path) -> Self {
        self.command.arg("--manifest-path").arg(manifest);
        self
    }

    /// Runs in this directory.
    #[must_use]
    pub fn within(mut self, directory: &Path) -> Self {
        self.command.current_dir(directory);
        self
    }

    /// Sets a variable of the environment.
    #[must_use]
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// Waits for the end.
    ///
    /// # Errors
    ///
    /// Says so when the binary cannot be started or prints what is not UTF-8.
    pub fn ran(mut self) -> Result<Ran, Error> {
        let output = self.command.output()?;
        Ok(Ran {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout)?,
            stderr: String::from_utf8(output.stderr)?,
        })
    }

    /// Waits for the end and reads standard output as JSON.
    ///
    /// # Errors
    ///
    /// Shows what was printed in its place.
    pub fn json(self) -> Result<Value, Error> {
        let ran = self.ran()?;
        serde_json::from_str(&ran.stdout).map_err(|_| {
            let said = if ran.stderr.is_empty() { &ran.stdout } else { &ran.stderr };
            let said: String = said.trim().chars().take(400).collect();
            format!("no JSON (exit {:?}): {said}", ran.code).into()
        })
    }
}
