//! The command `fix`: changes of the manifest.

use std::path::Path;
use std::sync::Arc;

use super::app::App;
use super::args::Hubscope;
use super::output::Printer;
use super::session::{Session, Subject};
use super::{Failure, Verdict, settings};
use crate::manifest::edit::{self, Change, Plan};
use crate::manifest::{AuthType, List, Manifest, ProblemKind};
use crate::report::visible;
use crate::rules::{self, Changes, Input, suppress};
use crate::scopes::ScopeSet;

/// How far the fix may go.
#[derive(Debug, Clone, Copy, Default, clap::Args)]
pub(super) struct FixArgs {
    /// Remove scopes that no call needs; only where nothing is left open
    #[arg(long)]
    pub prune: bool,
    /// Move scopes to the list where they belong
    #[arg(long)]
    pub lists: bool,
    /// Print the change as a diff and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Write nothing, and end with 1 where there is something to change
    #[arg(long, conflicts_with = "dry_run")]
    pub check: bool,
}

/// Changes the manifest of each app so that it requests what the code needs.
pub(super) fn fix(args: &Hubscope, fix: FixArgs, printer: &Printer<'_>) -> Result<Verdict, Failure> {
    if args.output.format.is_some() || args.output.message_format.is_some() {
        return Err(Failure::new("`fix` has no formats").help("`--dry-run` prints a unified diff"));
    }
    let session = Session::open(args, printer)?;
    let subjects = session.subjects(&args.app, printer)?;
    let mut steps = Vec::new();
    for subject in &subjects {
        let app = subject.app.as_ref().ok_or_else(|| {
            Failure::new(format!("no app manifest was found below `{}`", session.repository.display()))
                .help("name it with `--app-manifest FILE`")
        })?;
        steps.push((app, subject, steps_for(&session, subject, app, fix, printer)?));
    }
    session.say_idle(printer);
    let plans = plans(&steps)?;
    let changed: Vec<_> = plans.iter().filter(|(plan, _)| !plan.is_empty()).collect();
    if fix.dry_run || fix.check {
        let diff: String = changed.iter().map(|(plan, _)| plan.diff()).collect();
        printer.lines(&diff)?;
        return Ok(if fix.check && !changed.is_empty() { Verdict::Findings } else { Verdict::Clean });
    }
    let mut staged = Vec::new();
    for (plan, changes) in &changed {
        staged.push((plan.stage()?, plan, changes));
    }
    let mut text = String::new();
    for (file, plan, changes) in staged {
        if let Err(error) = file.put() {
            // What was written before is no secret.
            printer.result(&text)?;
            return Err(error.into());
        }
        text.push_str(&format!("{}:\n", visible(&plan.name)));
        for change in changes {
            text.push_str(&format!("  {}\n", visible(&words(change))));
        }
    }
    if changed.is_empty() {
        text.push_str("nothing to change\n");
    }
    printer.result(&text)?;
    Ok(Verdict::Clean)
}

