//! What the commands share: the workspace, its calls, and what they need.

use super::Failure;
use super::args::Hubscope;
use super::code::{self, Code};
use super::output::Printer;
use crate::catalog::{AuthKind, Catalog};
use crate::report::{Context, repository_of};
use crate::rules::{Derivation, Inputs};
use crate::workspace::{self, Workspace};
use std::path::PathBuf;

/// A project that has been read.
pub(super) struct Session {
    pub workspace: Workspace,
    pub catalog: &'static Catalog,
    pub code: Code,
    repository: PathBuf,
}

impl Session {
    /// Reads the project that the arguments name and finds its calls.
    pub fn open(args: &Hubscope, printer: &Printer<'_>) -> Result<Self, Failure> {
        let workspace = workspace::load(&args.project.options())?;
        let code = code::analyse(&workspace);
        for note in workspace.notes.iter().map(|note| &note.message).chain(&code.notes) {
            printer.note(note);
        }
        let repository = repository_of(&workspace.root);
        Ok(Self { workspace, catalog: Catalog::embedded(), code, repository })
    }

    /// What renderers need.
    pub fn context(&self) -> Context<'_> {
        Context { sources: &self.code.sources, workspace: &self.workspace, repository: &self.repository }
    }

    /// What the calls need.
    pub fn derive(&self, auth: AuthKind) -> Derivation {
        let inputs = Inputs {
            catalog: self.catalog,
            auth,
            sources: &self.code.sources,
            outside: &[],
            unseen: &self.code.unseen,
            optional: &|_| false,
        };
        Derivation::new(self.code.calls.clone(), inputs)
    }
}
