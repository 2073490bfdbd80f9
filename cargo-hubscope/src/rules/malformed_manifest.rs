//! `malformed-manifest`: the manifest can be read, but HubSpot would refuse it or read it otherwise than meant.

use super::{Rule, Severity};

/// What is said of the rule.
pub const RULE: Rule = Rule {
    name: "malformed-manifest",
    severity: Severity::Error,
    summary: "the app manifest is not what HubSpot accepts",
    checks: "The form of the manifest: strict JSON without comments and trailing commas, lists of strings where scopes \
stand, no list that the kind of app may not have. What can still be read is compared with the calls all the same.",
    matters: "HubSpot's tools refuse such a file when the project is uploaded.",
    example: "```json\n\"requiredScopes\": [\n  \"crm.objects.contacts.read\",\n]\n```\n\nThe trailing comma is not JSON.",
    mend: "The finding says what to write. A file that is not JSON at all, or whose `auth` does not stand inside `config`, \
cannot be compared; then `cargo hubscope check` ends with an error.",
    configuration: "",
};
