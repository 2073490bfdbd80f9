//! What `scopes --why SCOPE` and `scopes --without SCOPE` say.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::Arc;

use serde::Serialize;

use super::context::{Context, Place};
use super::lists::{count, set};
use super::style::{FAINT, NAME, STRONG, paint};
use super::visible::visible;
use crate::catalog::{Catalog, Certainty};
use crate::rules::{Costs, Derivation, Need};
use crate::scopes::{self, Requirement, ScopeSet};

/// Why a scope is in the minimal set, or why it is not.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WhyReport {
    schema_version: u32,
    scope: String,
    in_minimal: bool,
    /// What accepts the scope, alone or with others.
    accepted_for: Vec<WhyEntry>,
}

/// Something that accepts a scope.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct WhyEntry {
    /// The operation, or what there is outside the code.
    operation: String,
    /// The calls, as `file:line:column`.
    places: Vec<String>,
    certainty: &'static str,
    /// The alternative that the minimal set satisfies, where it satisfies one.
    satisfied_by: Option<BTreeSet<Arc<str>>>,
    /// Other alternatives, without the scope, that an app can request, the one of least privilege first.
    instead: Vec<BTreeSet<Arc<str>>>,
}

/// What would be without a scope.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WithoutReport {
    schema_version: u32,
    scope: String,
    /// What the app has: what its manifest requests, or else the minimal set.
    granted: BTreeSet<Arc<str>>,
    /// What would be refused if the scope were taken from that.
    breaks: Vec<BreakEntry>,
    /// The scopes of least privilege that, added in its place, leave as little refused as can be.
    add: BTreeSet<Arc<str>>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct BreakEntry {
    operation: String,
    places: Vec<String>,
    certainty: &'static str,
    /// Whether nothing that an app can request is accepted in the scope's place.
    for_good: bool,
}

const SCHEMA_VERSION: u32 = 1;

fn certainty(need: &Need) -> &'static str {
    match need.certainty {
        Certainty::Certain => "certain",
        Certainty::Likely => "likely",
        Certainty::Disputed => "disputed",
    }
}

/// What has a need, each with its places.
fn wanted(context: Context<'_>, derivation: &Derivation, need: &Need) -> Vec<(String, Vec<String>)> {
    let operations = need.wanted_by(&derivation.calls).into_iter();
    let places = |operation: &str| -> Vec<String> {
        let calls = need.calls.iter().map(|&index| &derivation.calls[index]);
        let here = calls.filter(|call| call.operation() == operation).map(|call| call.call.location.span);
        let outside = need.outside.as_ref().and_then(|outside| outside.span);
        here.chain(outside)
            .map(|span| {
                let place = Place::of(context.sources, span);
                format!("{}:{}:{}", place.file, place.line, place.column)
            })
            .collect()
    };
    operations.map(|operation| (operation.clone(), places(&operation))).collect()
}

/// The alternatives of a requirement without a scope that an app can request, the one of least privilege first.
pub fn instead(catalog: &Catalog, requirement: &Requirement, scope: &str) -> Vec<ScopeSet> {
    let can = |set: &&ScopeSet| {
        !set.contains(scope)
            && set.iter().all(|name| catalog.scope(name).is_some_and(crate::catalog::Scope::may_be_suggested))
    };
    let mut sets: Vec<ScopeSet> = requirement.any_of.iter().filter(can).cloned().collect();
    sets.sort_by_key(|set| (set.iter().map(|name| catalog.privilege(name)).sum::<u32>(), set.len(), set.clone()));
    sets
}

impl WhyReport {
    /// What a derivation says of a scope.
    pub fn new(context: Context<'_>, catalog: &Catalog, derivation: &Derivation, scope: &str) -> Self {
        let minimal = &derivation.minimal.scopes;
        let mut accepted_for = Vec::new();
        for need in &derivation.needs {
            if !need.requirement.any_of.iter().any(|set| set.contains(scope)) {
                continue;
            }
            for (operation, places) in wanted(context, derivation, need) {
                accepted_for.push(WhyEntry {
                    operation,
                    places,
                    certainty: certainty(need),
                    satisfied_by: need.satisfied_by(minimal).cloned(),
                    instead: instead(catalog, &need.requirement, scope),
                });
            }
        }
        Self {
            schema_version: SCHEMA_VERSION,
            scope: scope.to_owned(),
            in_minimal: minimal.contains(scope),
            accepted_for,
        }
    }