/// The new text of each file, one for all apps that are in it or share it, with its changes.
fn plans(steps: &[(&App, &Subject, Vec<Change>)]) -> Result<Vec<(Plan, Vec<Change>)>, Failure> {
    let mut files: Vec<(&Path, Vec<edit::Part<'_>>)> = Vec::new();
    for (app, subject, changes) in steps {
        let part = edit::Part { manifest: &app.manifest, changes, sources: &subject.code.sources };
        match files.iter_mut().find(|(path, _)| *path == app.manifest.path) {
            Some((_, parts)) => parts.push(part),
            None => files.push((&app.manifest.path, vec![part])),
        }
    }
    let mut plans = Vec::new();
    for (_, parts) in files {
        if let Some((first, others)) = parts.split_first() {
            plans.push(edit::plan_together(*first, others)?);
        }
    }
    Ok(plans)
}

/// The change of one app's manifest in steps.
fn steps_for(
    session: &Session,
    subject: &Subject,
    app: &App,
    fix: FixArgs,
    printer: &Printer<'_>,
) -> Result<Vec<Change>, Failure> {
    let derivation = session.derive(subject);
    let whole = session.derive_whole(subject, printer);
    let input = Input {
        catalog: &session.catalog,
        sources: &subject.code.sources,
        selected: &derivation,
        whole: whole.as_ref().unwrap_or(&derivation),
        unparsed: &subject.code.unparsed,
        pages: &[],
        contradictions: &[],
        manifest: &app.manifest,
    };
    let (mut steps, left) = renames(input);
    for (entry, right) in left {
        printer.note(&format!(
            "`{entry}`, which HubSpot does not have, is left as it is, since nothing that was seen needs `{right}`: remove it, or correct it"
        ));
    }
    let requested = after(&app.manifest, &steps);
    let needed = Changes::from(input, &requested);
    let mut granted = requested;
    granted.extend(needed.missing.iter().cloned());
    let let_be = let_be(session, subject, input, &needed);
    for scope in &needed.missing {
        if let_be.contains(scope) {
            printer.note(&format!("`{scope}` is missing, but not added: its finding is suppressed"));
            continue;
        }
        steps.push(Change::Add { scope: scope.clone(), list: input.list_for(scope, &granted) });
    }
    if fix.prune {
        if !needed.incomplete_because.is_empty() {
            let mut failure =
                Failure::new("nothing is removed while the result is only a lower bound, and nothing was written");
            for reason in &needed.incomplete_because {
                failure = failure.help(format!("in the way: {reason}"));
            }
            return Err(failure.help("without `--prune` what is missing is added"));
        }
        steps.extend(needed.unneeded.iter().map(|scope| Change::Remove { scope: scope.clone() }));
    }
    if fix.lists {
        steps.extend(moves(input, &needed));
    }
    Ok(steps)
}

/// The missing scopes of which every finding is suppressed: somebody has said that they are to be missing.
fn let_be(session: &Session, subject: &Subject, input: Input<'_>, needed: &Changes) -> ScopeSet {
    let mut findings = rules::missing_scope::check(input, needed);
    findings.extend(rules::component_scope::check(input, needed));
    let sources = &subject.code.sources;
    let remaining =
        suppress::apply(sources, findings, &settings::suppressions(session, subject), &crate::date::today());
    let scopes = |findings: Vec<&rules::Finding>| -> ScopeSet {
        findings.into_iter().filter_map(|finding| finding.subject.scope.clone()).collect()
    };
    let suppressed = scopes(remaining.suppressed.iter().map(|entry| &entry.finding).collect());
    let shown = scopes(remaining.findings.iter().collect());
    suppressed.difference(&shown).cloned().collect()
}

/// Corrections of misspelt names; a wrong name whose right one is requested too is taken out. Beside them the wrong names
/// whose right one nothing needs, each with it: HubSpot grants nothing for them, and a correction would.
fn renames(input: Input<'_>) -> (Vec<Change>, Vec<(Arc<str>, Arc<str>)>) {
    let mut left = Vec::new();
    let mut requested = input.manifest.requested();
    let mut steps = Vec::new();
    for entry in input.manifest.entries().filter(|entry| input.catalog.scope(&entry.scope).is_none()) {
        let suggestion = input.catalog.suggest_scope(&entry.scope);
        let Some([right]) = suggestion.as_ref().map(|suggestion| suggestion.instead.as_slice()) else { continue };
        let mut corrected = requested.clone();
        corrected.remove(&entry.scope);
        if !corrected.insert(right.clone()) {
            steps.push(Change::Remove { scope: entry.scope.clone() });
            continue;
        }
        let changes = Changes::from(input, &corrected);
        if !changes.unneeded.contains(right) && !changes.unneeded_candidates.contains(right) {
            steps.push(Change::Rename { from: entry.scope.clone(), to: right.clone() });
            requested = corrected;
        } else {
            left.push((entry.scope.clone(), right.clone()));
        }
    }
    steps.sort();
    steps.dedup();
    left.sort();
    left.dedup();
    (steps, left)
}

/// What is requested after corrections.
fn after(manifest: &Manifest, steps: &[Change]) -> ScopeSet {
    let mut requested = manifest.requested();
    for step in steps {
        match step {
            Change::Rename { from, to } => {
                requested.remove(from);
                requested.insert(to.clone());
            }
            Change::Remove { scope } => {
                requested.remove(scope);
            }
            Change::Add { .. } | Change::Move { .. } | Change::Deduplicate { .. } => {}
        }
    }
    requested
}

/// Moves to the lists where scopes belong, and second entries taken out.
fn moves(input: Input<'_>, needed: &Changes) -> Vec<Change> {
    let gone = |scope: &Arc<str>| needed.unneeded.contains(scope);
    let mut wrong = rules::scope_list::check(input, needed);
    wrong.extend(rules::component_scope::check(input, needed));
    let mut steps: Vec<Change> = Vec::new();
    for scope in wrong.into_iter().filter_map(|finding| finding.subject.scope).filter(|scope| !gone(scope)) {
        // What is not requested at all is added, not moved.
        let Some(list) = input.manifest.entry(&scope).map(|entry| entry.list) else { continue };
        let to = if list == List::Required { List::Optional } else { List::Required };
        steps.push(Change::Move { scope, to });
    }
    let twice = input.manifest.problems.iter().any(|problem| problem.kind == ProblemKind::DuplicateInList);
    if twice {
        for entry in input.manifest.entries().filter(|entry| !gone(&entry.scope)) {
            steps.push(Change::Deduplicate { scope: entry.scope.clone(), list: entry.list });
        }
    }
    if input.manifest.problems.iter().any(|problem| problem.kind == ProblemKind::DuplicateAcrossLists) {
        for entry in input.manifest.list(List::Required).entries.iter().filter(|entry| !gone(&entry.scope)) {
            let others = [List::ConditionallyRequired, List::Optional];
            if others.iter().any(|list| input.manifest.requested_in(*list).contains(&entry.scope)) {
                steps.push(Change::Move { scope: entry.scope.clone(), to: List::Required });
            }
        }
    }
    if input.manifest.auth_type == Some(AuthType::Static) {
        // Such an app has required scopes only.
        steps.retain(|step| !matches!(step, Change::Move { to, .. } if *to != List::Required));
        let unsure = |scope: &Arc<str>| gone(scope) || needed.unneeded_candidates.contains(scope);
        let others = input.manifest.entries().filter(|entry| entry.list != List::Required && !unsure(&entry.scope));
        steps.extend(others.map(|entry| Change::Move { scope: entry.scope.clone(), to: List::Required }));
    }
    steps.sort();
    steps.dedup();
    steps
}

/// A change for people.
fn words(change: &Change) -> String {
    match change {
        Change::Add { scope, list } => format!("added `{scope}` to the {} scopes", list.name()),
        Change::Remove { scope } => format!("removed `{scope}`"),
        Change::Move { scope, to } => format!("moved `{scope}` to the {} scopes", to.name()),
        Change::Rename { from, to } => format!("corrected `{from}` to `{to}`"),
        Change::Deduplicate { scope, list } => format!("kept one `{scope}` among the {} scopes", list.name()),
    }
}
