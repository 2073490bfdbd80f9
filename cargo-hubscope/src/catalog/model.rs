//! The words of the catalog: requirements, scopes, object types and what a lookup answers.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A set of scope names that together satisfy a requirement.
pub type ScopeSet = BTreeSet<Arc<str>>;

/// How the app authenticates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AuthKind {
    /// An OAuth app; also what counts where the kind is not known.
    #[default]
    Oauth,
    /// A private app with one static token.
    Static,
}

/// How sure a requirement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// Stated by the descriptions or the documentation: enters minimal sets and what is missing.
    #[default]
    Certain,
    /// Inferred: a warning where it is missing, never part of a minimal set.
    Likely,
    /// Sources disagree: never missing, but it protects a requested scope from being called unneeded.
    Disputed,
}

/// What a call needs: any one of several sets of scopes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Requirement {
    /// Each inner set satisfies it alone; an empty inner set means that no app scope is needed.
    pub any_of: Vec<ScopeSet>,
    /// Index of the least-privileged, granular, requestable alternative.
    pub preferred: usize,
    /// How many of the alternatives, counted from the first, a set may be made of. The others are accepted where they
    /// are requested, but are not what the operation is for: a scope to read for an operation that writes.
    pub proposed: usize,
    /// How sure it is.
    pub certainty: Certainty,
    /// Where it comes from, such as "API descriptions of 2026-08-21".
    pub source: Arc<str>,
    /// What it is for, such as "contacts: read".
    pub about: String,
}

impl Requirement {
    /// Whether no app scope is needed at all.
    pub fn is_nothing(&self) -> bool {
        self.any_of.iter().any(BTreeSet::is_empty)
    }

    /// The alternatives that a set may be made of, the preferred one first.
    pub fn proposals(&self) -> &[ScopeSet] {
        self.any_of.get(..self.proposed).unwrap_or(&self.any_of)
    }

    /// Whether the scopes for which `has` answers true satisfy it.
    pub fn is_satisfied_by(&self, has: impl Fn(&str) -> bool) -> bool {
        self.any_of.iter().any(|set| set.iter().all(|scope| has(scope)))
    }
}

/// Who an operation is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OperationKind {
    /// An app with its token and scopes.
    #[default]
    App,
    /// A developer account's credentials; no app scope is involved.
    Developer,
    /// Client id and secret, without an app's token.
    ClientCredentials,
    /// No credentials, or any valid token.
    NoScope,
    /// An app, but only permission names that are not public are known: what it needs is not known.
    Internal,
}

/// When an operation ends or ended, as far as that was announced or seen.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Retirement {
    /// The day, `YYYY-MM-DD`: announced, or the first dated description that lacks the operation.
    pub date: String,
    /// What to call instead, where known.
    pub replaced_by: Option<String>,
    /// Where it comes from.
    pub source: String,
}

/// An operation that a template may be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OperationRef {
    /// `METHOD /path` with named parameters and the version that the caller used.
    pub operation: String,
    /// The versions under which the operation is published, oldest style first (`v3`, `2025-09`, ...).
    pub versions: Vec<String>,
    /// Position of the operation in the catalog.
    pub(crate) index: usize,
}

/// What is known of a template.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Resolution {
    /// The answer.
    pub outcome: Outcome,
    /// Every operation that the template may be, most specific first.
    pub candidates: Vec<OperationRef>,
}

/// An operation that is known with what it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// `METHOD /path` with named parameters and the version that the caller used.
    pub operation: String,
    /// What it needs: all of these, each in one of its alternatives. Empty where no app scope is involved, and where
    /// `kind` is [`OperationKind::Internal`], whose needs are not known.
    pub needs: Vec<Requirement>,
    /// Who it is for.
    pub kind: OperationKind,
    /// When it ends or ended.
    pub retired: Option<Retirement>,
    /// Whether the descriptions call it deprecated.
    pub deprecated: bool,
    /// The versions under which it is published.
    pub versions: Vec<String>,
    /// The object type of the call, where no object type has that name: what the call needs is then not known.
    pub strange_object: Option<String>,
}

