//! `component-scope`: a component of the app beside the code needs a scope that the manifest does not request.

use super::{Rule, Severity};

/// What is said of the rule.
pub const RULE: Rule = Rule {
    name: "component-scope",
    severity: Severity::Error,
    summary: "a component of the app, such as a webhook or a card, needs a scope that the manifest does not request",
    checks: "The component files beside the manifest: webhook subscriptions, app cards and their object types, app events. \
Each needs scopes of its own, whatever the Rust code calls.",
    matters: "HubSpot refuses the upload, or the subscription receives nothing. Scopes that a component needs are also \
never called unneeded.",
    example: "A webhook subscription to `contact.creation` in an app that does not request `crm.objects.contacts.read`.",
    mend: "Add the scope to `requiredScopes`, or remove the component.",
    configuration: "",
};
