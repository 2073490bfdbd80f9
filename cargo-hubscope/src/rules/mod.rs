//! What is wrong with an app: the calls and what they need, compared with what the manifest requests.
//!
//! Each rule has a file of its own with the same name as its id, its page and its type; it returns [`Finding`]s and
//! prints nothing.

mod baseline;
mod derive;
mod finding;
mod levels;
mod rule;

pub mod broad_scope;
pub mod component_scope;
pub mod developer_endpoint;
pub mod malformed_manifest;
pub mod missing_scope;
pub mod open_object_type;
pub mod retired_endpoint;
pub mod retired_scope;
pub mod scope_list;
pub mod unexplained_suppression;
pub mod unknown_endpoint;
pub mod unknown_scope;
pub mod unneeded_scope;
pub mod unparsed_file;
pub mod unresolved_call;
pub mod unused_suppression;

pub use baseline::{Baseline, Divided, Key};
pub use derive::{Costs, Covered, Derivation, Inputs, Install, Need, Outside, OutsideNeed, Resolved, Status};
pub use finding::{Edit, Finding, Label, Role, Safety, Severity, Subject};
pub use levels::{Level, Levels};
pub use rule::{Rule, RuleId};
