//! `annotation-mismatch`: an attribute in the source says something else of the calls inside than what is derived.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::input::{Input, is_baseline};
use super::words;
use super::{Annotated, Cause, Costs, Derivation, Finding, Label, Need, Resolved, Role, Rule, RuleId, Severity};
use crate::annotation::{Contradiction, Word};
use crate::catalog::Certainty;
use crate::scopes::{self, Requirement, ScopeSet};

/// How many calls are shown beside one finding.
const SHOWN: usize = 3;

/// What is said of the rule.
pub const RULE: Rule = Rule {
    name: "annotation-mismatch",
    severity: Severity::Error,
    summary: "an attribute says something else of the calls inside than what they need",
    checks: "`#[scopes(..)]` against the calls that are made inside what it stands on, through whatever is called there: a \
call that the named scopes do not satisfy, and a named scope that can go with every call inside still satisfied. The \
latter is only said where everything inside is known. `#[endpoint(..)]` against what is seen of the calls inside.",
    matters: "The attribute is what a reader of the code relies on. Where it is wrong, a change has added a call that \
nobody meant, or has left a scope behind that is not needed any more.",
    example: "```rust\n#[scopes(\"crm.objects.contacts.read\")]\nasync fn update(&self, id: &str) -> Result<()> {\n    \
self.http.patch(format!(\"https://api.hubapi.com/crm/v3/objects/contacts/{id}\")).send().await?;\n    Ok(())\n}\n```",
    mend: "Name the scope that is needed, or take out the call that needs it; take out the scope that nothing needs.",
    configuration: "",
};

/// The findings of every annotation.
pub(super) fn check(input: Input<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for annotated in &input.selected.annotated {
        findings.extend(missing(input, annotated, Certainty::Certain));
        findings.extend(missing(input, annotated, Certainty::Likely));
        findings.extend(unneeded(input, annotated));
    }
    findings.extend(input.contradictions.iter().map(contradiction));
    findings
}

/// The needs of the calls inside.
fn needs<'a>(derivation: &'a Derivation, annotated: &'a Annotated) -> impl Iterator<Item = &'a Need> {
    derivation.needs.iter().filter(|need| need.calls.iter().any(|call| annotated.calls.contains(call)))
}

/// Scopes that calls inside need and that the annotation does not name.
fn missing(input: Input<'_>, annotated: &Annotated, certainty: Certainty) -> Vec<Finding> {
    let named = annotated.expectation.named();
    let unsatisfied: Vec<&Need> = needs(input.selected, annotated)
        .filter(|need| need.certainty == certainty && !need.requirement.is_satisfied_by(&named))
        .collect();
    let requirements: Vec<Requirement> = unsatisfied.iter().map(|need| need.requirement.clone()).collect();
    let missing = scopes::missing(&requirements, &named, &Costs(input.catalog)).scopes;
    let mut granted = named;
    granted.extend(missing.iter().cloned());
    let finding = |scope: &Arc<str>| {
        let wanting =
            unsatisfied.iter().filter(|need| need.satisfied_by(&granted).is_some_and(|set| set.contains(scope)));
        let calls: BTreeSet<usize> =
            wanting.flat_map(|need| &need.calls).copied().filter(|call| annotated.calls.contains(call)).collect();
        missing_finding(input, annotated, scope, &calls, certainty)
    };
    missing.iter().filter_map(finding).collect()
}

fn missing_finding(
    input: Input<'_>,
    annotated: &Annotated,
    scope: &Arc<str>,
    calls: &BTreeSet<usize>,
    certainty: Certainty,
) -> Option<Finding> {
    let expectation = &annotated.expectation;
    let needs = if certainty == Certainty::Likely { "likely needs" } else { "needs" };
    let mut finding = Finding::new(
        RuleId::AnnotationMismatch,
        format!("a call inside `{}` {needs} `{scope}`, which its annotation does not name", expectation.label),
    );
    if certainty == Certainty::Likely {
        finding = finding.severity(Severity::Warning);
    }
    let calls = calls.iter().map(|call| &input.selected.calls[*call]);
    let causes: Vec<Cause> = calls.map(|call| cause(call, format!("`{}` {needs} it", call.operation()))).collect();
    let named = words::list(expectation.words().map(|word| &word.text));
    finding.subject.operation = Some(causes.first()?.operation.clone()?);
    Some(
        finding
            .caused_by(causes)
            .beside(expectation.span, format!("expects {named}"))
            .about_scope(scope)
            .help(format!("add `\"{scope}\"` to the annotation, or take out the call")),
    )
}

