//! `cfg` in three values: on, off, unknown. What is unknown (targets, build flags) counts.

use std::collections::BTreeSet;

use crate::syntax::facts::{Attr, Token};

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
        for attr in attrs {
            if &*attr.path == "cfg" {
                all = and(all, self.eval(&attr.tokens));
            } else if matches!(
                &*attr.path,
                "test" | "bench" | "tokio::test" | "async_std::test" | "actix_rt::test" | "rstest" | "test_case"
            ) {
                all = and(all, Some(self.test));
            }
        }
        all
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
