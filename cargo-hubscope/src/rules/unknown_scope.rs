//! `unknown-scope`: the manifest requests a scope that HubSpot does not have.

use super::input::{Input, is_baseline};
use super::words;
use super::{Finding, Rule, RuleId, Safety, Severity};
use crate::catalog::Standing;
use crate::manifest::edit::Change;
use crate::manifest::{Requested, did_you_mean};

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

/// One finding an entry whose name an app cannot request.
pub(super) fn check(input: Input<'_>) -> Vec<Finding> {
    let entries = input.manifest.entries().filter(|entry| !is_baseline(&entry.scope));
    entries.filter_map(|entry| entry_finding(input, entry)).collect()
}

fn entry_finding(input: Input<'_>, entry: &Requested) -> Option<Finding> {
    let scope = &entry.scope;
    let about = |message: String| Finding::new(RuleId::UnknownScope, message).about_scope(scope);
    match input.catalog.scope(scope).map(|known| known.standing) {
        None => {
            let finding = about(format!("HubSpot has no scope `{scope}`"));
            let Some(suggestion) = input.catalog.suggest_scope(scope) else {
                return Some(finding.at(entry.span, "unknown scope"));
            };
            let mut finding = match suggestion.instead.as_slice() {
                [] => finding.at(entry.span, "unknown scope"),
                [only] => finding.at(entry.span, "unknown scope").help(did_you_mean(only)),
                several => finding
                    .at(entry.span, "unknown scope")
                    .help(format!("what is meant may be {}", words::list(several))),
            };
            if let Some(why) = suggestion.why {
                finding = finding.note(why);
            }
            if let [only] = suggestion.instead.as_slice() {
                finding.edits = input.edits(Change::Rename { from: scope.clone(), to: only.clone() }, Safety::Maybe);
            }
            Some(finding)
        }
        Some(Standing::NotOffered) => Some(
            about(format!("scope `{scope}` is not offered to apps"))
                .at(entry.span, "cannot be requested")
                .help("remove it, and request the scope of the object that the records belong to"),
        ),
        Some(Standing::TokenOnly) => Some(
            about(format!("scope `{scope}` belongs into the token request, not into the manifest"))
                .severity(Severity::Warning)
                .at(entry.span, "cannot be requested here")
                .help("remove it here, and pass it when the token is requested"),
        ),
        Some(Standing::Offered | Standing::Last) => None,
    }
}
