//! `unexplained-suppression`: a suppression without a reason, or one that has expired.

use super::{Rule, Severity};

/// What is said of the rule.
pub const RULE: Rule = Rule {
    name: "unexplained-suppression",
    severity: Severity::Warning,
    summary: "a suppression gives no reason, names no rule, or has expired",
    checks: "Suppressing comments in the source, and `[[allow]]` entries of `hubscope.toml` whose `until` lies in the past. \
An expired entry suppresses nothing any more.",
    matters: "Nobody can tell later whether a finding was looked at, or only silenced.",
    example: "```rust\n// hubscope: allow(unresolved-call)\nself.send(path)\n```",
    mend: "Write the reason behind the closing parenthesis, or remove the comment.",
    configuration: "",
};
