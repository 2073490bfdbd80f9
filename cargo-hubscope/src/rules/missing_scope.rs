//! `missing-scope`: a call needs a scope that the manifest does not request.

use super::{Rule, Severity};

/// What is said of the rule.
pub const RULE: Rule = Rule {
    name: "missing-scope",
    severity: Severity::Error,
    summary: "a call needs a scope that the app manifest does not request",
    checks: "Every HubSpot call in the selected packages and features is looked up in the catalog. A call can need any one \
of several sets of scopes. Where the manifest requests none of them, the cheapest scopes to add are reported: the ones \
that give an app the least, chosen together for all calls.\n\n\
The finding is an error where the requirement is documented, and a warning where it is only likely: HubSpot says which \
scopes an association needs on the side that the call starts from, but not on the other side.",
    matters: "HubSpot answers a call without its scope with status 403, category `MISSING_SCOPES`. Nothing at build time \
shows it, and an app that has been installed does not get a new scope by itself: every account has to authorise again.",
    example: "```rust\nclient.get(\"https://api.hubapi.com/crm/v3/objects/contacts\").bearer_auth(token).send()\n```\n\n\
with a manifest that requests `crm.objects.contacts.write` alone. Reading and writing are independent.",
    mend: "Add the scope to `requiredScopes` of the manifest, or to `optionalScopes` where the app works without it; \
`cargo hubscope fix` does it and keeps the file's formatting. Publish the app, and let existing installs authorise again.",
    configuration: "A scope that is needed by code outside Rust is no call here; `[[need]]` in `hubscope.toml` names it.",
};
