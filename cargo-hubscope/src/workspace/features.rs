//! Which features are on.
//!
//! The rules are those of cargo: features are united over the selected packages, a feature switches on what its list
//! says (`other`, `dep:name`, `name/feature`, `name?/feature`), and a dependency brings the features it is declared
//! with. A package that no selected one depends on has its default features on, so that it can be looked at all the
//! same.

use std::collections::{BTreeMap, BTreeSet};

use super::{DependencyKind, Error, Include, Options, TargetKind, Workspace, error};

/// Which features of the selected packages are asked for.
pub(super) struct Request {
    all: bool,
    default: bool,
    /// Package (any where `None`) and feature.
    named: Vec<(Option<String>, String)>,
    /// Features of the selected packages that stay off even where another one would switch them on.
    off: BTreeSet<String>,
}

impl Request {
    /// All features.
    pub(super) fn everything() -> Self {
        Self { all: true, default: true, named: Vec::new(), off: BTreeSet::new() }
    }

    /// These features and no others.
    pub(super) fn exactly(on: impl Iterator<Item = String>, off: &[&str]) -> Self {
        let off = off.iter().map(|name| (*name).to_owned()).collect();
        Self { all: false, default: false, named: on.map(|name| (None, name)).collect(), off }
    }

    /// What the options ask for; every named feature must exist in one of the selected packages.
    pub(super) fn parse(workspace: &Workspace, options: &Options) -> Result<Self, Error> {
        let words = options.features.iter().flat_map(|text| text.split([',', ' '])).filter(|word| !word.is_empty());
        let mut named = Vec::new();
        for word in words {
            let request = match word.split_once('/') {
                Some((package, feature)) => (Some(package.trim_end_matches('?').to_owned()), feature.to_owned()),
                None => (None, word.to_owned()),
            };
            check(workspace, word, &request)?;
            named.push(request);
        }
        Ok(Self { all: options.all_features, default: !options.no_default_features, named, off: BTreeSet::new() })
    }
}

fn check(workspace: &Workspace, word: &str, (package, feature): &(Option<String>, String)) -> Result<(), Error> {
    let selected = || workspace.selected.iter().map(|&index| &workspace.packages[index]);
    // `dependency/feature` concerns a dependency, whose features need not be known.
    let names_dependency = package.as_ref().is_some_and(|name| {
        selected().any(|p| p.dependencies.iter().any(|d| d.key == *name)) && selected().all(|p| p.name != *name)
    });
    let here = || selected().filter(|p| package.as_ref().is_none_or(|name| p.name == *name));
    if names_dependency || here().any(|p| p.all_features.contains(feature)) {
        return Ok(());
    }
    let all: Vec<&str> = here().flat_map(|p| &p.all_features).map(String::as_str).collect();
    let similar = error::similar(feature, all);
    let packages = selected().map(|p| p.name.clone()).collect();
    Err(Error::UnknownFeature { given: word.to_owned(), similar, packages })
}

/// Sets the enabled features of every package, the enabled dependencies, and the included targets.
pub(super) fn resolve(workspace: &mut Workspace, request: &Request) {
    let mut state = State::new(workspace, &request.off);
    for &index in &workspace.selected {
        state.visit(index);
        if request.all {
            for feature in workspace.packages[index].all_features.clone() {
                state.enable(index, &feature);
            }
        }
        if request.default {
            state.enable(index, "default");
        }
        for (package, feature) in &request.named {
            match package {
                None => state.enable(index, feature),
                Some(name) if *name == workspace.packages[index].name => state.enable(index, feature),
                Some(name) => state.enable_entry(index, &format!("{name}/{feature}")),
            }
        }
    }
    state.run();
    for index in 0..workspace.packages.len() {
        if !state.reached[index] {
            state.visit(index);
            state.enable(index, "default");
            state.run();
        }
    }
    let State { features, dependencies, .. } = state;
    let include = workspace.include;
    for ((package, features), dependencies) in workspace.packages.iter_mut().zip(features).zip(dependencies) {
        package.features = features;
        for dependency in &mut package.dependencies {
            dependency.enabled = !dependency.optional || dependencies.contains(&dependency.key);
        }
        for target in &mut package.targets {
            let asked = included(target.kind, include);
            target.included = asked && target.required_features.iter().all(|f| package.features.contains(f));
        }
    }
}

fn included(kind: TargetKind, include: Include) -> bool {
    match kind {
        TargetKind::Lib | TargetKind::ProcMacro | TargetKind::Bin => true,
        TargetKind::Example => include.examples,
        TargetKind::Test => include.tests,
        TargetKind::Bench => include.benches,
        TargetKind::BuildScript => false,
    }
}

