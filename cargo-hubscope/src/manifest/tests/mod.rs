//! Manifests on disk, good and bad.

mod components;
mod discovery;
mod formats;
mod install;
mod malformed;

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::{Error, List, Manifest, Problem, Request, read};
use crate::source::Sources;

/// A directory with the given files, gone when dropped.
struct Tree {
    dir: TempDir,
}

impl Tree {
    fn new(files: &[(&str, &str)]) -> Self {
        let tree = Self { dir: tempfile::tempdir().unwrap() };
        files.iter().for_each(|(name, text)| tree.write(name, text));
        tree
    }

    fn root(&self) -> PathBuf {
        self.dir.path().to_owned()
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.dir.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn read(&self, name: &str, profile: Option<&str>) -> (Sources, Result<Manifest, Error>) {
        let mut sources = Sources::new();
        let path = self.dir.path().join(name);
        let manifest = read(&Request { path: &path, root: self.dir.path(), profile }, &mut sources);
        (sources, manifest)
    }
}

/// A manifest by its file name and text alone.
fn read_text(name: &str, text: &str) -> (Sources, Result<Manifest, Error>) {
    Tree::new(&[(name, text)]).read(name, None)
}

/// Problems as `rule line:column message (help) [line:column label]`, one a line.
fn show(sources: &Sources, problems: &[Problem]) -> Vec<String> {
    let place = |span| {
        let (start, _) = sources.range(span);
        format!("{}:{}", start.line, start.column)
    };
    problems
        .iter()
        .map(|problem| {
            let help = problem.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
            let labels: String =
                problem.labels.iter().map(|(span, text)| format!(" [{} {text}]", place(*span))).collect();
            format!("{} {} {}{help}{labels}", problem.kind.rule(), place(problem.span), problem.message)
        })
        .collect()
}

/// An error without the directory that the test made.
fn plain(error: &Error, root: &Path) -> String {
    error.to_string().replace(&format!("{}/", root.display()), "").replace(&root.display().to_string(), ".")
}

fn names(manifest: &Manifest, list: List) -> Vec<String> {
    manifest.list(list).entries.iter().map(|entry| entry.scope.to_string()).collect()
}
