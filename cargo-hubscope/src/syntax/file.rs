//! A whole file: tokenizes it, and where that fails, the pieces of it.

use std::ops::Range as Bytes;
use std::panic::AssertUnwindSafe;

use proc_macro2::{LexError, TokenStream};

use super::facts::{FileFacts, ItemId, ItemKind, Range, SyntaxError};
use super::lower::{Inside, Lowering};
use super::text;

/// The largest file that is read, in bytes: positions are counted in 32 bits.
const LARGEST: usize = 1 << 30;

/// Broken bodies nested deeper than this are not cut into pieces: every level is scanned again.
const DEPTH: u32 = 8;

/// Lowers a whole file on a thread with a big stack.
pub(super) fn lower(text: &str) -> FileFacts {
    let all = Range { start: 0, end: text.len().min(LARGEST) as u32 };
    if text.len() > LARGEST {
        return failed("the file is too large to be read", all);
    }
    // The parser is not known to panic; a file that proves otherwise must not take the others with it.
    let lowered = std::panic::catch_unwind(AssertUnwindSafe(|| {
        let prepared = text::prepare(text);
        let mut lowering = Lowering::of_text(&prepared, 0);
        match prepared.parse::<TokenStream>() {
            Ok(stream) => lowering.facts.top = lowering.file_items(stream),
            Err(_) => {
                let mut pieces = Pieces { text: &prepared, lowering: &mut lowering };
                let top = pieces.items(0..prepared.len(), Inside::Module, 0);
                lowering.facts.top = top;
            }
        }
        lowering.facts
    }));
    proc_macro2::extra::invalidate_current_thread_spans();
    lowered.unwrap_or_else(|_| failed("the parser failed on this file", all))
}

fn failed(message: &str, all: Range) -> FileFacts {
    let error = SyntaxError { message: message.to_string(), at: all, skipped: all };
    FileFacts { errors: vec![error], ..FileFacts::default() }
}

/// A file that cannot be tokenized as a whole.
struct Pieces<'a> {
    text: &'a str,
    lowering: &'a mut Lowering,
}

impl Pieces<'_> {
    /// Lowers the items of a part of the text that can be tokenized, and reports the others.
    fn items(&mut self, within: Bytes<usize>, inside: Inside, depth: u32) -> Vec<ItemId> {
        let mut items = Vec::new();
        for piece in text::cut(self.text, within) {
            self.lowering.set_text(&self.text[piece.clone()], piece.start as u32);
            match self.text[piece.clone()].parse::<TokenStream>() {
                Ok(stream) if piece.start == 0 => items.extend(self.lowering.file_items(stream)),
                Ok(stream) => items.extend(self.lowering.items_of(stream, inside)),
                Err(error) => match self.container(piece.clone(), depth) {
                    Some(item) => items.push(item),
                    None => self.report(&error, piece),
                },
            }
        }
        items
    }

    /// A `mod`, `impl` or `trait` whose body cannot be tokenized: its head, and what of its items can be.
    fn container(&mut self, piece: Bytes<usize>, depth: u32) -> Option<ItemId> {
        if depth == DEPTH {
            return None;
        }
        let text = &self.text[piece.clone()];
        // The body starts where a line ends with `{`, as formatted code has it.
        let open = text
            .match_indices('{')
            .map(|(at, _)| at)
            .find(|at| text[at + 1..].split('\n').next().is_some_and(|rest| rest.trim().is_empty()))?;
        let body_start = piece.start + open + 1;
        let body_end = match text.trim_end().strip_suffix('}') {
            Some(rest) if rest.len() > open => piece.start + rest.len(),
            _ => piece.end,
        };
        self.lowering.set_text(&self.text[piece.clone()], piece.start as u32);
        let head = format!("{}}}", &text[..=open]).parse::<TokenStream>().ok()?;
        let (id, inside) = self.lowering.empty_container(head)?;
        let children = self.items(body_start..body_end, inside, depth + 1);
        let item = self.lowering.facts.items.get_mut(id.0 as usize)?;
        item.range.end = piece.start as u32 + text.trim_end().len() as u32;
        match &mut item.kind {
            ItemKind::Mod { items: Some(items) } | ItemKind::Impl { items, .. } | ItemKind::Trait { items, .. } => {
                *items = children
            }
            _ => {}
        }
        Some(id)
    }

    fn report(&mut self, error: &LexError, piece: Bytes<usize>) {
        self.lowering.set_text(&self.text[piece.clone()], piece.start as u32);
        let start = (self.lowering.range(error.span()).start as usize).clamp(piece.start, piece.end);
        let found = self.text[start..piece.end].chars().next();
        let message = match found {
            Some('(' | '[' | '{') => "this delimiter is not closed",
            Some(')' | ']' | '}') => "this closing delimiter matches no open one",
            Some('"' | '\'' | 'r' | 'b' | 'c') => "this literal is not well formed",
            Some('/') => "this comment is not closed",
            _ => "this is no token of Rust",
        };
        let end = start + found.map_or(0, char::len_utf8);
        let trimmed = piece.start + self.text[piece.clone()].trim_end().len();
        self.lowering.facts.errors.push(SyntaxError {
            message: message.to_string(),
            at: Range { start: start as u32, end: end as u32 },
            skipped: Range { start: piece.start as u32, end: trimmed.max(end) as u32 },
        });
    }
}
