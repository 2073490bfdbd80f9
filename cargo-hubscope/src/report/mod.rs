//! Printing: the only place that knows terminals, JSON and SARIF.
//!
//! Every renderer returns text; human text carries ANSI styles, which the command line strips where they are not
//! wanted.

mod cargo_messages;
mod check;
mod context;
mod fingerprint;
#[cfg(test)]
mod fixture;
mod github;
mod human;
mod json;
mod lists;
mod page_html;
mod page_markdown;
mod review;
mod sarif;
mod style;
#[cfg(test)]
mod tests;
mod visible;
mod why;
mod wrap;

pub use cargo_messages::{Rendered, end as cargo_end, lines as cargo_lines};
pub use check::{AppsReport, CheckReport, Checked, markdown_alone, markdown_summary, quoted, summary};
pub use context::{Context, Place, repository_of};
pub use github::{error as github_error, findings as github_findings, notice as github_notice};
pub use human::findings as human_findings;
pub use json::{CallsReport, Per, ScopesReport, Shown, Strategy, text as json_text};
pub use lists::{Evidence, calls as human_calls, scopes as human_scopes};
pub use page_html::html_page;
pub use page_markdown::markdown_page;
pub use review::Part;
pub use sarif::{SarifRun, Suppressed, log as sarif_log};
pub use visible::visible;
pub use why::{WhyReport, WithoutReport, instead};
pub use wrap::{wrapped, wrapped_page};
