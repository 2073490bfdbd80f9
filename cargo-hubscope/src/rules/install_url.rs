//! `install-url`: an authorize URL in the source asks for other scopes than the manifest lets it.

use std::sync::Arc;

use super::input::Input;
use super::words;
use super::{Finding, Rule, RuleId, Severity};
use crate::analysis::{PageUrl, Part};
use crate::catalog::Catalog;
use crate::manifest::install::{self, Disagreement, InstallUrl, Parameter, Refusal};
use crate::manifest::{List, Manifest, Spanned};
use crate::scopes::BASELINE;
use crate::source::{Sources, Span};

/// What is said of the rule.
pub const RULE: Rule = Rule {
    name: "install-url",
    severity: Severity::Error,
    summary: "an install URL in the source asks for other scopes than the manifest lets it",
    checks: "Authorize URLs that the code makes, however they are put together: literals, `format!`, `Url` with query pairs, \
serialised structs, oauth2's `add_scope`, lists joined by a space. Required scopes have to be in `scope`, conditionally required ones may be \
there, optional ones may be in `optional_scope` only, and whatever the URL names has to be in the manifest. Where a part of \
the URL is only known at run time, nothing is said of what that part may hold.",
    matters: "HubSpot compares the two when the URL is opened. Where they disagree it shows an error page of its own, the \
app's redirect never happens, and nobody can install the app.",
    example: "```rust\nformat!(\"https://app.hubspot.com/oauth/authorize?client_id={id}&redirect_uri={to}&scope=crm.objects.contacts.read,forms\")\n```",
    mend: "Ask for what the manifest requests, each scope in its parameter, separated by a space. `required_scopes!()` and \
`optional_scopes!()` of `scope-macros` keep the URL in step with what the code needs.",
    configuration: "",
};

/// The findings of every install URL.
pub(super) fn check(input: Input<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let urls: Vec<InstallUrl> =
        input.pages.iter().filter_map(|page| read(page, input.catalog, input.sources)).collect();
    for url in &urls {
        // Of several alternatives of one URL the known ones are enough.
        let is_unknown = !urls.iter().any(|other| other.span == url.span && !other.open);
        for finding in of_url(input, url, is_unknown) {
            if !findings.contains(&finding) {
                findings.push(finding);
            }
        }
    }
    findings
}

/// Whether a URL asks for what a manifest lets it ask for.
pub fn suits(page: &PageUrl, manifest: &Manifest, catalog: &Catalog, sources: &Sources) -> bool {
    read(page, catalog, sources).is_some_and(|url| install::compare(manifest, &url, &is_scope(catalog)).is_empty())
}

fn is_scope(catalog: &Catalog) -> impl Fn(&str) -> bool {
    |name| catalog.scope(name).is_some_and(crate::catalog::Scope::is_requestable)
}

fn of_url(input: Input<'_>, url: &InstallUrl, is_unknown: bool) -> Vec<Finding> {
    let found = install::compare(input.manifest, url, &is_scope(input.catalog));
    let (lacking, others): (Vec<_>, Vec<_>) = found
        .into_iter()
        .partition(|found| found.refusal == Refusal::Insufficient && found.scope.is_some() && found.span == url.span);
    let mut findings: Vec<Finding> = others.iter().map(|found| finding(url, found)).collect();
    findings.extend(lacking_finding(url, &lacking));
    let required = input.manifest.requested_in(List::Required);
    if is_unknown && findings.is_empty() && required.iter().any(|scope| &**scope != BASELINE) {
        let message = "which scopes this install URL asks for is only known at run time";
        findings.push(
            Finding::new(RuleId::InstallUrl, message)
                .severity(Severity::Note)
                .at(url.span, "not compared with the required scopes of the manifest"),
        );
    }
    findings
}

fn finding(url: &InstallUrl, found: &Disagreement) -> Finding {
    let mut finding = Finding::new(RuleId::InstallUrl, found.message.clone()).at(found.span, "asked for here");
    if found.span != url.span {
        finding = finding.beside(url.span, "in this install URL");
    }
    if let Some(entry) = found.entry {
        finding = finding.beside(entry, "requested here");
    }
    finding.subject.scope = found.scope.clone();
    finding.help(found.help.clone()).note(shown(found.refusal))
}

