//! What the rules look at, and what comes out.

use std::sync::Arc;

use super::derive::{Costs, Install};
use super::{Derivation, Edit, Finding, Need, Safety};
use crate::analysis::PageUrl;
use crate::annotation::Contradiction;
use crate::catalog::{Catalog, Certainty};
use crate::manifest::edit::{self, Change};
use crate::manifest::{AuthType, List, Manifest};
use crate::scopes::{self, BASELINE, Requirement, ScopeSet};
use crate::source::{Sources, Span};

/// An app with its code.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    /// The catalog.
    pub catalog: &'a Catalog,
    /// The files of the selected code, and the manifest.
    pub sources: &'a Sources,
    /// What the selected packages and features need.
    pub selected: &'a Derivation,
    /// What every package and every feature needs.
    pub whole: &'a Derivation,
    /// Files and parts of files that could not be read, with why.
    pub unparsed: &'a [(Span, String)],
    /// The install URLs that the code makes.
    pub pages: &'a [PageUrl],
    /// What the code states of its calls and cannot be.
    pub contradictions: &'a [Contradiction],
    /// What the app requests.
    pub manifest: &'a Manifest,
}

/// What has to change in the manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// The best scopes to add for everything that is certain.
    pub missing: ScopeSet,
    /// What is to be added beside them for what is likely.
    pub likely_missing: ScopeSet,
    /// Scopes that can be taken away together; empty while the derivation is not complete.
    pub unneeded: ScopeSet,
    /// What would be unneeded if nothing more turned up; empty when the derivation is complete.
    pub unneeded_candidates: ScopeSet,
    /// Why the derivation is not complete.
    pub incomplete_because: Vec<String>,
    /// Whether all of this is proved to be the best answer.
    pub optimal: bool,
}

/// The result of a check.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// What was found, in the order of outputs.
    pub findings: Vec<Finding>,
    /// What has to change in the manifest.
    pub changes: Changes,
}

impl Changes {
    /// Solves for what is missing and what is unneeded.
    pub fn of(input: Input<'_>) -> Self {
        Self::from(input, &input.manifest.requested())
    }

    /// The same where other scopes than the manifest's are requested.
    pub fn from(input: Input<'_>, requested: &ScopeSet) -> Self {
        let costs = Costs(input.catalog);
        let certain = input.selected.open(requested, |certainty| certainty == Certainty::Certain);
        let missing = scopes::missing(&certain, requested, &costs);
        let mut granted: ScopeSet = requested.union(&missing.scopes).cloned().collect();
        let likely = input.selected.open(&granted, |certainty| certainty != Certainty::Disputed);
        let likely = scopes::missing(&likely, &granted, &costs);

        granted.extend(likely.scopes.iter().cloned());
        let protecting: Vec<Requirement> = protecting(input).map(|need| need.requirement.clone()).collect();
        let removal = scopes::unneeded(&protecting, &granted, &costs);
        let known = |scope: &&Arc<str>| requested.contains(*scope) && input.catalog.scope(scope).is_some();
        let removable: ScopeSet = removal.scopes.iter().filter(known).cloned().collect();

        let mut incomplete_because = input.whole.incomplete_because.clone();
        incomplete_because.extend(input.selected.incomplete_because.iter().cloned());
        if input.whole.calls.is_empty() && !requested.is_empty() {
            // Nothing found is not nothing needed: another program may be the one that calls HubSpot.
            incomplete_because.push("no HubSpot call was found in the Rust code".to_owned());
        }
        incomplete_because.sort();
        incomplete_because.dedup();
        let (unneeded, unneeded_candidates) = if incomplete_because.is_empty() {
            (removable, ScopeSet::new())
        } else {
            let mut possible = input.whole.possible();
            possible.extend(input.selected.possible());
            (ScopeSet::new(), removable.difference(&possible).cloned().collect())
        };
        Self {
            missing: missing.scopes,
            likely_missing: likely.scopes,
            unneeded,
            unneeded_candidates,
            incomplete_because,
            optimal: missing.optimal && likely.optimal && removal.optimal,
        }
    }
}

/// Everything that keeps a requested scope from being unneeded.
fn protecting(input: Input<'_>) -> impl Iterator<Item = &Need> {
    input.whole.needs.iter().chain(&input.selected.needs)
}

impl<'a> Input<'a> {
    /// The edits of the manifest that make a change; none where it cannot be made by an edit.
    pub(super) fn edits(self, change: Change, safety: Safety) -> Vec<Edit> {
        self.edits_of(&[change], safety)
    }

    /// The edits that make several changes together; none where one of them cannot be made by an edit.
    pub(super) fn edits_of(self, changes: &[Change], safety: Safety) -> Vec<Edit> {
        let plan = edit::plan(self.manifest, changes, self.sources);
        let edits = plan.map(|plan| plan.edits).unwrap_or_default();
        let edit = |edit: edit::TextEdit| {
            let old = self.sources.snippet(edit.span);
            Edit { span: edit.span, replacement: edit.text, safety }.trimmed(old)
        };
        edits.into_iter().map(edit).collect()
    }

    /// Whether the app may have optional scopes: one with a static token may not.
    pub(super) fn may_be_optional(self) -> bool {
        self.manifest.auth_type != Some(AuthType::Static) && List::Optional.key(self.manifest.format).is_some()
    }

    /// The list that a scope to add belongs to: the optional one where only calls that the app can do without need it.
    pub fn list_for(self, scope: &str, granted: &ScopeSet) -> List {
        let needs = self.selected.needs.iter().filter(|need| need.certainty != Certainty::Disputed);
        let serving = needs.filter(|need| need.satisfied_by(granted).is_some_and(|set| set.contains(scope)));
        let is_optional = |need: &Need| {
            let mut calls = need.calls.iter().map(|&index| &self.selected.calls[index]);
            need.outside.is_none() && calls.all(|call| call.install == Install::Optional)
        };
        let mut serving = serving.peekable();
        let optional = self.may_be_optional() && serving.peek().is_some() && serving.all(is_optional);
        if optional { List::Optional } else { List::Required }
    }

    /// The selected needs of a certainty that the manifest does not satisfy.
    pub(super) fn unsatisfied(self, certainty: Certainty) -> impl Iterator<Item = &'a Need> {
        let requested = self.manifest.requested();
        let needs = self.selected.needs.iter().filter(move |need| need.certainty == certainty);
        needs.filter(move |need| !need.requirement.is_satisfied_by(&requested))
    }

    /// The cheapest set that could stand in place of a requested scope with everything staying satisfied, where there
    /// is one.
    pub(super) fn replacement(self, scope: &Arc<str>, without: &ScopeSet) -> Option<ScopeSet> {
        let kept: ScopeSet =
            self.manifest.requested().into_iter().filter(|name| name != scope && !without.contains(name)).collect();
        let mut requested = kept.clone();
        requested.insert(scope.clone());
        let affected: Vec<Requirement> = protecting(self)
            .filter(|need| need.requirement.is_satisfied_by(&requested) && !need.requirement.is_satisfied_by(&kept))
            .map(|need| need.proposal.clone())
            .collect();
        let solution = scopes::missing(&affected, &kept, &Costs(self.catalog));
        let better = solution.unsatisfiable.is_empty()
            && !solution.scopes.is_empty()
            && solution.privilege < u64::from(self.catalog.privilege(scope));
        better.then_some(solution.scopes)
    }
}

/// Whether a name is the baseline scope, which no rule is about.
pub(super) fn is_baseline(scope: &str) -> bool {
    scope == BASELINE
}
