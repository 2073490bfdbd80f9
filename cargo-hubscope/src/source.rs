//! Source files and places in them, shared by every stage.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// Names a file of a [`Sources`] store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SourceId(pub u32);

/// A range of bytes in one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The file.
    pub source: SourceId,
    /// First byte, counted from the start of the file as it is on disk (a byte order mark counts).
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// Whether another range is within this one, in the same file.
    pub fn holds(self, other: Span) -> bool {
        self.source == other.source && self.start <= other.start && other.end <= self.end
    }
}

/// A place for people: both numbers are 1-based, the column counts Unicode scalar values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in Unicode scalar values, from 1.
    pub column: u32,
}

/// One text file that spans can point into.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Where the file is on disk.
    pub path: PathBuf,
    /// The name used in every output: relative to the workspace root with `/` between parts, or `NAME-VERSION/...`
    /// for a file of a dependency.
    pub name: String,
    /// The whole text as read.
    pub text: Arc<str>,
    line_starts: Vec<u32>,
}

impl SourceFile {
    /// The position of a byte offset; offsets past the end or inside a character give the nearest earlier position.
    pub fn position(&self, offset: u32) -> Position {
        let line = self.line_starts.partition_point(|&start| start <= offset).saturating_sub(1);
        let start = self.line_starts.get(line).copied().unwrap_or(0) as usize;
        let end = (offset as usize).clamp(start, self.text.len());
        let column = self.text.as_bytes()[start..end].iter().filter(|byte| (**byte & 0xC0) != 0x80).count();
        Position { line: line as u32 + 1, column: column as u32 + 1 }
    }
}

/// All files read in one run, in a fixed order.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file and returns its id. Ids count up in the order of adding.
    pub fn add(&mut self, path: PathBuf, name: String, text: impl Into<Arc<str>>) -> SourceId {
        let text = text.into();
        let line_starts =
            std::iter::once(0).chain(text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i as u32 + 1));
        let line_starts = line_starts.collect();
        self.files.push(SourceFile { path, name, text, line_starts });
        SourceId(self.files.len() as u32 - 1)
    }

    /// The file of an id.
    ///
    /// # Panics
    /// Never for an id that this store gave out.
    pub fn file(&self, id: SourceId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// The id of a file by its path on disk, if it has been added.
    pub fn find(&self, path: &Path) -> Option<SourceId> {
        self.files.iter().position(|file| file.path == path).map(|index| SourceId(index as u32))
    }

    /// Every file with its id, in the order of adding.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &SourceFile)> {
        self.files.iter().enumerate().map(|(index, file)| (SourceId(index as u32), file))
    }

    /// First and last position of a span.
    pub fn range(&self, span: Span) -> (Position, Position) {
        let file = self.file(span.source);
        (file.position(span.start), file.position(span.end))
    }

    /// Where a span begins, as `FILE:LINE:COLUMN`.
    pub fn place(&self, span: Span) -> String {
        let file = self.file(span.source);
        let position = file.position(span.start);
        format!("{}:{}:{}", file.name, position.line, position.column)
    }

    /// The text that a span covers.
    pub fn snippet(&self, span: Span) -> &str {
        self.file(span.source).text.get(span.start as usize..span.end as usize).unwrap_or("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_count_from_one() {
        let mut sources = Sources::new();
        let id = sources.add("a.rs".into(), "a.rs".into(), "ä = 1;\nöü = 2;\n");
        let file = sources.file(id);
        assert_eq!(file.position(0), Position { line: 1, column: 1 });
        assert_eq!(file.position(2), Position { line: 1, column: 2 });
        assert_eq!(file.position(8), Position { line: 2, column: 1 });
        assert_eq!(file.position(12), Position { line: 2, column: 3 });
        assert_eq!(file.position(999), Position { line: 3, column: 1 });
    }
}
