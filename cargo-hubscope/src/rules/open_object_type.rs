//! `open-object-type`: a call's operation, and with it what it needs, depends on a value known at run time.

use std::collections::BTreeSet;

use super::words::{self, with_evidence};
use super::{Derivation, Finding, Rule, RuleId, Severity};
use crate::catalog::{OpenReason, Outcome};
use crate::scopes::ScopeSet;

/// What is said of the rule.
pub const RULE: Rule = Rule {
    name: "open-object-type",
    severity: Severity::Warning,
    summary: "what a call needs depends on a part of its path that is only known at run time",
    checks: "Calls whose path is known but for a part that decides the scopes: mostly the object type in \
`/crm/v3/objects/{objectType}`, or the last word of a batch operation.",
    matters: "Contacts and deals need different scopes, so the set is only a lower bound, and no scope is called unneeded.",
    example: "```rust\npub fn list(&self, object_type: &str) -> Request {\n    self.get(format!(\"/crm/v3/objects/{object_type}\"))\n}\n```\n\nwithout a caller that says which object type.",
    mend: "Take an enum of the object types instead of text, or say which there are:\n\n\
```toml\n[[call]]\nfunction = \"client::Client::list\"\nendpoints = [\"GET /crm/v3/objects/contacts\", \"GET /crm/v3/objects/deals\"]\n```",
    configuration: "",
};

/// One finding a call whose need depends on a value known at run time.
pub(super) fn check(derivation: &Derivation) -> Vec<Finding> {
    let open = derivation.calls.iter().filter_map(|resolved| {
        let Outcome::Open { operations, reason, accepted } = &resolved.resolution.as_ref()?.outcome else { return None };
        let template = resolved.template();
        let (message, label) = match reason {
            OpenReason::ObjectType => {
                (format!("the object type of `{template}` is only known at run time"), "which object type decides what it needs")
            }
            OpenReason::Tail => {
                (format!("which operation `{template}` is, is only known at run time"), "the end of the path decides what it needs")
            }
        };
        let mut finding = Finding::new(RuleId::OpenObjectType, message)
            .at(resolved.call.location.span, label)
            .about_operation(template);
        match reason {
            OpenReason::Tail => finding = finding.note(format!("it may be {}", words::list(operations.iter().take(6)))),
            OpenReason::ObjectType => {
                let families = families(accepted);
                if !families.is_empty() {
                    finding = finding.note(format!("accepted are scopes of {}", words::list(families)));
                }
            }
        }
        let function = resolved.call.ways.innermost().map_or("..", |function| &*function.path);
        finding = finding.help(format!(
            "take an enum in place of text, or say in `hubscope.toml` what it calls: `[[call]]` with `function = \"{function}\"` and `endpoints = [..]`"
        ));
        Some(with_evidence(finding, resolved))
    });
    open.collect()
}

/// The object types whose scopes are accepted, by the names that the scopes have for them; other scopes as they are.
fn families(accepted: &[ScopeSet]) -> BTreeSet<&str> {
    let names = accepted.iter().flatten().map(|scope| &**scope);
    let family = |scope: &'_ str| -> Option<(usize, usize)> {
        let start = ["crm.objects.", "crm.schemas."].iter().find(|start| scope.starts_with(**start))?.len();
        Some((start, start + scope[start..].find('.')?))
    };
    names.map(|scope| family(scope).map_or(scope, |(start, end)| &scope[start..end])).collect()
}
