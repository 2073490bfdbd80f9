//! `open-object-type`: which object type a call is about, and with it what it needs, is not known.

use std::collections::BTreeSet;

use super::words::{self, with_evidence};
use super::{Derivation, Finding, Resolved, Rule, RuleId, Severity};
use crate::catalog::{Catalog, OpenReason, Outcome};
use crate::manifest;
use crate::scopes::ScopeSet;

/// How many of what a call may be are named.
const SHOWN: usize = 6;

/// What is said of the rule.
pub const RULE: Rule = Rule {
    name: "open-object-type",
    severity: Severity::Warning,
    summary: "what a call needs depends on an object type that is not known, or is only known at run time",
    checks: "Calls whose path is known but for a part that decides the scopes: mostly the object type in \
`/crm/v3/objects/{objectType}`, or the last word of a batch operation. And calls \
whose path names an object type that HubSpot does not have: a misspelt one, or the short name of a custom object.",
    matters: "Contacts and deals need different scopes, so the set is only a lower bound, and no scope is called unneeded.",
    example: "```rust\npub fn list(&self, object_type: &str) -> Request {\n    self.get(format!(\"/crm/v3/objects/{object_type}\"))\n}\n```\n\nwithout a caller that says which object type.",
    mend: "Take an enum of the object types instead of text, or say which there are:\n\n\
```toml\n[[call]]\nfunction = \"client::Client::list\"\nendpoints = [\"GET /crm/v3/objects/contacts\", \"GET /crm/v3/objects/deals\"]\n```",
    configuration: "",
};

/// One finding a call whose need depends on a value known at run time, or on an object type that nobody knows.
pub(super) fn check(derivation: &Derivation, catalog: &Catalog) -> Vec<Finding> {
    let strange = derivation.calls.iter().filter_map(|resolved| strange(resolved, catalog));
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
            OpenReason::Tail => finding = finding.note(format!("it may be {}", words::list_of_some(operations, SHOWN))),
            OpenReason::ObjectType => {
                let families = families(accepted);
                if !families.is_empty() {
                    finding = finding.note(format!("accepted are scopes of {}", words::list(families)));
                }
            }
        }
        let function = resolved.call.ways.innermost().map_or("..", |function| &*function.path);
        finding = finding.help(match resolved.call.stated {
            Some(_) => "say it where it is stated what is called: `object_types(\"contacts\", ..)` in `#[endpoint(..)]`, or the whole path in `endpoints`".to_owned(),
            None => format!("take an enum in place of text, or say in `hubscope.toml` what it calls: `[[call]]` with `function = \"{function}\"` and `endpoints = [..]`"),
        });
        Some(with_evidence(finding, resolved))
    });
    open.chain(strange).collect()
}

/// That a call names an object type which is not known.
fn strange(resolved: &Resolved, catalog: &Catalog) -> Option<Finding> {
    let name = resolved.strange_object()?;
    let message = format!("`{name}` of `{}` is no object type that is known", resolved.template());
    let finding = Finding::new(RuleId::OpenObjectType, message)
        .at(resolved.call.location.span, "which object type it is decides what it needs")
        .about_operation(resolved.template());
    let function = resolved.call.ways.innermost().map_or("..", |function| &*function.path);
    let finding = match catalog.suggest_object(name) {
        Some(near) => finding.help(manifest::did_you_mean(&near.name)),
        None => finding,
    };
    let finding = finding.help(format!(
        "a custom object is named by its id or its full name (`2-1234`, `p1234_{name}`); where its short name is right, say in `hubscope.toml` what it calls: `[[call]]` with `function = \"{function}\"` and `endpoints = [..]`"
    ));
    Some(with_evidence(finding, resolved))
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
