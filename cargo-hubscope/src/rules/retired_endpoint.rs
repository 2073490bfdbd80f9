//! `retired-endpoint`: a call uses an operation that ends or has ended.

use super::{Rule, Severity};

/// What is said of the rule.
pub const RULE: Rule = Rule {
    name: "retired-endpoint",
    severity: Severity::Warning,
    summary: "a call uses an operation that HubSpot ends or has ended",
    checks: "Every resolved call whose operation the catalog marks with a sunset date.",
    matters: "After that date the call fails, whatever scopes the app has.",
    example: "`POST /oauth/v1/token`, which ends on 2027-02-16.",
    mend: "Call what replaces it; the finding names it where it is known.",
    configuration: "",
};
