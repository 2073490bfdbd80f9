//! What API descriptions of one date say, normalised: the input of the catalog and of its history.

use std::collections::{BTreeMap, BTreeSet};

use super::model::OperationKind;

/// One way to satisfy an operation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Alternative {
    /// Scopes that are needed together; empty where any valid token does.
    pub scopes: BTreeSet<String>,
    /// Whether only static (private) apps have this alternative.
    pub static_only: bool,
}

/// The ways to satisfy an operation, any one of which suffices.
pub type Alternatives = BTreeSet<Alternative>;

/// Names an operation: an upper-case method and the path without its version, `{}` for each parameter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OperationKey {
    /// Path without version.
    pub path: String,
    /// Upper-case method.
    pub method: String,
}

/// An operation as the descriptions of one date give it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DescribedOperation {
    /// Names of the path parameters in order.
    pub parameters: Vec<String>,
    /// Position of the version segment and the version, for each path under which it is published.
    pub versions: BTreeSet<(usize, String)>,
    /// Who it is for.
    pub kind: OperationKind,
    /// What is accepted whatever the object type; for an operation on objects this is the flat list over all objects.
    pub any: Alternatives,
    /// What is accepted for one object type, where a description is about that object type alone.
    pub bound: BTreeMap<String, Alternatives>,
    /// Index of the parameter that is the object type, where the need depends on it.
    pub object: Option<usize>,
    /// Index of the parameter that is the object type on the other side of an association.
    pub other_object: Option<usize>,
    /// Whether every description calls it deprecated.
    pub deprecated: bool,
    /// Product tier that each hub needs, where it is not the free one: `marketing PROFESSIONAL, ...`.
    pub tier: String,
}

/// What the descriptions of one date say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Described {
    /// The date of the descriptions, `YYYY-MM-DD`.
    pub date: String,
    /// The operations by key.
    pub operations: BTreeMap<OperationKey, DescribedOperation>,
}
