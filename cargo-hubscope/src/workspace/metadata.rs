//! From cargo's metadata to packages.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use cargo_metadata::semver::VersionReq;
use cargo_metadata::{Metadata, MetadataCommand, NodeDep, PackageId};

use super::cargo::{self, Depth, Place};
use super::{
    Dependency, DependencyKind, Edition, Error, Include, Note, Origin, Package, Target, TargetKind, Workspace, disk,
};

/// A package under construction, with what is only needed to find its dependencies.
pub(super) struct Draft {
    pub package: Package,
    /// One entry a dependency, in the same order.
    pub wants: Vec<Want>,
}

/// Where a dependency is to be looked for.
#[derive(Debug, Clone, Default)]
pub(super) struct Want {
    /// The directory of a path dependency.
    pub path: Option<PathBuf>,
    /// The versions that are good.
    pub version: VersionReq,
}

/// Reads the workspace of a manifest; no package is selected and no feature on in the result.
pub(super) fn read(manifest: &Path) -> Result<Workspace, Error> {
    let mut notes = Vec::new();
    let json = match cargo::metadata(manifest, Depth::Members, Place::Project)? {
        Ok(json) => json,
        Err(first) => match cargo::metadata(manifest, Depth::Members, Place::Away)? {
            Ok(json) => {
                let message = format!("cargo does not run inside the project ({}), so it ran outside", summary(&first));
                notes.push(Note { message });
                json
            }
            Err(_) => return Err(Error::Cargo { manifest: manifest.to_path_buf(), message: plain(&first) }),
        },
    };
    let members = parse(&json, manifest)?;
    if !members.workspace_root.join("Cargo.lock").is_file() {
        return Ok(convert(&members, notes));
    }
    match cargo::metadata(manifest, Depth::Locked, Place::Project)? {
        Ok(json) => Ok(convert(&parse(&json, manifest)?, notes)),
        Err(message) => {
            notes.push(Note {
                message: format!(
                    "cargo could not resolve all dependencies offline, so only those found on disk are read; `cargo fetch` gets them ({})",
                    summary(&message)
                ),
            });
            Ok(convert(&members, notes))
        }
    }
}

fn parse(json: &[u8], manifest: &Path) -> Result<Metadata, Error> {
    let failed = |message: String| Error::Cargo { manifest: manifest.to_path_buf(), message };
    let text = std::str::from_utf8(json).map_err(|error| failed(error.to_string()))?;
    MetadataCommand::parse(text).map_err(|error| failed(error.to_string()))
}

/// The first complaint in what cargo said.
fn summary(message: &str) -> String {
    let line = message.lines().find(|line| line.starts_with("error")).unwrap_or(message.lines().next().unwrap_or(""));
    line.trim_start_matches("error:").trim().to_owned()
}

/// What cargo said, without its own `error:` in front.
fn plain(message: &str) -> String {
    message.strip_prefix("error: ").unwrap_or(message).to_owned()
}

fn convert(metadata: &Metadata, mut notes: Vec<Note>) -> Workspace {
    let members: BTreeSet<&PackageId> = metadata.workspace_members.iter().collect();
    let mut order: Vec<&cargo_metadata::Package> = metadata.packages.iter().collect();
    order.sort_by_key(|package| {
        (!members.contains(&package.id), package.name.to_string(), package.version.clone(), package.id.repr.clone())
    });
    let index: BTreeMap<&PackageId, usize> = order.iter().enumerate().map(|(i, package)| (&package.id, i)).collect();
    let nodes: Option<BTreeMap<&PackageId, &[NodeDep]>> =
        metadata.resolve.as_ref().map(|r| r.nodes.iter().map(|node| (&node.id, node.deps.as_slice())).collect());

    let mut drafts: Vec<Draft> = order.iter().map(|package| draft(package, members.contains(&package.id))).collect();
    if let Some(nodes) = nodes {
        let names: Vec<Names> = drafts.iter().map(|draft| Names::of(&draft.package)).collect();
        for (package, draft) in order.iter().zip(&mut drafts) {
            let resolved = nodes.get(&package.id).copied().unwrap_or_default();
            link(package, draft, resolved, &index, &names);
        }
    }
    let root = metadata.workspace_root.as_std_path().to_path_buf();
    if metadata.resolve.is_none() {
        disk::complete(&mut drafts, &root, disk::cargo_home().as_deref(), &mut notes);
    }
    let mut default_members: Vec<usize> = if metadata.workspace_default_members.is_available() {
        metadata.workspace_default_members.iter().filter_map(|id| index.get(id).copied()).collect()
    } else {
        (0..members.len()).collect()
    };
    default_members.sort_unstable();
    Workspace {
        root,
        target_dir: metadata.target_directory.as_std_path().to_path_buf(),
        packages: drafts.into_iter().map(|draft| draft.package).collect(),
        notes,
        selected: Vec::new(),
        default_members,
        metadata: hubscope_table(&metadata.workspace_metadata),
        include: Include::default(),
    }
}

/// Names by which a dependency finds its package.
struct Names {
    package: String,
    version: cargo_metadata::semver::Version,
    library: Option<String>,
}

impl Names {
    fn of(package: &Package) -> Self {
        let version = package.version.parse().unwrap_or_else(|_| cargo_metadata::semver::Version::new(0, 0, 0));
        Self { package: package.name.clone(), version, library: package.library().map(|target| target.name.clone()) }
    }
}

