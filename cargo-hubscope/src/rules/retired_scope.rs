//! `retired-scope`: a requested scope has been replaced.

use super::{Rule, Severity};

/// What is said of the rule.
pub const RULE: Rule = Rule {
    name: "retired-scope",
    severity: Severity::Warning,
    summary: "a requested scope has been replaced by others",
    checks: "Every scope name in the manifest that the catalog marks as retired, with its date and with what replaces it.",
    matters: "HubSpot replaces coarse scopes by granular ones, migrates installed apps on a date of its own, and stops \
offering the old name.",
    example: "```json\n\"requiredScopes\": [\"contacts\"]\n```",
    mend: "Request the names that replace it, as far as the calls need them. Both may be requested side by side until every \
account has authorised again.",
    configuration: "",
};
