//! What to load: targets of the selected packages, and the dependencies that can have a part in calls.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::models::clients;
use super::run::Analysis;
use super::vendor::Vendor;
use crate::program::CrateInput;
use crate::program::cfg::Config;
use crate::workspace::{DependencyKind, Origin, Package, TargetKind, Workspace};

/// How deep dependencies of dependencies are looked into.
const DEPENDENCY_DEPTH: usize = 4;

/// The name of a file in outputs.
pub(super) fn file_name(workspace: &Workspace, file: &Path) -> String {
    let package = workspace
        .packages
        .iter()
        .filter(|package| file.starts_with(&package.dir))
        .max_by_key(|package| package.dir.as_os_str().len());
    match package {
        Some(package) => workspace.file_name(package, file),
        None => file.strip_prefix(&workspace.root).unwrap_or(file).to_string_lossy().replace('\\', "/"),
    }
}

/// The crates to load: targets of the selected packages, and libraries that they depend on as far as they matter.
pub(super) fn crates_of(workspace: &Workspace, vendor: &dyn Vendor, analysis: &mut Analysis) -> Vec<CrateInput> {
    let mut inputs: Vec<CrateInput> = Vec::new();
    let mut libraries: BTreeMap<usize, usize> = BTreeMap::new();
    let mut wanted: Vec<(usize, usize)> = workspace.selected.iter().map(|index| (*index, 0)).collect();
    let mut seen: BTreeSet<usize> = workspace.selected.iter().copied().collect();
    let mut at = 0;
    while let Some((index, depth)) = wanted.get(at).copied() {
        at += 1;
        let package = &workspace.packages[index];
        for dependency in
            package.dependencies.iter().filter(|dependency| counts(dependency.kind, workspace) && dependency.enabled)
        {
            match dependency.package {
                Some(next) => {
                    let target = &workspace.packages[next];
                    if depth < DEPENDENCY_DEPTH && !seen.contains(&next) && matters(target, workspace, vendor) {
                        seen.insert(next);
                        wanted.push((next, depth + 1));
                    }
                }
                None if vendor.is_name(&dependency.name) => {
                    let reason = format!(
                        "the source of the crate `{}`, a dependency of `{}`, is not on disk: run `cargo fetch` to have it looked into",
                        dependency.name, package.name
                    );
                    if !analysis.unseen.contains(&reason) {
                        analysis.unseen.push(reason);
                    }
                }
                None => {}
            }
        }
    }
    wanted.sort();
    wanted.dedup_by_key(|(index, _)| *index);
    let mut owners: Vec<usize> = Vec::new();
    for (index, _) in &wanted {
        let package = &workspace.packages[*index];
        let selected = workspace.selected.contains(index);
        for target in &package.targets {
            // What a macro crate holds runs in the compiler and not in the program.
            let library = target.kind == TargetKind::Lib;
            if (!selected && !library) || (selected && !target.included) || target.kind == TargetKind::BuildScript {
                continue;
            }
            if library {
                libraries.insert(*index, inputs.len());
            }
            let test = workspace.include.tests && selected;
            inputs.push(CrateInput {
                name: target.name.clone(),
                package: package.name.clone(),
                own: package.origin == Origin::Member,
                root: target.root.clone(),
                config: Config { features: package.features.clone(), any_feature: false, test },
                deps: Vec::new(),
                externs: Vec::new(),
            });
            owners.push(*index);
        }
    }
    for (input, owner) in inputs.iter_mut().zip(&owners) {
        let package = &workspace.packages[*owner];
        let own_library = libraries.get(owner).copied();
        for dependency in package.dependencies.iter().filter(|dependency| dependency.kind != DependencyKind::Build) {
            match dependency.package.and_then(|package| libraries.get(&package)) {
                Some(library) if dependency.enabled => input.deps.push((dependency.extern_name.clone(), *library)),
                _ => input.externs.push((dependency.extern_name.clone(), dependency.name.replace('-', "_"))),
            }
        }
        if let Some(library) = own_library {
            let name =
                package.targets.iter().find(|target| target.kind == TargetKind::Lib).map(|target| target.name.clone());
            if let Some(name) = name
                && name != input.name
            {
                input.deps.push((name, library));
            } else if let Some(name) =
                package.targets.iter().find(|target| target.kind == TargetKind::Lib).map(|target| target.name.clone())
            {
                // A program of the same name as its library still sees it.
                input.deps.push((name, library));
            }
        }
    }
    inputs
}

fn counts(kind: DependencyKind, workspace: &Workspace) -> bool {
    match kind {
        DependencyKind::Normal => true,
        DependencyKind::Dev => workspace.include.tests || workspace.include.examples || workspace.include.benches,
        DependencyKind::Build => false,
    }
}

/// Whether a dependency can have a part in calls: a path or git dependency, one named for the vendor, or one that has an
/// HTTP client and mentions the vendor.
fn matters(package: &Package, workspace: &Workspace, vendor: &dyn Vendor) -> bool {
    if matches!(package.origin, Origin::Member | Origin::Path) || vendor.is_name(&package.name) {
        return true;
    }
    let has_client = package.dependencies.iter().any(|dependency| {
        let name = dependency.name.replace('-', "_");
        clients::CRATES.contains(&&*name)
            || dependency.package.is_some_and(|index| vendor.is_name(&workspace.packages[index].name))
    });
    has_client && mentions_vendor(&package.dir, vendor)
}

/// Whether any Rust file below a folder has a line that hints at the vendor.
fn mentions_vendor(dir: &Path, vendor: &dyn Vendor) -> bool {
    let files = walkdir::WalkDir::new(dir.join("src")).sort_by_file_name().into_iter().flatten();
    files.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "rs")).any(|entry| {
        std::fs::read(entry.path())
            .is_ok_and(|bytes| String::from_utf8_lossy(&bytes).lines().any(|line| vendor.hint(line)))
    })
}
