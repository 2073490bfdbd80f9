//! `unknown-endpoint`: a HubSpot call that the catalog lacks.

use super::words::{self, with_evidence};
use super::{Derivation, Finding, Rule, RuleId, Severity};
use crate::catalog::{OperationKind, Outcome};

/// What is said of the rule.
pub const RULE: Rule = Rule {
    name: "unknown-endpoint",
    severity: Severity::Warning,
    summary: "a HubSpot call whose operation the catalog lacks",
    checks: "Calls whose method and path are known and match no operation of the catalog. The nearest one is named.",
    matters: "It may be a typing error that fails with status 404, or a part of the API that is not documented. What it needs \
is not known, so the scope set is only a lower bound.",
    example: "`GET /crm/v3/objects/contact/{}/assocations/deals`",
    mend: "Correct the path or the method. For an operation that exists, say what it needs:\n\n\
```toml\n[[operation]]\nmethods = [\"GET\"]\npath = \"/internal/v1/things/{id}\"\nany-of = [\"crm.objects.contacts.read\"]\n```",
    configuration: "",
};

/// One finding a call that the catalog lacks, or whose need is not public.
pub(super) fn check(derivation: &Derivation) -> Vec<Finding> {
    let unknown = derivation.calls.iter().filter_map(|resolved| {
        let span = resolved.call.location.span;
        let finding = match &resolved.resolution.as_ref()?.outcome {
            Outcome::Unknown { nearest, other_methods } => {
                let template = resolved.template();
                let finding = Finding::new(RuleId::UnknownEndpoint, format!("`{template}` is not in the catalog"));
                let mut finding = finding.at(span, "what it needs is not known").about_operation(template);
                if !other_methods.is_empty() {
                    finding = finding.help(format!("the path has the methods {}", words::list(other_methods)));
                }
                if let Some(nearest) = nearest {
                    finding = finding.help(format!("did you mean `{nearest}`?"));
                }
                finding.help("where it exists, say what it needs: `[[operation]]` in `hubscope.toml`")
            }
            Outcome::Known(known) if known.kind == OperationKind::Internal => {
                Finding::new(RuleId::UnknownEndpoint, format!("what `{}` needs is not public", known.operation))
                    .at(span, "HubSpot names no scope for it that an app can request")
                    .about_operation(known.operation.clone())
                    .help("where you know what it needs, say so: `[[operation]]` in `hubscope.toml`")
            }
            Outcome::Known(_) | Outcome::Open { .. } => return None,
        };
        Some(with_evidence(finding, resolved))
    });
    unknown.collect()
}