/// A call inside as a cause; the way to its request is no matter of the annotation.
fn cause(resolved: &Resolved, text: String) -> Cause {
    let span = resolved.call.location.span;
    let first = vec![Label { span, message: text.clone(), role: Role::Primary }];
    Cause { span, operation: Some(resolved.operation()), first, notes: Vec::new(), beside: text }
}

/// Scopes that the annotation names and that can go with every call inside still satisfied.
fn unneeded(input: Input<'_>, annotated: &Annotated) -> Vec<Finding> {
    let expectation = &annotated.expectation;
    let same = |other: &&Annotated| {
        other.file == annotated.file
            && other.expectation.span.start == expectation.span.start
            && other.expectation.label == expectation.label
    };
    // A call of a feature that is not selected needs its scope as well.
    let Some(whole) = input.whole.annotated.iter().find(same) else { return Vec::new() };
    let sides = [(input.selected, annotated), (input.whole, whole)];
    let is_open = |(derivation, side): &(&Derivation, &Annotated)| {
        derivation.unread || side.calls.iter().any(|call| derivation.is_open(*call))
    };
    if expectation.functions.is_empty() || sides.iter().any(is_open) {
        return Vec::new();
    }
    let known = |word: &&Word| !is_baseline(&word.text) && input.catalog.scope(&word.text).is_some();
    let named: ScopeSet = expectation.words().filter(known).map(|word| word.text.clone()).collect();
    let inside: Vec<&Need> = sides.iter().flat_map(|(derivation, side)| needs(derivation, side)).collect();
    let requirements: Vec<Requirement> = inside.iter().map(|need| need.requirement.clone()).collect();
    // What is to be added to the annotation completes alternatives of which it has a part.
    let lacking = scopes::missing(&requirements, &expectation.named(), &Costs(input.catalog)).scopes;
    let granted = named.union(&lacking).cloned().collect();
    let unneeded = scopes::unneeded(&requirements, &granted, &Costs(input.catalog)).scopes;
    let words = expectation.words().filter(|word| unneeded.contains(&word.text));
    words.map(|word| unneeded_finding(input, annotated, word, &inside)).collect()
}

fn unneeded_finding(input: Input<'_>, annotated: &Annotated, word: &Word, inside: &[&Need]) -> Finding {
    let label = &annotated.expectation.label;
    let scope = &word.text;
    let message = format!("the annotation of `{label}` names `{scope}`, but nothing inside needs it");
    let mut finding = Finding::new(RuleId::AnnotationMismatch, message).at(word.span, "not needed inside");
    for call in annotated.calls.iter().take(SHOWN).map(|call| &input.selected.calls[*call]) {
        finding = finding.beside(call.call.location.span, format!("`{}` is called inside", call.operation()));
    }
    let kept: ScopeSet = annotated.expectation.named().into_iter().filter(|name| name != scope).collect();
    let covering = inside.iter().find(|need| need.requirement.any_of.iter().any(|set| set.contains(scope)));
    if let Some(by) = covering.and_then(|need| need.satisfied_by(&kept)) {
        finding = finding.note(format!("it would be accepted, but so is {}, which is named too", words::list(by)));
    }
    if annotated.calls.is_empty() {
        finding = finding.note("no HubSpot call is made inside");
    }
    finding.about_scope(scope).help("remove it from the annotation")
}

/// A stated operation that what is seen does not bear out.
fn contradiction(found: &Contradiction) -> Finding {
    let message = format!("`{}` is stated to call `{}`, but that is not what it calls", found.label, found.stated);
    let mut finding = Finding::new(RuleId::AnnotationMismatch, message).at(found.span, "stated here");
    for (template, span) in found.seen.iter().take(SHOWN) {
        finding = finding.beside(*span, format!("`{template}` is seen here"));
    }
    finding.about_operation(&found.stated).help("correct the attribute, or remove it where the calls are seen anyway")
}
