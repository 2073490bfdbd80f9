//! `unknown-endpoint`: a HubSpot call that the catalog lacks.

use super::{Rule, Severity};

/// What is said of the rule.
pub const RULE: Rule = Rule {
    name: "unknown-endpoint",
    severity: Severity::Warning,
    summary: "a HubSpot call whose operation the catalog lacks",
    checks: "Calls whose method and path are known and match no operation of the catalog. The nearest one is named.",
    matters: "It may be a typing error that fails with status 404, or a part of the API that is not documented. What it needs \
is not known, so the scope set is only a lower bound.",
    example: "`GET /crm/v3/objects/contact/{}/assocations/deals`",
    mend: "Correct the path or the method. For an operation that exists, say what it needs:\n\n\
```toml\n[[operation]]\nmethod = \"GET\"\npath = \"/internal/v1/things/{id}\"\nscopes = [[\"crm.objects.contacts.read\"]]\n```",
    configuration: "",
};
