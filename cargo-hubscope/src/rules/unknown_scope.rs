//! `unknown-scope`: the manifest requests a scope that HubSpot does not have.

use super::{Rule, Severity};

/// What is said of the rule.
pub const RULE: Rule = Rule {
    name: "unknown-scope",
    severity: Severity::Error,
    summary: "the app manifest requests a scope that HubSpot does not have or does not offer",
    checks: "Every scope name in the manifest against the catalog's names. Names that look right and are not, such as \
`forms.read`, are known with what stands for them; others are compared by spelling. Names that appear in HubSpot's \
descriptions but that an app cannot request are reported too.",
    matters: "HubSpot refuses the upload of a manifest with a wrong name, and an install link with one fails for everybody \
with \"one or more scopes are invalid\".",
    example: "```json\n\"requiredScopes\": [\"crm.object.contacts.read\"]\n```",
    mend: "Write the suggested name. Where HubSpot has just introduced a scope that the catalog does not know yet, update \
cargo-hubscope.",
    configuration: "",
};
