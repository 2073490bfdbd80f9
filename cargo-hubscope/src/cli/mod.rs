//! The command line: arguments, commands and exit codes.

mod args;
mod output;

use std::ffi::OsString;
use std::fmt::Display;
use std::process::ExitCode;

use clap::Parser;

use args::{Cargo, Command, Hubscope};
use output::Printer;

/// Why the tool could not do its work; ends the run with exit code 2.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Failure {
    message: String,
    help: Vec<String>,
}

impl Failure {
    fn new(message: impl Display) -> Self {
        Self { message: message.to_string(), help: Vec::new() }
    }

    fn help(mut self, help: impl Display) -> Self {
        self.help.push(help.to_string());
        self
    }
}

impl From<crate::workspace::Error> for Failure {
    fn from(error: crate::workspace::Error) -> Self {
        let failure = Self::new(&error);
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
}
