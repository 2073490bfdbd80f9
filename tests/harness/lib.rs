//! What the end-to-end tests share: the built binary, annotated cases, and copies of the fixtures.

mod annotation;
mod binary;
mod case;
mod project;
mod score;

pub use annotation::{Expectations, Expected, directives, expectations, normal};
pub use binary::{Ran, Run, binary};
pub use case::{Case, Laid, cases};
pub use project::{Copy, copy_tree, listing, repository};
pub use score::{Outcome, score, score_all};

/// What goes wrong in the harness itself, as a sentence.
pub type Error = Box<dyn std::error::Error + Send + Sync>;
