//! The documented JSON of `calls`, `scopes` and `check`. Fields are only ever added within a schema version.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;

use super::context::{Context, Place};
use crate::catalog::{Access, Catalog};
use crate::rules::{Derivation, Edit, Finding, Install, Resolved, Role, Safety, Status};
use crate::source::{Sources, Span};

/// The version of all shapes here.
const SCHEMA_VERSION: u32 = 1;

/// The result of `calls`.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CallsReport {
    schema_version: u32,
    catalog: CatalogInfo,
    calls: Vec<CallEntry>,
}

/// Which catalog answered.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CatalogInfo {
    /// The day up to which it was reviewed.
    as_of: String,
    /// The hash of its text form.
    sha256: String,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
enum StatusWord {
    Resolved,
    UnknownEndpoint,
    Unresolved,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
enum InstallWord {
    Required,
    Optional,
}

/// One call.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct CallEntry {
    status: StatusWord,
    method: Option<String>,
    path: Option<String>,
    host: Option<String>,
    operation: Option<String>,
    /// Any of the inner sets; one empty set where no app scope is needed; null where it is not known.
    requires: Option<Vec<BTreeSet<Arc<str>>>>,
    location: PackagePlace,
    request: Point,
    via: Vec<StepEntry>,
    install: InstallWord,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct PackagePlace {
    package: String,
    #[serde(flatten)]
    place: Place,
}

/// The start of a place.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Point {
    file: String,
    line: u32,
    column: u32,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct StepEntry {
    function: String,
    #[serde(flatten)]
    point: Point,
}

impl Point {
    fn of(sources: &Sources, span: Span) -> Self {
        let place = Place::of(sources, span);
        Self { file: place.file, line: place.line, column: place.column }
    }
}

impl CallsReport {
    /// The calls of a derivation.
    pub fn new(context: Context<'_>, catalog: &Catalog, derivation: &Derivation) -> Self {
        let catalog = CatalogInfo { as_of: catalog.as_of().to_owned(), sha256: catalog.sha256().to_owned() };
        let calls = derivation.calls.iter().map(|resolved| call(context.sources, resolved)).collect();
        Self { schema_version: SCHEMA_VERSION, catalog, calls }
    }
}

fn call(sources: &Sources, resolved: &Resolved) -> CallEntry {
    let call = &resolved.call;
    CallEntry {
        status: match resolved.status() {
            Status::Resolved => StatusWord::Resolved,
            Status::UnknownEndpoint => StatusWord::UnknownEndpoint,
            Status::Unresolved => StatusWord::Unresolved,
        },
        method: call.method.clone(),
        path: call.path.clone(),
        host: call.host.clone(),
        operation: resolved.known().map(|known| known.operation.clone()),
        requires: resolved.requires(),
        location: PackagePlace {
            package: call.location.package.clone(),
            place: Place::of(sources, call.location.span),
        },
        request: Point::of(sources, call.request),
        via: call
            .via
            .iter()
            .map(|step| StepEntry { function: step.function.clone(), point: Point::of(sources, step.span) })
            .collect(),
        install: match resolved.install {
            Install::Required => InstallWord::Required,
            Install::Optional => InstallWord::Optional,
        },
    }
}

/// What `scopes` shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shown {
    /// Of which parts the set is given.
    pub per: Per,
    /// How the set is chosen.
    pub strategy: Strategy,
}

/// Whether the minimal set is also given of parts of the program.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Per {
    /// Of the whole alone.
    #[default]
    Whole,
    /// Of each package too.
    Package,
    /// Of each program too: these, by `PACKAGE/NAME`.
    Binary(BTreeMap<String, BTreeSet<Arc<str>>>),
}

/// How a set is chosen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Strategy {
    /// The least for all calls together.
    #[default]
    Minimal,
    /// What is preferred for each call alone.
    Preferred,
}

