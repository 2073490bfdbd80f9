//! `cfg` in three values: on, off, unknown. What is unknown (targets, build flags) counts.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::syntax::facts::{Attr, Range, Token};

/// What is known of the configuration of a crate.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// Features that are on; every other feature is off.
    pub features: BTreeSet<String>,
    /// Every feature is unknown: what a broader question asks for, such as which scopes can go.
    pub any_feature: bool,
    /// Whether `cfg(test)` is on.
    pub test: bool,
}

/// Whether a condition holds; `None` where it is not known.
pub type Truth = Option<bool>;

impl Config {
    /// Whether items with these attributes are compiled.
    pub fn enabled(&self, attrs: &[Attr]) -> Truth {
        let mut all = Some(true);
        for (attr, there) in self.effective(attrs) {
            let holds = match &*attr.path {
                "cfg" => self.eval(&attr.tokens),
                "test" | "bench" | "tokio::test" | "async_std::test" | "actix_rt::test" | "rstest" | "test_case" => {
                    Some(self.test)
                }
                _ => continue,
            };
            // An attribute that may not be there decides nothing where it would take the item out.
            all = and(all, if there.is_none() && holds == Some(false) { None } else { holds });
        }
        all
    }

    /// The attributes that are there, with those that `cfg_attr` brings in where its condition may hold. Beside each,
    /// whether that is certain.
    pub fn effective<'a>(&self, attrs: &'a [Attr]) -> Vec<(Cow<'a, Attr>, Truth)> {
        let mut open: Vec<(Cow<'a, Attr>, Truth)> =
            attrs.iter().rev().map(|attr| (Cow::Borrowed(attr), Some(true))).collect();
        let mut found = Vec::new();
        while let Some((attr, there)) = open.pop() {
            if &*attr.path != "cfg_attr" {
                found.push((attr, there));
                continue;
            }
            let mut parts = attr.tokens.split(|token| matches!(token, Token::Punct(',', ..)));
            let there = and(there, self.eval(parts.next().unwrap_or_default()));
            if there != Some(false) {
                let brought = parts.filter_map(|part| inner(part, attr.range)).map(|inner| (Cow::Owned(inner), there));
                open.extend(brought.collect::<Vec<_>>().into_iter().rev());
            }
        }
        found
    }

    /// Whether items with these attributes count: on or unknown.
    pub fn counts(&self, attrs: &[Attr]) -> bool {
        self.enabled(attrs) != Some(false)
    }

    /// The value of a predicate such as `all(unix, not(feature = "x"))`.
    pub fn eval(&self, tokens: &[Token]) -> Truth {
        let [Token::Ident(name, _), rest @ ..] = tokens else { return None };
        match (&**name, rest) {
            ("test", []) => Some(self.test),
            ("true", []) => Some(true),
            ("false", []) => Some(false),
            ("feature", [Token::Punct('=', ..), Token::Literal(text, _)]) => {
                if self.any_feature {
                    None
                } else {
                    Some(self.features.contains(text.trim_matches('"')))
                }
            }
            ("not", [Token::Group(_, inner, _)]) => self.eval(inner).map(|value| !value),
            ("all", [Token::Group(_, inner, _)]) => every(split(inner).into_iter().map(|part| self.eval(part))),
            ("any", [Token::Group(_, inner, _)]) => {
                let negated = |part| self.eval(part).map(|value: bool| !value);
                every(split(inner).into_iter().map(negated)).map(|value| !value)
            }
            ("doc" | "doctest" | "miri" | "loom" | "kani" | "fuzzing", []) => Some(false),
            _ => None,
        }
    }
}

/// Whether all hold: one that is off decides, one that is unknown leaves the rest unknown.
fn every(values: impl Iterator<Item = Truth>) -> Truth {
    let mut all = Some(true);
    for value in values {
        all = and(all, value);
    }
    all
}

fn and(left: Truth, right: Truth) -> Truth {
    match (left, right) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

/// The parts of a list between commas; a trailing comma adds none.
fn split(tokens: &[Token]) -> Vec<&[Token]> {
    tokens.split(|token| matches!(token, Token::Punct(',', ..))).filter(|part| !part.is_empty()).collect()
}

/// An attribute inside of `cfg_attr`.
fn inner(tokens: &[Token], range: Range) -> Option<Attr> {
    let mut path = String::new();
    let mut rest = tokens;
    while let [first, after @ ..] = rest {
        match first {
            Token::Ident(name, _) => path.push_str(name.trim_start_matches("r#")),
            Token::Punct(':', ..) => path.push(':'),
            _ => break,
        }
        rest = after;
    }
    let arguments = match rest {
        [Token::Group(_, inner, _)] => inner.clone(),
        [Token::Punct('=', ..), value @ ..] => value.to_vec(),
        _ => Vec::new(),
    };
    let path = path.trim_start_matches("::");
    (!path.is_empty()).then(|| Attr { path: path.into(), tokens: arguments, range })
}
