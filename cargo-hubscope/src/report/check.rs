//! The result of `check`: JSON, and the lines that end human output.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::Arc;

use serde::Serialize;

use super::context::Context;
use super::json::FindingEntry;
use super::lists::{count, set};
use super::style::{GOOD, STRONG, of, paint};
use super::visible::visible;
use crate::manifest::{List, Manifest};
use crate::rules::{Changes, Derivation, Finding, RuleId, Severity};
use crate::scopes::ScopeSet;

/// How many reasons why a result is not certain are said below the findings.
const REASONS: usize = 6;

/// One app with its code, checked.
#[derive(Clone, Copy)]
pub struct Checked<'a> {
    /// The name of the app in the configuration, where it has one there.
    pub app: Option<&'a str>,
    /// What it requests.
    pub manifest: &'a Manifest,
    /// What the selected code needs.
    pub derivation: &'a Derivation,
    /// What has to change.
    pub changes: &'a Changes,
    /// The findings to show.
    pub findings: &'a [Finding],
    /// How many findings are not shown, since they are suppressed or known in a baseline.
    pub hidden: usize,
    /// How many apps are checked together with it, itself among them.
    pub apps: usize,
}

/// The result of `check` for one app.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CheckReport {
    schema_version: u32,
    #[serde(flatten)]
    app: AppEntry,
}

/// The result of `check` for several apps.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AppsReport {
    schema_version: u32,
    apps: Vec<AppEntry>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct AppEntry {
    app: Option<String>,
    manifest: Option<String>,
    requested: RequestedEntry,
    minimal: BTreeSet<Arc<str>>,
    missing: BTreeSet<Arc<str>>,
    likely_missing: BTreeSet<Arc<str>>,
    unneeded: BTreeSet<Arc<str>>,
    unneeded_candidates: BTreeSet<Arc<str>>,
    complete: bool,
    incomplete_because: Vec<String>,
    findings: Vec<FindingEntry>,
}

/// The scopes of each list, in the order of the manifest.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct RequestedEntry {
    required: Vec<Arc<str>>,
    conditionally_required: Vec<Arc<str>>,
    optional: Vec<Arc<str>>,
}

impl CheckReport {
    /// The result for one app.
    pub fn new(context: Context<'_>, checked: Checked<'_>) -> Self {
        Self { schema_version: 1, app: entry(context, checked) }
    }

    /// The result where there is no app to compare with: nothing is requested, and nothing said to be missing.
    pub fn alone(context: Context<'_>, derivation: &Derivation, findings: &[Finding]) -> Self {
        let app = AppEntry {
            app: None,
            manifest: None,
            requested: RequestedEntry::default(),
            minimal: derivation.minimal.scopes.clone(),
            missing: BTreeSet::new(),
            likely_missing: BTreeSet::new(),
            unneeded: BTreeSet::new(),
            unneeded_candidates: BTreeSet::new(),
            complete: derivation.is_complete(),
            incomplete_because: derivation.incomplete_because.clone(),
            findings: findings.iter().map(|finding| FindingEntry::of(context.sources, finding)).collect(),
        };
        Self { schema_version: 1, app }
    }
}

impl AppsReport {
    /// The results for several apps, in the order given.
    pub fn new(checked: &[(Context<'_>, Checked<'_>)]) -> Self {
        Self { schema_version: 1, apps: checked.iter().map(|(context, checked)| entry(*context, *checked)).collect() }
    }
}

/// What an app is called: as in the configuration, or as in its manifest.
pub(super) fn app_name(checked: Checked<'_>) -> Option<String> {
    let manifest = checked.manifest;
    let own = manifest.name.as_ref().or(manifest.uid.as_ref()).map(|name| name.text.to_string());
    checked.app.map(str::to_owned).or(own)
}

