//! From a workspace to its calls: the one place where the analysis is started.

use crate::analysis::{self, Call};
use crate::catalog::Catalog;
use crate::program::ProblemKind;
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

/// Reads the sources of the selected packages and finds the calls in them.
pub(super) fn analyse(workspace: &Workspace) -> Code {
    let found = analysis::analyse(workspace, Catalog::embedded(), &analysis::Options::default());
    let mut code = Code {
        sources: found.sources,
        calls: found.calls,
        unseen: found.unseen,
        notes: found.notes,
        unparsed: Vec::new(),
    };
    for problem in found.problems {
        match (problem.kind, problem.span) {
            (ProblemKind::Generated, _) | (_, None) => {
                code.unseen.push(format!("{}: {}", problem.file, problem.message))
            }
            (_, Some(span)) => code.unparsed.push((span, problem.message)),
        }
    }
    code
}
