//! `component-scope`: a component of the app beside the code needs a scope that the manifest does not request.

use std::sync::Arc;

use super::input::{Changes, Input, is_baseline};
use super::words;
use super::{Finding, Need, Rule, RuleId, Safety, Severity};
use crate::catalog::Certainty;
use crate::manifest::List;
use crate::manifest::edit::Change;
use crate::scopes::ScopeSet;

/// What is said of the rule.
pub const RULE: Rule = Rule {
    name: "component-scope",
    severity: Severity::Error,
    summary: "a component of the app, such as a webhook or a card, needs a scope that the manifest does not request, or only as optional",
    checks: "The component files beside the manifest: webhook subscriptions, app cards and their object types, app events. \
Each needs scopes of its own, whatever the Rust code calls.",
    matters: "HubSpot refuses the upload, or the subscription receives nothing. Scopes that a component needs are also \
never called unneeded.",
    example: "A webhook subscription to `contact.creation` in an app that does not request `crm.objects.contacts.read`.",
    mend: "Add the scope to `requiredScopes`, or remove the component.",
    configuration: "Of some components it is not documented what they need, and of an object type that is not known it cannot \
be told. While there is one, no scope is called unneeded. Say what it needs, or leave `scope` out where it needs none:\n\n\
```toml\n[[need]]\ncomponent = \"pet-card\"\nscope = \"crm.objects.custom.read\"\nreason = \"shows the custom object pets\"\n```\n\n\
`component` is the `uid` of the component, or its file.",
};

/// One finding a need of a component that the manifest's scopes do not satisfy, optional ones aside: an account may lack
/// these.
pub(crate) fn check(input: Input<'_>, changes: &Changes) -> Vec<Finding> {
    let requested = input.manifest.requested();
    let mut always = input.manifest.requested_in(List::Required);
    always.extend(input.manifest.requested_in(List::ConditionallyRequired));
    let mut granted = requested.clone();
    granted.extend(changes.missing.iter().chain(&changes.likely_missing).cloned());
    // What another finding offers to change is not offered twice: both changes together would add it twice.
    let mut offered = ScopeSet::new();
    for certainty in [Certainty::Certain, Certainty::Likely] {
        let of_code = |need: &&Need| need.outside.as_ref().is_none_or(|outside| !outside.is_component);
        offered.extend(
            input
                .unsatisfied(certainty)
                .filter(of_code)
                .filter_map(|need| need.satisfied_by(&granted))
                .flatten()
                .cloned(),
        );
    }
    let mut findings = Vec::new();
    for need in &input.selected.needs {
        let Some(outside) = need.outside.as_ref().filter(|outside| outside.is_component) else { continue };
        if need.certainty == Certainty::Disputed || need.requirement.is_satisfied_by(&always) {
            continue;
        }
        let wanted = need.satisfied_by(&granted).or(need.requirement.any_of.first());
        let lacking: Vec<_> =
            wanted.into_iter().flatten().filter(|scope| !is_baseline(scope) && !always.contains(*scope)).collect();
        let names = words::list(&lacking);
        let is = if lacking.len() > 1 { "are" } else { "is" };
        let verb = if need.certainty == Certainty::Certain { "needed" } else { "likely needed" };
        let only_optional = lacking.iter().all(|scope| requested.contains(*scope));
        let but = if only_optional { ", but only optional" } else { "" };
        let message = format!("{names} {is} {verb}{but}: {}", outside.what);
        let mut finding = Finding::new(RuleId::ComponentScope, message);
        if need.certainty == Certainty::Likely {
            finding = finding.severity(Severity::Warning);
        }
        if let Some(span) = outside.span {
            finding = finding.at(span, format!("{names} {is} {verb} for this"));
        }
        finding.subject.scope = lacking.first().map(|scope| (*scope).clone());
        let wanted: Vec<Arc<str>> =
            lacking.iter().filter(|scope| offered.insert((**scope).clone())).map(|scope| (*scope).clone()).collect();
        let safety = if need.certainty == Certainty::Certain && !only_optional { Safety::Safe } else { Safety::Maybe };
        let change = |scope: Arc<str>| match requested.contains(&scope) {
            true => Change::Move { scope, to: List::Required },
            false => Change::Add { scope, list: List::Required },
        };
        finding.edits = input.edits_of(&wanted.into_iter().map(change).collect::<Vec<_>>(), safety);
        let key = List::Required.key(input.manifest.format).unwrap_or("required");
        let entry = lacking.first().and_then(|scope| input.manifest.entry(scope)).filter(|_| only_optional);
        findings.push(match entry {
            Some(entry) => finding
                .beside(entry.span, "granted only where the account has the feature")
                .help(format!("move {names} to `{key}`, or remove the component")),
            None => finding
                .beside(input.manifest.anchor(List::Required), format!("{names} {is} not requested"))
                .help(format!("add {names} to `{key}`, or remove the component")),
        });
    }
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    findings
}
