//! Mistakes in a configuration.

use std::fmt;
use std::path::PathBuf;

use crate::source::{Position, Span};

/// Why a configuration cannot be used: every mistake that was found in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    /// The file.
    pub path: PathBuf,
    /// At least one mistake, in the order of the file.
    pub mistakes: Vec<Mistake>,
}

/// One mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The place, where the file could be read.
    pub place: Option<(Span, Position)>,
    /// What is wrong, lower-case, without a final stop.
    pub message: String,
    /// What to write, where that is known.
    pub help: Option<String>,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, mistake) in self.mistakes.iter().enumerate() {
            if index > 0 {
                writeln!(out)?;
            }
            write!(out, "{}", self.path.display())?;
            if let Some((_, position)) = mistake.place {
                write!(out, ":{}:{}", position.line, position.column)?;
            }
            write!(out, ": {}", mistake.message)?;
            if let Some(help) = &mistake.help {
                write!(out, "; {help}")?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for ConfigError {}