impl Known {
    /// The alternatives of everything that is certain, joined into one any-of: `[[]]` where no app scope is needed,
    /// `None` where the need is not known.
    pub fn requires(&self) -> Option<Vec<ScopeSet>> {
        if self.kind == OperationKind::Internal || self.strange_object.is_some() {
            return None;
        }
        let certain = self.needs.iter().filter(|need| need.certainty == Certainty::Certain);
        let mut joined = vec![ScopeSet::new()];
        for need in certain {
            joined = joined
                .iter()
                .flat_map(|have| need.any_of.iter().map(move |set| have.union(set).cloned().collect::<ScopeSet>()))
                .collect();
            joined.sort_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
            joined.dedup();
        }
        Some(without_supersets(&joined))
    }
}

/// Drops every set that contains another one; keeps the order of the rest.
pub(crate) fn without_supersets<T: Ord + Clone>(sets: &[BTreeSet<T>]) -> Vec<BTreeSet<T>> {
    let mut kept: Vec<BTreeSet<T>> = Vec::with_capacity(sets.len());
    for (at, set) in sets.iter().enumerate() {
        let beaten = sets
            .iter()
            .enumerate()
            .any(|(other_at, other)| other.is_subset(set) && (other.len() < set.len() || other_at < at));
        if !beaten {
            kept.push(set.clone());
        }
    }
    kept
}

/// The answer to a lookup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// One operation, or several that need the same.
    Known(Known),
    /// A hole decides what is needed.
    Open {
        /// Every operation that it may be, sorted.
        operations: Vec<String>,
        /// Everything that some of them accept.
        accepted: Vec<ScopeSet>,
        /// What is open.
        reason: OpenReason,
    },
    /// The catalog has no such operation.
    Unknown {
        /// The operation that comes nearest, where one does.
        nearest: Option<String>,
        /// Other methods that the path has.
        other_methods: Vec<String>,
    },
}

impl Default for Outcome {
    fn default() -> Self {
        Self::Unknown { nearest: None, other_methods: Vec::new() }
    }
}

/// What a hole leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OpenReason {
    /// The object type.
    ObjectType,
    /// Which operation it is.
    Tail,
}

/// What a scope gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Access {
    /// Reading.
    Read,
    /// Writing, deleting, sending.
    Write,
    /// Both.
    ReadWrite,
}

/// How wide a scope is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grain {
    /// One thing, to read or to write.
    Granular,
    /// A whole area.
    Coarse,
}

/// What kind of data a scope opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Opens {
    /// Settings, definitions, schemas.
    Settings,
    /// Records and content.
    Records,
}

/// How delicate the data is that a scope opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sensitivity {
    /// Ordinary data.
    Ordinary,
    /// Sensitive properties.
    Sensitive,
    /// Highly sensitive properties.
    HighlySensitive,
}

/// Whether an app can request a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// The scope picker offers it.
    Offered,
    /// It is offered, but only as a last resort: another name is always the better choice.
    Last,
    /// It is accepted where the descriptions list it, but the scope picker does not offer it.
    NotOffered,
    /// It belongs in a token request, not in a manifest.
    TokenOnly,
}

/// A scope name with what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// The name.
    pub name: Arc<str>,
    /// The product or area, such as "contacts" or "hubdb".
    pub product: String,
    /// What it gives.
    pub access: Access,
    /// How wide it is.
    pub grain: Grain,
    /// What kind of data it opens.
    pub opens: Opens,
    /// How delicate that data is.
    pub sensitivity: Sensitivity,
    /// Whether an app can request it.
    pub standing: Standing,
    /// What it costs, in the units of [`Scope::derived_privilege`].
    pub privilege: u32,
    /// When it was first seen, `YYYY-MM-DD`; `None` where it is older than the history.
    pub introduced: Option<String>,
    /// When it stopped or stops being the name to use.
    pub retired: Option<String>,
    /// What replaces it.
    pub replaced_by: Vec<Arc<str>>,
    /// The granular scopes that a coarse one stands for, where known.
    pub stands_for: Vec<Arc<str>>,
}

