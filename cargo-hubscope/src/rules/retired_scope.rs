//! `retired-scope`: a requested scope has been replaced.

use super::input::{Changes, Input};
use super::words;
use super::{Finding, Rule, RuleId, Severity};

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

/// One finding an entry that has been replaced; what is unneeded is only said to be that.
pub(super) fn check(input: Input<'_>, changes: &Changes) -> Vec<Finding> {
    let entries = input.manifest.entries().filter(|entry| !changes.unneeded.contains(&entry.scope));
    let retired = entries.filter_map(|entry| {
        let scope = input.catalog.scope(&entry.scope)?;
        let date = scope.retired.as_ref()?;
        let finding = Finding::new(RuleId::RetiredScope, format!("scope `{}` is retired as of {date}", entry.scope))
            .at(entry.span, "retired")
            .about_scope(&entry.scope);
        Some(match scope.replaced_by.as_slice() {
            [] => finding.help("nothing replaces it; remove it"),
            names => finding.help(format!("request instead, as far as calls need it: {}", words::list(names))),
        })
    });
    retired.collect()
}
