//! `unresolved-call`: a HubSpot call whose method or path is not known statically.

use super::words::with_evidence;
use super::{Derivation, Finding, Rule, RuleId, Severity};
use crate::analysis::CallStatus;

/// What is said of the rule.
pub const RULE: Rule = Rule {
    name: "unresolved-call",
    severity: Severity::Warning,
    summary: "a HubSpot call whose method or path is only known at run time",
    checks: "Calls that are HubSpot's by their host or by the code around them, but whose method or path cannot be followed \
to its source: it is read from a file, comes over the network, or is a parameter of a public function without callers.",
    matters: "What such a call needs is not known, so the scope set is only a lower bound, and no scope is called unneeded.",
    example: "```rust\npub async fn call(&self, path: &str) -> Result<Response> {\n    self.http.get(format!(\"https://api.hubapi.com{path}\")).send().await\n}\n```\n\nwithout a caller.",
    mend: "Say what the function calls, in the code with an attribute of `scope-macros`, or in `hubscope.toml`:\n\n\
```rust\n#[endpoint(GET, \"/crm/v3/objects/{objectType}\", object_types(\"contacts\", \"companies\"))]\npub async fn call(&self, path: &str) -> Result<Response> {\n```\n\n\
```toml\n[[call]]\nfunction = \"client::Client::call\"\nendpoints = [\"GET /crm/v3/objects/contacts\"]\n```\n\n\
or `not-hubspot = true` with a `reason`, where it is not HubSpot's.",
    configuration: "",
};

/// One finding a call that is not resolved.
pub(super) fn check(derivation: &Derivation) -> Vec<Finding> {
    let unresolved = derivation.calls.iter().filter_map(|resolved| {
        let CallStatus::Unresolved { reason } = &resolved.call.status else { return None };
        let mut finding = Finding::new(RuleId::UnresolvedCall, format!("unresolved HubSpot call: {reason}"))
            .at(resolved.call.location.span, "what this calls is only known at run time")
            .about_operation(resolved.template());
        finding = with_evidence(finding, resolved);
        if let Some(function) = resolved.call.ways.innermost() {
            let function = &function.path;
            finding = finding.help(format!(
                "say what it calls: above the function `#[endpoint(GET, \"/crm/v3/..\")]` of `scope-macros`, or in `hubscope.toml` `[[call]]` with `function = \"{function}\"` and `endpoints = [..]`"
            ));
        }
        Some(finding.note("what it needs is not known, so no scope is called unneeded"))
    });
    unresolved.collect()
}
