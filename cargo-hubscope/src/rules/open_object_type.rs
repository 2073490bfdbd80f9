//! `open-object-type`: a call's operation, and with it what it needs, depends on a value known at run time.

use super::{Rule, Severity};

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
