//! What the analysis hands on: calls with their evidence.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::source::Span;

/// How many ways to one call are kept apart.
const MAX_WAYS: usize = 64;

/// Whether method and path of a call are known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum CallStatus {
    /// Method and path template are known.
    Resolved,
    /// Something that decides the operation is not known; says what is known and why not more, lower-case, without a
    /// final stop.
    Unresolved {
        /// For people, such as "GET with a path decided by the caller of `fetch`".
        reason: String,
    },
}

/// A place in source with the package that it belongs to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Location {
    /// Name of the package.
    pub package: String,
    /// The place.
    pub span: Span,
}

/// One step of the evidence: a call made inside `function`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Step {
    /// The function in which the step is made, as `Type::name` or `name`.
    pub function: String,
    /// The call expression.
    pub span: Span,
}

/// A function of the workspace's own code.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Function {
    /// Name of the package.
    pub package: Arc<str>,
    /// `module::Type::name`.
    pub path: Arc<str>,
    /// Its number in the program, by which it is told from others of the same path; `None` for a constant's value.
    pub number: Option<u32>,
}

/// How a call is reached: each way is the enclosing functions of the workspace's own code, from the root downwards.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Ways {
    /// Distinct ways; the first is that of the steps that are shown.
    pub known: Vec<Vec<Function>>,
    /// Every function on any way, also on those that are not kept.
    pub through: BTreeSet<Function>,
    /// Whether there are ways that are not kept.
    pub more: bool,
}

impl Ways {
    /// One way.
    pub fn one(way: Vec<Function>) -> Self {
        Self { through: way.iter().cloned().collect(), known: vec![way], more: false }
    }

    /// Adds other ways to the same call.
    pub fn add(&mut self, other: Self) {
        for way in other.known {
            if self.known.contains(&way) {
                continue;
            }
            if self.known.len() < MAX_WAYS {
                self.known.push(way);
            } else {
                self.more = true;
            }
        }
        self.through.extend(other.through);
        self.more |= other.more;
    }

    /// The innermost function of the workspace around the call.
    pub fn innermost(&self) -> Option<&Function> {
        self.known.first()?.last()
    }

    /// Whether some way leads through such a function.
    pub fn any(&self, mut test: impl FnMut(&Function) -> bool) -> bool {
        self.through.iter().any(&mut test)
    }

    /// Whether every way leads through such a function; false where not every way is known.
    pub fn all(&self, mut test: impl FnMut(&Function) -> bool) -> bool {
        !self.more && !self.known.is_empty() && self.known.iter().all(|way| way.iter().any(&mut test))
    }

    /// The ways that lead through such a function, and the others. Ways that are not kept are others.
    pub fn split(&self, test: impl Fn(&Function) -> bool) -> (Option<Self>, Option<Self>) {
        let (fitting, others): (Vec<_>, Vec<_>) = self.known.iter().cloned().partition(|way| way.iter().any(&test));
        let joined = |ways: Vec<Vec<Function>>| {
            let mut ways = ways.into_iter().map(Self::one);
            let mut first = ways.next()?;
            ways.for_each(|way| first.add(way));
            Some(first)
        };
        let mut others = joined(others);
        if self.more {
            let others = others.get_or_insert_with(|| self.clone());
            others.through.extend(self.through.iter().cloned());
            others.more = true;
        }
        (joined(fitting), others)
    }
}

/// A place that sends an HTTP request to the vendor's API.
///
/// Calls are ordered by location, then method and path. There is one call per (method, path, location).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Call {
    /// The outermost call whose arguments decide method or path, in the workspace's own code.
    pub location: Location,
    /// Upper-case HTTP method, where known.
    pub method: Option<String>,
    /// Path template without query, starting with `/`, `{}` for what is only known at run time.
    pub path: Option<String>,
    /// Host, where known, lower-case and without scheme or port.
    pub host: Option<String>,
    /// What is known of the query: names with their value where that is known. Sorted, unique.
    pub query: Vec<(String, Option<String>)>,
    /// Whether all is known.
    pub status: CallStatus,
    /// Where the HTTP client is called.
    pub request: Span,
    /// Steps from the location to the request, outermost first.
    pub via: Vec<Step>,
    /// How it is reached: by this calls are grouped and matched with `[[call]]`, `[optional]` and annotations.
    pub ways: Ways,
    /// Where the code or the configuration states method and path; `None` where the code shows them.
    pub stated: Option<Span>,
    /// Whether a receiver of unknown type was matched by name on the way.
    pub by_name: bool,
}

impl Call {
    /// Calls in order, one for each method, path and location; those that are not resolved stay apart.
    pub fn joined(calls: Vec<Self>) -> Vec<Self> {
        let mut kept: BTreeMap<(Location, Option<String>, Option<String>), Self> = BTreeMap::new();
        let mut joined: Vec<Self> = Vec::new();
        for call in calls {
            if call.status != CallStatus::Resolved {
                joined.push(call);
                continue;
            }
            match kept.entry((call.location.clone(), call.method.clone(), call.path.clone())) {
                std::collections::btree_map::Entry::Vacant(free) => {
                    free.insert(call);
                }
                std::collections::btree_map::Entry::Occupied(mut known) => known.get_mut().join(call),
            }
        }
        joined.extend(kept.into_values());
        joined.sort();
        joined.dedup();
        joined
    }

    /// Takes in what another finding of the same call says more.
    pub fn join(&mut self, mut other: Self) {
        // The same call with its host known, its receiver known, or a shorter way says more.
        let worth = |call: &Self| (call.stated.is_some(), call.host.is_none(), call.by_name, call.via.len());
        if worth(&other) < worth(self) {
            std::mem::swap(self, &mut other);
        }
        self.ways.add(other.ways);
        self.query.extend(other.query);
        self.query.sort();
        self.query.dedup();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn way(names: &str) -> Vec<Function> {
        let function = |name: &str| Function { package: "p".into(), path: name.into(), number: None };
        names.split(' ').map(function).collect()
    }

    fn ways(list: &[&str]) -> Ways {
        let mut ways = Ways::default();
        list.iter().for_each(|names| ways.add(Ways::one(way(names))));
        ways
    }

    #[test]
    fn a_way_that_leads_elsewhere_keeps_a_call_from_being_wholly_inside() {
        let both = ways(&["main a send", "main b send"]);
        let inside = |name: &'static str| move |function: &Function| &*function.path == name;
        assert!(both.any(inside("a")) && !both.all(inside("a")) && both.all(inside("send")));
        assert_eq!(both.split(inside("a")), (Some(ways(&["main a send"])), Some(ways(&["main b send"]))));
        assert_eq!(both.split(inside("send")), (Some(both.clone()), None));
        assert_eq!(both.innermost().map(|function| &*function.path), Some("send"));
    }

    #[test]
    fn ways_that_are_not_kept_are_not_forgotten() {
        let mut many = Ways::default();
        for number in 0..=MAX_WAYS {
            many.add(Ways::one(way(&format!("f{number} send"))));
        }
        let last = format!("f{MAX_WAYS}");
        assert!(many.more && many.any(|function| *function.path == last));
        assert!(!many.all(|function| &*function.path == "send"));
        let (inside, others) = many.split(|function| &*function.path == "send");
        assert_eq!(inside.map(|ways| ways.known.len()), Some(MAX_WAYS));
        assert!(others.is_some_and(|ways| ways.more));
    }
}
