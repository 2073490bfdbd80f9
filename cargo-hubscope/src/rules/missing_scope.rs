//! `missing-scope`: a call needs a scope that the manifest does not request.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::input::{Changes, Input};
use super::words;
use super::{Cause, Finding, Label, Need, Role, Rule, RuleId, Safety, Severity};
use crate::catalog::Certainty;
use crate::manifest::List;
use crate::manifest::edit::Change;
use crate::scopes::ScopeSet;
use crate::source::Span;

/// What is said of the rule.
pub const RULE: Rule = Rule {
    name: "missing-scope",
    severity: Severity::Error,
    summary: "a call needs a scope that the app manifest does not request",
    checks: "Every HubSpot call in the selected packages and features is looked up in the catalog. A call can need any one \
of several sets of scopes. Where the manifest requests none of them, the cheapest scopes to add are reported: the ones \
that give an app the least, chosen together for all calls.\n\n\
The finding is an error where the requirement is documented, and a warning where it is only likely: HubSpot says which \
scopes an association needs on the side that the call starts from, but not on the other side.",
    matters: "HubSpot answers a call without its scope with status 403, category `MISSING_SCOPES`. Nothing at build time \
shows it, and an app that has been installed does not get a new scope by itself: every account has to authorise again.",
    example: "```rust\nclient.get(\"https://api.hubapi.com/crm/v3/objects/contacts\").bearer_auth(token).send()\n```\n\n\
with a manifest that requests `crm.objects.contacts.write` alone. Reading and writing are independent.",
    mend: "Add the scope to `requiredScopes` of the manifest, or to `optionalScopes` where the app works without it; \
`cargo hubscope fix` does it and keeps the file's formatting. Publish the app, and let existing installs authorise again.",
    configuration: "A scope that is needed by code outside Rust is no call here; `[[need]]` in `hubscope.toml` names it.",
};

/// Needs that one scope to add serves.
type ByScope<'a> = BTreeMap<Arc<str>, Vec<&'a Need>>;

/// One finding a scope to add; and one for each requirement that nothing which may be requested satisfies.
pub(crate) fn check(input: Input<'_>, changes: &Changes) -> Vec<Finding> {
    let mut granted = input.manifest.requested();
    granted.extend(changes.missing.iter().cloned());
    let mut findings = Vec::new();
    let (certain, hopeless) = by_scope(input, Certainty::Certain, &granted, &changes.missing);
    findings.extend(certain.iter().map(|(scope, needs)| missing(input, scope, needs, &granted)));
    findings.extend(hopeless.into_iter().map(|need| unsatisfiable(input, need)));
    granted.extend(changes.likely_missing.iter().cloned());
    let (likely, _) = by_scope(input, Certainty::Likely, &granted, &changes.likely_missing);
    findings.extend(likely.iter().map(|(scope, needs)| missing(input, scope, needs, &granted)));
    findings
}

/// The needs of calls and of the configuration that each scope to add serves, and those that none serves.
fn by_scope<'a>(
    input: Input<'a>,
    certainty: Certainty,
    granted: &ScopeSet,
    added: &ScopeSet,
) -> (ByScope<'a>, Vec<&'a Need>) {
    let mut by_scope = ByScope::new();
    let mut hopeless = Vec::new();
    for need in input.unsatisfied(certainty).filter(|need| need.outside.as_ref().is_none_or(|o| !o.is_component)) {
        match need.satisfied_by(granted) {
            Some(set) => {
                for scope in set.intersection(added) {
                    by_scope.entry(scope.clone()).or_default().push(need);
                }
            }
            None => hopeless.push(need),
        }
    }
    (by_scope, hopeless)
}

fn missing(input: Input<'_>, scope: &Arc<str>, needs: &[&Need], granted: &ScopeSet) -> Finding {
    let mut calls: Vec<usize> = needs.iter().flat_map(|need| need.calls.iter().copied()).collect();
    calls.sort_unstable();
    calls.dedup();
    let likely = needs.iter().all(|need| need.certainty == Certainty::Likely);
    let verb = if likely { "is likely needed" } else { "is needed" };
    let mut finding =
        Finding::new(RuleId::MissingScope, format!("scope `{scope}` {verb}, but the manifest does not request it"))
            .about_scope(scope);
    if likely {
        finding = finding.severity(Severity::Warning);
    }
    let mut causes: Vec<Cause> = calls
        .iter()
        .map(|&index| {
            let resolved = &input.selected.calls[index];
            words::cause(resolved, format!("`{}` needs it", resolved.operation()), "needed here too")
        })
        .collect();
    let outside = needs.iter().filter_map(|need| need.outside.as_ref());
    causes.extend(outside.filter_map(|outside| Some(stated(outside.span?, &outside.what))));
    finding = finding.caused_by(causes);
    let list = input.list_for(scope, granted);
    let key = list.key(input.manifest.format).unwrap_or("required");
    finding = finding.beside(input.manifest.anchor(List::Required), format!("`{scope}` is not requested"));
    finding = finding.help(format!("add `\"{scope}\"` to `{key}`"));
    let safety = if likely { Safety::Maybe } else { Safety::Safe };
    finding.edits = input.edits(Change::Add { scope: scope.clone(), list }, safety);
    if likely {
        let about: Vec<&str> = needs.iter().map(|need| need.about.as_str()).collect();
        finding = finding.note(format!("HubSpot does not say so clearly ({}; {})", about.join(", "), needs[0].source));
    }
    if let Some(other) = needs.iter().find(|need| need.requirement.any_of.len() > 1) {
        finding = finding.note(format!("accepted are: {}", words::alternatives(&other.requirement.any_of)));
    }
    finding.note("accounts that have installed the app must authorise it again to grant the scope")
}

/// A requirement for which nothing can be suggested: only names that an app cannot request are accepted.
fn unsatisfiable(input: Input<'_>, need: &Need) -> Finding {
    let names = words::alternatives(&need.requirement.any_of);
    let mut finding = Finding::new(
        RuleId::MissingScope,
        format!(
            "{} needs {names}, which the manifest does not request",
            words::list(need.wanted_by(&input.selected.calls))
        ),
    )
    .help(remedy(input, need));
    let calls = need.calls.iter().map(|&index| &input.selected.calls[index]);
    let mut causes: Vec<Cause> =
        calls.map(|resolved| words::cause(resolved, "needed here".to_owned(), "needed here too")).collect();
    finding.subject.operation = causes.first().and_then(|cause| cause.operation.clone());
    causes.extend(need.outside.as_ref().and_then(|outside| Some(stated(outside.span?, "stated here"))));
    finding.caused_by(causes).beside(input.manifest.anchor(List::Required), "not requested")
}

/// What the configuration states as a cause.
fn stated(span: Span, what: &str) -> Cause {
    let first = vec![Label { span, message: what.to_owned(), role: Role::Primary }];
    Cause { span, operation: None, first, notes: Vec::new(), beside: what.to_owned() }
}

/// What to do about names that nothing can be suggested for; the configuration may have a wrong one.
fn remedy(input: Input<'_>, need: &Need) -> String {
    let mut names = need.requirement.any_of.iter().flatten();
    let Some(unknown) = names.find(|name| input.catalog.scope(name).is_none()) else {
        return "these names are not offered to every app; ask HubSpot for access, or do without the call".to_owned();
    };
    match input.catalog.suggest_scope(unknown).map(|suggestion| suggestion.instead) {
        Some(instead) if !instead.is_empty() => {
            format!("HubSpot has no scope `{unknown}`; did you mean {}?", words::list(&instead))
        }
        _ => format!("HubSpot has no scope `{unknown}`; correct the name"),
    }
}
