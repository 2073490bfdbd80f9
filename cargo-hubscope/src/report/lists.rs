//! Human output of `calls` and `scopes`.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::context::{Context, Place};
use super::json::{Per, Shown, Strategy};
use super::style::{FAINT, GOOD, NAME, STRONG, of, paint};
use super::visible::visible;
use crate::catalog::{Access, Catalog, Certainty, OperationKind, Outcome, Scope};
use crate::rules::{Derivation, Install, Resolved, Severity, Status};
use crate::scopes::ScopeSet;

/// How many operations or places are listed before the rest is counted.
const LISTED: usize = 12;

/// Whether the steps from a call to its request are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence {
    /// They are.
    Shown,
    /// They are left out.
    Left,
}

/// Every call with what it needs and where it is, and how many there are.
pub fn calls(context: Context<'_>, derivation: &Derivation, evidence: Evidence) -> String {
    let mut out = String::new();
    for resolved in &derivation.calls {
        let call = &resolved.call;
        let method = call.method.as_deref().unwrap_or("?");
        let path = call.path.as_deref().unwrap_or("?");
        let _ = writeln!(out, "{} {}", paint(STRONG, format_args!("{method:<6}")), paint(STRONG, visible(path)));
        let _ = writeln!(out, "       {}", need(resolved));
        let mut place = place(context, call.location.span);
        let innermost = call.ways.innermost().map(|function| &*function.path);
        if let Some(function) = call.via.first().map(|step| &*step.function).or(innermost) {
            let _ = write!(place, " in {}", visible(function));
        }
        let _ = writeln!(out, "       {}", paint(FAINT, place));
        if evidence == Evidence::Shown {
            out.push_str(&steps(context, resolved));
        }
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out.push_str(&counts(derivation));
    out
}

/// The steps from a call to its request, one a line.
fn steps(context: Context<'_>, resolved: &Resolved) -> String {
    let call = &resolved.call;
    let between = call.via.iter().filter(|step| step.span != call.location.span && step.span != call.request);
    let mut out = String::new();
    for step in between {
        let place = place(context, step.span);
        let _ = writeln!(out, "         by way of {} in {}", paint(FAINT, place), visible(&step.function));
    }
    if call.request != call.location.span {
        let _ = writeln!(out, "         requested at {}", paint(FAINT, place(context, call.request)));
    }
    if call.by_name {
        out.push_str("         a method on the way was found by its name\n");
    }
    out
}

fn place(context: Context<'_>, span: crate::source::Span) -> String {
    let place = Place::of(context.sources, span);
    format!("{}:{}:{}", visible(&place.file), place.line, place.column)
}

/// What a call needs, in a line.
fn need(resolved: &Resolved) -> String {
    let warning = |text: &str| paint(of(Severity::Warning), text);
    let Some(resolution) = &resolved.resolution else {
        let reason = match &resolved.call.status {
            crate::analysis::CallStatus::Unresolved { reason } => visible(reason).into_owned(),
            crate::analysis::CallStatus::Resolved => "method or path is not known".to_owned(),
        };
        return format!("{} {reason}", warning("unresolved:"));
    };
    match &resolution.outcome {
        Outcome::Unknown { nearest, .. } => match nearest {
            Some(nearest) => format!("{} the nearest is {nearest}", warning("not in the catalog;")),
            None => warning("not in the catalog"),
        },
        Outcome::Open { .. } => warning("what it needs depends on a value known at run time"),
        Outcome::Known(known) => match known.kind {
            OperationKind::Developer => "needs a developer account's credentials, no app scope".to_owned(),
            OperationKind::ClientCredentials => "needs client id and secret, no app scope".to_owned(),
            OperationKind::Internal => warning("what it needs is not public"),
            _ if known.strange_object.is_some() => {
                let name = known.strange_object.as_deref().unwrap_or_default();
                warning(&format!("what it needs is not known: `{}` is no object type that is known", visible(name)))
            }
            OperationKind::NoScope | OperationKind::App => {
                let certain =
                    known.needs.iter().filter(|need| need.certainty == Certainty::Certain && !need.is_nothing());
                let parts: Vec<String> = certain.map(|need| alternatives(&need.any_of, need.preferred)).collect();
                let optional = if resolved.install == Install::Optional { " (optional)" } else { "" };
                if parts.is_empty() {
                    "needs no app scope".to_owned()
                } else {
                    format!("needs {}{optional}", parts.join(" and "))
                }
            }
        },
    }
}

/// The preferred alternative, and how many others there are.
fn alternatives(any_of: &[ScopeSet], preferred: usize) -> String {
    let shown = any_of.get(preferred).or(any_of.first()).map(set).unwrap_or_default();
    match any_of.len() {
        0 | 1 => shown,
        2 => {
            let other = any_of.iter().enumerate().find(|(index, _)| *index != preferred).map(|(_, other)| set(other));
            format!("{shown} (or {})", other.unwrap_or_default())
        }
        count => format!("{shown} (or one of {} others)", count - 1),
    }
}

/// The scopes of a set, for people.
pub(super) fn set(scopes: &ScopeSet) -> String {
    let names: Vec<String> = scopes.iter().map(|scope| paint(NAME, visible(scope))).collect();
    match names.split_last() {
        None => "no scope".to_owned(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

/// `3 calls`, with the right form of the word.
pub(super) fn count(number: usize, one: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {one}{plural}")
}

/// How many calls there are of each kind.
fn counts(derivation: &Derivation) -> String {
    let calls = &derivation.calls;
    let with = |status: Status| calls.iter().filter(|call| call.status() == status).count();
    let mut parts = Vec::new();
    for (number, what) in
        [(with(Status::UnknownEndpoint), "not in the catalog"), (with(Status::Unresolved), "unresolved")]
    {
        if number > 0 {
            parts.push(format!("{number} {what}"));
        }
    }
    let details = if parts.is_empty() { String::new() } else { format!(", {}", parts.join(", ")) };
    format!("{}{details}\n", count(calls.len(), "HubSpot call"))
}

/// The minimal set, what each scope of it is for, and what is not in it since something else covers it.
pub fn scopes(context: Context<'_>, catalog: &Catalog, derivation: &Derivation, shown: &Shown) -> String {
    let mut out = String::new();
    let minimal = &derivation.minimal;
    let calls = count(derivation.calls.len(), "call");
    if derivation.calls.is_empty() && minimal.scopes.is_empty() {
        out.push_str("no HubSpot call found, so no scope is needed\n");
    } else if minimal.scopes.is_empty() {
        let _ = writeln!(out, "no scope is needed for {calls}");
    } else {
        let proof = if minimal.optimal { "proved minimal" } else { "not proved minimal" };
        let head = format!("minimal set: {}", count(minimal.scopes.len(), "scope"));
        let _ = writeln!(out, "{} for {calls}, {}, {proof}\n", paint(GOOD, head), split(catalog, &minimal.scopes));
    }
    let preferred = derivation.preferred();
    let by_scope = match shown.strategy {
        Strategy::Minimal => &derivation.by_scope,
        Strategy::Preferred => {
            let head = format!("preferred set: {}", count(preferred.len(), "scope"));
            let scopes: ScopeSet = preferred.keys().cloned().collect();
            let privilege = |scopes: &ScopeSet| scopes.iter().map(|name| catalog.privilege(name)).sum::<u32>();
            let _ = writeln!(
                out,
                "{}, what one would request for each call alone, {}; privilege {} in place of {}\n",
                paint(GOOD, head),
                split(catalog, &scopes),
                privilege(&scopes),
                privilege(&minimal.scopes),
            );
            &preferred
        }
    };
    let places = places(context, derivation);
    for wanted in [Access::Read, Access::Write] {
        let of_kind = by_scope.iter().filter(|(scope, _)| (wanted == Access::Read) == reads(catalog, scope));
        let mut of_kind = of_kind.peekable();
        if of_kind.peek().is_some() {
            let title = if wanted == Access::Read { "to read" } else { "to write" };
            let _ = writeln!(out, "{}", paint(STRONG, title));
        }
        for (scope, operations) in of_kind {
            let _ = writeln!(out, "  {}", paint(NAME, scope));
            for operation in operations.iter().take(LISTED) {
                let place = places.get(operation.as_str()).map(|place| format!("  {}", paint(FAINT, place)));
                let _ = writeln!(out, "      {}{}", visible(operation), place.unwrap_or_default());
            }
            if operations.len() > LISTED {
                let _ = writeln!(out, "      and {}", count(operations.len() - LISTED, "other operation"));
            }
            if shown.strategy == Strategy::Minimal {
                out.push_str(&instead(catalog, derivation, scope));
            }
        }
    }
    match &shown.per {
        Per::Whole => {}
        Per::Package => {
            let sets = derivation.per_package(catalog).into_iter().map(|(name, solution)| (name, solution.scopes));
            out.push_str(&parts(catalog, "each package on its own", sets));
        }
        Per::Binary(sets) => {
            let title = "each program on its own, with the libraries that it is built from";
            out.push_str(&parts(catalog, title, sets.clone()));
        }
    }
    out.push_str(&covered(derivation));
    out.push_str(&likely(derivation));
    if !derivation.is_complete() {
        let _ = writeln!(out, "\n{} this is a lower bound:", paint(of(Severity::Warning), "incomplete:"));
        for reason in &derivation.incomplete_because {
            let _ = writeln!(out, "  - {}", visible(reason));
        }
    }
    out
}

fn reads(catalog: &Catalog, scope: &str) -> bool {
    catalog.scope(scope).is_some_and(|scope| scope.access == Access::Read)
}

/// How many scopes read, and how many write.
fn split(catalog: &Catalog, scopes: &ScopeSet) -> String {
    let read = scopes.iter().filter(|scope| reads(catalog, scope)).count();
    format!("{read} to read and {} to write", scopes.len() - read)
}

/// What would be accepted in the place of a scope, for some of what it serves.
fn instead(catalog: &Catalog, derivation: &Derivation, scope: &str) -> String {
    // What is covered is said in a line of its own.
    let is_covered = |set: &ScopeSet| derivation.covered.iter().any(|covered| covered.not_needed == *set);
    let can = |set: &ScopeSet| set.iter().all(|name| catalog.scope(name).is_some_and(Scope::may_be_suggested));
    let others = derivation.instead_of(scope).into_iter();
    let mut others: Vec<ScopeSet> = others.filter(|set| !is_covered(set) && can(set)).collect();
    if others.is_empty() {
        return String::new();
    }
    // What gives the least is the likeliest choice.
    others.sort_by_key(|set| set.iter().map(|name| catalog.privilege(name)).sum::<u32>());
    let shown: Vec<String> = others.iter().take(3).map(set).collect();
    let more = others.len() - shown.len();
    let more = if more > 0 { format!(", and {more} more") } else { String::new() };
    format!("      {} {}{more}\n", paint(FAINT, "accepted for some of it too:"), shown.join("; "))
}

/// The minimal set of each part on its own, what reads apart from what writes.
fn parts(catalog: &Catalog, title: &str, sets: impl IntoIterator<Item = (String, ScopeSet)>) -> String {
    let mut out = format!("\n{}\n", paint(STRONG, title));
    for (name, scopes) in sets {
        let (read, write): (ScopeSet, ScopeSet) = scopes.into_iter().partition(|scope| reads(catalog, scope));
        let _ = writeln!(out, "  {}", visible(&name));
        for (title, scopes) in [("read ", &read), ("write", &write)] {
            if !scopes.is_empty() {
                let _ = writeln!(out, "      {title} {}", set(scopes));
            }
        }
        if read.is_empty() && write.is_empty() {
            out.push_str("      no scope\n");
        }
    }
    out
}

/// The first place of each operation.
fn places(context: Context<'_>, derivation: &Derivation) -> BTreeMap<String, String> {
    let mut places: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for resolved in &derivation.calls {
        let here = || (place(context, resolved.call.location.span), 0);
        places.entry(resolved.operation()).or_insert_with(here).1 += 1;
    }
    let shown = |(operation, (place, count)): (String, (String, usize))| match count {
        1 => (operation, place),
        _ => (operation, format!("{place} and {} more", count - 1)),
    };
    places.into_iter().map(shown).collect()
}

fn covered(derivation: &Derivation) -> String {
    let mut by_set: BTreeMap<(&ScopeSet, &ScopeSet), Vec<&str>> = BTreeMap::new();
    for covered in &derivation.covered {
        by_set.entry((&covered.not_needed, &covered.by)).or_default().push(&covered.operation);
    }
    let mut out = String::new();
    for ((not_needed, by), operations) in by_set {
        let verb = if not_needed.len() == 1 { "is" } else { "are" };
        let accepted = if by.len() == 1 { "is" } else { "are" };
        let rest = operations.len().saturating_sub(3);
        let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
        let operations = operations[..operations.len() - rest].join(", ");
        let _ = writeln!(
            out,
            "\n{} {verb} not needed: {}, needed anyway, {accepted} accepted for {}{more}",
            set(not_needed),
            set(by),
            visible(&operations),
        );
    }
    out
}

/// What the calls likely need beside the set.
fn likely(derivation: &Derivation) -> String {
    let minimal = &derivation.minimal.scopes;
    let open = derivation.needs.iter().filter(|need| need.certainty == Certainty::Likely);
    let mut out = String::new();
    for need in open.filter(|need| !need.requirement.is_satisfied_by(minimal)) {
        let wanted: Vec<String> = need.wanted_by(&derivation.calls).into_iter().take(3).collect();
        let set = alternatives(&need.requirement.any_of, need.preferred);
        let _ =
            writeln!(out, "\nlikely needed too, {}: {set} for {}", visible(&need.about), visible(&wanted.join(", ")));
    }
    out
}
