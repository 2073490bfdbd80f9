//! `broad-scope`: a requested scope gives more than the calls need, and a narrower one is accepted.

use super::{Rule, Severity};

/// What is said of the rule.
pub const RULE: Rule = Rule {
    name: "broad-scope",
    severity: Severity::Warning,
    summary: "a requested scope gives more than the calls need, and narrower scopes are accepted for all of them",
    checks: "Every requested scope that is needed as the manifest stands, but that a set of less total privilege could \
replace for all calls at once: a granular scope for a coarse one, or a read-only one.",
    matters: "A coarse scope such as `e-commerce` opens products, line items and quotes, to read and to write, for a call \
that only reads products.",
    example: "A manifest that requests `e-commerce` for an app whose only call is `GET /crm/v3/objects/products`; \
`crm.objects.products.read` is enough.",
    mend: "Request the narrower scopes first, let installed accounts authorise again, and then remove the broad one.",
    configuration: "",
};