/// One finding for all required scopes that a URL does not ask for.
fn lacking_finding(url: &InstallUrl, lacking: &[Disagreement]) -> Option<Finding> {
    let first = lacking.first()?;
    let names: Vec<&Arc<str>> = lacking.iter().filter_map(|found| found.scope.as_ref()).collect();
    let message = match names.as_slice() {
        [_] => first.message.clone(),
        names => format!("the required scopes {} are not in `scope`", words::list(names)),
    };
    let mut finding = Finding::new(RuleId::InstallUrl, message).at(url.span, "not asked for in this install URL");
    for entry in lacking.iter().filter_map(|found| found.entry).take(3) {
        finding = finding.beside(entry, "required here");
    }
    finding.subject.scope = first.scope.clone();
    let help = match names.as_slice() {
        [_] => first.help.clone(),
        _ => "add them to `scope`, or make them optional in the manifest".to_owned(),
    };
    Some(finding.help(help).note(shown(first.refusal)))
}

fn shown(refusal: Refusal) -> String {
    format!("whoever opens the URL is shown an error of HubSpot's: \"{}\"", refusal.shown())
}

/// A character that stands for what is not known.
const UNKNOWN: char = '\u{fffc}';

/// The scopes that a URL asks for; `None` where it has no query, or one without scopes and client: it is no install URL
/// yet.
fn read(page: &PageUrl, catalog: &Catalog, sources: &Sources) -> Option<InstallUrl> {
    let mut url = InstallUrl::of_query("", page.span);
    let (mut has_scope, mut has_client) = (false, false);
    for pair in &page.query {
        let parameter = match pair.name.as_str() {
            "scope" | "scopes" => Parameter::Scope,
            "optional_scope" | "optional_scopes" => Parameter::OptionalScope,
            name => {
                has_client |= name == "client_id";
                continue;
            }
        };
        if pair.name != parameter.name() {
            url.misnamed.push((parameter, pair.name.clone()));
        }
        has_scope = true;
        ask(&mut url, parameter, &pair.value, catalog, sources);
    }
    url.open |= page.open;
    (has_scope || has_client || page.open).then_some(url)
}

/// Adds what a parameter asks for, each scope with the literal that it stands in.
fn ask(url: &mut InstallUrl, parameter: Parameter, value: &[Part], catalog: &Catalog, sources: &Sources) {
    let whole = url.span;
    let mut text: Vec<(char, usize)> = Vec::new();
    for (index, part) in value.iter().enumerate() {
        match part {
            Part::Known(known, _) => text.extend(install::decoded(known).chars().map(|letter| (letter, index))),
            Part::Unknown => text.push((UNKNOWN, index)),
        }
    }
    for name in text.split(|(letter, _)| install::separates(*letter)).filter(|name| !name.is_empty()) {
        let written: String = name.iter().map(|(letter, _)| letter).collect();
        // A name that several literals make up and that is no scope may be one that never comes about.
        let glued = name.iter().any(|(_, index)| name.first().is_some_and(|(_, first)| first != index));
        if written.contains(UNKNOWN) || (glued && catalog.scope(&written).is_none()) {
            url.open |= parameter == Parameter::Scope;
            continue;
        }
        let origins = match name.first().map(|(_, index)| &value[*index]) {
            Some(Part::Known(_, origins)) => origins.as_slice(),
            _ => &[],
        };
        let span = origins.iter().find_map(|origin| word_in(*origin, &written, sources)).unwrap_or(whole);
        url.scopes(parameter).push(Spanned { text: written.into(), span });
    }
    if let Some((separator, _)) = text.iter().find(|(letter, _)| install::separates(*letter) && !letter.is_whitespace())
    {
        url.separators.push((parameter, *separator));
    }
}

/// The place of a name inside of a literal.
fn word_in(literal: Span, name: &str, sources: &Sources) -> Option<Span> {
    let text = sources.snippet(literal);
    let joins = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '_' | '-');
    let whole = |at: &usize| {
        // In `%20name` the digits before it are not the name's.
        let encoded = at.checked_sub(3).is_some_and(|mark| text.as_bytes()[mark] == b'%');
        let before = !encoded && text[..*at].ends_with(joins);
        !before && !text[at + name.len()..].starts_with(joins)
    };
    let at = text.match_indices(name).map(|(at, _)| at).find(whole)? as u32;
    Some(Span { source: literal.source, start: literal.start + at, end: literal.start + at + name.len() as u32 })
}