/// What is on so far, and what is still to be followed.
struct State<'a> {
    workspace: &'a Workspace,
    /// Names of the features that are on, by package.
    features: Vec<BTreeSet<String>>,
    /// Keys of the optional dependencies that are on, by package.
    dependencies: Vec<BTreeSet<String>>,
    /// `name?/feature` entries that wait for their dependency, by package and key.
    waiting: BTreeMap<(usize, String), BTreeSet<String>>,
    reached: Vec<bool>,
    /// (package, feature) whose list is to be followed.
    queue: Vec<(usize, String)>,
    /// Features of the selected packages that stay off.
    off: &'a BTreeSet<String>,
}

impl<'a> State<'a> {
    fn new(workspace: &'a Workspace, off: &'a BTreeSet<String>) -> Self {
        let count = workspace.packages.len();
        Self {
            workspace,
            features: vec![BTreeSet::new(); count],
            dependencies: vec![BTreeSet::new(); count],
            waiting: BTreeMap::new(),
            reached: vec![false; count],
            queue: Vec::new(),
            off,
        }
    }

    /// Takes a package in, with the dependencies that are always on.
    fn visit(&mut self, package: usize) {
        let mut stack = vec![package];
        while let Some(index) = stack.pop() {
            if std::mem::replace(&mut self.reached[index], true) {
                continue;
            }
            let with_dev = self.workspace.selected.contains(&index) && self.workspace.include != Include::default();
            for dependency in &self.workspace.packages[index].dependencies {
                let counts = !dependency.optional && (dependency.kind != DependencyKind::Dev || with_dev);
                if let (true, Some(target)) = (counts, dependency.package) {
                    stack.push(target);
                    self.ask(target, dependency);
                }
            }
        }
    }

    /// Queues the features with which a dependency is declared.
    fn ask(&mut self, target: usize, dependency: &super::Dependency) {
        if dependency.default_features {
            self.enable(target, "default");
        }
        for feature in &dependency.features {
            self.enable(target, feature);
        }
    }

    fn enable(&mut self, package: usize, feature: &str) {
        let stays_off = self.off.contains(feature) && self.workspace.selected.contains(&package);
        if stays_off || self.features[package].contains(feature) {
            return;
        }
        // `default` need not be declared; then it is not a feature that code could ask for.
        if self.workspace.packages[package].all_features.contains(feature) {
            self.features[package].insert(feature.to_owned());
            self.queue.push((package, feature.to_owned()));
        }
    }

    fn run(&mut self) {
        while let Some((package, feature)) = self.queue.pop() {
            let list = self.workspace.packages[package].feature_table.get(&feature).cloned().unwrap_or_default();
            for entry in list {
                self.enable_entry(package, &entry);
            }
        }
    }

    /// Follows one entry of a feature's list.
    fn enable_entry(&mut self, package: usize, entry: &str) {
        if let Some(key) = entry.strip_prefix("dep:") {
            self.enable_dependency(package, key);
        } else if let Some((key, feature)) = entry.split_once("?/") {
            if self.is_on(package, key) {
                self.enable_in(package, key, feature);
            } else {
                self.waiting.entry((package, key.to_owned())).or_default().insert(feature.to_owned());
            }
        } else if let Some((key, feature)) = entry.split_once('/') {
            let optional = self.workspace.packages[package].dependencies.iter().any(|d| d.key == key && d.optional);
            if optional {
                self.enable_dependency(package, key);
                self.enable(package, key);
            }
            self.enable_in(package, key, feature);
        } else {
            self.enable(package, entry);
        }
    }

    fn is_on(&self, package: usize, key: &str) -> bool {
        let declared = &self.workspace.packages[package].dependencies;
        self.dependencies[package].contains(key) || declared.iter().any(|d| d.key == key && !d.optional)
    }

    fn enable_dependency(&mut self, package: usize, key: &str) {
        if !self.dependencies[package].insert(key.to_owned()) {
            return;
        }
        for dependency in self.workspace.packages[package].dependencies.iter().filter(|d| d.key == key) {
            if let Some(target) = dependency.package {
                self.visit(target);
                self.ask(target, dependency);
            }
        }
        for feature in self.waiting.remove(&(package, key.to_owned())).unwrap_or_default() {
            self.enable_in(package, key, &feature);
        }
    }

    /// Switches a feature of a dependency on.
    fn enable_in(&mut self, package: usize, key: &str, feature: &str) {
        for dependency in self.workspace.packages[package].dependencies.iter().filter(|d| d.key == key) {
            if let Some(target) = dependency.package {
                self.enable(target, feature);
            }
        }
    }
}
