//! `scope-list`: a scope stands in a list where it does not belong.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::derive::Install;
use super::input::{Changes, Input, is_baseline};
use super::words::with_more_calls;
use super::{Finding, Rule, RuleId, Safety, Severity};
use crate::catalog::Certainty;
use crate::manifest::List;
use crate::manifest::edit::Change;

/// What is said of the rule.
pub const RULE: Rule = Rule {
    name: "scope-list",
    severity: Severity::Warning,
    summary: "a scope stands in a list where it does not belong",
    checks: "The three lists of the manifest against each other and against the calls: a scope that stands twice, and a \
scope that is only optional although calls need it without a condition.",
    matters: "An optional scope is dropped silently when the account cannot grant it; a call that the app cannot do without \
then fails with status 403. HubSpot refuses an install link whose lists do not match the manifest.",
    example: "```json\n\"requiredScopes\": [\"crm.objects.contacts.read\"],\n\"optionalScopes\": [\"crm.objects.contacts.read\"]\n```",
    mend: "Keep the scope in one list: in `requiredScopes` where the app cannot work without it.",
    configuration: "Functions whose calls the app can do without are marked in the code, with `#[scopes(optional(\"..\", reason = \"..\"))]` \
of `scope-macros`, or named in `hubscope.toml`:\n\n\
```toml\n[optional]\nfunctions = [\"report::*\"]\n```",
};

/// One finding a scope that stands in the wrong list. That one stands twice is found when the manifest is read.
pub(crate) fn check(input: Input<'_>, changes: &Changes) -> Vec<Finding> {
    let mut findings = optional_but_needed(input);
    findings.extend(required_but_optional(input, changes));
    findings
}

/// Scopes that are only optional although a call needs them without a condition.
fn optional_but_needed(input: Input<'_>) -> Vec<Finding> {
    let requested = input.manifest.requested();
    let mut always = input.manifest.requested_in(List::Required);
    always.extend(input.manifest.requested_in(List::ConditionallyRequired));
    let mut by_scope: BTreeMap<Arc<str>, Vec<usize>> = BTreeMap::new();
    for need in input.selected.needs.iter().filter(|need| need.certainty == Certainty::Certain) {
        let calls = need.calls.iter().filter(|&&index| input.selected.calls[index].install == Install::Required);
        let calls: Vec<usize> = calls.copied().collect();
        if calls.is_empty() || need.requirement.is_satisfied_by(&always) {
            continue;
        }
        for scope in need.satisfied_by(&requested).into_iter().flatten().filter(|scope| !always.contains(*scope)) {
            by_scope.entry(scope.clone()).or_default().extend(&calls);
        }
    }
    let finding = |(scope, mut calls): (Arc<str>, Vec<usize>)| {
        let entry = input.manifest.entry(&scope)?;
        calls.sort_unstable();
        calls.dedup();
        let key = List::Required.key(input.manifest.format).unwrap_or("required");
        let mut finding = Finding::new(
            RuleId::ScopeList,
            format!("scope `{scope}` is optional, but a call needs it without a condition"),
        )
        .at(entry.span, "granted only where the account has the feature")
        .about_scope(&scope)
        .help(format!("move it to `{key}`, or name the function under `[optional]` in `hubscope.toml`"));
        finding.edits = input.edits(Change::Move { scope, to: List::Required }, Safety::Maybe);
        Some(with_more_calls(finding, input.selected, &calls, "needs it"))
    };
    by_scope.into_iter().filter_map(finding).collect()
}

/// Scopes that are required although every call that needs them is one that the app can do without.
fn required_but_optional(input: Input<'_>, changes: &Changes) -> Vec<Finding> {
    let Some(optional_key) = List::Optional.key(input.manifest.format).filter(|_| input.may_be_optional()) else {
        return Vec::new();
    };
    let entries = &input.manifest.list(List::Required).entries;
    let needed = entries.iter().filter(|e| !is_baseline(&e.scope) && !changes.unneeded.contains(&e.scope));
    let movable = needed.filter_map(|entry| {
        let requested = input.manifest.requested();
        let mut without = requested.clone();
        without.remove(&entry.scope);
        let satisfied = input.whole.needs.iter().filter(|need| need.requirement.is_satisfied_by(&requested));
        let depending = satisfied.filter(|need| !need.requirement.is_satisfied_by(&without));
        let mut calls = Vec::new();
        for need in depending {
            if need.outside.is_some() {
                return None;
            }
            calls.extend(need.calls.iter().map(|&index| &input.whole.calls[index]));
        }
        let all_optional = !calls.is_empty() && calls.iter().all(|call| call.install == Install::Optional);
        all_optional.then(|| {
            let mut finding = Finding::new(
                RuleId::ScopeList,
                format!("scope `{}` is required, but only optional calls need it", entry.scope),
            )
            .at(entry.span, "accounts without the feature cannot install the app")
            .about_scope(&entry.scope)
            .help(format!("move it to `{optional_key}`"));
            let change = Change::Move { scope: entry.scope.clone(), to: List::Optional };
            finding.edits = input.edits(change, Safety::Maybe);
            finding
        })
    });
    movable.collect()
}
