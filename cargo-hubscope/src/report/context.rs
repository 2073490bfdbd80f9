//! What renderers need beside the findings, and places in the form that outputs share.

use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::source::{SourceId, Sources, Span};
use crate::workspace::{Origin, Package, Workspace};

/// What every renderer is given.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The files that findings point into.
    pub sources: &'a Sources,
    /// The packages.
    pub workspace: &'a Workspace,
    /// The root of the repository, or of the workspace where there is none: services that show findings beside the
    /// code name files relative to it.
    pub repository: &'a Path,
    /// The arguments that chose code and app, as a shell takes them: what another command needs to look at the same.
    pub selection: &'a [String],
}

/// A place with its end, as JSON has it: 1-based, columns in Unicode scalar values, the end behind the last character.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Place {
    /// The file: relative to the workspace root, or `NAME-VERSION/...` in a dependency.
    pub file: String,
    /// First line.
    pub line: u32,
    /// First column.
    pub column: u32,
    /// Last line.
    pub end_line: u32,
    /// The column behind the last one.
    pub end_column: u32,
}

impl Place {
    /// The place of a span.
    pub fn of(sources: &Sources, span: Span) -> Self {
        let (start, end) = sources.range(span);
        Self {
            file: sources.file(span.source).name.clone(),
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    }
}

impl<'a> Context<'a> {
    /// The path of a file relative to the repository, with `/` between the parts, if it lies in it.
    pub(super) fn in_repository(&self, source: SourceId) -> Option<String> {
        let path = &self.sources.file(source).path;
        let relative = path.strip_prefix(self.repository).ok()?;
        let parts: Vec<_> = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        Some(parts.join("/"))
    }

    /// The package that a file belongs to: the one with the longest directory that contains it.
    pub(super) fn package_of(&self, source: SourceId) -> Option<&'a Package> {
        let path = &self.sources.file(source).path;
        let containing = self.workspace.packages.iter().filter(|package| path.starts_with(&package.dir));
        containing.max_by_key(|package| package.dir.components().count())
    }

    /// The package that stands for findings outside every package: the first selected one.
    pub(super) fn any_package(&self) -> Option<&'a Package> {
        let selected = self.workspace.selected.first().and_then(|&index| self.workspace.packages.get(index));
        selected.or_else(|| self.workspace.packages.iter().find(|package| package.origin == Origin::Member))
    }
}

/// The directory of the repository that holds `dir`, or `dir` itself where it is in none.
pub fn repository_of(dir: &Path) -> PathBuf {
    let marks = [".git", ".hg", ".jj", ".svn"];
    let found = dir.ancestors().find(|dir| marks.iter().any(|mark| dir.join(mark).exists()));
    found.unwrap_or(dir).to_path_buf()
}

/// A relative path as a URI reference: everything but letters, digits, `-._~/` is percent-encoded.
pub(super) fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uris_are_ascii_and_keep_slashes() {
        assert_eq!(uri("src/a b/ü%.rs"), "src/a%20b/%C3%BC%25.rs");
    }

    #[test]
    fn the_repository_is_the_nearest_directory_with_a_mark() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(dir.path().join("repo/.git")).unwrap();
        std::fs::create_dir_all(dir.path().join("repo/a/b")).unwrap();
        assert_eq!(repository_of(&dir.path().join("repo/a/b")), dir.path().join("repo"));
        assert_eq!(repository_of(&dir.path().join("none")), dir.path().join("none"));
    }
}
