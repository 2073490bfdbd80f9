//! What to read: the packages of a Rust project, their targets, features and dependencies.
//!
//! [`load`] asks `cargo metadata` in a way that neither writes, fetches nor runs anything of the project (see
//! `cargo`), and completes what cargo could not resolve offline from path dependencies and from the sources that
//! are already on disk (see `disk`). Which features are on is decided by an own small resolver (see `features`),
//! so that the same rules hold on both ways.

mod cargo;
mod disk;
mod error;
mod features;
mod manifest;
mod metadata;
mod select;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

pub use error::Error;
pub(crate) use select::glob;

/// What the user asked to analyse; the fields are cargo's options of the same names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Path of the `Cargo.toml`; without it the first one found from the working directory upwards.
    pub manifest_path: Option<PathBuf>,
    /// Features to switch on, each `name`, `package/name`, or several separated by commas or blanks.
    pub features: Vec<String>,
    /// Whether all features are on.
    pub all_features: bool,
    /// Whether the `default` feature of the selected packages stays off.
    pub no_default_features: bool,
    /// Packages to analyse, by name or `name@version`, `*` and `?` allowed; empty for cargo's default selection.
    pub packages: Vec<String>,
    /// Whether every member of the workspace is selected.
    pub workspace: bool,
    /// Members left out of a selection by `workspace`.
    pub exclude: Vec<String>,
    /// Which targets count beside libraries and programs.
    pub include: Include,
}

/// Targets that count only when asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Include {
    /// Integration tests, and code under `#[cfg(test)]`.
    pub tests: bool,
    /// Examples.
    pub examples: bool,
    /// Benchmarks.
    pub benches: bool,
}

/// A cargo workspace as far as it can be read from disk.
#[derive(Debug, Clone, PartialEq)]
pub struct Workspace {
    /// The directory of the workspace's root manifest; file names in outputs are relative to it.
    pub root: PathBuf,
    /// Where cargo puts build products, never searched for sources.
    pub target_dir: PathBuf,
    /// Members first, sorted by name, then every other package whose source is on disk, sorted by name and version.
    pub packages: Vec<Package>,
    /// What could not be read, in a fixed order, for people.
    pub notes: Vec<Note>,
    /// Indices of the selected members, ascending.
    pub selected: Vec<usize>,
    /// Indices of the members that cargo selects in the root directory, ascending.
    pub default_members: Vec<usize>,
    /// The table `[workspace.metadata.hubscope]`.
    pub metadata: Option<serde_json::Value>,
    /// What the analysis was asked to include beside libraries and programs.
    pub include: Include,
}

/// Something the user should know about what was read; not a finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// A sentence without final stop, lower-case.
    pub message: String,
}

/// A package whose source is on disk.
#[derive(Debug, Clone, PartialEq)]
pub struct Package {
    /// The name in its manifest.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The directory of its manifest.
    pub dir: PathBuf,
    /// Its `Cargo.toml`.
    pub manifest: PathBuf,
    /// Where it comes from.
    pub origin: Origin,
    /// The edition of its targets.
    pub edition: Edition,
    /// Its targets in the order of kind and name. For packages that are not members only the library.
    pub targets: Vec<Target>,
    /// The features that are on.
    pub features: BTreeSet<String>,
    /// Every feature that it declares, the implicit ones of optional dependencies too.
    pub all_features: BTreeSet<String>,
    /// What each feature switches on, as written in `[features]`.
    pub feature_table: BTreeMap<String, Vec<String>>,
    /// Its dependencies, in the order of kind and name.
    pub dependencies: Vec<Dependency>,
    /// The table `[package.metadata.hubscope]`.
    pub metadata: Option<serde_json::Value>,
}

/// Where a package comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// A member of the workspace.
    Member,
    /// A path dependency outside the workspace.
    Path,
    /// A registry, or a vendored copy.
    Registry,
    /// A git repository.
    Git,
}

/// A Rust edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Edition {
    /// 2015, what a manifest without `edition` means.
    #[default]
    E2015,
    /// 2018.
    E2018,
    /// 2021.
    E2021,
    /// 2024, or a later one that this tool does not know.
    E2024,
}

impl Edition {
    /// The edition that a manifest names.
    pub fn parse(text: &str) -> Self {
        match text {
            "2015" => Self::E2015,
            "2018" => Self::E2018,
            "2021" => Self::E2021,
            _ => Self::E2024,
        }
    }
}

/// A target of a package.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Target {
    /// What it is.
    pub kind: TargetKind,
    /// Its crate name, with `_` for `-`.
    pub name: String,
    /// The file of its crate root.
    pub root: PathBuf,
    /// Features without which cargo does not build it.
    pub required_features: Vec<String>,
    /// Whether it takes part in the analysis: its kind is asked for and its required features are on.
    pub included: bool,
}

/// The kind of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TargetKind {
    /// A library of any crate type but a procedural macro.
    Lib,
    /// A procedural macro.
    ProcMacro,
    /// A program.
    Bin,
    /// An example.
    Example,
    /// An integration test.
    Test,
    /// A benchmark.
    Bench,
    /// A build script.
    BuildScript,
}

/// A dependency as a package declares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dependency {
    /// The name that source code uses, with `_` for `-`.
    pub extern_name: String,
    /// The name of the package that is meant.
    pub name: String,
    /// The name under which features speak of it: the key in the manifest.
    pub key: String,
    /// Its package, when the source is on disk.
    pub package: Option<usize>,
    /// Which section declares it.
    pub kind: DependencyKind,
    /// Whether it is optional.
    pub optional: bool,
    /// Whether it takes part: not optional, or switched on by a feature.
    pub enabled: bool,
    /// Whether the `default` feature of the package is asked for.
    pub default_features: bool,
    /// Features of the package that are asked for.
    pub features: Vec<String>,
}

