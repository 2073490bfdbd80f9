//! A whole file: tokenizes it, and where that fails, the pieces of it.

use std::ops::Range as Bytes;

use proc_macro2::{LexError, TokenStream};

use super::facts::{FileFacts, ItemId, ItemKind, Range, SyntaxError};
use super::lower::{Inside, Lines, Lowering, cover};
use super::{stack, text};

/// The largest file that is read, in bytes: positions are counted in 32 bits.
const LARGEST: usize = 1 << 30;

/// Broken bodies nested deeper than this are not cut into pieces: every level is scanned again.
const DEPTH: u32 = 8;

/// How many pieces are put together again at most to balance the delimiters of the first.
const JOINED: usize = 32;

/// How many errors are kept of one file.
const MOST_ERRORS: usize = 100;

/// How often pieces are put together in one file.
const JOINS: u32 = 1000;

/// Lowers a whole file.
pub(super) fn lower(text: &str) -> FileFacts {
    let all = Range { start: 0, end: text.len().min(LARGEST) as u32 };
    if text.len() > LARGEST {
        return failed("the file is too large to be read", all);
    }
    let lowered = stack::parsing(|| {
        let prepared = text::prepare(text);
        let mut lowering = Lowering::of_text(&prepared, 0);
        match prepared.parse::<TokenStream>() {
            Ok(stream) => lowering.facts.top = lowering.file_items(stream),
            Err(_) => {
                let mut pieces = Pieces { text: &prepared, lowering: &mut lowering, joins: JOINS };
                let top = pieces.items(0..prepared.len(), Inside::Module, 0);
                lowering.facts.top = top;
            }
        }
        limit(&mut lowering.facts.errors);
        lowering.facts
    });
    lowered.unwrap_or_else(|| failed(stack::FAILED, all))
}

/// Joins the last errors into one where there are too many to be of use.
fn limit(errors: &mut Vec<SyntaxError>) {
    if errors.len() <= MOST_ERRORS {
        return;
    }
    let rest = errors.split_off(MOST_ERRORS - 1);
    let places = rest.iter().map(|error| (error.at, error.skipped));
    if let Some((at, skipped)) = places.reduce(|(at, all), (_, skipped)| (at, cover(all, skipped))) {
        errors.push(SyntaxError { message: format!("{} more errors from here on", rest.len()), at, skipped });
    }
}

fn failed(message: &str, all: Range) -> FileFacts {
    let error = SyntaxError { message: message.to_string(), at: all, skipped: all };
    FileFacts { errors: vec![error], ..FileFacts::default() }
}

/// A file that cannot be tokenized as a whole.
struct Pieces<'a> {
    text: &'a str,
    lowering: &'a mut Lowering,
    /// How often pieces may still be put together.
    joins: u32,
}

impl Pieces<'_> {
    /// Lowers the items of a part of the text that can be tokenized, and reports the others.
    fn items(&mut self, within: Bytes<usize>, inside: Inside, depth: u32) -> Vec<ItemId> {
        let mut items = Vec::new();
        let pieces = text::cut(self.text, within);
        let mut rest = pieces.as_slice();
        while let Some(piece) = rest.first().cloned() {
            // Where the lines of a body are not indented, it was cut too: more pieces may close what one opened.
            let whole = (1..=rest.len().min(JOINED)).find_map(|count| {
                if count > 1 {
                    match self.joins.checked_sub(1) {
                        Some(left) => self.joins = left,
                        None => return Some(None),
                    }
                }
                let joined = piece.start..rest[count - 1].end;
                match self.text[joined.clone()].parse::<TokenStream>() {
                    Ok(stream) => Some(Some((stream, joined, count))),
                    Err(error) => (!self.is_unclosed(&error, &joined)).then_some(None),
                }
            });
            if let Some(Some((stream, joined, count))) = whole {
                self.lowering.set_text(&self.text[joined.clone()], joined.start as u32);
                items.extend(match joined.start {
                    0 => self.lowering.file_items(stream),
                    _ => self.lowering.items_of(stream, inside),
                });
                rest = &rest[count..];
            } else {
                rest = &rest[1..];
                items.extend(self.broken(piece, depth));
            }
        }
        items
    }

    /// Whether a text lacks a closing delimiter, and nothing else before that.
    fn is_unclosed(&self, error: &LexError, piece: &Bytes<usize>) -> bool {
        let place = Lines::new(&self.text[piece.clone()], piece.start as u32).offset(error.span().start());
        self.text[place as usize..piece.end].starts_with(['(', '[', '{'])
    }

    /// Reports a piece that cannot be tokenized, and lowers what can be read of it nevertheless.
    fn broken(&mut self, piece: Bytes<usize>, depth: u32) -> Option<ItemId> {
        let Err(error) = self.text[piece.clone()].parse::<TokenStream>() else { return None };
        self.lowering.set_text(&self.text[piece.clone()], piece.start as u32);
        let error = self.error(&error, piece.clone());
        let before = self.lowering.facts.errors.len();
        let item = self.container(piece, depth);
        if item.is_none() {
            self.lowering.facts.errors.push(error);
        } else if self.lowering.facts.errors.len() == before {
            // Nothing was lost, but for all that the file is broken.
            self.lowering.facts.errors.push(SyntaxError { skipped: error.at, ..error });
        }
        item
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
        // A last line of `}` closes the body if it stands where the head began.
        let whole = text.trim_end();
        let last = whole.rsplit('\n').next().unwrap_or(whole);
        let first = whole.split('\n').find(|line| !line.trim().is_empty()).unwrap_or(whole);
        let indent = |line: &str| line.len() - line.trim_start().len();
        let closes = last.trim() == "}" && indent(last) == indent(first);
        let body_end = if closes { piece.start + whole.len() - 1 } else { piece.end };
        self.lowering.set_text(&self.text[piece.clone()], piece.start as u32);
        let head = format!("{}}}", &text[..=open]).parse::<TokenStream>().ok()?;
        let (id, inside) = self.lowering.empty_container(head)?;
        let children = self.items(body_start..body_end, inside, depth + 1);
        let item = self.lowering.facts.items.get_mut(id.0 as usize)?;
        item.range.end = piece.start as u32 + text.trim_end().len() as u32;
        match &mut item.kind {
            ItemKind::Mod { items: Some(items) } | ItemKind::Impl { items, .. } | ItemKind::Trait { items, .. } => {
                *items = children;
            }
            _ => {}
        }
        Some(id)
    }

    /// What is wrong with the text that was set last.
    fn error(&self, error: &LexError, piece: Bytes<usize>) -> SyntaxError {
        let told = (self.lowering.range(error.span()).start as usize).clamp(piece.start, piece.end);
        // The tokenizer may point at the blanks before, of which some stand for what was no Rust.
        let rest = &self.text[told..piece.end];
        let start = told + rest.find(|char: char| !char.is_whitespace()).unwrap_or_default();
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
        SyntaxError {
            message: message.to_string(),
            at: Range { start: start as u32, end: end as u32 },
            skipped: Range { start: piece.start as u32, end: trimmed.max(end) as u32 },
        }
    }
}
