//! What a reviewer wants to know of an app, put together for the pages in HTML and Markdown.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::check::{Checked, app_name};
use super::context::{Context, Place};
use super::lists::count;
use crate::catalog::{Access, Catalog, Certainty};
use crate::manifest::List;
use crate::rules::{Derivation, Finding, Need, Status};
use crate::scopes::{BASELINE, ScopeSet};

/// An app with what its code needs, or code without an app.
pub type Part<'a> = (Context<'a>, &'a Derivation, Option<Checked<'a>>);

/// How a scope's privilege is counted.
pub(super) const PRIVILEGE: &str = "1 reads settings, 2 reads records, 3 writes settings, 4 writes records; a scope that \
stands for several counts them all, and sensitive data counts 10 or 20 more.";

/// The page's content.
#[derive(Debug, Clone)]
pub(super) struct Review {
    /// The app, by name or manifest.
    pub title: String,
    /// The manifest's name, where there is one.
    pub manifest: Option<String>,
    /// How many calls there are.
    pub calls: usize,
    /// How many operations they are.
    pub operations: usize,
    /// The least that satisfies all calls.
    pub minimal: Vec<Arc<str>>,
    /// Every scope that is requested or needed.
    pub scopes: Vec<ScopeRow>,
    /// The packages that call HubSpot.
    pub packages: Vec<String>,
    /// Calls of which something is not known.
    pub open: Vec<OpenRow>,
    /// Findings that are about something else than scopes to add or to remove.
    pub findings: Vec<FindingRow>,
    /// Why the result is only a lower bound.
    pub incomplete_because: Vec<String>,
}

/// A scope.
#[derive(Debug, Clone)]
pub(super) struct ScopeRow {
    pub name: Arc<str>,
    pub standing: Standing,
    /// The list of the manifest that holds it.
    pub list: Option<List>,
    pub access: Option<Access>,
    pub privilege: u32,
    /// The day since when it is known to exist.
    pub since: Option<String>,
    /// What it serves.
    pub serves: Vec<Served>,
    /// What would be accepted in its place, by requirement.
    pub alternatives: BTreeSet<String>,
    /// The packages whose calls it serves.
    pub packages: BTreeSet<String>,
}

/// An operation, or something outside the code, that needs a scope.
#[derive(Debug, Clone)]
pub(super) struct Served {
    pub what: String,
    /// Whether it is an operation that is called.
    pub is_call: bool,
    pub places: Vec<String>,
}

/// What is to be done about a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    Missing,
    LikelyMissing,
    Needed,
    /// It is requested, and that nothing needs it cannot be said: a requirement is disputed, or the name is not known.
    Open,
    Unneeded,
    PerhapsUnneeded,
}

impl Standing {
    pub(super) const ALL: [Self; 6] =
        [Self::Missing, Self::LikelyMissing, Self::Needed, Self::Open, Self::Unneeded, Self::PerhapsUnneeded];

    /// What is said of a scope that serves nothing.
    pub(super) fn why_nothing(self) -> &'static str {
        match self {
            Self::Open => "No call that was seen needs it for certain, and that none needs it is not certain either.",
            _ => "No call that was seen needs it.",
        }
    }

    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::LikelyMissing => "likely missing",
            Self::Needed => "needed",
            Self::Open => "open",
            Self::Unneeded => "unneeded",
            Self::PerhapsUnneeded => "perhaps unneeded",
        }
    }
}

/// A call of which something is not known.
#[derive(Debug, Clone)]
pub(super) struct OpenRow {
    pub what: String,
    pub place: String,
    pub why: String,
}

/// A finding.
#[derive(Debug, Clone)]
pub(super) struct FindingRow {
    pub severity: &'static str,
    pub rule: &'static str,
    pub message: String,
    pub place: String,
}

