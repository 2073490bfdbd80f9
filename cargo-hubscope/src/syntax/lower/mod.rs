//! From syn's trees to facts.
//!
//! One [`Lowering`] holds the arenas of a file while its trees are walked. Ranges are put together from the ranges of
//! children and of a few tokens: asking syn for the span of a node would print the node again.

mod attr;
mod expr;
mod item;
mod known;
mod mac;
mod pat;
mod place;
mod recover;
mod select;
mod split;
mod stmt;
mod tokens;
mod ty;

use std::fmt::Write as _;

use proc_macro2::Ident;
use rustc_hash::FxHashSet;

use super::facts::{
    Expr, ExprId, ExprKind, FileFacts, Item, ItemId, Name, Pat, PatId, PatKind, Range, SyntaxError, Ty, TyId, TyKind,
};

pub(super) use item::Inside;
pub(super) use place::Lines;
use place::Place;
use tokens::DOLLAR_CRATE;
pub(super) use tokens::to_token;

/// The arenas of one file while it is lowered.
pub(super) struct Lowering {
    /// What has been lowered so far.
    pub(super) facts: FileFacts,
    place: Place,
    /// One allocation for each distinct name of the file.
    names: FxHashSet<Name>,
    /// Reused to print identifiers.
    text: String,
    /// Names mentioned by the functions that are being lowered, innermost last.
    mentions: Vec<FxHashSet<Name>>,
    /// How many macro invocations enclose the node that is being lowered.
    macro_depth: u32,
    /// How deeply the tokens of all of these nest together.
    macro_nesting: u32,
    /// How many bodies that did not parse enclose the one that is being recovered.
    recoveries: u32,
    /// The expression whose attributes its statement has taken.
    attrs_taken: Option<*const syn::Expr>,
}

impl Lowering {
    /// A lowering of tokens that were read from a text, which starts at byte `base` of the file.
    pub(super) fn of_text(text: &str, base: u32) -> Self {
        Self::new(Place::Text(Lines::new(text, base)))
    }

    /// A lowering of tokens that all stand for one place.
    pub(super) fn at(range: Range) -> Self {
        Self::new(Place::Fixed(range))
    }

    fn new(place: Place) -> Self {
        Self {
            facts: FileFacts::default(),
            place,
            names: FxHashSet::default(),
            text: String::new(),
            mentions: Vec::new(),
            macro_depth: 0,
            macro_nesting: 0,
            recoveries: 0,
            attrs_taken: None,
        }
    }

    /// Sets the text whose tokens are lowered next.
    pub(super) fn set_text(&mut self, text: &str, base: u32) {
        self.place = Place::Text(Lines::new(text, base));
    }

    /// The place of a token or group.
    pub(super) fn range(&self, span: proc_macro2::Span) -> Range {
        self.place.range(span)
    }

    /// The place of a punctuation character.
    fn mark(&self, span: proc_macro2::Span) -> Range {
        self.place.token(span, 1)
    }

    /// Reports what was skipped because of an error; one without a place of its own, an unexpected end, is at `last`.
    pub(super) fn error(&mut self, error: &syn::Error, skipped: Range, last: Range) {
        let at = self.range(error.span());
        let at = if at.start == at.end || at.start < skipped.start || at.end > skipped.end { last } else { at };
        let message = message_of(error);
        self.facts.errors.push(SyntaxError { message, at, skipped });
    }

    /// An identifier without `r#`.
    fn name(&mut self, ident: &Ident) -> Name {
        self.ident(ident).0
    }

    /// An identifier without `r#`, and its place.
    fn ident(&mut self, ident: &Ident) -> (Name, Range) {
        self.text.clear();
        // Writing to a string cannot fail.
        let _ = write!(self.text, "{ident}");
        let range = self.place.token(ident.span(), self.text.len());
        let text = std::mem::take(&mut self.text);
        let plain = text.strip_prefix("r#").unwrap_or(&text);
        let plain = if plain == DOLLAR_CRATE { "$crate" } else { plain };
        let name = self.intern(plain);
        self.text = text;
        (name, range)
    }

    fn intern(&mut self, text: &str) -> Name {
        if let Some(name) = self.names.get(text) {
            return name.clone();
        }
        let name = Name::from(text);
        self.names.insert(name.clone());
        name
    }

    /// Notes a name that the function being lowered may call.
    fn mention(&mut self, name: &Name) {
        if let Some(mentions) = self.mentions.last_mut()
            && !mentions.contains(name)
        {
            mentions.insert(name.clone());
        }
    }

    /// Starts to collect names that may be called.
    pub(super) fn begin_mentions(&mut self) {
        self.mentions.push(FxHashSet::default());
    }

    /// The names since the matching [`begin_mentions`](Self::begin_mentions), sorted.
    pub(super) fn end_mentions(&mut self) -> Vec<Name> {
        let mut names: Vec<Name> = self.mentions.pop().unwrap_or_default().into_iter().collect();
        names.sort_unstable();
        names
    }

    fn push_expr(&mut self, kind: ExprKind, range: Range) -> ExprId {
        self.facts.exprs.push(Expr { kind, range });
        ExprId(self.facts.exprs.len() as u32 - 1)
    }

    fn push_pat(&mut self, kind: PatKind, range: Range) -> PatId {
        self.facts.pats.push(Pat { kind, range });
        PatId(self.facts.pats.len() as u32 - 1)
    }

    fn push_ty(&mut self, kind: TyKind, range: Range) -> TyId {
        self.facts.types.push(Ty { kind, range });
        TyId(self.facts.types.len() as u32 - 1)
    }

    fn push_item(&mut self, item: Item) -> ItemId {
        self.facts.items.push(item);
        ItemId(self.facts.items.len() as u32 - 1)
    }
}

/// The smallest range that holds both; an empty range counts as absent.
pub(super) fn cover(a: Range, b: Range) -> Range {
    if a.start == a.end {
        b
    } else if b.start == b.end {
        a
    } else {
        Range { start: a.start.min(b.start), end: a.end.max(b.end) }
    }
}

/// What the parser said, lower-case, without a final stop.
pub(super) fn message_of(error: &syn::Error) -> String {
    let message = error.to_string();
    let mut chars = message.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect::<String>().trim_end_matches('.').to_string(),
        None => String::new(),
    }
}