/// The section of a dependency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DependencyKind {
    /// `[dependencies]`.
    Normal,
    /// `[dev-dependencies]`.
    Dev,
    /// `[build-dependencies]`.
    Build,
}

/// Reads the workspace that the options name.
///
/// Nothing is written, fetched or built, and nothing of the project is run. What could not be read is said in
/// [`Workspace::notes`].
///
/// # Errors
/// When there is no manifest, cargo is missing or refuses the manifest, or a selected package or feature does not
/// exist.
pub fn load(options: &Options) -> Result<Workspace, Error> {
    let manifest = find_manifest(options.manifest_path.as_deref())?;
    let mut workspace = metadata::read(&manifest)?;
    workspace.include = options.include;
    workspace.select(&manifest, options)?;
    Ok(workspace)
}

impl Workspace {
    /// The same workspace with other packages and features selected; what else the options say is not looked at.
    ///
    /// # Errors
    /// When a package or feature does not exist.
    pub fn reselect(&self, options: &Options) -> Result<Self, Error> {
        let mut other = self.clone();
        other.select(&self.root.join("Cargo.toml"), options)?;
        Ok(other)
    }

    fn select(&mut self, manifest: &Path, options: &Options) -> Result<(), Error> {
        self.selected = select::select(self, manifest, options)?;
        let request = features::Request::parse(self, options)?;
        features::resolve(self, &request);
        Ok(())
    }

    /// The same workspace with features of the selected packages off, whatever switched them on.
    pub fn without_features(&self, names: &[&str]) -> Self {
        let mut less = self.clone();
        let on: BTreeSet<String> =
            self.selected.iter().flat_map(|&index| &self.packages[index].features).cloned().collect();
        let on = on.into_iter().filter(|name| !names.contains(&name.as_str()));
        features::resolve(&mut less, &features::Request::exactly(on, names));
        less
    }

    /// The same workspace with every member selected and every feature of the members on: what the whole app can be.
    pub fn everything(&self) -> Self {
        let mut whole = self.clone();
        whole.selected = whole.members().map(|(index, _)| index).collect();
        whole.with_all_features()
    }

    /// The same workspace with every feature of the selected packages on.
    pub fn with_all_features(&self) -> Self {
        let mut whole = self.clone();
        features::resolve(&mut whole, &features::Request::everything());
        whole
    }

    /// Each selected program by `PACKAGE/NAME`, with the workspace cut down to it and to the members that it is built
    /// from.
    pub fn programs(&self) -> BTreeMap<String, Self> {
        let mut programs = BTreeMap::new();
        for &index in &self.selected {
            for (at, target) in self.packages[index].targets.iter().enumerate() {
                if target.kind == TargetKind::Bin && target.included {
                    let name = format!("{}/{}", self.packages[index].name, target.name);
                    programs.insert(name, self.program(index, at));
                }
            }
        }
        programs
    }

    fn program(&self, package: usize, target: usize) -> Self {
        let mut program = self.clone();
        let mut open = vec![package];
        let mut reached = BTreeSet::new();
        while let Some(index) = open.pop() {
            if program.packages[index].origin != Origin::Member || !reached.insert(index) {
                continue;
            }
            let normal = |dependency: &&Dependency| dependency.enabled && dependency.kind == DependencyKind::Normal;
            open.extend(self.packages[index].dependencies.iter().filter(normal).filter_map(|other| other.package));
            for (at, other) in program.packages[index].targets.iter_mut().enumerate() {
                other.included &= other.kind == TargetKind::Lib || (index, at) == (package, target);
            }
        }
        program.selected = reached.into_iter().collect();
        program
    }

    /// The members with their indices.
    pub fn members(&self) -> impl Iterator<Item = (usize, &Package)> {
        self.packages.iter().enumerate().filter(|(_, package)| package.origin == Origin::Member)
    }

    /// The name of a package's file in outputs: relative to the workspace root, or `NAME-VERSION/...` for a file that
    /// lies outside it, with `/` between the parts.
    pub fn file_name(&self, package: &Package, file: &Path) -> String {
        let inside = matches!(package.origin, Origin::Member | Origin::Path);
        match file.strip_prefix(&self.root) {
            Ok(relative) if inside => slashed(relative),
            _ => {
                let relative = file.strip_prefix(&package.dir).unwrap_or(file);
                format!("{}-{}/{}", package.name, package.version, slashed(relative))
            }
        }
    }
}

/// The path with `/` between its parts on every system.
fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

/// The manifest to start from, absolute.
fn find_manifest(given: Option<&Path>) -> Result<PathBuf, Error> {
    let here = std::env::current_dir().map_err(|error| Error::NoWorkingDirectory(error.to_string()))?;
    let Some(given) = given else {
        let found = here.ancestors().map(|dir| dir.join("Cargo.toml")).find(|file| file.is_file());
        return found.ok_or(Error::NoManifest { from: here });
    };
    let path = here.join(given);
    if path.is_dir() {
        return Err(Error::Directory { given: given.to_path_buf(), inside: path.join("Cargo.toml").is_file() });
    }
    if !path.is_file() {
        return Err(Error::NoSuchManifest { given: given.to_path_buf() });
    }
    if path.file_name().is_none_or(|name| name != "Cargo.toml") {
        return Err(Error::NotAManifest { given: given.to_path_buf() });
    }
    Ok(normal(&path))
}

/// The path without `.` and with `..` resolved by its text alone, so that names stay what the user typed.
pub(crate) fn normal(path: &Path) -> PathBuf {
    let mut result = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir => {
                result.pop();
            }
            part => result.push(part),
        }
    }
    result
}

#[cfg(test)]
mod tests;
