//! `scope-list`: a scope stands in a list where it does not belong.

use super::{Rule, Severity};

/// What is said of the rule.
pub const RULE: Rule = Rule {
    name: "scope-list",
    severity: Severity::Warning,
    summary: "a scope stands in a list where it does not belong",
    checks: "The three lists of the manifest against each other and against the calls: a scope that stands twice, and a \
scope that is only optional although calls need it without a condition.",
    matters: "An optional scope is dropped silently when the account cannot grant it; a call that the app cannot do without \
then fails with status 403. HubSpot refuses an install link whose lists do not match the manifest.",
    example: "```json\n\"requiredScopes\": [\"crm.objects.contacts.read\"],\n\"optionalScopes\": [\"crm.objects.contacts.read\"]\n```",
    mend: "Keep the scope in one list: in `requiredScopes` where the app cannot work without it.",
    configuration: "Functions whose calls the app can do without are named in `hubscope.toml`:\n\n\
```toml\n[optional]\nfunctions = [\"report::*\"]\n```",
};
