//! Which calls name properties that the configuration lists as sensitive.
//!
//! A property counts as named by a call where the known query of the call has it, or where a string of the function in
//! which the call is decided or sent is it: the text itself, a part of a list with commas, or a string in a constant of
//! the same file that the function names.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::analysis::Call;
use crate::catalog::{Catalog, Known, Requirement, Sensitivity};
use crate::config::{Config, Degree};
use crate::program::each_literal;
use crate::source::{SourceId, Sources, Span};
use crate::syntax;
use crate::syntax::facts::{Expr, ExprKind, FileFacts, ItemKind, Lit, Range};

/// Looks calls up in the list of the configuration.
pub(super) struct Sensitive<'a> {
    config: &'a Config,
    catalog: &'a Catalog,
    sources: &'a Sources,
    files: RefCell<BTreeMap<SourceId, Rc<FileFacts>>>,
}

impl<'a> Sensitive<'a> {
    pub(super) fn new(config: &'a Config, catalog: &'a Catalog, sources: &'a Sources) -> Self {
        Self { config, catalog, sources, files: RefCell::default() }
    }

    /// What a call needs beside the needs of its operation.
    pub(super) fn needs(&self, call: &Call, known: &Known) -> Vec<Requirement> {
        let listed = &self.config.sensitive_properties;
        let (Some(method), Some(path)) = (&call.method, &call.path) else { return Vec::new() };
        if listed.is_empty() {
            return Vec::new();
        }
        let Some((object, mode)) = self.catalog.records_of(method, path) else { return Vec::new() };
        let mut listed = listed
            .iter()
            .filter(|entry| self.catalog.object(&entry.object.text).is_some_and(|named| named.name == object.name))
            .peekable();
        if listed.peek().is_none() {
            return Vec::new();
        }
        let named = self.names(call);
        let mut needs = Vec::new();
        for entry in listed.filter(|entry| named.contains(&*entry.property.text)) {
            let degree = match entry.degree {
                Degree::Sensitive => Sensitivity::Sensitive,
                Degree::HighlySensitive => Sensitivity::HighlySensitive,
            };
            needs.extend(self.catalog.sensitive_need(known, (object, mode), degree, &entry.property.text));
        }
        needs
    }

    /// Every text that the call may name as a property.
    fn names(&self, call: &Call) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        let mut put = |text: &str| names.extend(text.split(',').map(|part| part.trim().to_owned()));
        for (name, value) in &call.query {
            if let ("properties" | "propertiesWithHistory" | "idProperty", Some(value)) = (name.as_str(), value) {
                put(&value.replace("%2C", ",").replace("%2c", ","));
            }
        }
        let steps = call.via.iter().map(|step| step.span);
        let spans: BTreeSet<Span> = steps.chain([call.location.span, call.request]).collect();
        for span in spans {
            let facts = self.facts(span.source);
            each_text(&facts, around(&facts, span), &mut put);
        }
        names
    }

    fn facts(&self, source: SourceId) -> Rc<FileFacts> {
        let mut files = self.files.borrow_mut();
        let lower = || {
            let text = &self.sources.file(source).text;
            Rc::new(syntax::with_big_stack(|| syntax::lower(text)).unwrap_or_default())
        };
        Rc::clone(files.entry(source).or_insert_with(lower))
    }
}

fn holds(outer: Range, inner: Range) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// The innermost function around a place.
fn around(facts: &FileFacts, span: Span) -> Option<Range> {
    let place = Range { start: span.start, end: span.end };
    let functions = facts.items.iter().filter(|item| matches!(item.kind, ItemKind::Fn(_)));
    functions.map(|item| item.range).filter(|range| holds(*range, place)).min_by_key(|range| range.end - range.start)
}

/// Every string in a part of a file, those of constants that are named there too.
fn each_text(facts: &FileFacts, part: Option<Range>, put: &mut dyn FnMut(&str)) {
    let Some(part) = part else { return };
    let mut constants: BTreeSet<&str> = BTreeSet::new();
    let inside = |within: Range| facts.exprs.iter().filter(move |expr| holds(within, expr.range));
    for expr in inside(part) {
        if let ExprKind::Path(path) = &expr.kind {
            constants.extend(path.segments.last().map(|segment| &*segment.name));
        }
        text_of(expr, put);
    }
    for item in &facts.items {
        if let (ItemKind::Const { .. }, true) = (&item.kind, constants.contains(&*item.name)) {
            inside(item.range).for_each(|expr| text_of(expr, put));
        }
    }
}

fn text_of(expr: &Expr, put: &mut dyn FnMut(&str)) {
    match &expr.kind {
        ExprKind::Lit(Lit::Str(text)) => put(text),
        // What a macro's tokens hold is not always an expression: the keys of `json!`.
        ExprKind::Macro(call) => each_literal(&call.tokens, &mut |text| put(text.trim_matches('"'))),
        _ => {}
    }
}
