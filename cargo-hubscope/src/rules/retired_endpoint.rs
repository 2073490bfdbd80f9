//! `retired-endpoint`: a call uses an operation that ends or has ended.

use super::words::with_evidence;
use super::{Derivation, Finding, Rule, RuleId, Severity};

/// What is said of the rule.
pub const RULE: Rule = Rule {
    name: "retired-endpoint",
    severity: Severity::Warning,
    summary: "a call uses an operation that HubSpot ends or has ended",
    checks: "Every resolved call whose operation the catalog marks with a sunset date.",
    matters: "After that date the call fails, whatever scopes the app has.",
    example: "`POST /oauth/v1/token`, which ends on 2027-02-16.",
    mend: "Call what replaces it; the finding names it where it is known.",
    configuration: "",
};

/// One finding a call whose operation ends.
pub(super) fn check(derivation: &Derivation) -> Vec<Finding> {
    let retired = derivation.calls.iter().filter_map(|resolved| {
        let known = resolved.known()?;
        let retired = known.retired.as_ref()?;
        let finding = Finding::new(RuleId::RetiredEndpoint, format!("`{}` ends on {}", known.operation, retired.date))
            .at(resolved.call.location.span, "called here")
            .about_operation(known.operation.clone())
            .note(format!("known from {}", retired.source));
        let finding = match &retired.replaced_by {
            Some(instead) => finding.help(format!("use `{instead}` instead")),
            None => finding,
        };
        Some(with_evidence(finding, resolved))
    });
    retired.collect()
}
