//! How well the catalog knows what it has: each published method and path, judged.

use std::collections::BTreeMap;

use serde::Serialize;

use super::data::Accepted;
use super::model::{AuthKind, Certainty, Known, Mode, OpenReason, OperationKind, Outcome};
use super::published::{self, template};
use super::reviewed::{Confidence, Reviewed};
use super::{Catalog, CatalogError};

/// How the need of a published method and path is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Judgement {
    /// One alternative is better than every other.
    Unique,
    /// The path has an object type as a parameter: the need follows from the object type of the call.
    ByObject,
    /// The scope of any object type serves, as the operation is about all of them.
    AnyObject,
    /// A developer account's credentials, or client id and secret.
    Credentials,
    /// No credentials, or any valid token.
    Nothing,
    /// Only permission names that are not public, or none for this object type.
    NotPublic,
    /// Several alternatives are as good as each other.
    Ambiguous,
    /// The catalog does not have it.
    Unresolved,
}

impl Judgement {
    /// All judgements in the order of the table.
    pub const ALL: [Self; 8] = [
        Self::Unique,
        Self::ByObject,
        Self::AnyObject,
        Self::Credentials,
        Self::Nothing,
        Self::NotPublic,
        Self::Ambiguous,
        Self::Unresolved,
    ];

    /// What it says, for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Unique => "one alternative is the best",
            Self::ByObject => "depends on the object type",
            Self::AnyObject => "the scope of any object type",
            Self::Credentials => "developer or client credentials",
            Self::Nothing => "no scope",
            Self::NotPublic => "what it needs is not public",
            Self::Ambiguous => "several alternatives are as good",
            Self::Unresolved => "not in the catalog",
        }
    }
}

/// Counts over the catalog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stats {
    /// The day up to which the catalog was reviewed.
    pub as_of: String,
    /// The date of the descriptions.
    pub described: String,
    /// SHA-256 of the catalog's text form.
    pub sha256: String,
    /// Operations, versions folded together.
    pub operations: usize,
    /// Published methods and paths.
    pub published: usize,
    /// Published methods and paths, the ones of beta versions left out.
    pub published_stable: usize,
    /// Scope names.
    pub scopes: usize,
    /// Object types, custom objects counted as one.
    pub objects: usize,
    /// How many entries of the overlay rest on what kind of source.
    pub overlay: BTreeMap<Confidence, usize>,
    /// How the needs are known: all, and without beta versions.
    pub judged: Vec<(Judgement, usize, usize)>,
    /// Every operation whose need is not public or ambiguous: the operation without version, its judgement, why.
    pub leftovers: Vec<(String, Judgement, String)>,
}

impl Catalog {
    /// Judges one method and path for OAuth apps, with the reason where the need is not fully known.
    pub fn judge(&self, method: &str, path: &str) -> (Judgement, String) {
        match self.resolve(method, path, &[], AuthKind::Oauth).outcome {
            Outcome::Unknown { .. } => (Judgement::Unresolved, String::new()),
            Outcome::Open { reason: OpenReason::ObjectType, .. } => (Judgement::ByObject, String::new()),
            Outcome::Open { operations, .. } => (Judgement::Ambiguous, format!("one of {}", operations.join(", "))),
            Outcome::Known(known) => self.judge_known(&known, method, path),
        }
    }

    fn judge_known(&self, known: &Known, method: &str, path: &str) -> (Judgement, String) {
        match known.kind {
            OperationKind::Developer | OperationKind::ClientCredentials => (Judgement::Credentials, String::new()),
            OperationKind::NoScope => (Judgement::Nothing, String::new()),
            OperationKind::Internal => (Judgement::NotPublic, self.not_public(method, path)),
            OperationKind::App => {
                let Some(need) = known.needs.first() else { return (Judgement::NotPublic, String::new()) };
                if need.is_nothing() {
                    return (Judgement::Nothing, String::new());
                }
                let mode = Mode::of(method, path);
                let rank = |set: &super::ScopeSet| {
                    let ids = set.iter().filter_map(|name| super::assemble::scope_id(self.scopes(), name));
                    self.rank(&Accepted { scopes: ids.collect(), static_only: false }, mode, (method, path))
                };
                let best = rank(&need.any_of[need.preferred]);
                let tied: Vec<String> = need
                    .any_of
                    .iter()
                    .filter(|set| rank(set) == best)
                    .map(|set| set.iter().map(|name| &**name).collect::<Vec<_>>().join(" and "))
                    .collect();
                if tied.len() > 1 && need.certainty == Certainty::Likely {
                    return (Judgement::AnyObject, String::new());
                }
                if tied.len() == 1 {
                    (Judgement::Unique, String::new())
                } else {
                    (Judgement::Ambiguous, format!("{} are as good", tied.join(", ")))
                }
            }
        }
    }

    /// Why nothing is known of an operation's need.
    fn not_public(&self, method: &str, path: &str) -> String {
        let (segments, _) = super::normalise::canonical_path(path);
        let verb = match Mode::of(method, path) {
            Mode::Read => "read",
            Mode::Write => "write",
        };
        match segments.iter().find_map(|segment| self.object(segment)) {
            Some(object) => format!("no scope to {verb} {} is public", object.name),
            None => {
                let family: Vec<&str> = segments.iter().take(2).map(AsRef::as_ref).collect();
                format!("the descriptions name only a permission that is not public to {verb} {}", family.join("/"))
            }
        }
    }

    /// Counts the catalog that comes with the program.
    ///
    /// # Errors
    ///
    /// When the list of published paths is empty, which a test keeps from happening.
    pub fn stats(&self) -> Result<Stats, CatalogError> {
        let published = published::from_text(published::EMBEDDED);
        if published.is_empty() {
            return Err(CatalogError::new("the list of published paths is empty"));
        }
        let mut judged: BTreeMap<Judgement, (usize, usize)> = BTreeMap::new();
        let mut leftovers: BTreeMap<String, (Judgement, String)> = BTreeMap::new();
        let mut published_stable = 0;
        for (method, path) in &published {
            let (judgement, why) = self.judge(method, &template(path));
            let is_stable = !path.contains("-beta");
            let counts = judged.entry(judgement).or_default();
            counts.0 += 1;
            counts.1 += usize::from(is_stable);
            published_stable += usize::from(is_stable);
            if matches!(judgement, Judgement::NotPublic | Judgement::Ambiguous | Judgement::Unresolved) {
                let (segments, _) = super::normalise::canonical_path(path);
                let plain: String = segments.iter().flat_map(|segment| ["/", segment]).collect();
                leftovers.entry(format!("{method} {plain}")).or_insert((judgement, why));
            }
        }
        let mut overlay: BTreeMap<Confidence, usize> = BTreeMap::new();
        for (_, confidence, _) in Reviewed::embedded()?.overlay.provenance() {
            *overlay.entry(confidence).or_default() += 1;
        }
        Ok(Stats {
            overlay,
            as_of: self.as_of().to_owned(),
            described: self.described().to_owned(),
            sha256: self.sha256().to_owned(),
            operations: self.operations().len(),
            published: published.len(),
            published_stable,
            scopes: self.scopes().len(),
            objects: self.objects().len(),
            judged: Judgement::ALL
                .iter()
                .map(|judgement| {
                    let (all, stable) = judged.get(judgement).copied().unwrap_or_default();
                    (*judgement, all, stable)
                })
                .collect(),
            leftovers: leftovers.into_iter().map(|(call, (judgement, why))| (call, judgement, why)).collect(),
        })
    }
}
