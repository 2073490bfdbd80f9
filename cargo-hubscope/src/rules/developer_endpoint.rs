//! `developer-endpoint`: a call that needs a developer account's credentials and no app scope.

use super::{Rule, Severity};

/// What is said of the rule.
pub const RULE: Rule = Rule {
    name: "developer-endpoint",
    severity: Severity::Note,
    summary: "a call needs the credentials of a developer account, and no app scope",
    checks: "Resolved calls to operations that configure the app itself, such as webhook settings or card definitions.",
    matters: "No scope helps such a call: with an app's token it fails.",
    example: "`GET /webhooks/v3/{appId}/settings`",
    mend: "Nothing, where the call uses a developer API key. Otherwise do it with HubSpot's project files instead.",
    configuration: "",
};
