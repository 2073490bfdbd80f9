//! What the attribute macros in the source say: which scopes are expected where, what is called, what is accepted.

mod arguments;
mod endpoints;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::analysis;
use crate::source::Span;

pub use endpoints::{Contradiction, Endpoint, Statement, state};

/// A word of an attribute with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The text, without quotes.
    pub text: Arc<str>,
    /// Its place, quotes and all.
    pub span: Span,
}

/// The scopes that calls inside an item are expected to need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expectation {
    /// The item as `module::Type::name`.
    pub label: String,
    /// The attribute; of several the first.
    pub span: Span,
    /// The functions that it speaks of, by their numbers in the program; sorted.
    pub functions: Vec<u32>,
    /// Scopes that the calls inside need.
    pub required: Vec<Word>,
    /// Scopes of the optional install, to which the calls inside belong that need one of them.
    pub optional: Vec<Word>,
}

/// Rules whose findings are accepted inside an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowance {
    /// The rules' names as written.
    pub rules: Vec<Word>,
    /// Why.
    pub reason: String,
    /// The attribute.
    pub span: Span,
    /// The item.
    pub item: Span,
}

/// Everything that attributes say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Annotations {
    /// What is expected, in source order.
    pub expectations: Vec<Expectation>,
    /// What is stated, in source order.
    pub statements: Vec<Statement>,
    /// What is accepted, in source order.
    pub allowances: Vec<Allowance>,
}

impl Annotations {
    /// Reads the arguments of annotations. Arguments that do not read are passed over: such code does not compile.
    pub fn read(found: &[analysis::Annotation]) -> Self {
        let mut annotations = Self::default();
        for one in found {
            match one.name.as_str() {
                "scopes" => annotations.scopes(one),
                "endpoint" => annotations.endpoint(one),
                _ => {}
            }
        }
        annotations
    }

    fn scopes(&mut self, one: &analysis::Annotation) {
        let read = arguments::scopes(&one.arguments, one.span.source);
        self.allowances.extend(read.allowed.into_iter().map(|(rules, reason)| Allowance {
            rules,
            reason,
            span: one.span,
            item: one.item,
        }));
        if read.required.is_empty() && read.optional.is_empty() {
            return;
        }
        // Several attributes of one item are one list.
        let before = self.expectations.last_mut().filter(|last| {
            last.label == one.label
                && last.functions == one.functions
                && one.item.source == last.span.source
                && one.item.start <= last.span.start
                && last.span.end <= one.item.end
        });
        match before {
            Some(last) => {
                last.required.extend(read.required);
                last.optional.extend(read.optional);
            }
            None => self.expectations.push(Expectation {
                label: one.label.clone(),
                span: one.span,
                functions: one.functions.clone(),
                required: read.required,
                optional: read.optional,
            }),
        }
    }

    fn endpoint(&mut self, one: &analysis::Annotation) {
        let Some(endpoints) = arguments::endpoint(&one.arguments, one.span.source) else { return };
        match self.statements.last_mut().filter(|last| last.label == one.label && last.functions == one.functions) {
            Some(last) => last.endpoints.extend(endpoints),
            None => self.statements.push(Statement {
                label: one.label.clone(),
                span: one.span,
                functions: one.functions.clone(),
                endpoints,
            }),
        }
    }
}

impl Expectation {
    /// The names of all scopes that are named.
    pub fn named(&self) -> BTreeSet<Arc<str>> {
        self.words().map(|word| word.text.clone()).collect()
    }

    /// The names of the scopes that are not optional.
    pub fn always(&self) -> BTreeSet<Arc<str>> {
        self.required.iter().map(|word| word.text.clone()).collect()
    }

    /// Every scope that is named, in the order of the attribute.
    pub fn words(&self) -> impl Iterator<Item = &Word> {
        self.required.iter().chain(&self.optional)
    }

    /// Whether it speaks of a function of a number.
    pub fn covers(&self, function: &analysis::Function) -> bool {
        function.number.is_some_and(|number| self.functions.binary_search(&number).is_ok())
    }
}
