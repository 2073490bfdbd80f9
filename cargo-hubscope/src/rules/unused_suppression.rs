//! `unused-suppression`: a suppression that suppresses nothing.

use super::{Rule, Severity};

/// What is said of the rule.
pub const RULE: Rule = Rule {
    name: "unused-suppression",
    severity: Severity::Warning,
    summary: "a suppression has no finding to suppress",
    checks: "Suppressing comments and `[[allow]]` entries of `hubscope.toml` whose rules ran and found nothing there.",
    matters: "What is left behind when the code changes hides the next finding at that place.",
    example: "```rust\n// hubscope: allow(unresolved-call) the path is from our own table\nself.get(\"/crm/v3/objects/contacts\")\n```",
    mend: "Remove it.",
    configuration: "",
};
