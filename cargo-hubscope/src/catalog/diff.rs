//! What changed in the descriptions between two dates.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::CatalogError;
use super::described::{Alternatives, Described, DescribedOperation};
use super::history::{History, alternative_text};

/// What changed between two dates.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct CatalogDiff {
    /// The older date of descriptions.
    pub from: String,
    /// The newer date of descriptions.
    pub to: String,
    /// Scope names that some operation lists now and none did.
    pub scopes_added: Vec<String>,
    /// Scope names that no operation lists any more.
    pub scopes_removed: Vec<String>,
    /// Operations that are new, as `METHOD /path` without version.
    pub operations_added: Vec<String>,
    /// Operations that are gone.
    pub operations_removed: Vec<String>,
    /// Object types for which descriptions of their own are new.
    pub objects_added: Vec<String>,
    /// Operations that accept something else, the same changes together.
    pub changes: Vec<Change>,
}

/// A change of what operations accept.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Change {
    /// Alternatives that are new: names joined by `+`, `~` in front of what only static apps have, `-` for none.
    pub gained: Vec<String>,
    /// Alternatives that are gone.
    pub lost: Vec<String>,
    /// The operations, each with the object type in brackets where the change is about one alone.
    pub operations: Vec<String>,
}

/// Compares the descriptions of two dates; a date between two descriptions stands for the older one.
///
/// # Errors
///
/// When a date is before the history, or not after the other.
pub fn diff(history: &History, from: &str, to: &str) -> Result<CatalogDiff, CatalogError> {
    super::import::check_date(from)?;
    super::import::check_date(to)?;
    let at = |date: &str| {
        let found = history.dates.iter().rev().find(|described| described.date.as_str() <= date);
        found.ok_or_else(|| {
            let first = history.dates.first().map_or("nowhere", |described| described.date.as_str());
            CatalogError::new(format!("{date} is before the history, which begins on {first}"))
        })
    };
    if from > to {
        return Err(CatalogError::new(format!("{from} is after {to}: give the older date first")));
    }
    Ok(compare(at(from)?, at(to)?))
}

/// Compares two states of the descriptions.
pub fn compare(from: &Described, to: &Described) -> CatalogDiff {
    let mut diff = CatalogDiff { from: from.date.clone(), to: to.date.clone(), ..CatalogDiff::default() };
    let (old_scopes, new_scopes) = (names(from), names(to));
    diff.scopes_added = new_scopes.difference(&old_scopes).cloned().collect();
    diff.scopes_removed = old_scopes.difference(&new_scopes).cloned().collect();
    let text = |key: &super::described::OperationKey| format!("{} {}", key.method, key.path);
    let is_new = |key: &&_| !from.operations.contains_key(key);
    let is_gone = |key: &&_| !to.operations.contains_key(key);
    diff.operations_added = to.operations.keys().filter(is_new).map(text).collect();
    diff.operations_removed = from.operations.keys().filter(is_gone).map(text).collect();
    diff.objects_added = objects(to).difference(&objects(from)).cloned().collect();
    let mut changes: BTreeMap<(Vec<String>, Vec<String>), Vec<String>> = BTreeMap::new();
    for (key, new) in &to.operations {
        let Some(old) = from.operations.get(key) else { continue };
        let mut put = |change: (Vec<String>, Vec<String>), operation: String| {
            if !change.0.is_empty() || !change.1.is_empty() {
                changes.entry(change).or_default().push(operation);
            }
        };
        put(change(&old.any, &new.any), text(key));
        for (object, list) in &new.bound {
            let before = old.bound.get(object);
            put(change(before.unwrap_or(&Alternatives::new()), list), format!("{} [{object}]", text(key)));
        }
        for (object, list) in old.bound.iter().filter(|(object, _)| !new.bound.contains_key(*object)) {
            put(change(list, &Alternatives::new()), format!("{} [{object}]", text(key)));
        }
    }
    diff.changes =
        changes.into_iter().map(|((gained, lost), operations)| Change { gained, lost, operations }).collect();
    diff.changes.sort_by(|a, b| b.operations.len().cmp(&a.operations.len()).then_with(|| a.cmp(b)));
    diff
}

fn change(old: &Alternatives, new: &Alternatives) -> (Vec<String>, Vec<String>) {
    (new.difference(old).map(alternative_text).collect(), old.difference(new).map(alternative_text).collect())
}

fn names(described: &Described) -> BTreeSet<String> {
    described
        .operations
        .values()
        .flat_map(|operation| operation.any.iter().chain(operation.bound.values().flatten()))
        .flat_map(|alternative| alternative.scopes.iter().cloned())
        .collect()
}

fn objects(described: &Described) -> BTreeSet<String> {
    let keys = |operation: &DescribedOperation| operation.bound.keys().cloned().collect::<Vec<_>>();
    described.operations.values().flat_map(keys).collect()
}
