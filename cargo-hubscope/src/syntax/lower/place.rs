//! Where tokens stand, in bytes of the file.

use proc_macro2::{LineColumn, Span};

use super::super::facts::Range;

/// Where the positions of lowered nodes come from.
#[derive(Debug)]
pub(super) enum Place {
    /// The tokens carry their place in a text.
    Text(Lines),
    /// Every node has this one place (that of the macro invocation it came from).
    Fixed(Range),
}

/// Where the lines of a text begin.
///
/// proc-macro2 counts characters, and remembers every position that it was asked to convert to bytes; its lines and
/// columns cost a fraction of that.
#[derive(Debug)]
pub(in crate::syntax) struct Lines {
    /// First bytes, counted in the file.
    starts: Vec<u32>,
    /// The text from the first line on, kept where columns are not bytes.
    wide: Option<String>,
}

impl Lines {
    /// The lines of a text that starts at byte `base` of the file.
    pub(in crate::syntax) fn new(text: &str, base: u32) -> Self {
        let mut starts = vec![base];
        starts.extend(text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| base + at as u32 + 1));
        Self { starts, wide: (!text.is_ascii()).then(|| text.to_string()) }
    }

    /// The byte of the file at a line and column.
    pub(in crate::syntax) fn offset(&self, place: LineColumn) -> u32 {
        let first = self.starts.first().copied().unwrap_or(0);
        let line = self.starts.get(place.line.saturating_sub(1)).copied().unwrap_or(first);
        match &self.wide {
            None => line + place.column as u32,
            Some(text) => {
                let rest = text.get((line - first) as usize..).unwrap_or_default();
                line + rest.char_indices().nth(place.column).map_or(rest.len(), |(at, _)| at) as u32
            }
        }
    }
}

impl Place {
    /// All of a token or group.
    pub(super) fn range(&self, span: Span) -> Range {
        match self {
            Self::Fixed(range) => *range,
            Self::Text(lines) => Range { start: lines.offset(span.start()), end: lines.offset(span.end()) },
        }
    }

    /// A token of known length.
    pub(super) fn token(&self, span: Span, bytes: usize) -> Range {
        match self {
            Self::Fixed(range) => *range,
            Self::Text(lines) => {
                let start = lines.offset(span.start());
                Range { start, end: start + bytes as u32 }
            }
        }
    }
}
