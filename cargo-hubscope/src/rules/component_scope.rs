//! `component-scope`: a component of the app beside the code needs a scope that the manifest does not request.

use super::input::{Changes, Input};
use super::words;
use super::{Finding, Rule, RuleId, Severity};
use crate::catalog::Certainty;
use crate::manifest::List;

/// What is said of the rule.
pub const RULE: Rule = Rule {
    name: "component-scope",
    severity: Severity::Error,
    summary: "a component of the app, such as a webhook or a card, needs a scope that the manifest does not request",
    checks: "The component files beside the manifest: webhook subscriptions, app cards and their object types, app events. \
Each needs scopes of its own, whatever the Rust code calls.",
    matters: "HubSpot refuses the upload, or the subscription receives nothing. Scopes that a component needs are also \
never called unneeded.",
    example: "A webhook subscription to `contact.creation` in an app that does not request `crm.objects.contacts.read`.",
    mend: "Add the scope to `requiredScopes`, or remove the component.",
    configuration: "",
};

/// One finding a need of a component that the manifest does not satisfy.
pub(super) fn check(input: Input<'_>, changes: &Changes) -> Vec<Finding> {
    let mut granted = input.manifest.requested();
    granted.extend(changes.missing.iter().chain(&changes.likely_missing).cloned());
    let mut findings = Vec::new();
    for certainty in [Certainty::Certain, Certainty::Likely] {
        for need in input.unsatisfied(certainty) {
            let Some(outside) = need.outside.as_ref().filter(|outside| outside.is_component) else { continue };
            let wanted = need.satisfied_by(&granted).or(need.requirement.any_of.first());
            let names = wanted.map(words::list).unwrap_or_default();
            let is = if wanted.is_some_and(|set| set.len() > 1) { "are" } else { "is" };
            let verb = if certainty == Certainty::Certain { "needed" } else { "likely needed" };
            let mut finding = Finding::new(RuleId::ComponentScope, format!("{names} {is} {verb}: {}", outside.what));
            if certainty == Certainty::Likely {
                finding = finding.severity(Severity::Warning);
            }
            if let Some(span) = outside.span {
                finding = finding.at(span, format!("{names} {is} {verb} for this"));
            }
            finding.subject.scope = wanted.and_then(|set| set.first().cloned());
            let key = List::Required.key(input.manifest.format).unwrap_or("required");
            findings.push(
                finding
                    .beside(input.manifest.anchor(List::Required), format!("{names} {is} not requested"))
                    .help(format!("add {names} to `{key}`, or remove the component")),
            );
        }
    }
    findings
}
