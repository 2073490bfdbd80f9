//! What the commands share: the workspace, its calls, the app, and what the calls need.

use std::path::{Path, PathBuf};

use super::Failure;
use super::app::App;
use super::args::{AppArgs, Hubscope};
use super::code::{self, Code};
use super::output::Printer;
use crate::analysis::Call;
use crate::catalog::{AuthKind, Catalog};
use crate::manifest;
use crate::report::{Context, repository_of};
use crate::rules::{Derivation, Inputs, OutsideNeed};
use crate::workspace::{self, Workspace};

/// A project that has been read.
pub(super) struct Session {
    pub workspace: Workspace,
    pub catalog: &'static Catalog,
    /// The selected code; its sources hold the files of the app too.
    pub code: Code,
    pub repository: PathBuf,
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

    /// The apps to compare with: the one that is named, or the one that is found; none where there is none.
    pub fn apps(&mut self, args: &AppArgs) -> Result<Vec<App>, Failure> {
        let Some(path) = self.manifest_path(args)? else { return Ok(Vec::new()) };
        let root = self.workspace.root.clone();
        let app = App::read(&path, None, None, &root, self.catalog, &mut self.code.sources)?;
        Ok(vec![app])
    }

    fn manifest_path(&self, args: &AppArgs) -> Result<Option<PathBuf>, Failure> {
        if let Some(given) = &args.app_manifest {
            return Ok(Some(absolute(given)?));
        }
        let found = manifest::choose(manifest::discover(&self.workspace.root), &self.workspace.root)?;
        Ok(found.map(|found| found.path))
    }

    /// How the app authenticates, for commands that need no app: OAuth where there is none or it cannot be read.
    pub fn auth(&mut self, args: &AppArgs, printer: &Printer<'_>) -> Result<AuthKind, Failure> {
        match self.apps(args) {
            Ok(apps) => Ok(apps.first().map(App::auth).unwrap_or_default()),
            // A manifest that was named must be right.
            Err(failure) if args.app_manifest.is_some() => Err(failure),
            Err(failure) => {
                printer.note(&format!(
                    "the requirements are those of OAuth, since there is no app to go by: {}",
                    failure.message
                ));
                Ok(AuthKind::default())
            }
        }
    }

    /// What the selected code needs.
    pub fn derive(&self, auth: AuthKind, outside: &[OutsideNeed], unseen: &[String]) -> Derivation {
        self.derive_from(&self.code, auth, outside, unseen)
    }

    /// What every package with every feature needs; `None` where that is the selected code.
    pub fn derive_whole(&self, auth: AuthKind, outside: &[OutsideNeed], unseen: &[String]) -> Option<Derivation> {
        let whole = self.workspace.everything();
        if whole == self.workspace {
            return None;
        }
        Some(self.derive_from(&code::analyse(&whole), auth, outside, unseen))
    }

    fn derive_from(&self, code: &Code, auth: AuthKind, outside: &[OutsideNeed], unseen: &[String]) -> Derivation {
        let mut reasons = code.unseen.clone();
        reasons.extend(unseen.iter().cloned());
        if let Some((first, _)) = code.unparsed.first() {
            let name = &code.sources.file(first.source).name;
            reasons.push(match code.unparsed.len() {
                1 => format!("a part of `{name}` could not be read"),
                count => format!("{count} parts of source files could not be read, the first in `{name}`"),
            });
        }
        let inputs = Inputs {
            catalog: self.catalog,
            auth,
            sources: &code.sources,
            outside,
            unseen: &reasons,
            optional: &|_: &Call| false,
        };
        Derivation::new(code.calls.clone(), inputs)
    }
}

/// A path as given on the command line, from the working directory.
pub(super) fn absolute(path: &Path) -> Result<PathBuf, Failure> {
    std::path::absolute(path).map_err(|error| Failure::new(format!("`{}`: {error}", path.display())))
}
