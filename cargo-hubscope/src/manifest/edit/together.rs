//! One file that several apps are in, or that several apps share: one new text, written once.

use super::{Change, Model, Plan, Planner, apply, model, plan, says};
use crate::manifest::{Error, Format, Manifest};
use crate::source::Sources;

/// What an app wants of its manifest.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    /// The manifest.
    pub manifest: &'a Manifest,
    /// The changes, one after the other.
    pub changes: &'a [Change],
    /// Holds the manifest's file.
    pub sources: &'a Sources,
}

/// The new text of a file for all apps that are in it, with the changes in the order in which they are made. Tables of
/// the configuration are changed side by side; of a manifest that apps share, all get what they want, and only what none
/// of them wants goes.
///
/// # Errors
/// As [`plan`], and where the file would not say what every app wants.
pub fn plan_together(first: Part<'_>, others: &[Part<'_>]) -> Result<(Plan, Vec<Change>), Error> {
    let parts: Vec<Part<'_>> = std::iter::once(first).chain(others.iter().copied()).collect();
    if first.manifest.format != Format::Settings {
        let changes = agreed(&parts.iter().map(|part| part.changes).collect::<Vec<_>>());
        return Ok((plan(first.manifest, &changes, first.sources)?, changes));
    }
    let mut whole = plan(first.manifest, first.changes, first.sources)?;
    for part in others {
        whole.edits.extend(plan(part.manifest, part.changes, part.sources)?.edits);
    }
    whole.edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    whole.new = apply(&whole.old, &whole.edits);
    let apart = whole.edits.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start);
    for part in &parts {
        let planner = Planner { manifest: part.manifest, text: &whole.old };
        let wanted: Model = model(&planner.wanted(part.changes)?);
        if !whole.is_empty() && (!apart || !says(part.manifest, &whole.old, &whole.new, &wanted)) {
            let message = "the edited file would not say what was intended";
            return Err(planner.impossible(message, "nothing was changed; run the command for one app after the other"));
        }
    }
    let changes = parts.iter().flat_map(|part| part.changes).cloned().collect();
    Ok((whole, changes))
}

/// The changes that are right for all of several apps: each that one of them wants, but a removal only where all do. A
/// scope that they want in different lists goes to the stricter one.
fn agreed(all: &[&[Change]]) -> Vec<Change> {
    let mut agreed: Vec<Change> = Vec::new();
    for change in all.iter().copied().flatten() {
        if matches!(change, Change::Remove { .. }) && !all.iter().all(|changes| changes.contains(change)) {
            continue;
        }
        let same = agreed.iter_mut().find(|known| match (&**known, change) {
            (Change::Add { scope: a, .. }, Change::Add { scope: b, .. })
            | (Change::Move { scope: a, .. }, Change::Move { scope: b, .. }) => a == b,
            (known, change) => known == change,
        });
        match (same, change) {
            (Some(Change::Add { list, .. }), Change::Add { list: other, .. })
            | (Some(Change::Move { to: list, .. }), Change::Move { to: other, .. }) => *list = (*list).min(*other),
            (Some(_), _) => {}
            (None, change) => agreed.push(change.clone()),
        }
    }
    agreed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::List;

    #[test]
    fn apps_that_share_a_manifest_get_what_all_want() {
        let add = |scope: &str, list| Change::Add { scope: scope.into(), list };
        let remove = |scope: &str| Change::Remove { scope: scope.into() };
        let to = |scope: &str, to| Change::Move { scope: scope.into(), to };
        let one = [add("a", List::Optional), remove("x"), remove("y"), to("m", List::Optional)];
        let two = [add("a", List::Required), add("b", List::Optional), remove("y"), to("m", List::Required)];
        let both = [add("a", List::Required), remove("y"), to("m", List::Required), add("b", List::Optional)].to_vec();
        assert_eq!(agreed(&[&one, &two]), both);
        assert_eq!(agreed(&[&one]), one);
    }
}
