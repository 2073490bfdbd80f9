//! What HubSpot's API needs: every operation with the scopes that it accepts, dated, with its source.
//!
//! The catalog is made from two things: the API descriptions of one date, normalised (`normalise`), and reviewed
//! tables (`reviewed`) of scope names, object types and an overlay over the descriptions. `assemble` joins them into
//! plain data with a text form (`text`), which is committed and embedded. [`Catalog`] answers from it.

mod assemble;
pub mod commands;
mod data;
mod described;
mod diff;
mod drift;
mod explain;
#[cfg(any(test, feature = "fuzzing"))]
pub mod fuzzing;
mod history;
mod import;
mod matcher;
mod model;
mod names;
mod needs;
mod normalise;
mod page;
mod published;
mod rank;
mod raw;
mod resolve;
mod reviewed;
mod sensitive;
mod stats;
mod text;
mod vendor;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{LazyLock, OnceLock};

use sha2::{Digest, Sha256};

use self::data::{CatalogData, Operation};
use self::matcher::{Fit, Matcher, Segment, VersionAt};
use self::reviewed::HostPattern;

pub use self::diff::{CatalogDiff, Change};
pub use self::drift::{Drift, DriftEntry, DriftKind, Project, ProjectCall, drift};
pub use self::explain::{FamilyPart, HistoryEntry, NeedPage, OperationPage, ScopePage};
pub use self::import::{Import, ImportOutcome, import};
pub use self::model::{
    Access, Area, AuthKind, Certainty, Grain, Known, Mode, ObjectType, OpenReason, Opens, OperationKind, OperationRef,
    Outcome, Requirement, Resolution, Retirement, Scope, ScopeSet, Sensitivity, Standing, Suggestion,
};
pub use self::reviewed::OverlayOperation;
pub use self::stats::{Judgement, Stats};

/// The catalog that comes with the program, as text.
const EMBEDDED: &str = include_str!("../../data/catalog.tsv");

/// Why a catalog, or something it is made from, cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogError {
    message: String,
}

impl CatalogError {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into() }
    }
}

impl fmt::Display for CatalogError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for CatalogError {}

/// Every operation of HubSpot's API with what it needs, every scope name and every object type. Immutable.
#[derive(Debug, Clone)]
pub struct Catalog {
    data: CatalogData,
    matcher: Matcher,
    first_segments: BTreeSet<String>,
    object_names: BTreeMap<String, usize>,
    sha256: OnceLock<String>,
}

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
    // A test loads the embedded text and would fail; an empty catalog calls every operation unknown.
    Catalog::from_text(EMBEDDED).unwrap_or_else(|_| Catalog::new(CatalogData::default()))
});

impl Catalog {
    /// The catalog that comes with the program, read at the first call.
    pub fn embedded() -> &'static Self {
        &CATALOG
    }

    /// Reads the text form of a catalog.
    ///
    /// # Errors
    ///
    /// When the text is not one; the message names the line.
    pub fn from_text(text: &str) -> Result<Self, CatalogError> {
        Ok(Self::new(text::from_text(text)?))
    }

    pub(crate) fn new(data: CatalogData) -> Self {
        let matcher = Matcher::new(&data.operations);
        let mut first_segments = BTreeSet::new();
        for first in data.operations.iter().filter_map(|operation| operation.path.split('/').nth(1)) {
            if !first_segments.contains(first) {
                first_segments.insert(first.to_owned());
            }
        }
        let mut object_names = BTreeMap::new();
        for (at, object) in data.objects.iter().enumerate() {
            for name in object.aliases.iter().chain(&object.id).chain([&object.name]) {
                object_names.insert(name.clone(), at);
            }
        }
        Self { data, matcher, first_segments, object_names, sha256: OnceLock::new() }
    }

    /// The catalog with operations of the user's own; each replaces what is there under its method and path.
    ///
    /// # Errors
    ///
    /// When an addition is not well-formed or names an unknown scope; the message names its path.
    pub fn with_additions(&self, additions: &[OverlayOperation]) -> Result<Self, CatalogError> {
        let mut data = self.data.clone();
        for addition in additions {
            let mut addition = addition.clone();
            if addition.source.is_empty() {
                "hubscope.toml".clone_into(&mut addition.source);
            }
            assemble::add(&mut data, &addition)?;
        }
        data.operations.sort_by(|a, b| a.path.cmp(&b.path).then_with(|| a.method.cmp(&b.method)));
        Ok(Self::new(data))
    }

    /// The day up to which the catalog was reviewed, `YYYY-MM-DD`.
    pub fn as_of(&self) -> &str {
        &self.data.as_of
    }

    /// The date of the API descriptions that it was made from, `YYYY-MM-DD`.
    pub fn described(&self) -> &str {
        &self.data.described
    }

    /// The SHA-256 of the catalog's text form, in lower-case hexadecimal digits.
    pub fn sha256(&self) -> &str {
        self.sha256.get_or_init(|| hex(&Sha256::digest(text::to_text(&self.data))))
    }

    pub(crate) fn operations(&self) -> &[Operation] {
        &self.data.operations
    }

    pub(crate) fn hosts(&self) -> &[HostPattern] {
        &self.data.hosts
    }

    pub(crate) fn matches(&self, segments: &[Segment]) -> Vec<(Fit, usize)> {
        self.matcher.find(segments)
    }

    pub(crate) fn is_first_segment(&self, segment: &str) -> bool {
        self.first_segments.contains(segment)
    }

    pub(crate) fn version_fits(&self, index: usize, version: VersionAt) -> bool {
        let versions = &self.data.operations[index].versions;
        match version {
            VersionAt::Nowhere => versions.is_empty(),
            VersionAt::Literal(_) => !versions.is_empty(),
            VersionAt::Hole(at) => versions.iter().any(|(position, _)| usize::from(*position) == at),
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    use fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