impl Scope {
    /// Whether an app can request the scope at all.
    pub fn is_requestable(&self) -> bool {
        matches!(self.standing, Standing::Offered | Standing::Last)
    }

    /// Whether the scope may enter a minimal set or be suggested.
    pub fn may_be_suggested(&self) -> bool {
        self.standing == Standing::Offered && self.sensitivity == Sensitivity::Ordinary
    }

    /// What the scope costs by rule: 1 reads settings, 2 reads records, 3 writes settings, 4 writes records; a coarse
    /// scope the sum of what it stands for plus 1, or 8 where that is unknown; sensitive 10 more, highly sensitive 20
    /// (which the sum holds already).
    /// `of` gives the cost of the granular scopes.
    pub fn derived_privilege(&self, of: impl Fn(&str) -> u32) -> u32 {
        let base = match (self.grain, self.access, self.opens) {
            (Grain::Coarse, ..) if self.stands_for.is_empty() => 8,
            (Grain::Coarse, ..) => self.stands_for.iter().map(|name| of(name)).sum::<u32>() + 1,
            (Grain::Granular, Access::Read, Opens::Settings) => 1,
            (Grain::Granular, Access::Read, Opens::Records) => 2,
            (Grain::Granular, Access::Write | Access::ReadWrite, Opens::Settings) => 3,
            (Grain::Granular, Access::Write | Access::ReadWrite, Opens::Records) => 4,
        };
        let is_counted = self.grain == Grain::Coarse && !self.stands_for.is_empty();
        base + match self.sensitivity {
            _ if is_counted => 0,
            Sensitivity::Ordinary => 0,
            Sensitivity::Sensitive => 10,
            Sensitivity::HighlySensitive => 20,
        }
    }
}

/// The right name for a wrong one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// Names to write instead, the best first; empty where the wrong name stands for nothing.
    pub instead: Vec<Arc<str>>,
    /// Why, where the mistake is a known one; lower-case, without a final stop.
    pub why: Option<String>,
}

/// An object type of the CRM.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectType {
    /// Its plural name, as in paths: `contacts`.
    pub name: String,
    /// Its id, such as `0-1`, where it has a fixed one.
    pub id: Option<String>,
    /// Other names that paths and settings use for it.
    pub aliases: Vec<String>,
    /// The name of the path parameter that holds one record's id, such as `contactId`.
    pub record: String,
    /// Scopes that belong to it: exact names, or beginnings that end in `*`.
    pub family: Vec<String>,
}

impl ObjectType {
    /// Whether a scope belongs to the object type.
    pub fn has_scope(&self, scope: &str) -> bool {
        self.family.iter().any(|pattern| match pattern.strip_suffix('*') {
            Some(start) => scope.starts_with(start),
            None => scope == pattern,
        })
    }
}

/// A part of an object type that operations are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Area {
    /// Its records.
    Records,
    /// Its property definitions and their groups and validations.
    Properties,
    /// Its pipelines and stages.
    Pipelines,
    /// Its definition.
    Schemas,
    /// Associations of its records, and their labels.
    Associations,
    /// Anything else.
    Other,
}

/// Whether an operation reads or writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// It reads; a search or a batch read is a read although it is a POST.
    Read,
    /// It writes, deletes or sends.
    Write,
}

impl Mode {
    /// Whether an operation reads or writes, told by its method and the end of its path.
    pub fn of(method: &str, path: &str) -> Self {
        let last = path.rsplit('/').find(|segment| !segment.is_empty()).unwrap_or_default();
        let reads = matches!(method, "GET" | "HEAD" | "OPTIONS")
            || (method == "POST"
                && (matches!(last, "search" | "read" | "batch-read" | "query" | "high-usage-report" | "introspect")
                    || path.contains("/batch/read")
                    || path.ends_with("/status/email/bulk")));
        if reads { Self::Read } else { Self::Write }
    }

    /// `read` or `write`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
        }
    }
}
