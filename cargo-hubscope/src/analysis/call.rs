//! What the analysis hands on: calls with their evidence.

use serde::{Deserialize, Serialize};

use crate::source::Span;

/// Whether method and path of a call are known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum CallStatus {
    /// Method and path template are known.
    Resolved,
    /// Something that decides the operation is not known; says what is known and why not more, lower-case, without a
    /// final stop.
    Unresolved {
        /// For people, such as "GET with a path decided by the caller of `fetch`".
        reason: String,
    },
}

/// A place in source with the package that it belongs to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Location {
    /// Name of the package.
    pub package: String,
    /// The place.
    pub span: Span,
}

/// One step of the evidence: a call made inside `function`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Step {
    /// The function in which the step is made, as `Type::name` or `name`.
    pub function: String,
    /// The call expression.
    pub span: Span,
}

/// A place that sends an HTTP request to the vendor's API.
///
/// Calls are ordered by location, then method and path. There is one call per (method, path, location).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Call {
    /// The outermost call whose arguments decide method or path, in the workspace's own code.
    pub location: Location,
    /// Upper-case HTTP method, where known.
    pub method: Option<String>,
    /// Path template without query, starting with `/`, `{}` for what is only known at run time.
    pub path: Option<String>,
    /// Host, where known, lower-case and without scheme or port.
    pub host: Option<String>,
    /// What is known of the query: names with their value where that is known. Sorted, unique.
    pub query: Vec<(String, Option<String>)>,
    /// Whether all is known.
    pub status: CallStatus,
    /// Where the HTTP client is called.
    pub request: Span,
    /// Steps from the location to the request, outermost first.
    pub via: Vec<Step>,
    /// The enclosing functions from the root downwards that are in the workspace, as (package, `module::Type::name`);
    /// used to group calls and to match `[[call]]`, `[optional]` and annotations.
    pub within: Vec<(String, String)>,
    /// Whether a receiver of unknown type was matched by name on the way.
    pub by_name: bool,
}
