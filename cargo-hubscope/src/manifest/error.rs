//! Why a manifest cannot be used at all.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::source::{Position, Span};

/// What kept a manifest from being used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ErrorKind {
    /// There is no such file.
    Missing,
    /// The path is a directory.
    Directory,
    /// The file cannot be opened or is not UTF-8.
    Unreadable,
    /// The text is not JSON, not even leniently.
    NotJson,
    /// The JSON is not an app manifest.
    NotAnApp,
    /// Several manifests were found and none was chosen.
    Ambiguous,
    /// The chosen profile does not exist or cannot be read.
    Profile,
    /// The project file that was given leads to no manifest.
    Project,
    /// An edit is not possible, or would not give what was intended.
    Edit,
    /// The file could not be written.
    Write,
}

/// A manifest that cannot be used, with the place and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// What went wrong.
    pub kind: ErrorKind,
    /// The file or directory.
    pub path: PathBuf,
    /// The place in the file, where there is one.
    pub place: Option<(Span, Position)>,
    /// What is wrong, lower-case, without a final stop; does not repeat the path.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Error {
    pub(super) fn new(kind: ErrorKind, path: &Path, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { kind, path: path.to_owned(), place: None, message: message.into(), help: help.into() }
    }

    pub(super) fn at(mut self, span: Span, position: Position) -> Self {
        self.place = Some((span, position));
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.path.display())?;
        if let Some((_, position)) = self.place {
            write!(out, ":{}:{}", position.line, position.column)?;
        }
        write!(out, ": {}", self.message)?;
        if !self.help.is_empty() {
            write!(out, "; {}", self.help)?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}
