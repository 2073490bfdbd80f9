//! `unneeded-scope`: the manifest requests a scope that no call needs.

use super::{Rule, Severity};

/// What is said of the rule.
pub const RULE: Rule = Rule {
    name: "unneeded-scope",
    severity: Severity::Warning,
    summary: "the app manifest requests a scope that no call needs",
    checks: "All scopes that can be taken away together with every call of every package and feature still satisfied, tests \
aside. A scope is called unneeded only when the result is complete: while a call is not resolved, a file does not parse \
or the source of a dependency that may call HubSpot is not on disk, the candidates are notes and say what is in the way.",
    matters: "Whoever installs the app grants each scope, and a leaked token opens all of them. HubSpot's review for the \
marketplace asks what each scope is used for.",
    example: "```json\n\"requiredScopes\": [\"crm.objects.contacts.read\", \"automation\"]\n```\n\n\
in an app whose only call is `GET /crm/v3/objects/contacts`.",
    mend: "Remove the scope from the manifest; `cargo hubscope fix --prune` does it. Keep it where something outside the \
Rust code needs it, and say so:\n\n```toml\n[[need]]\nscope = \"automation\"\nreason = \"the workflow action's callback is written in another language\"\n```",
    configuration: "",
};
