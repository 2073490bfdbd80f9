//! Printing: the only place that knows terminals, JSON and SARIF.
//!
//! Every renderer returns text; human text carries ANSI styles, which the command line strips where they are not
//! wanted.

mod human;
mod style;
mod visible;

pub use human::findings as human_findings;
pub use visible::visible;
