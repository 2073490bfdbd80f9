//! `unneeded-scope`: the manifest requests a scope that no call needs.

use std::sync::Arc;

use super::input::{Changes, Input};
use super::{Finding, Rule, RuleId, Safety, Severity};
use crate::manifest::edit::Change;
use crate::scopes::ScopeSet;

/// What is said of the rule.
pub const RULE: Rule = Rule {
    name: "unneeded-scope",
    severity: Severity::Warning,
    summary: "the app manifest requests a scope that no call needs",
    checks: "All scopes that can be taken away together with every call of every package and feature still satisfied, tests \
aside. A scope is called unneeded only when the result is complete: while a call is not resolved, a file does not parse \
or the source of a dependency that may call HubSpot is not on disk, the candidates are notes and say what is in the way.",
    matters: "Whoever installs the app grants each scope, and a leaked token opens all of them. HubSpot's review for the \
marketplace asks what each scope is used for.",
    example: "```json\n\"requiredScopes\": [\"crm.objects.contacts.read\", \"automation\"]\n```\n\n\
in an app whose only call is `GET /crm/v3/objects/contacts`.",
    mend: "Remove the scope from the manifest; `cargo hubscope fix --prune` does it. Keep it where something outside the \
Rust code needs it, and say so:\n\n```toml\n[[need]]\nscope = \"automation\"\nreason = \"the workflow action's callback is written in another language\"\n```",
    configuration: "",
};

/// How many reasons why nothing is called unneeded are told with a finding.
const REASONS: usize = 6;

/// One finding an entry that can go; a note where that is not certain.
pub(super) fn check(input: Input<'_>, changes: &Changes) -> Vec<Finding> {
    let entries = |set: &ScopeSet| -> Vec<_> {
        // A name that cannot be requested at all is reported as that.
        let can_be = |name: &str| input.catalog.scope(name).is_some_and(crate::catalog::Scope::is_requestable);
        let entries = input.manifest.entries().filter(|entry| set.contains(&entry.scope) && can_be(&entry.scope));
        entries.map(|entry| (entry.scope.clone(), entry.span)).collect()
    };
    let certain = entries(&changes.unneeded).into_iter().map(|(scope, span)| {
        let mut finding = finding(&scope, format!("scope `{scope}` is requested, but no call needs it"))
            .at(span, "not needed")
            .help("remove it; `cargo hubscope fix --prune` does so");
        finding.edits = input.edits(Change::Remove { scope }, Safety::Safe);
        finding
    });
    let candidates = entries(&changes.unneeded_candidates).into_iter().map(|(scope, span)| {
        let mut finding = finding(&scope, format!("scope `{scope}` may be unneeded: no call that was seen needs it"))
            .severity(Severity::Note)
            .at(span, "perhaps not needed");
        let (shown, more) = changes.incomplete_because.split_at(changes.incomplete_because.len().min(REASONS));
        for reason in shown {
            finding = finding.note(format!("not certain, since {reason}"));
        }
        match more.len() {
            0 => finding,
            more => finding.note(format!("not certain for {more} more reasons, which `cargo hubscope scopes` lists")),
        }
    });
    certain.chain(candidates).collect()
}

fn finding(scope: &Arc<str>, message: String) -> Finding {
    Finding::new(RuleId::UnneededScope, message).about_scope(scope)
}
