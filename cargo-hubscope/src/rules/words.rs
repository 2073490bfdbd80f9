//! Words that several rules share.

use std::fmt::Display;

use super::{Cause, Derivation, Finding, Label, Resolved, Role, RuleId};
use crate::scopes::ScopeSet;

/// How many further places of one finding are shown.
const SHOWN: usize = 3;

/// "`a`, `b` and `c`".
pub(super) fn list<T: Display>(names: impl IntoIterator<Item = T>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match names.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

/// The first of a list as "`a`, `b` and 28 others", all of it where it is short.
pub(super) fn list_of_some<T: Display>(names: impl IntoIterator<Item = T>, most: usize) -> String {
    let names: Vec<T> = names.into_iter().collect();
    let more = names.len().saturating_sub(most);
    if more < 2 {
        return list(names);
    }
    let shown: Vec<String> = names.iter().take(most).map(|name| format!("`{name}`")).collect();
    format!("{} and {more} others", shown.join(", "))
}

/// The sets of an any-of, the first few of them: "`a` and `b`, or `c`".
pub(super) fn alternatives(sets: &[ScopeSet]) -> String {
    let shown: Vec<String> = sets.iter().take(SHOWN + 1).map(list).collect();
    let more = sets.len().saturating_sub(shown.len());
    let text = shown.join(", or ");
    if more > 0 { format!("{text}, or one of {more} others") } else { text }
}

/// Adds the steps from a call to its request, where there are any.
pub(super) fn with_evidence(mut finding: Finding, resolved: &Resolved) -> Finding {
    let call = &resolved.call;
    for step in call.via.iter().filter(|step| step.span != call.location.span && step.span != call.request) {
        let message = format!("by way of this, in `{}`", step.function);
        finding.labels.push(Label { span: step.span, message, role: Role::Step });
    }
    if call.request != call.location.span {
        let within = call.via.iter().find(|step| step.span == call.request);
        let place = within.map(|step| format!(", in `{}`", step.function)).unwrap_or_default();
        let message = format!("the request is made here{place}");
        finding.labels.push(Label { span: call.request, message, role: Role::Step });
    }
    if let Some(stated) = call.stated.filter(|span| *span != call.location.span) {
        finding = finding.beside(stated, "what it calls is stated here");
    }
    if call.by_name {
        finding =
            finding.note("a method on the way was found by its name, since the type of its receiver is not known");
    }
    finding
}

/// A call as a cause of a finding: what is said there where it is the first, and where it stands beside others.
pub(super) fn cause(resolved: &Resolved, first: String, beside: &str) -> Cause {
    let span = resolved.call.location.span;
    // Only to put the labels together; which rule it is of plays no part.
    let alone = with_evidence(Finding::new(RuleId::MissingScope, "").at(span, first), resolved);
    Cause {
        span,
        operation: Some(resolved.operation()),
        first: alone.labels,
        notes: alone.notes,
        beside: beside.to_owned(),
    }
}

/// Adds further calls that a finding is about, beside the first.
pub(super) fn with_more_calls(
    mut finding: Finding,
    derivation: &Derivation,
    calls: &[usize],
    message: &str,
) -> Finding {
    for &index in calls.iter().take(SHOWN) {
        finding = finding.beside(derivation.calls[index].call.location.span, message);
    }
    match calls.len().saturating_sub(SHOWN) {
        0 => finding,
        1 => finding.note("and 1 more call"),
        more => finding.note(format!("and {more} more calls")),
    }
}
