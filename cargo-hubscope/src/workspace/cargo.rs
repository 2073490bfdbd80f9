//! Running cargo so that it neither writes, fetches nor runs anything of the project.
//!
//! `cargo metadata --offline` alone would write a missing `Cargo.lock`; with dependencies it asks `rustc` for the
//! platform, and then a project's `.cargo/config.toml` may name a program to run as rustc or around it, or flags for
//! it. The environment takes precedence over that file, so it is set for every one of these.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::Error;

/// How much of the dependency graph cargo is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Everything, as the lock file says, for the host with all features.
    Locked,
    /// The members of the workspace alone.
    Members,
}

/// Where cargo is started; its configuration and the toolchain are looked for from there upwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Beside the manifest.
    Project,
    /// Away from the project, so that a toolchain that it asks for and that is not installed does not matter.
    Away,
}

/// What cargo answered: metadata as JSON, or what it said on standard error.
pub type Answer = Result<Vec<u8>, String>;

/// Runs `cargo metadata` for the manifest.
///
/// # Errors
/// When cargo cannot be started at all; that cargo fails is an [`Answer`].
pub fn metadata(manifest: &Path, depth: Depth, place: Place) -> Result<Answer, Error> {
    let place = if place == Place::Project && asks_for_own_toolchain(manifest) { Place::Away } else { place };
    let mut command = cargo(manifest, place);
    command.args(["metadata", "--format-version", "1", "--offline", "--manifest-path"]).arg(manifest);
    match depth {
        Depth::Locked => {
            command.args(["--locked", "--all-features", "--filter-platform", &host(manifest, place)?]);
        }
        Depth::Members => {
            command.arg("--no-deps");
        }
    }
    let output = run(command)?;
    if output.status.success() {
        return Ok(Ok(output.stdout));
    }
    Ok(Err(String::from_utf8_lossy(&output.stderr).trim().to_owned()))
}

/// The platform that cargo itself runs on.
fn host(manifest: &Path, place: Place) -> Result<String, Error> {
    let mut command = cargo(manifest, place);
    command.arg("-vV");
    let output = run(command)?;
    let text = String::from_utf8_lossy(&output.stdout);
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.map_or_else(String::new, |host| host.trim().to_owned()))
}

fn run(mut command: Command) -> Result<std::process::Output, Error> {
    command.output().map_err(|error| Error::NoCargo {
        program: command.get_program().to_string_lossy().into_owned(),
        reason: error.to_string(),
    })
}

/// The cargo that runs this tool, or the one on the PATH.
fn program() -> OsString {
    std::env::var_os("CARGO").filter(|cargo| !cargo.is_empty()).unwrap_or_else(|| "cargo".into())
}

fn cargo(manifest: &Path, place: Place) -> Command {
    let mut command = Command::new(program());
    command.stdin(Stdio::null());
    command.current_dir(match place {
        Place::Project => manifest.parent().unwrap_or(manifest).to_path_buf(),
        Place::Away => away(),
    });
    for name in ["RUSTC_WRAPPER", "RUSTC_WORKSPACE_WRAPPER", "CARGO_ENCODED_RUSTFLAGS"] {
        command.env(name, "");
    }
    if std::env::var_os("RUSTC").is_none() {
        command.env("RUSTC", "rustc");
    }
    command
        .env("RUSTUP_AUTO_INSTALL", "0")
        .env("CARGO_CACHE_RUSTC_INFO", "0")
        .env("CARGO_CACHE_AUTO_CLEAN_FREQUENCY", "never")
        .env("CARGO_NET_OFFLINE", "true")
        .env("CARGO_TERM_COLOR", "never")
        .env("CARGO_TERM_PROGRESS_WHEN", "never");
    command
}

/// A directory that no project configures.
fn away() -> PathBuf {
    if cfg!(windows) { std::env::temp_dir() } else { PathBuf::from("/") }
}

/// Whether a toolchain file of the project names a toolchain by its path: that would be a program of the project.
fn asks_for_own_toolchain(manifest: &Path) -> bool {
    if std::env::var_os("RUSTUP_TOOLCHAIN").is_some() {
        return false;
    }
    let Some(dir) = manifest.parent() else { return false };
    let names = ["rust-toolchain.toml", "rust-toolchain"];
    let file = dir.ancestors().find_map(|dir| names.iter().map(|name| dir.join(name)).find(|file| file.is_file()));
    let Some(text) = file.and_then(|file| std::fs::read_to_string(file).ok()) else { return false };
    let table = text.parse::<toml::Table>().unwrap_or_default();
    table.get("toolchain").and_then(|toolchain| toolchain.get("path")).is_some()
}
