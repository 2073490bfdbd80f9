//! `broad-scope`: a requested scope gives more than the calls need, and a narrower one is accepted.

use super::input::{Changes, Input, is_baseline};
use super::words;
use super::{Finding, Rule, RuleId, Severity};

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

/// One finding an entry that a set of less privilege can replace. Only where nothing is left open: otherwise a call that
/// was not seen may need the rest of it.
pub(super) fn check(input: Input<'_>, changes: &Changes) -> Vec<Finding> {
    if !changes.incomplete_because.is_empty() {
        return Vec::new();
    }
    let entries = input.manifest.entries().filter(|entry| !is_baseline(&entry.scope));
    let known =
        entries.filter(|entry| input.catalog.scope(&entry.scope).is_some() && !changes.unneeded.contains(&entry.scope));
    let broad = known.filter_map(|entry| {
        let narrower = input.replacement(&entry.scope, &changes.unneeded)?;
        let names = words::list(&narrower);
        Some(
            Finding::new(RuleId::BroadScope, format!("scope `{}` gives more than the calls need", entry.scope))
                .at(entry.span, format!("{names} would be enough"))
                .about_scope(&entry.scope)
                .help(format!(
                    "request {names}, let installed accounts authorise again, then remove `{}`",
                    entry.scope
                )),
        )
    });
    broad.collect()
}
