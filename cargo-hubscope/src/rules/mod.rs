//! What is wrong with an app: the calls and what they need, compared with what the manifest requests.
//!
//! Each rule has a file of its own with the same name as its id, its page and its type; it returns [`Finding`]s and
//! prints nothing.

mod baseline;
mod cause;
mod derive;
mod finding;
#[cfg(test)]
pub(crate) mod fixture;
mod input;
mod levels;
mod rule;
mod words;

pub mod suppress;

pub mod annotation_mismatch;
pub mod broad_scope;
pub mod component_scope;
pub mod developer_endpoint;
pub mod install_url;
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

use crate::catalog::Catalog;
use crate::source::{Sources, Span};

pub use baseline::{Baseline, Divided, Key};
pub use cause::Cause;
pub use derive::{
    Annotated, Costs, Covered, Derivation, Inputs, Install, Need, Outside, OutsideNeed, Resolved, Status,
};
pub use finding::{Edit, Finding, Label, Role, Safety, Severity, Subject};
pub use input::{Changes, Input, Outcome};
pub use levels::{Level, Levels};
pub use rule::{Rule, RuleId};

/// Compares an app's code with its manifest.
pub fn check(input: Input<'_>) -> Outcome {
    let changes = Changes::of(input);
    let mut findings = Vec::new();
    findings.extend(malformed_manifest::check(input));
    findings.extend(missing_scope::check(input, &changes));
    findings.extend(unknown_scope::check(input));
    findings.extend(component_scope::check(input, &changes));
    findings.extend(install_url::check(input));
    findings.extend(annotation_mismatch::check(input));
    findings.extend(unneeded_scope::check(input, &changes));
    findings.extend(broad_scope::check(input, &changes));
    findings.extend(retired_scope::check(input, &changes));
    findings.extend(scope_list::check(input, &changes));
    findings.extend(check_calls(input.selected, input.catalog, input.unparsed));
    sort(input.sources, &mut findings);
    Outcome { findings, changes }
}

/// What can be said of the calls without a manifest.
pub fn check_calls(derivation: &Derivation, catalog: &Catalog, unparsed: &[(Span, String)]) -> Vec<Finding> {
    let mut findings = Vec::new();
    findings.extend(retired_endpoint::check(derivation));
    findings.extend(unresolved_call::check(derivation));
    findings.extend(open_object_type::check(derivation, catalog));
    findings.extend(unknown_endpoint::check(derivation));
    findings.extend(unparsed_file::check(unparsed));
    findings.extend(developer_endpoint::check(derivation));
    findings
}

/// Puts findings into the order of outputs: by rule, by file, by place.
pub fn sort(sources: &Sources, findings: &mut [Finding]) {
    findings.sort_by(|a, b| {
        let key = |finding: &Finding| {
            let place = finding.location().map(|span| (sources.file(span.source).name.clone(), span.start, span.end));
            (finding.rule, std::cmp::Reverse(finding.severity), place)
        };
        key(a).cmp(&key(b)).then_with(|| a.message.cmp(&b.message))
    });
}

#[cfg(test)]
mod tests;
