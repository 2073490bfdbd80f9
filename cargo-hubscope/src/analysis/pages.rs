//! URLs of the vendor's pages for people, with what their query asks for: found by the same evaluation as calls, in a
//! run of its own in which queries are kept exactly.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use rustc_hash::FxHashSet;

use super::emit::take_apart;
use super::interp::Interp;
use super::value::{Origins, Piece, Value, Wrap};
use super::vendor::{Hint, Vendor};
use crate::program::{ConstId, Facts, FnId, Program, each_ident, each_literal, walk::each_expr};
use crate::source::Span;
use crate::syntax::facts::{ExprId, ExprKind, Lit, Name};

/// How many different URLs are kept.
const MAX_PAGES: usize = 512;

/// Names of functions that make or complete such a URL in OAuth clients.
const BUILDERS: [&str; 3] = ["authorize_url", "add_scope", "add_scopes"];

/// A URL that a person is to open.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PageUrl {
    /// The expression that first is the whole URL.
    pub span: Span,
    /// The package that makes it.
    pub package: String,
    /// The pairs of its query, in order.
    pub query: Vec<QueryPair>,
    /// Whether it may have pairs that are not known.
    pub open: bool,
}

/// A pair of a query.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct QueryPair {
    /// The name as it is written.
    pub name: String,
    /// The value, still encoded as far as it was.
    pub value: Vec<Part>,
}

/// A part of a value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A text with the literals that it comes from.
    Known(String, Vec<Span>),
    /// Something that is only known at run time.
    Unknown,
}

/// What has been made so far: by its text, the pieces, the place and the package.
#[derive(Debug, Default)]
pub struct Pages {
    made: BTreeMap<String, Made>,
}

#[derive(Debug)]
struct Made {
    pieces: Rc<Vec<Piece>>,
    at: Span,
    package: String,
    order: usize,
    /// Longer texts that are other alternatives of one value: this one is no step on the way to them.
    beside: BTreeSet<String>,
}

impl Interp<'_> {
    /// Keeps a value that is the URL of a page.
    pub(super) fn note_page(&mut self, value: &Value, at: ExprId) {
        match value {
            Value::Text(pieces) => self.note_url(pieces, at),
            Value::Wrapped(Wrap::Some | Wrap::Ok, inner) => self.note_page(inner, at),
            Value::Tuple(items) => {
                for item in items.iter().filter(|item| matches!(item, Value::Text(_))) {
                    self.note_page(item, at);
                }
            }
            Value::Alts(alts) => {
                for (_, value) in alts.iter() {
                    if matches!(value, Value::Text(_) | Value::Wrapped(..)) {
                        self.note_page(value, at);
                    }
                }
                let texts: Vec<String> =
                    alts.iter().filter_map(|(_, value)| text_of(value)).map(|pieces| written(pieces)).collect();
                if let Some(pages) = self.pages.as_mut() {
                    pages.set_beside(&texts);
                }
            }
            _ => {}
        }
    }

    fn note_url(&mut self, pieces: &Rc<Vec<Piece>>, at: ExprId) {
        if !matches!(pieces.first(), Some(Piece::Lit(text, _)) if text.contains("://")) {
            return;
        }
        let parts = take_apart(pieces);
        let path = written(&parts.path);
        let path = path.split(['?', '#']).next().unwrap_or_default();
        if !parts.host.is_some_and(|host| self.vendor.is_page(&host, path)) {
            return;
        }
        let range = self.here().data.expr(at).range;
        let span = self.span(range);
        let module = self.env().module;
        let krate = self.program.crate_of(module);
        let (own, package) = (krate.own, krate.package.clone());
        let Some(pages) = self.pages.as_mut().filter(|pages| own && pages.made.len() < MAX_PAGES) else { return };
        let order = pages.made.len();
        let made = Made { pieces: Rc::clone(pieces), at: span, package, order, beside: BTreeSet::new() };
        pages.made.entry(written(pieces)).or_insert(made);
    }

    /// Evaluates the constants that hold the address of a page: one may be used where nothing is known of it.
    pub(super) fn constants_with_pages(&mut self) {
        for id in 0..self.program.consts.len() as u32 {
            let def = self.program.const_def(ConstId(id));
            let facts = self.program.facts(def.facts);
            let own = self.program.crate_of(def.module).own;
            if own && const_hint(self.program, &facts, ConstId(id), self.vendor) == Some(Hint::Address) {
                self.const_value(ConstId(id), None);
            }
        }
    }
}