/// Sets the packages that cargo resolved the dependencies to. A dependency for another platform is left out.
fn link(
    package: &cargo_metadata::Package,
    draft: &mut Draft,
    resolved: &[NodeDep],
    index: &BTreeMap<&PackageId, usize>,
    names: &[Names],
) {
    let foreign: BTreeSet<&str> = package
        .dependencies
        .iter()
        .filter(|dependency| dependency.target.is_some())
        .map(|dependency| dependency.rename.as_deref().unwrap_or(&dependency.name))
        .collect();
    for (dependency, want) in draft.package.dependencies.iter_mut().zip(&draft.wants) {
        let renamed = dependency.key != dependency.name;
        let candidates = resolved.iter().filter_map(|node| index.get(&node.pkg).map(|i| (node, *i)));
        let mut fitting: Vec<usize> = candidates
            .filter(|(node, i)| {
                names[*i].package == dependency.name && (!renamed || node.name == dependency.extern_name)
            })
            .map(|(_, i)| i)
            .collect();
        if fitting.len() > 1 {
            fitting.sort_by_key(|i| !want.version.matches(&names[*i].version));
        }
        dependency.package = fitting.first().copied();
        if let (false, Some(library)) = (renamed, dependency.package.and_then(|i| names[i].library.as_ref())) {
            dependency.extern_name.clone_from(library);
        }
    }
    draft.package.dependencies.retain(|d| d.package.is_some() || !foreign.contains(d.key.as_str()));
}

fn draft(package: &cargo_metadata::Package, member: bool) -> Draft {
    let manifest = package.manifest_path.as_std_path().to_path_buf();
    let dir = manifest.parent().map(Path::to_path_buf).unwrap_or_default();
    let source = package.source.as_ref().map(|source| source.repr.as_str());
    let origin = match source {
        _ if member => Origin::Member,
        None => Origin::Path,
        Some(source) if source.starts_with("git+") => Origin::Git,
        Some(_) => Origin::Registry,
    };
    let mut targets: Vec<Target> = package.targets.iter().filter_map(target).collect();
    if !member {
        targets.retain(|target| matches!(target.kind, TargetKind::Lib | TargetKind::ProcMacro));
    }
    targets.sort();
    let mut declared: Vec<(Dependency, Want)> = package.dependencies.iter().map(dependency).collect();
    declared.retain(|(dependency, _)| member || dependency.kind != DependencyKind::Dev);
    declared.sort_by(|(a, _), (b, _)| (a.kind, &a.key).cmp(&(b.kind, &b.key)));
    let (dependencies, wants) = declared.into_iter().unzip();
    let feature_table: BTreeMap<String, Vec<String>> =
        package.features.iter().map(|(name, list)| (name.clone(), list.clone())).collect();
    let package = Package {
        name: package.name.to_string(),
        version: package.version.to_string(),
        edition: Edition::parse(package.edition.as_str()),
        dir,
        manifest,
        origin,
        targets,
        features: BTreeSet::new(),
        all_features: feature_table.keys().cloned().collect(),
        feature_table,
        dependencies,
        metadata: hubscope_table(&package.metadata),
    };
    Draft { package, wants }
}

fn target(target: &cargo_metadata::Target) -> Option<Target> {
    use cargo_metadata::TargetKind as Kind;
    let kind = match target.kind.first()? {
        Kind::Bin => TargetKind::Bin,
        Kind::Example => TargetKind::Example,
        Kind::Test => TargetKind::Test,
        Kind::Bench => TargetKind::Bench,
        Kind::CustomBuild => TargetKind::BuildScript,
        Kind::ProcMacro => TargetKind::ProcMacro,
        _ => TargetKind::Lib,
    };
    Some(Target {
        kind,
        name: target.name.replace('-', "_"),
        root: target.src_path.as_std_path().to_path_buf(),
        required_features: target.required_features.clone(),
        included: false,
    })
}

fn dependency(dependency: &cargo_metadata::Dependency) -> (Dependency, Want) {
    let key = dependency.rename.as_ref().unwrap_or(&dependency.name);
    let kind = match dependency.kind {
        cargo_metadata::DependencyKind::Development => DependencyKind::Dev,
        cargo_metadata::DependencyKind::Build => DependencyKind::Build,
        _ => DependencyKind::Normal,
    };
    let want = Want {
        path: dependency.path.as_ref().map(|path| path.as_std_path().to_path_buf()),
        version: dependency.req.clone(),
    };
    let dependency = Dependency {
        extern_name: key.replace('-', "_"),
        name: dependency.name.clone(),
        key: key.clone(),
        package: None,
        kind,
        optional: dependency.optional,
        enabled: false,
        default_features: dependency.uses_default_features,
        features: dependency.features.clone(),
    };
    (dependency, want)
}

fn hubscope_table(metadata: &serde_json::Value) -> Option<serde_json::Value> {
    metadata.get("hubscope").cloned()
}

impl Package {
    /// The library or procedural macro of the package.
    pub fn library(&self) -> Option<&Target> {
        self.targets.iter().find(|target| matches!(target.kind, TargetKind::Lib | TargetKind::ProcMacro))
    }
}
