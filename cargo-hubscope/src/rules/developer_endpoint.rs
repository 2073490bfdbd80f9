//! `developer-endpoint`: a call that needs a developer account's credentials and no app scope.

use super::words::with_evidence;
use super::{Derivation, Finding, Rule, RuleId, Severity};
use crate::catalog::OperationKind;

/// What is said of the rule.
pub const RULE: Rule = Rule {
    name: "developer-endpoint",
    severity: Severity::Note,
    summary: "a call needs the credentials of a developer account, and no app scope",
    checks: "Resolved calls to operations that configure the app itself, such as webhook settings or card definitions.",
    matters: "No scope helps such a call: with an app's token it fails.",
    example: "`GET /webhooks/v3/{appId}/settings`",
    mend: "Nothing, where the call uses a developer API key. Otherwise do it with HubSpot's project files instead.",
    configuration: "",
};

/// One finding a call that needs a developer account's credentials.
pub(super) fn check(derivation: &Derivation) -> Vec<Finding> {
    let developer = derivation.calls.iter().filter_map(|resolved| {
        let known = resolved.known().filter(|known| known.kind == OperationKind::Developer)?;
        let message = format!("`{}` needs the credentials of a developer account, and no app scope", known.operation);
        let finding = Finding::new(RuleId::DeveloperEndpoint, message)
            .at(resolved.call.location.span, "called here")
            .about_operation(known.operation.clone());
        Some(with_evidence(finding, resolved))
    });
    developer.collect()
}