impl Pages {
    /// Notes that texts are alternatives of one value.
    fn set_beside(&mut self, texts: &[String]) {
        for text in texts {
            if let Some(made) = self.made.get_mut(text) {
                let longer = texts.iter().filter(|other| other.starts_with(text.as_str()) && *other != text);
                made.beside.extend(longer.cloned());
            }
        }
    }

    /// The URLs in their final form: one that others begin with was on its way to these, unless a condition decides
    /// between them.
    pub(super) fn urls(self) -> Vec<PageUrl> {
        let mut kept: Vec<(&String, &Made)> = Vec::new();
        for (text, made) in self.made.iter().rev() {
            let grew = |(longer, other): &&(&String, &Made)| {
                longer.starts_with(text.as_str())
                    && !made.beside.iter().any(|beside| longer.starts_with(beside.as_str()))
                    && shares(first_origins(&made.pieces), first_origins(&other.pieces))
            };
            if !kept.iter().any(|other| grew(&other)) {
                kept.push((text, made));
            }
        }
        kept.sort_by_key(|(_, made)| made.order);
        let mut urls: Vec<PageUrl> = kept.into_iter().map(|(_, made)| url(made)).collect();
        urls.sort();
        urls.dedup();
        urls
    }
}

/// The text of a value that is one, or that wraps one.
fn text_of(value: &Value) -> Option<&Rc<Vec<Piece>>> {
    match value {
        Value::Text(pieces) => Some(pieces),
        Value::Wrapped(Wrap::Some | Wrap::Ok, inner) => text_of(inner),
        _ => None,
    }
}

/// A text with `{}` for what is not known.
fn written(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| if let Piece::Lit(text, _) = piece { text } else { "{}" }).collect()
}

fn first_origins(pieces: &[Piece]) -> &[Span] {
    match pieces.first() {
        Some(Piece::Lit(_, origins) | Piece::Hole(_, origins)) => origins,
        None => &[],
    }
}

/// Whether two texts may begin with the same literal.
fn shares(one: &[Span], other: &[Span]) -> bool {
    one.is_empty() || other.is_empty() || one.iter().any(|origin| other.contains(origin))
}

fn url(made: &Made) -> PageUrl {
    let mut url = PageUrl { span: made.at, package: made.package.clone(), query: Vec::new(), open: false };
    let mut in_query = false;
    let mut pair: Option<Pair> = None;
    for piece in made.pieces.iter() {
        match piece {
            Piece::Hole(..) if in_query => pair.get_or_insert_default().hole(),
            Piece::Hole(..) => {}
            Piece::Lit(text, origins) => {
                let mut rest = &**text;
                if !in_query {
                    let Some((_, query)) = rest.split_once('?') else { continue };
                    in_query = true;
                    rest = query;
                }
                // In a page the URL ends with its attribute, and `&` is written out.
                let (rest, is_cut) = match rest.split_once(['#', '"', '\'', '<', '>', '`']) {
                    Some((rest, _)) => (rest, true),
                    None => (rest, false),
                };
                for (index, part) in rest.split('&').enumerate() {
                    let part = if index > 0 { part.strip_prefix("amp;").unwrap_or(part) } else { part };
                    if index > 0 {
                        url.take(pair.take());
                    }
                    if !part.is_empty() {
                        pair.get_or_insert_default().text(part, origins);
                    }
                }
                if is_cut {
                    break;
                }
            }
        }
    }
    url.take(pair);
    url
}