/// The result of `scopes`.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ScopesReport {
    schema_version: u32,
    minimal: BTreeSet<Arc<str>>,
    complete: bool,
    incomplete_because: Vec<String>,
    optimal: bool,
    by_scope: BTreeMap<Arc<str>, BTreeSet<String>>,
    unresolved: usize,
    /// The scopes of the minimal set that only read.
    read: BTreeSet<Arc<str>>,
    /// The other scopes of the minimal set.
    write: BTreeSet<Arc<str>>,
    /// Scopes that one operation alone would call for and that the rest makes unnecessary.
    covered: Vec<CoveredEntry>,
    /// The minimal set of each package on its own, where asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    per_package: Option<BTreeMap<String, BTreeSet<Arc<str>>>>,
    /// The minimal set of each program on its own, by `PACKAGE/NAME`, where asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    per_binary: Option<BTreeMap<String, BTreeSet<Arc<str>>>>,
    /// What is preferred for each call alone, with the operations, where asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    preferred: Option<BTreeMap<Arc<str>, BTreeSet<String>>>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct CoveredEntry {
    not_needed: BTreeSet<Arc<str>>,
    by: BTreeSet<Arc<str>>,
    operation: String,
}

impl ScopesReport {
    /// What a derivation says of scopes, with the set of each package where asked for.
    pub fn new(catalog: &Catalog, derivation: &Derivation, shown: &Shown) -> Self {
        let reads = |scope: &&Arc<str>| catalog.scope(scope).is_some_and(|scope| scope.access == Access::Read);
        let (read, write) = derivation.minimal.scopes.iter().partition::<Vec<_>, _>(reads);
        let per_package = (shown.per == Per::Package).then(|| {
            let sets = derivation.per_package(catalog).into_iter();
            sets.map(|(package, solution)| (package, solution.scopes)).collect()
        });
        Self {
            read: read.into_iter().cloned().collect(),
            write: write.into_iter().cloned().collect(),
            per_package,
            per_binary: match &shown.per {
                Per::Binary(sets) => Some(sets.clone()),
                Per::Whole | Per::Package => None,
            },
            preferred: (shown.strategy == Strategy::Preferred).then(|| derivation.preferred()),
            schema_version: SCHEMA_VERSION,
            minimal: derivation.minimal.scopes.clone(),
            complete: derivation.is_complete(),
            incomplete_because: derivation.incomplete_because.clone(),
            optimal: derivation.minimal.optimal,
            by_scope: derivation.by_scope.clone(),
            unresolved: derivation.calls.iter().filter(|call| call.status() == Status::Unresolved).count(),
            covered: derivation
                .covered
                .iter()
                .map(|covered| CoveredEntry {
                    not_needed: covered.not_needed.clone(),
                    by: covered.by.clone(),
                    operation: covered.operation.clone(),
                })
                .collect(),
        }
    }
}

/// A finding.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct FindingEntry {
    rule: String,
    severity: String,
    message: String,
    location: Option<Place>,
    labels: Vec<LabelEntry>,
    help: Vec<String>,
    notes: Vec<String>,
    edits: Vec<EditEntry>,
    scope: Option<Arc<str>>,
    operation: Option<String>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct LabelEntry {
    #[serde(flatten)]
    place: Place,
    message: String,
    primary: bool,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct EditEntry {
    #[serde(flatten)]
    place: Place,
    /// First byte of what is replaced.
    start: u32,
    /// One past the last byte.
    end: u32,
    replacement: String,
    /// Whether it can be applied without a look.
    safe: bool,
}

impl FindingEntry {
    pub(super) fn of(sources: &Sources, finding: &Finding) -> Self {
        let label = |label: &crate::rules::Label| LabelEntry {
            place: Place::of(sources, label.span),
            message: label.message.clone(),
            primary: label.role == Role::Primary,
        };
        let edit = |edit: &Edit| EditEntry {
            place: Place::of(sources, edit.span),
            start: edit.span.start,
            end: edit.span.end,
            replacement: edit.replacement.clone(),
            safe: edit.safety == Safety::Safe,
        };
        Self {
            rule: finding.rule.name().to_owned(),
            severity: finding.severity.as_str().to_owned(),
            message: finding.message.clone(),
            location: finding.location().map(|span| Place::of(sources, span)),
            labels: finding.labels.iter().map(label).collect(),
            help: finding.help.clone(),
            notes: finding.notes.clone(),
            edits: finding.edits.iter().map(edit).collect(),
            scope: finding.subject.scope.clone(),
            operation: finding.subject.operation.clone(),
        }
    }
}

/// Any of the results as text that ends with a line feed.
pub fn text(report: &impl Serialize) -> String {
    // The shapes hold strings, numbers and lists alone, which always serialise.
    let mut text = serde_json::to_string_pretty(report).unwrap_or_default();
    text.push('\n');
    text
}
