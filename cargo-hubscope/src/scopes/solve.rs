//! The three questions about scopes, turned into covering problems and back.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::bits::Bits;
use super::cover::{Cover, Reduced};
use super::search::search;
use super::{BASELINE, Privilege, Requirement, ScopeSet};

/// How many nodes the search may look at for one answer. Real projects need fewer than ten; the limit only keeps an
/// adversarial catalog from running for long.
const BUDGET: u64 = 20_000;

/// A scope set that satisfies requirements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Solution {
    /// The scopes, without the baseline scope.
    pub scopes: ScopeSet,
    /// The total privilege of the scopes.
    pub privilege: u64,
    /// Whether the set is proved to be the one best answer. Otherwise the search stopped early: the set satisfies the
    /// requirements, but a better one may exist.
    pub optimal: bool,
    /// No satisfying set has less total privilege than this; equal to `privilege` for an optimal answer.
    pub bound: u64,
    /// The indices of requirements that no alternative of suggestible scopes satisfies. They are left out of the set.
    pub unsatisfiable: Vec<usize>,
}

/// Scopes that can be taken away together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removal {
    /// The scopes to take away, without the baseline scope.
    pub scopes: ScopeSet,
    /// The total privilege of what is taken away.
    pub privilege: u64,
    /// Whether no other removal takes away more privilege (or as much with more scopes). Otherwise the search stopped
    /// early: the removal is sound, but a larger one may exist.
    pub optimal: bool,
}

/// The scope set of the least total privilege that satisfies every requirement; among those the one with the fewest
/// scopes, and among those the alphabetically first. Only suggestible scopes enter it.
pub fn minimal(requirements: &[Requirement], costs: &dyn Privilege) -> Solution {
    missing(requirements, &ScopeSet::new(), costs)
}

/// The best set to add to the requested scopes so that every requirement is satisfied, by the same order as [`minimal`].
pub fn missing(requirements: &[Requirement], requested: &ScopeSet, costs: &dyn Privilege) -> Solution {
    missing_within(requirements, requested, costs, BUDGET)
}

/// [`missing`] with a limit on the nodes that the search may look at.
pub(super) fn missing_within(
    requirements: &[Requirement],
    requested: &ScopeSet,
    costs: &dyn Privilege,
    budget: u64,
) -> Solution {
    let mut unsatisfiable = Vec::new();
    let mut open = Vec::new();
    for (index, requirement) in requirements.iter().enumerate() {
        let to_add: Vec<Vec<&Arc<str>>> = requirement
            .any_of
            .iter()
            .map(|set| set.iter().filter(|name| &***name != BASELINE && !requested.contains(*name)).collect())
            .filter(|names: &Vec<&Arc<str>>| names.iter().all(|name| costs.suggestible(name)))
            .collect();
        if to_add.is_empty() {
            unsatisfiable.push(index);
        } else {
            open.push(to_add);
        }
    }
    let answer = cheapest(open, costs, budget);
    Solution {
        scopes: answer.scopes,
        privilege: answer.privilege,
        optimal: answer.proved,
        bound: answer.bound,
        unsatisfiable,
    }
}

/// The set of the greatest total privilege that can be taken away from the present scopes together, with every
/// requirement that they satisfy staying satisfied; among those the one with the most scopes, and among those the one
/// that keeps the alphabetically first scopes.
///
/// A requirement that the present scopes do not satisfy protects nothing: no removal makes it worse. Scopes that are
/// present count whether or not they are suggestible.
pub fn unneeded(protecting: &[Requirement], present: &ScopeSet, costs: &dyn Privilege) -> Removal {
    let keepable = |requirement: &Requirement| {
        let alternatives: Vec<Vec<Arc<str>>> = requirement
            .any_of
            .iter()
            .map(|set| set.iter().filter(|name| &***name != BASELINE).cloned().collect::<Vec<_>>())
            .filter(|names: &Vec<Arc<str>>| names.iter().all(|name| present.contains(name)))
            .collect();
        alternatives
    };
    let owned: Vec<Vec<Vec<Arc<str>>>> =
        protecting.iter().map(keepable).filter(|alternatives| !alternatives.is_empty()).collect();
    let open = owned.iter().map(|row| row.iter().map(|names| names.iter().collect()).collect()).collect();
    let kept = cheapest(open, costs, BUDGET);
    let scopes: ScopeSet =
        present.iter().filter(|name| &***name != BASELINE && !kept.scopes.contains(*name)).cloned().collect();
    let privilege = scopes.iter().map(|name| u64::from(costs.privilege(name))).sum();
    Removal { scopes, privilege, optimal: kept.proved }
}

struct Cheapest {
    scopes: ScopeSet,
    privilege: u64,
    proved: bool,
    bound: u64,
}

/// Solves rows of alternatives of names; a row with an empty alternative is satisfied from the start.
fn cheapest(mut rows: Vec<Vec<Vec<&Arc<str>>>>, costs: &dyn Privilege, mut budget: u64) -> Cheapest {
    rows.retain(|row| !row.iter().any(Vec::is_empty));
    let mut columns: BTreeMap<&Arc<str>, usize> = rows.iter().flatten().flatten().map(|name| (*name, 0)).collect();
    columns.values_mut().enumerate().for_each(|(number, column)| *column = number);
    let names: Vec<&Arc<str>> = columns.keys().copied().collect();
    let count = names.len();
    // One unit of privilege outweighs any number of scopes.
    let unit = count as u64 + 1;
    let cover = Cover {
        weights: names.iter().map(|name| u64::from(costs.privilege(name)) * unit + 1).collect(),
        rows: rows
            .iter()
            .map(|row| row.iter().map(|set| Bits::of(count, set.iter().map(|name| columns[name]))).collect())
            .collect(),
    };
    let weights = cover.weights.clone();
    let Reduced { forced, parts } = cover.reduce();
    let mut chosen = forced;
    let mut bound: u64 = chosen.iter().map(|column| weights[column]).sum();
    let mut proved = true;
    for (part, numbers) in parts {
        let answer = search(&part, budget);
        budget = budget.saturating_sub(answer.nodes);
        answer.chosen.iter().for_each(|column| chosen.insert(numbers[column]));
        bound += answer.bound;
        proved &= answer.proved;
    }
    let scopes: ScopeSet = chosen.iter().map(|column| names[column].clone()).collect();
    let privilege = scopes.iter().map(|name| u64::from(costs.privilege(name))).sum();
    Cheapest { scopes, privilege, proved, bound: bound / unit }
}