impl Review {
    /// Puts the content together; without an app every scope of the minimal set counts as needed.
    pub(super) fn new(
        context: Context<'_>,
        catalog: &Catalog,
        derivation: &Derivation,
        app: Option<Checked<'_>>,
    ) -> Self {
        let rows = rows(context, catalog, derivation, app);
        let root = context.workspace.root.file_name().map(|name| name.to_string_lossy().into_owned());
        let manifest = app.map(|app| context.sources.file(app.manifest.source).name.clone());
        let operations: BTreeSet<String> = derivation.calls.iter().map(crate::rules::Resolved::operation).collect();
        let packages: BTreeSet<&String> = derivation.calls.iter().map(|call| &call.call.location.package).collect();
        Self {
            title: app.and_then(app_name).or(manifest.clone()).or(root).unwrap_or_default(),
            manifest,
            calls: derivation.calls.len(),
            operations: operations.len(),
            minimal: derivation.minimal.scopes.iter().cloned().collect(),
            scopes: rows,
            packages: packages.into_iter().cloned().collect(),
            open: open(context, derivation),
            findings: app.map(|app| findings(context, app.findings)).unwrap_or_default(),
            incomplete_because: app
                .map_or_else(|| derivation.incomplete_because.clone(), |app| app.changes.incomplete_because.clone()),
        }
    }

    /// How many scopes read, and how many write.
    pub(super) fn split(&self) -> (usize, usize) {
        let wanted = self.scopes.iter().filter(|row| row.standing <= Standing::Needed);
        wanted.fold((0, 0), |(read, write), row| match row.access {
            Some(Access::Read) => (read + 1, write),
            Some(Access::Write | Access::ReadWrite) | None => (read, write + 1),
        })
    }

    /// What is to be done, in a line; `None` where there is nothing to compare with.
    pub(super) fn verdict(&self) -> Option<String> {
        self.manifest.as_ref()?;
        let (add, remove) = (self.count(Standing::Missing), self.count(Standing::Unneeded));
        let likely = self.count(Standing::LikelyMissing);
        Some(match (add, remove) {
            (0, 0) if likely > 0 => format!("{} may have to be added.", count(likely, "scope")),
            (0, 0) if self.incomplete_because.is_empty() => {
                "The app requests what its code needs, and no more.".to_owned()
            }
            (0, 0) => "The app requests what the calls need that could be resolved.".to_owned(),
            (add, 0) => format!("{} to add.", count(add, "scope")),
            (0, remove) => format!("{} to remove.", count(remove, "scope")),
            (add, remove) => format!("{} to add and {remove} to remove.", count(add, "scope")),
        })
    }

    /// How many scopes have a standing.
    pub(super) fn count(&self, standing: Standing) -> usize {
        self.scopes.iter().filter(|row| row.standing == standing).count()
    }
}

fn rows(context: Context<'_>, catalog: &Catalog, derivation: &Derivation, app: Option<Checked<'_>>) -> Vec<ScopeRow> {
    let none = ScopeSet::new();
    let set = |pick: fn(&crate::rules::Changes) -> &ScopeSet| app.map_or(&none, |app| pick(app.changes));
    let (missing, likely) = (set(|c| &c.missing), set(|c| &c.likely_missing));
    let (unneeded, perhaps) = (set(|c| &c.unneeded), set(|c| &c.unneeded_candidates));
    let mut granted = app.map_or_else(|| derivation.minimal.scopes.clone(), |app| app.manifest.requested());
    granted.extend(missing.iter().chain(likely).cloned());
    granted.retain(|scope| &**scope != BASELINE);
    let standing = |scope: &Arc<str>| match () {
        () if missing.contains(scope) => Standing::Missing,
        () if likely.contains(scope) => Standing::LikelyMissing,
        () if unneeded.contains(scope) => Standing::Unneeded,
        () if perhaps.contains(scope) => Standing::PerhapsUnneeded,
        () => Standing::Needed,
    };
    let row = |name: &Arc<str>| {
        let serving: Vec<&Need> = serving(derivation, name, &granted);
        let known = catalog.scope(name);
        let serves = serves(context, derivation, &serving);
        let standing = match standing(name) {
            Standing::Needed if serves.is_empty() => Standing::Open,
            other => other,
        };
        ScopeRow {
            standing,
            list: app.and_then(|app| app.manifest.entry(name)).map(|entry| entry.list),
            access: known.map(|scope| scope.access),
            privilege: catalog.privilege(name),
            since: known.and_then(|scope| scope.introduced.clone()),
            serves,
            alternatives: serving.iter().flat_map(|need| alternatives(need, name)).collect(),
            packages: packages(derivation, &serving),
            name: name.clone(),
        }
    };
    let mut rows: Vec<ScopeRow> = granted.iter().map(row).collect();
    rows.sort_by(|a, b| (a.standing, &a.name).cmp(&(b.standing, &b.name)));
    rows
}

