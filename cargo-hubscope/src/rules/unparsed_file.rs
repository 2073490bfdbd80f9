//! `unparsed-file`: a source file, or a part of one, could not be read.

use super::{Finding, Rule, RuleId, Severity};
use crate::source::Span;

/// What is said of the rule.
pub const RULE: Rule = Rule {
    name: "unparsed-file",
    severity: Severity::Warning,
    summary: "a source file, or a part of one, could not be read",
    checks: "Files that are missing, are not UTF-8, or hold items that do not parse as Rust. What parses in them is analysed \
all the same.",
    matters: "Calls in such a place are not seen, so the scope set is only a lower bound.",
    example: "```rust\nfn broken( {\n```",
    mend: "Correct the syntax. Where the file is right, and newer than what cargo-hubscope reads, update cargo-hubscope.",
    configuration: "",
};

/// One finding a place that could not be read.
pub(super) fn check(unparsed: &[(Span, String)]) -> Vec<Finding> {
    let finding = |(span, reason): &(Span, String)| {
        Finding::new(RuleId::UnparsedFile, "a part of a source file could not be read")
            .at(*span, reason.clone())
            .note("calls in it are not seen, so no scope is called unneeded")
    };
    unparsed.iter().map(finding).collect()
}