/// A pair that is being read.
#[derive(Default)]
struct Pair {
    name: String,
    /// `None` before the `=`.
    value: Option<Vec<Part>>,
    /// Whether a part of the name is not known.
    open: bool,
}

impl Pair {
    fn hole(&mut self) {
        match &mut self.value {
            Some(value) => value.push(Part::Unknown),
            None => self.open = true,
        }
    }

    fn text(&mut self, text: &str, origins: &Origins) {
        let known = |text: &str| Part::Known(text.to_owned(), origins.to_vec());
        match &mut self.value {
            Some(value) => value.push(known(text)),
            None => match text.split_once('=') {
                Some((name, value)) => {
                    self.name.push_str(name);
                    self.value = Some(if value.is_empty() { Vec::new() } else { vec![known(value)] });
                }
                None => self.name.push_str(text),
            },
        }
    }
}

impl PageUrl {
    fn take(&mut self, pair: Option<Pair>) {
        let Some(pair) = pair else { return };
        if pair.open {
            self.open = true;
        } else {
            self.query.push(QueryPair { name: pair.name, value: pair.value.unwrap_or_default() });
        }
    }
}

/// The functions that may have a part in the URL of a page; `None` where no text is the address of one.
pub(super) fn parts(program: &Program, vendor: &dyn Vendor) -> Option<Vec<FnId>> {
    let mut found = false;
    let mut consts: FxHashSet<Name> = FxHashSet::default();
    for (id, def) in program.consts.iter().enumerate() {
        let facts = program.facts(def.facts);
        if let Some(hint) = const_hint(program, &facts, ConstId(id as u32), vendor) {
            found |= hint == Hint::Address;
            consts.insert(def.name.clone());
        }
    }
    let mut parts = Vec::new();
    for (id, def) in program.functions() {
        let facts = program.facts(def.facts);
        let Some(item) = program.fn_item(&facts, def.item) else { continue };
        let mut part = item.mentions.iter().any(|name| BUILDERS.contains(&&**name));
        let mut look = |text: &str| {
            let hint = vendor.page_hint(text);
            found |= hint == Some(Hint::Address);
            hint.is_some()
        };
        if let Some(body) = item.body {
            each_expr(&facts.data, body, &mut |expr| match &expr_kind(&facts, expr) {
                ExprKind::Lit(Lit::Str(text)) => part |= look(text),
                ExprKind::Path(path) => {
                    part |= path.segments.last().is_some_and(|segment| consts.contains(&segment.name));
                }
                ExprKind::Macro(call) => {
                    each_literal(&call.tokens, &mut |text| {
                        part |= look(text) || consts.iter().any(|name| text.contains(&format!("{{{name}")));
                    });
                    each_ident(&call.tokens, &mut |name| part |= consts.contains(name));
                }
                _ => {}
            });
        }
        if part {
            parts.push(id);
        }
    }
    found.then_some(parts)
}

fn expr_kind(facts: &Facts, expr: ExprId) -> &ExprKind {
    &facts.data.expr(expr).kind
}

/// What the literals of a constant's value have to do with a page.
fn const_hint(program: &Program, facts: &Facts, id: ConstId, vendor: &dyn Vendor) -> Option<Hint> {
    let (_, value) = program.const_parts(facts, program.const_def(id).item);
    let mut hint = None;
    let mut look = |text: &str| {
        if let Some(found) = vendor.page_hint(text) {
            hint = Some(hint.map_or(found, |known: Hint| known.min(found)));
        }
    };
    each_expr(&facts.data, value?, &mut |expr| match expr_kind(facts, expr) {
        ExprKind::Lit(Lit::Str(text)) => look(text),
        ExprKind::Macro(call) => each_literal(&call.tokens, &mut |text| look(text)),
        _ => {}
    });
    hint
}