fn entry(context: Context<'_>, checked: Checked<'_>) -> AppEntry {
    let list = |list: List| checked.manifest.list(list).entries.iter().map(|entry| entry.scope.clone()).collect();
    let changes = checked.changes;
    AppEntry {
        app: app_name(checked),
        manifest: Some(context.sources.file(checked.manifest.source).name.clone()),
        requested: RequestedEntry {
            required: list(List::Required),
            conditionally_required: list(List::ConditionallyRequired),
            optional: list(List::Optional),
        },
        minimal: checked.derivation.minimal.scopes.clone(),
        missing: changes.missing.clone(),
        likely_missing: changes.likely_missing.clone(),
        unneeded: changes.unneeded.clone(),
        unneeded_candidates: changes.unneeded_candidates.clone(),
        complete: changes.incomplete_because.is_empty(),
        incomplete_because: changes.incomplete_because.clone(),
        findings: checked.findings.iter().map(|finding| FindingEntry::of(context.sources, finding)).collect(),
    }
}

/// The verdict on an app, the minimal set where the manifest differs from it, and what to type next.
pub fn summary(context: Context<'_>, checked: Checked<'_>) -> String {
    let changes = checked.changes;
    let file = visible(&context.sources.file(checked.manifest.source).name).into_owned();
    let calls = count(checked.derivation.calls.len(), "HubSpot call");
    let mut out = String::new();
    let worst = checked.findings.iter().map(|finding| finding.severity).max();
    match worst {
        Some(severity) if severity > Severity::Note => {
            let _ = writeln!(out, "{}: {}", paint(of(severity), severity.as_str()), verdict(checked, &file));
        }
        _ => {
            let _ = writeln!(out, "{}: {} ({calls}, `{file}`)", paint(GOOD, "ok"), fit(checked));
        }
    }
    let minimal = &checked.derivation.minimal.scopes;
    let requested: ScopeSet = checked.manifest.requested().into_iter().filter(|scope| &**scope != "oauth").collect();
    if requested != *minimal {
        let bound = if changes.incomplete_because.is_empty() { "minimal set" } else { "minimal set, a lower bound" };
        let _ = writeln!(out, "  {} {bound} for {calls}: {}", paint(STRONG, "="), set(minimal));
    }
    let (shown, more) = changes.incomplete_because.split_at(changes.incomplete_because.len().min(REASONS));
    for reason in shown {
        let _ = writeln!(out, "  {} not certain, since {}", paint(STRONG, "="), one_line(reason));
    }
    if !more.is_empty() {
        let more = count(more.len(), "more reason");
        let _ = writeln!(out, "  {} {more}: cargo hubscope scopes{}", paint(STRONG, "="), given(context, checked));
    }
    if checked.hidden > 0 {
        let hidden = count(checked.hidden, "finding");
        let _ = writeln!(out, "  {} not shown: {hidden}, suppressed or known in a baseline", paint(STRONG, "="));
    }
    if let Some(next) = next(context, checked) {
        let _ = writeln!(out, "  {} next: {}", paint(STRONG, "="), paint(STRONG, next));
    }
    out
}

/// What is good about an app whose run does not fail. What is missing and was let be is not called fine.
fn fit(checked: Checked<'_>) -> String {
    let missing = checked.changes.missing.len() + checked.changes.likely_missing.len();
    if missing > 0 {
        return format!("nothing else to report; {} missing, which was let be", count(missing, "scope"));
    }
    let text = match (checked.derivation.calls.is_empty(), checked.changes.incomplete_because.is_empty()) {
        (true, _) => "no HubSpot call found",
        (false, true) => "every scope is requested that the calls need",
        (false, false) => "every scope is requested that the calls need, as far as they could be resolved",
    };
    text.to_owned()
}

fn one_line(text: &str) -> String {
    visible(text).into_owned()
}

/// What is known without an app as Markdown, for a page beside a run: why there is no verdict, what the code needs, and
/// what is wrong with its calls.
pub fn markdown_alone(why: &str, derivation: &Derivation, findings: &[Finding]) -> String {
    let needed = set(&derivation.minimal.scopes);
    let mut out = format!("### HubSpot scopes\n\n- error: {}\n- the code needs: {needed}\n", cell(why));
    for finding in findings {
        let _ = writeln!(out, "- {} `{}`: {}", finding.severity.as_str(), finding.rule, cell(&finding.message));
    }
    out.push('\n');
    out
}

/// Text that a cell of a table takes as it is.
fn cell(text: &str) -> String {
    visible(text).replace('\\', "\\\\").replace('|', "\\|").replace('<', "&lt;")
}

