//! Entries of the configuration that fit nothing: they have no effect, which is said rather than left to be found out.

use std::collections::{BTreeMap, BTreeSet};

use super::optional::{in_crate, in_module, is_named, is_operation};
use crate::analysis::{Call, Function};
use crate::catalog::{AuthKind, Catalog};
use crate::config::OptionalCalls;
use crate::manifest::{did_you_mean, nearest};
use crate::source::{Sources, Span};
use crate::workspace::Workspace;

/// The entries that fitted nothing in all code that a command looked at.
#[derive(Debug, Default)]
pub(super) struct Idle {
    /// The members that were looked at with every feature.
    packages: BTreeSet<String>,
    /// What is said of each; `None` before anything was looked at.
    notes: Option<BTreeMap<Span, String>>,
}

impl Idle {
    /// Takes the entries that fit nothing in a workspace, which may be one of several or of several selections.
    pub fn after(&mut self, workspace: &Workspace, idle: &BTreeMap<Span, String>) {
        if *workspace == workspace.with_all_features() {
            let names = workspace.selected.iter().map(|&index| workspace.packages[index].name.clone());
            self.packages.extend(names);
        }
        match &mut self.notes {
            Some(notes) => notes.retain(|span, _| idle.contains_key(span)),
            None => self.notes = Some(idle.clone()),
        }
    }

    /// The notes, in the order of their places; none where one of the packages was not looked at with every feature,
    /// since the entries may fit what is in there.
    pub fn left<'a>(&self, mut packages: impl Iterator<Item = &'a str>) -> Vec<&str> {
        let notes = self.notes.as_ref().filter(|_| packages.all(|package| self.packages.contains(package)));
        notes.into_iter().flat_map(BTreeMap::values).map(String::as_str).collect()
    }
}

/// What is said of an entry at a place, with what was probably meant.
pub(super) fn note(sources: &Sources, span: Span, said: &str, meant: Option<&str>) -> String {
    let meant = meant.map(|word| format!("; {}", did_you_mean(word))).unwrap_or_default();
    format!("{}: {said}{meant}", sources.place(span))
}

/// The notes on entries of `[optional]` of which the workspace has no feature or package, and that fit no call of the
/// selected packages.
pub(super) fn optional(
    config: &OptionalCalls,
    workspace: &Workspace,
    catalog: &Catalog,
    sources: &Sources,
    calls: &[Call],
) -> BTreeMap<Span, String> {
    let functions: BTreeSet<&Function> = calls.iter().flat_map(|call| &call.ways.through).collect();
    let packages = || workspace.members().map(|(_, package)| package);
    // What an entry could have said, in each form that fits.
    let paths = || functions.iter().flat_map(|function| [function.path.to_string(), in_crate(function)]);
    let called = |call: &Call| Some(format!("{} {}", call.method.as_ref()?, call.path.as_ref()?));
    let mut notes = BTreeMap::new();
    let mut say = |key: &str, text: &str, span: Span, nothing: &str, known: BTreeSet<String>| {
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        let said = format!("`{text}` of `[optional] {key}` fits {nothing}");
        notes.insert(span, note(sources, span, &said, nearest(text, &known)));
    };
    for feature in &config.features {
        if !packages().any(|package| package.all_features.contains(&*feature.text)) {
            let known = packages().flat_map(|package| package.all_features.iter().cloned()).collect();
            say("features", &feature.text, feature.span, "no feature of the workspace", known);
        }
    }
    for name in &config.packages {
        if !packages().any(|package| *package.name == *name.text) {
            let known = packages().map(|package| package.name.clone()).collect();
            say("packages", &name.text, name.span, "no package of the workspace", known);
        }
    }
    for module in &config.modules {
        if !functions.iter().any(|function| in_module(function, &module.text)) {
            let modules = |path: String| path.match_indices("::").map(|(at, _)| path[..at].to_owned()).collect();
            let known = paths().flat_map::<Vec<String>, _>(modules).collect();
            say("modules", &module.text, module.span, "no module with a call", known);
        }
    }
    for pattern in &config.functions {
        if !functions.iter().any(|function| is_named(function, &pattern.text)) {
            let ends = paths().filter_map(|path| Some(path.rsplit_once("::")?.1.to_owned()));
            say("functions", &pattern.text, pattern.span, "no function with a call", paths().chain(ends).collect());
        }
    }
    for (endpoint, span) in &config.operations {
        // Which calls are of one operation does not depend on how the app authenticates.
        if !calls.iter().any(|call| is_operation(call, endpoint, catalog, AuthKind::Oauth)) {
            let known = calls.iter().filter_map(called).collect();
            say("operations", &endpoint.to_string(), *span, "no call", known);
        }
    }
    notes
}
