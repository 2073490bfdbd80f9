//! `malformed-manifest`: the manifest can be read, but HubSpot would refuse it or read it otherwise than meant.

use super::input::Input;
use super::{Finding, Rule, RuleId, Severity};
use crate::manifest::{Problem, ProblemKind};

/// What is said of the rule.
pub const RULE: Rule = Rule {
    name: "malformed-manifest",
    severity: Severity::Error,
    summary: "the app manifest is not what HubSpot accepts",
    checks: "The form of the manifest: strict JSON without comments and trailing commas, lists of strings where scopes \
stand, no list that the kind of app may not have. What can still be read is compared with the calls all the same.",
    matters: "HubSpot's tools refuse such a file when the project is uploaded.",
    example: "```json\n\"requiredScopes\": [\n  \"crm.objects.contacts.read\",\n]\n```\n\nThe trailing comma is not JSON.",
    mend: "The finding says what to write. A file that is not JSON at all, or whose `auth` does not stand inside `config`, \
cannot be compared; then `cargo hubscope check` ends with an error.",
    configuration: "",
};

/// What reading the manifest and its project found, each under the rule that it belongs to.
pub(super) fn check(input: Input<'_>) -> Vec<Finding> {
    input.manifest.problems.iter().map(finding).collect()
}

/// A problem as a finding.
pub(super) fn finding(problem: &Problem) -> Finding {
    let rule = RuleId::parse(problem.kind.rule()).unwrap_or(RuleId::MalformedManifest);
    let mut finding = Finding::new(rule, problem.message.clone()).at(problem.span, "");
    match problem.kind {
        ProblemKind::UnknownNeed => finding = finding.severity(Severity::Note),
        ProblemKind::UnknownObject => finding = finding.severity(Severity::Warning),
        _ => {}
    }
    for (span, text) in &problem.labels {
        finding = finding.beside(*span, text.clone());
    }
    match &problem.help {
        Some(help) => finding.help(help.clone()),
        None => finding,
    }
}