/// The verdict and the findings as Markdown, for a page beside a run.
pub fn markdown_summary(context: Context<'_>, checked: Checked<'_>) -> String {
    let file = &context.sources.file(checked.manifest.source).name;
    let mut out = format!("### HubSpot scopes: {}\n\n", cell(&app_name(checked).unwrap_or_else(|| file.clone())));
    // The same words as on a terminal; between backticks they are shown as they are.
    for line in anstream::adapter::strip_str(&summary(context, checked)).to_string().lines() {
        let line = line.trim_start().trim_start_matches("= ").replace('<', "&lt;");
        let _ = match line.split_once("next: ") {
            Some((_, command)) => writeln!(out, "- next: `{command}`"),
            None => writeln!(out, "- {line}"),
        };
    }
    out.push('\n');
    if checked.findings.is_empty() {
        return out;
    }
    out.push_str("| severity | rule | where | what |\n|---|---|---|---|\n");
    for finding in checked.findings {
        let place = finding.location().map(|span| {
            let place = super::context::Place::of(context.sources, span);
            format!("{}:{}", place.file, place.line)
        });
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} |",
            finding.severity.as_str(),
            finding.rule,
            cell(&place.unwrap_or_default()),
            cell(&finding.message),
        );
    }
    out.push('\n');
    out
}

/// "1 scope missing and 6 unneeded in `..`".
fn verdict(checked: Checked<'_>, file: &str) -> String {
    let changes = checked.changes;
    let mut parts = Vec::new();
    for (set, what) in
        [(&changes.missing, "missing"), (&changes.likely_missing, "likely missing"), (&changes.unneeded, "unneeded")]
    {
        if !set.is_empty() {
            parts.push(if parts.is_empty() {
                format!("{} {what}", count(set.len(), "scope"))
            } else {
                format!("{} {what}", set.len())
            });
        }
    }
    let of_scopes = !parts.is_empty();
    // A scope that a component misses has been counted.
    let is_counted = |finding: &Finding| {
        let is_missing = |scope| changes.missing.contains(scope) || changes.likely_missing.contains(scope);
        matches!(finding.rule, RuleId::MissingScope | RuleId::UnneededScope)
            || finding.rule == RuleId::ComponentScope && finding.subject.scope.as_ref().is_some_and(is_missing)
    };
    let (notes, others): (Vec<_>, Vec<_>) =
        checked.findings.iter().partition(|finding| finding.severity == Severity::Note);
    let others = others.into_iter().filter(|finding| !of_scopes || !is_counted(finding)).count();
    if others > 0 {
        parts.push(if of_scopes { count(others, "other finding") } else { count(others, "finding") });
    }
    if !notes.is_empty() {
        parts.push(count(notes.len(), "note"));
    }
    let parts = match parts.split_last() {
        None => count(checked.findings.len(), "finding"),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    };
    match of_scopes || checked.derivation.calls.is_empty() {
        true => format!("{parts} in `{file}`"),
        false => format!("{parts}; {} (`{file}`)", fit(checked)),
    }
}

/// The next command, where one helps.
fn next(context: Context<'_>, checked: Checked<'_>) -> Option<String> {
    let changes = checked.changes;
    let given = given(context, checked);
    if !changes.unneeded.is_empty() {
        return Some(format!("cargo hubscope fix{given} --prune --dry-run"));
    }
    if !changes.missing.is_empty() {
        return Some(format!("cargo hubscope fix{given} --dry-run"));
    }
    let worst = checked.findings.iter().filter(|finding| finding.severity > Severity::Note).min_by_key(|f| f.rule)?;
    Some(format!("cargo hubscope explain {}", worst.rule))
}

/// The arguments with which another command looks at the same code and app, each with a blank before it.
fn given(context: Context<'_>, checked: Checked<'_>) -> String {
    let mut given: String = context.selection.iter().map(|argument| format!(" {argument}")).collect();
    // Of several apps that are checked together none was chosen.
    if let Some(name) = checked.app.filter(|_| checked.apps > 1) {
        given.push_str(&format!(" --app {}", quoted(name)));
    }
    given
}

/// An argument as a shell takes it, and as it can be shown.
pub fn quoted(argument: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:=@,+".contains(c);
    if !argument.is_empty() && argument.chars().all(plain) {
        argument.to_owned()
    } else {
        format!("'{}'", visible(argument).replace('\'', "'\\''"))
    }
}