/// The needs for which a scope is among what satisfies them.
fn serving<'a>(derivation: &'a Derivation, scope: &Arc<str>, granted: &ScopeSet) -> Vec<&'a Need> {
    let certain = derivation.needs.iter().filter(|need| need.certainty != Certainty::Disputed);
    certain.filter(|need| need.satisfied_by(granted).is_some_and(|set| set.contains(scope))).collect()
}

fn serves(context: Context<'_>, derivation: &Derivation, needs: &[&Need]) -> Vec<Served> {
    let mut by_operation: BTreeMap<(String, bool), BTreeSet<String>> = BTreeMap::new();
    for need in needs {
        for &index in &need.calls {
            let resolved = &derivation.calls[index];
            let place = place(context, resolved.call.location.span);
            by_operation.entry((resolved.operation(), true)).or_default().insert(place);
        }
        if let Some(outside) = &need.outside {
            let place = outside.span.map(|span| place(context, span));
            by_operation.entry((outside.what.clone(), false)).or_default().extend(place);
        }
    }
    let served = |((what, is_call), places): ((String, bool), BTreeSet<String>)| Served {
        what,
        is_call,
        places: places.into_iter().collect(),
    };
    by_operation.into_iter().map(served).collect()
}

/// The first few alternatives of a requirement to the set that holds a scope.
fn alternatives(need: &Need, scope: &Arc<str>) -> Vec<String> {
    let others = need.requirement.any_of.iter().filter(|set| !set.contains(scope));
    let names = |set: &ScopeSet| set.iter().map(|name| &**name).collect::<Vec<_>>().join(" + ");
    others.take(6).map(names).collect()
}

fn packages(derivation: &Derivation, needs: &[&Need]) -> BTreeSet<String> {
    let calls = needs.iter().flat_map(|need| &need.calls);
    calls.map(|&index| derivation.calls[index].call.location.package.clone()).collect()
}

fn open(context: Context<'_>, derivation: &Derivation) -> Vec<OpenRow> {
    let open = derivation.calls.iter().filter(|call| call.requires().is_none());
    let row = |resolved: &crate::rules::Resolved| OpenRow {
        what: resolved.template(),
        place: place(context, resolved.call.location.span),
        why: match (&resolved.call.status, resolved.status()) {
            (crate::analysis::CallStatus::Unresolved { reason }, _) => reason.clone(),
            (_, Status::UnknownEndpoint) => "not in the catalog".to_owned(),
            _ => "what it needs is only known at run time".to_owned(),
        },
    };
    open.map(row).collect()
}

fn findings(context: Context<'_>, findings: &[Finding]) -> Vec<FindingRow> {
    let row = |finding: &Finding| FindingRow {
        severity: finding.severity.as_str(),
        rule: finding.rule.name(),
        message: finding.message.clone(),
        place: finding.location().map(|span| place(context, span)).unwrap_or_default(),
    };
    findings.iter().map(row).collect()
}

fn place(context: Context<'_>, span: crate::source::Span) -> String {
    let place = Place::of(context.sources, span);
    format!("{}:{}", place.file, place.line)
}

/// What a scope gives, in a word.
pub(super) fn access(access: Option<Access>) -> &'static str {
    match access {
        Some(Access::Read) => "read",
        Some(Access::Write) => "write",
        Some(Access::ReadWrite) => "read and write",
        None => "not known",
    }
}
