//! The catalog as plain data.

use std::sync::Arc;

use super::model::{Certainty, ObjectType, OperationKind, Retirement, Scope};
use super::reviewed::{HostPattern, ObjectNeed, RetiredPath, Split, WrongName};

/// Index of a scope in [`CatalogData::scopes`].
pub type ScopeId = u16;

/// One way to satisfy an operation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Accepted {
    /// Scopes that are needed together; empty where any valid token does.
    pub scopes: Vec<ScopeId>,
    /// Whether only static (private) apps have this alternative.
    pub static_only: bool,
}

/// The ways to satisfy an operation, any one of which suffices.
pub type AcceptedList = Arc<[Accepted]>;

/// Position of the version segment in the path and the version, for each way an operation is published.
pub type Versions = Arc<[(u8, String)]>;

/// An operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// Upper-case method.
    pub method: Arc<str>,
    /// Path without version, with named parameters; a last `{*}` stands for any rest.
    pub path: String,
    /// How it is published; empty where its path has no version.
    pub versions: Versions,
    /// Who it is for.
    pub kind: OperationKind,
    /// Index among the segments of the object type on which the need depends.
    pub object: Option<u8>,
    /// Index among the segments of the object type on the other side of an association.
    pub other_object: Option<u8>,
    /// What is accepted whatever the object type.
    pub any: AcceptedList,
    /// What is accepted for one object type (index into [`CatalogData::objects`]).
    pub bound: Vec<(u16, AcceptedList)>,
    /// How sure the need is.
    pub certainty: Certainty,
    /// The same for static apps.
    pub static_certainty: Certainty,
    /// Where the need comes from.
    pub source: Arc<str>,
    /// Product tier, where it is not the free one.
    pub tier: Arc<str>,
    /// Whether the descriptions call it deprecated.
    pub deprecated: bool,
    /// First dated description that has it; empty where it is as old as the history.
    pub introduced: Arc<str>,
    /// When it ends or ended.
    pub retired: Option<Arc<Retirement>>,
}

impl Operation {
    /// Its method and path.
    pub fn call(&self) -> (&str, &str) {
        (&self.method, &self.path)
    }
}

/// All of the catalog.
#[derive(Debug, Clone, Default)]
pub struct CatalogData {
    /// The day up to which it was reviewed.
    pub as_of: String,
    /// The date of the descriptions that it was made from.
    pub described: String,
    /// Scope names, sorted.
    pub scopes: Vec<Scope>,
    /// Object types.
    pub objects: Vec<ObjectType>,
    /// Names that look right but are not.
    pub wrong_names: Vec<WrongName>,
    /// Hosts, the most specific first.
    pub hosts: Vec<HostPattern>,
    /// What object types need, against the descriptions.
    pub object_needs: Vec<ObjectNeed>,
    /// Coarse scopes that were split.
    pub splits: Vec<Split>,
    /// Announced ends of paths.
    pub retired: Vec<RetiredPath>,
    /// Operations, by path and method.
    pub operations: Vec<Operation>,
}