    /// The same for people.
    pub fn text(&self) -> String {
        let mut out = String::new();
        let scope = paint(NAME, &self.scope);
        if self.accepted_for.is_empty() {
            let _ = writeln!(out, "{scope} is not in the minimal set: no call of this project accepts it");
            return out;
        }
        let operations = count(self.accepted_for.len(), "operation");
        if self.in_minimal {
            let _ = writeln!(out, "{scope} is in the minimal set; it is accepted for {operations}:");
        } else {
            let _ = writeln!(out, "{scope} is not in the minimal set, although it is accepted for {operations}:");
        }
        for entry in &self.accepted_for {
            let sure = if entry.certainty == "certain" { "" } else { entry.certainty };
            let sure = if sure.is_empty() { String::new() } else { format!(" ({sure})") };
            let _ = writeln!(out, "\n  {}{sure}", paint(STRONG, visible(&entry.operation)));
            for place in &entry.places {
                let _ = writeln!(out, "      {}", paint(FAINT, visible(place)));
            }
            match &entry.satisfied_by {
                Some(by) if !by.contains(&*self.scope) && by.is_empty() => out.push_str("      needs no scope\n"),
                Some(by) if !by.contains(&*self.scope) => {
                    let _ = writeln!(out, "      the set has {} for it", set(by));
                }
                _ => match entry.instead.as_slice() {
                    [] => out.push_str("      nothing else is accepted\n"),
                    others => {
                        let shown: Vec<String> = others.iter().take(3).map(set).collect();
                        let more = others.len() - shown.len();
                        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
                        let _ = writeln!(out, "      accepted too: {}{more}", shown.join("; "));
                    }
                },
            }
        }
        out
    }
}

impl WithoutReport {
    /// What a derivation loses without a scope; `requested` is what the app's manifest requests, where there is one.
    pub fn new(
        context: Context<'_>,
        catalog: &Catalog,
        derivation: &Derivation,
        requested: Option<&ScopeSet>,
        scope: &str,
    ) -> Self {
        let granted = requested.unwrap_or(&derivation.minimal.scopes).clone();
        let mut rest = granted.clone();
        rest.remove(scope);
        let lost =
            |need: &&Need| need.requirement.is_satisfied_by(&granted) && !need.requirement.is_satisfied_by(&rest);
        let mut breaks = Vec::new();
        let mut open = Vec::new();
        for need in derivation.needs.iter().filter(|need| need.certainty != Certainty::Disputed).filter(lost) {
            let others = instead(catalog, &need.requirement, scope);
            for (operation, places) in wanted(context, derivation, need) {
                breaks.push(BreakEntry { operation, places, certainty: certainty(need), for_good: others.is_empty() });
            }
            if !others.is_empty() && need.certainty == Certainty::Certain {
                open.push(Requirement { any_of: others });
            }
        }
        let add = scopes::missing(&open, &rest, &Costs(catalog)).scopes;
        Self { schema_version: SCHEMA_VERSION, scope: scope.to_owned(), granted, breaks, add }
    }

    /// The same for people.
    pub fn text(&self) -> String {
        let mut out = String::new();
        let scope = paint(NAME, &self.scope);
        if !self.granted.contains(&*self.scope) {
            let _ = writeln!(out, "the app does not have {scope}: nothing changes without it");
            return out;
        }
        if self.breaks.is_empty() {
            let _ = writeln!(out, "without {scope} nothing that was found is refused");
            return out;
        }
        let _ = writeln!(out, "without {scope} {} would be refused:", count(self.breaks.len(), "operation"));
        for entry in &self.breaks {
            let sure = if entry.certainty == "certain" { String::new() } else { format!(" ({})", entry.certainty) };
            let _ = writeln!(out, "\n  {}{sure}", paint(STRONG, visible(&entry.operation)));
            for place in &entry.places {
                let _ = writeln!(out, "      {}", paint(FAINT, visible(place)));
            }
            if entry.for_good {
                out.push_str("      nothing else is accepted\n");
            }
        }
        if !self.add.is_empty() {
            let _ = writeln!(out, "\nadd {} in its place to keep the others", set(&self.add));
        }
        out
    }
}
