//! Expands `macro_rules!` by example: finds the first rule that matches and writes out its body.
//!
//! Works on the tokens that the facts keep; what an expansion yields is lowered by [`fragment`](crate::syntax::fragment).
//! Hygiene is ignored: names of the macro's body and of its arguments share one scope.

mod matching;
mod paste;
mod pattern;
#[cfg(test)]
mod tests;
mod transcribe;

use std::fmt;

pub use paste::pasted;

use crate::syntax::facts::{MacroRule, Token};
use crate::syntax::with_big_stack;

/// The most tokens that one expansion may read or write.
const FUEL: u64 = 2_000_000;

/// Why an invocation was not expanded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExpandError {
    /// No rule matches the tokens of the invocation.
    NoRule,
    /// The matching rule, or one before it, is not written as `macro_rules!` demands, or uses what is not modelled.
    Malformed,
    /// Matching or writing took more steps, or deeper groups, than one expansion may.
    TooLarge,
}

impl fmt::Display for ExpandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoRule => "no rule of the macro matches",
            Self::Malformed => "the macro's rules cannot be read",
            Self::TooLarge => "the macro's expansion is too large",
        })
    }
}

impl std::error::Error for ExpandError {}

/// Steps left to one expansion.
#[derive(Debug)]
struct Fuel(u64);

impl Fuel {
    fn burn(&mut self, steps: usize) -> Result<(), ExpandError> {
        self.0 = self.0.checked_sub(steps as u64).ok_or(ExpandError::TooLarge)?;
        Ok(())
    }
}

/// Expands one invocation: the tokens between its delimiters, matched against the rules in order.
///
/// An expression argument is written as a group without delimiters where it is more than one token, so that it stays
/// one operand. `$crate` becomes the identifier `$crate`, which names the crate of the macro's definition.
///
/// # Errors
/// See [`ExpandError`].
pub fn expand(rules: &[MacroRule], input: &[Token]) -> Result<Vec<Token>, ExpandError> {
    with_big_stack(|| {
        let mut fuel = Fuel(FUEL);
        for rule in rules {
            let pattern = pattern::parse(&rule.matcher)?;
            if let Some(bindings) = matching::matches(&pattern, input, &mut fuel)? {
                return transcribe::transcribe(&rule.body, &bindings, &mut fuel);
            }
        }
        Err(ExpandError::NoRule)
    })
    .unwrap_or(Err(ExpandError::TooLarge))
}
