//! What the fuzz targets run, one function each. The tests of this crate run the same functions on generated input, so
//! that the targets stay true; only tests and the feature `fuzzing` compile this.
//!
//! A function panics when a property does not hold. It takes any text and says nothing where the text means nothing.

#![allow(clippy::expect_used, clippy::panic, reason = "what is found is told by panicking")]

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::analysis::{self, Analysis, CallStatus, Options};
use crate::catalog::Catalog;
pub use crate::catalog::fuzzing::{explain, importer, matcher};
use crate::config::{Config, Requests};
use crate::manifest::edit::{Change, Plan, plan};
use crate::manifest::{self, List, Manifest, Request};
use crate::source::{Sources, Span};
use crate::syntax;
use crate::workspace::{Dependency, DependencyKind, Edition, Include, Origin, Package, Target, TargetKind, Workspace};

/// The crates on which the package of [`analyse`] depends.
const DEPENDENCIES: [&str; 9] = ["reqwest", "ureq", "hyper", "http", "url", "serde", "serde_json", "tokio", "oauth2"];

/// Finds the calls of a library whose only file has this text.
///
/// # Panics
/// When the temporary folder cannot be written.
pub fn analyse(text: &str) -> Analysis {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path().join("lib.rs");
    std::fs::write(&root, text).expect("a temporary file");
    analysis::analyse(&workspace(folder.path(), root), Catalog::embedded(), &Options::default())
}

/// A workspace of one package with one library.
pub(crate) fn workspace(folder: &Path, root: PathBuf) -> Workspace {
    let dependency = |name: &str| Dependency {
        extern_name: name.to_owned(),
        name: name.to_owned(),
        key: name.to_owned(),
        package: None,
        kind: DependencyKind::Normal,
        optional: false,
        enabled: true,
        default_features: true,
        features: Vec::new(),
    };
    let library = Target {
        kind: TargetKind::Lib,
        name: "fuzzed".to_owned(),
        root,
        required_features: Vec::new(),
        included: true,
    };
    let package = Package {
        name: "fuzzed".to_owned(),
        version: "0.0.0".to_owned(),
        dir: folder.to_path_buf(),
        manifest: folder.join("Cargo.toml"),
        origin: Origin::Member,
        edition: Edition::E2021,
        targets: vec![library],
        features: BTreeSet::new(),
        all_features: BTreeSet::new(),
        feature_table: BTreeMap::new(),
        dependencies: DEPENDENCIES.map(dependency).to_vec(),
        metadata: None,
    };
    Workspace {
        root: folder.to_path_buf(),
        target_dir: folder.join("target"),
        packages: vec![package],
        notes: Vec::new(),
        selected: vec![0],
        default_members: vec![0],
        metadata: None,
        include: Include::default(),
    }
}

/// Any text as the only file of a library: it is read and analysed, and every place that is told lies within a file.
///
/// # Panics
/// When a property does not hold.
pub fn analysis(text: &str) {
    let found = analyse(text);
    let within = |span: Span| {
        let file = found.sources.file(span.source);
        assert!(span.start <= span.end && span.end as usize <= file.text.len(), "{span:?} is outside of {}", file.name);
        assert!(file.text.is_char_boundary(span.start as usize), "{span:?} begins inside of a character");
        assert!(file.text.is_char_boundary(span.end as usize), "{span:?} ends inside of a character");
    };
    for call in &found.calls {
        within(call.location.span);
        within(call.request);
        call.via.iter().for_each(|step| within(step.span));
        if call.status == CallStatus::Resolved {
            assert!(call.method.is_some() && call.path.is_some(), "a resolved call without method or path: {call:?}");
        }
    }
    for problem in &found.problems {
        problem.span.into_iter().for_each(within);
        assert_ne!(problem.message, syntax::FAILED);
    }
    assert!(found.calls.is_sorted(), "the calls have no order");
}

/// Any text as an app manifest of each format and as the configuration: what can be read can be edited, and an edit says
/// what was meant.
///
/// # Panics
/// When a property does not hold.
pub fn manifest(text: &str) {
    for name in ["app-hsmeta.json", "public-app.json", "app.json", "hubscope.toml"] {
        let (sources, manifests) = read(name, text);
        for (index, before) in manifests.iter().enumerate() {
            let first = before.entries().next().map(|entry| Arc::clone(&entry.scope));
            for change in changes(first.unwrap_or_else(|| Arc::from("tickets"))) {
                // An edit that is not possible says so.
                let Ok(planned) = plan(before, std::slice::from_ref(&change), &sources) else { continue };
                assert_eq!(planned.is_empty(), planned.new == text, "{change:?}");
                edited(name, &planned, index, &change);
            }
        }
    }
}

/// What holds after an edit: it can be read, says what was meant, and the same edit has nothing more to do.
fn edited(name: &str, planned: &Plan, index: usize, change: &Change) {
    let (sources, manifests) = read(name, &planned.new);
    let Some(after) = manifests.get(index) else { panic!("{change:?} broke the file: {:?}", planned.new) };
    match change {
        Change::Add { scope, list } => assert!(after.requested_in(*list).contains(scope), "{change:?}"),
        Change::Remove { scope } => assert!(!after.requested().contains(scope), "{change:?}"),
        Change::Move { scope, to } => {
            for list in List::ALL {
                assert_eq!(after.requested_in(list).contains(scope), list == *to, "{change:?}");
            }
        }
        Change::Rename { from, to } => assert!(from == to || !after.requested().contains(from), "{change:?}"),
        Change::Deduplicate { scope, list } => {
            let entries = after.list(*list).entries.iter().filter(|entry| entry.scope == *scope);
            assert!(entries.count() <= 1, "{change:?}");
        }
    }
    let again = plan(after, std::slice::from_ref(change), &sources);
    assert!(again.is_ok_and(|again| again.is_empty()), "{change:?} has more to do after itself");
}

/// One change of each kind.
fn changes(scope: Arc<str>) -> [Change; 6] {
    [
        Change::Add { scope: Arc::from("crm.objects.added.read"), list: List::Required },
        Change::Add { scope: Arc::clone(&scope), list: List::Optional },
        Change::Remove { scope: Arc::clone(&scope) },
        Change::Move { scope: Arc::clone(&scope), to: List::Required },
        Change::Rename { from: Arc::clone(&scope), to: Arc::from("crm.objects.renamed.read") },
        Change::Deduplicate { scope, list: List::Required },
    ]
}

/// The manifests that a file of this name and text is; none where it cannot be read.
fn read(name: &str, text: &str) -> (Sources, Vec<Manifest>) {
    let root = Path::new("/nowhere-on-disk");
    let path = root.join(name);
    let mut sources = Sources::new();
    let source = sources.add(path.clone(), name.to_owned(), text);
    if name != "hubscope.toml" {
        let request = Request { path: &path, root, profile: None };
        let manifests = manifest::read(&request, &mut sources).into_iter().collect();
        return (sources, manifests);
    }
    let Ok(config) = Config::read(&path, root, &[], &mut sources) else { return (sources, Vec::new()) };
    let settings = config.apps.iter().filter_map(|app| match &app.requests {
        Requests::Settings(settings) => Some(manifest::from_settings(app, settings, source, &path)),
        _ => None,
    });
    let manifests = settings.collect();
    (sources, manifests)
}
