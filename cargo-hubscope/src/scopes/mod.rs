//! The algebra of requirements and the exact minimal scope set.
//!
//! A requirement is a disjunction of conjunctions: any of these sets of scopes satisfies it. [`minimal`] finds the scope
//! set of the least total privilege that satisfies a list of requirements, among those the one with the fewest scopes,
//! and among those the alphabetically first; the answer is unique and does not depend on the order of the input.
//! [`missing`] asks the same of what has to be added to the scopes that an app requests already, and [`unneeded`] asks
//! what can be taken away from them together.
//!
//! The module knows names and costs only; what a scope is, the catalog knows.

mod bits;
mod bound;
mod cover;
mod search;
mod solve;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use solve::{Removal, Solution, minimal, missing, unneeded};

/// The baseline scope that every app has: it is never missing, never unneeded, and never in a minimal set.
pub const BASELINE: &str = "oauth";

/// A set of scope names.
pub type ScopeSet = BTreeSet<Arc<str>>;

/// What has to be granted for something to work: any of these sets of scopes.
///
/// An empty set among them means that no scope is needed; no set at all means that nothing satisfies it.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Requirement {
    /// The accepted alternatives.
    pub any_of: Vec<ScopeSet>,
}

impl Requirement {
    /// A requirement that any of the given sets of names satisfies.
    pub fn any_of<S: AsRef<str>>(alternatives: impl IntoIterator<Item = impl IntoIterator<Item = S>>) -> Self {
        let set = |names: Vec<S>| names.iter().map(|name| Arc::from(name.as_ref())).collect();
        Self { any_of: alternatives.into_iter().map(|names| set(names.into_iter().collect())).collect() }
    }

    /// A requirement for exactly one scope.
    pub fn scope(name: &str) -> Self {
        Self::any_of([[name]])
    }

    /// The index of the first alternative that the granted scopes contain; the baseline scope counts as granted.
    pub fn satisfied_by(&self, granted: &ScopeSet) -> Option<usize> {
        self.any_of.iter().position(|set| set.iter().all(|name| &**name == BASELINE || granted.contains(name)))
    }

    /// Whether the granted scopes satisfy it.
    pub fn is_satisfied_by(&self, granted: &ScopeSet) -> bool {
        self.satisfied_by(granted).is_some()
    }
}

/// What the solver has to know about a scope.
pub trait Privilege {
    /// How much the scope lets an app do; more is worse. Unknown names must have a cost too.
    fn privilege(&self, scope: &str) -> u32;

    /// Whether the scope may be proposed. Names that HubSpot's scope picker does not offer satisfy requirements where
    /// they are requested, but never enter a set that the solver makes.
    fn suggestible(&self, scope: &str) -> bool;
}
