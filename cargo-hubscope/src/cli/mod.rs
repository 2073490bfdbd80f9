//! The command line: arguments, commands and exit codes.

mod about;
mod alone;
mod app;
mod args;
mod check;
mod code;
mod fix;
mod idle;
mod init;
mod lock;
mod optional;
mod output;
mod progress;
mod run;
mod sensitive;
mod session;
mod settings;
mod stated;
mod watch;

use std::ffi::OsString;
use std::fmt::Display;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use args::Cargo;
use output::Printer;

/// Why the tool could not do its work; ends the run with exit code 2.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Failure {
    message: String,
    /// What another program says of it, a line each.
    quoted: Vec<String>,
    /// Further things that are wrong.
    also: Vec<String>,
    help: Vec<String>,
}

impl Failure {
    fn new(message: impl Display) -> Self {
        Self { message: message.to_string(), quoted: Vec::new(), also: Vec::new(), help: Vec::new() }
    }

    /// With the place that it is about.
    fn at(mut self, place: impl Display) -> Self {
        self.message = format!("{place}: {}", self.message);
        self
    }

    fn also(mut self, message: impl Display) -> Self {
        self.also.push(message.to_string());
        self
    }

    fn help(mut self, help: impl Display) -> Self {
        self.help.push(help.to_string());
        self
    }
}

impl From<crate::workspace::Error> for Failure {
    fn from(error: crate::workspace::Error) -> Self {
        // What cargo says has several lines.
        let text = error.to_string();
        let mut lines = text.lines().map(str::to_owned);
        let mut failure = Self::new(lines.next().unwrap_or_default());
        failure.quoted = lines.collect();
        match error.help() {
            Some(help) => failure.help(help),
            None => failure,
        }
    }
}

/// How a run that did its work ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// Nothing that makes a run fail.
    Clean,
    /// Findings that make a run fail.
    Findings,
    /// There is no result, as has been said already.
    Unable,
}

/// Runs the command line of the process and returns its exit code: 0 clean, 1 findings, 2 the tool could not work.
pub fn main() -> ExitCode {
    let Cargo::Hubscope(args) = match Cargo::try_parse_from(arguments(std::env::args_os().collect())) {
        Ok(cargo) => cargo,
        Err(error) => {
            // Nowhere is left to report that the message cannot be printed.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let printer = Printer::new(&args.output);
    match run::run(&args, &printer) {
        Ok(Verdict::Clean) => ExitCode::SUCCESS,
        Ok(Verdict::Findings) => ExitCode::from(1),
        Ok(Verdict::Unable) => ExitCode::from(2),
        Err(failure) => {
            printer.failure(&failure);
            ExitCode::from(2)
        }
    }
}

/// Cargo starts the tool with `hubscope` as the first argument; who starts it without gets the same.
fn arguments(mut given: Vec<OsString>) -> Vec<OsString> {
    if given.get(1).is_none_or(|first| first != "hubscope") {
        given.insert(given.len().min(1), "hubscope".into());
    }
    given
}

/// The whole command line, as completions and the manual page describe it.
fn command() -> clap::Command {
    let cargo = Cargo::command();
    cargo.find_subcommand("hubscope").cloned().unwrap_or(cargo).name("cargo-hubscope").bin_name("cargo hubscope")
}

#[cfg(test)]
mod tests {
    use super::args::Hubscope;
    use super::*;

    fn parse(line: &str) -> Result<Hubscope, clap::Error> {
        let words = line.split_whitespace().map(OsString::from).collect();
        Cargo::try_parse_from(arguments(words)).map(|Cargo::Hubscope(args)| *args)
    }

    #[test]
    fn the_definition_of_the_arguments_holds_together() {
        Cargo::command().debug_assert();
    }

    #[test]
    fn it_is_called_by_cargo_or_by_its_own_name() {
        assert!(parse("cargo-hubscope hubscope calls").unwrap().command.is_some());
        assert!(parse("cargo-hubscope calls").unwrap().command.is_some());
        assert!(parse("cargo-hubscope").unwrap().command.is_none());
    }

    #[test]
    fn options_stand_before_or_behind_the_command() {
        for line in [
            "cargo-hubscope --manifest-path a/Cargo.toml -p b calls",
            "cargo-hubscope calls --manifest-path a/Cargo.toml -p b",
        ] {
            let args = parse(line).unwrap();
            assert_eq!(args.project.manifest_path.as_deref(), Some("a/Cargo.toml".as_ref()));
            assert_eq!(args.project.package, ["b"]);
        }
    }

    #[test]
    fn usage_errors_end_with_two() {
        for line in ["cargo-hubscope --nonsense", "cargo-hubscope calls --format xml", "cargo-hubscope nonsense"] {
            assert_eq!(parse(line).unwrap_err().exit_code(), 2, "{line}");
        }
        assert_eq!(parse("cargo-hubscope --help").unwrap_err().exit_code(), 0);
    }
}
