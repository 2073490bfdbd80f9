//! Finding the sources of dependencies on disk when cargo could not resolve them: path dependencies by their path,
//! and, where a lock file says which version is meant, packages that cargo has unpacked or that are vendored.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use cargo_metadata::semver::{Version, VersionReq};
use serde::Deserialize;
use toml::{Table, Value};

use super::metadata::{Draft, Want};
use super::{Note, Origin, manifest, normal};

/// Adds the packages that the drafts depend on, as far as their sources are on disk, and links the dependencies.
///
/// `drafts` are the members of the workspace at `root`; `home` is where cargo keeps what it has fetched.
pub(super) fn complete(drafts: &mut Vec<Draft>, root: &Path, home: Option<&Path>, notes: &mut Vec<Note>) {
    let store = Store::open(root, home);
    let mut known: BTreeMap<PathBuf, usize> =
        drafts.iter().enumerate().map(|(index, draft)| (normal(&draft.package.dir), index)).collect();
    let members: BTreeMap<String, usize> =
        drafts.iter().enumerate().map(|(index, draft)| (draft.package.name.clone(), index)).collect();
    let mut next = 0;
    while next < drafts.len() {
        for which in 0..drafts[next].wants.len() {
            let name = drafts[next].package.dependencies[which].name.clone();
            let want = drafts[next].wants[which].clone();
            let found = store.locate(&name, &want, &members);
            let index = match found {
                Located::Member(index) => Some(index),
                Located::Nowhere => None,
                Located::Dir(dir, origin) => match known.get(&dir) {
                    Some(index) => Some(*index),
                    None => match manifest::read(&dir, origin) {
                        Ok(draft) => {
                            known.insert(dir, drafts.len());
                            drafts.push(draft);
                            Some(drafts.len() - 1)
                        }
                        Err(reason) => {
                            let package = &drafts[next].package.name;
                            let message = format!("the dependency `{name}` of `{package}` is not read: {reason}");
                            notes.push(Note { message });
                            None
                        }
                    },
                },
            };
            let library = index.and_then(|i| drafts[i].package.library()).map(|target| target.name.clone());
            let dependency = &mut drafts[next].package.dependencies[which];
            dependency.package = index;
            if let (true, Some(library)) = (dependency.key == dependency.name, library) {
                dependency.extern_name = library;
            }
        }
        next += 1;
    }
    sort(drafts);
}

/// Puts the packages that are not members into their order; they were appended in the order of discovery.
fn sort(drafts: &mut Vec<Draft>) {
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by_key(|&index| {
        let package = &drafts[index].package;
        let outside = package.origin != Origin::Member;
        (outside, package.name.clone(), package.version.clone(), package.dir.clone())
    });
    let mut place = vec![0; drafts.len()];
    for (new, old) in order.iter().enumerate() {
        place[*old] = new;
    }
    for draft in drafts.iter_mut() {
        for dependency in &mut draft.package.dependencies {
            dependency.package = dependency.package.map(|index| place[index]);
        }
    }
    let mut slots: Vec<Option<Draft>> = drafts.drain(..).map(Some).collect();
    drafts.extend(order.into_iter().filter_map(|old| slots[old].take()));
}

/// Where a dependency is.
enum Located {
    Member(usize),
    Dir(PathBuf, Origin),
    Nowhere,
}

/// What the lock file and cargo's directories hold.
struct Store {
    locked: Vec<Locked>,
    patches: BTreeMap<String, PathBuf>,
    vendored: Vec<PathBuf>,
    registries: Vec<PathBuf>,
    checkouts: Option<PathBuf>,
}

#[derive(Deserialize)]
struct Lock {
    #[serde(default)]
    package: Vec<Locked>,
}

#[derive(Deserialize)]
struct Locked {
    name: String,
    version: Version,
    source: Option<String>,
}

impl Store {
    fn open(root: &Path, home: Option<&Path>) -> Self {
        let lock = std::fs::read_to_string(root.join("Cargo.lock")).ok();
        let lock = lock.and_then(|text| toml::from_str::<Lock>(&text).ok());
        Self {
            locked: lock.map(|lock| lock.package).unwrap_or_default(),
            patches: patches(root),
            vendored: vendored(root, home),
            registries: home.map(|home| directories(&home.join("registry/src"))).unwrap_or_default(),
            checkouts: home.map(|home| home.join("git/checkouts")),
        }
    }

    fn locate(&self, name: &str, want: &Want, members: &BTreeMap<String, usize>) -> Located {
        if let Some(path) = &want.path {
            return Located::Dir(path.clone(), Origin::Path);
        }
        if let Some(path) = self.patches.get(name) {
            return Located::Dir(path.clone(), Origin::Path);
        }
        let Some(locked) = self.pick(name, &want.version) else { return Located::Nowhere };
        let Some(source) = &locked.source else {
            return members.get(name).map_or(Located::Nowhere, |index| Located::Member(*index));
        };
        let found = if let Some(git) = source.strip_prefix("git+") {
            self.checkout(name, git).map(|dir| (dir, Origin::Git))
        } else {
            self.unpacked(name, &locked.version).map(|dir| (dir, Origin::Registry))
        };
        found.map_or(Located::Nowhere, |(dir, origin)| Located::Dir(dir, origin))
    }

    /// The locked version that is meant: the newest one that the requirement accepts.
    fn pick(&self, name: &str, version: &VersionReq) -> Option<&Locked> {
        let candidates: Vec<&Locked> = self.locked.iter().filter(|locked| locked.name == name).collect();
        if let [only] = candidates[..] {
            return Some(only);
        }
        candidates.into_iter().filter(|locked| version.matches(&locked.version)).max_by_key(|locked| &locked.version)
    }

    fn unpacked(&self, name: &str, version: &Version) -> Option<PathBuf> {
        let versioned = format!("{name}-{version}");
        let vendored = self.vendored.iter().flat_map(|dir| [dir.join(&versioned), dir.join(name)]);
        let unpacked = self.registries.iter().map(|registry| registry.join(&versioned));
        vendored.chain(unpacked).find(|dir| {
            // A vendored folder without a version in its name can hold another version.
            let table = manifest::table(&dir.join("Cargo.toml")).ok();
            let found = table.as_ref().and_then(|table| table.get("package")?.get("version")?.as_str());
            found.is_some_and(|found| found == version.to_string())
        })
    }

    /// The directory of a package in a checkout of `URL?..#REVISION`.
    fn checkout(&self, name: &str, source: &str) -> Option<PathBuf> {
        let (url, revision) = source.split_once('#')?;
        let url = url.split('?').next()?.trim_end_matches('/').trim_end_matches(".git");
        let repository = url.rsplit('/').next()?.to_lowercase();
        let short = revision.get(..7)?;
        let checkouts = directories(self.checkouts.as_ref()?).into_iter().filter(|dir| {
            let name = dir.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
            name.rsplit_once('-').is_some_and(|(name, _)| name == repository || name == format!("{repository}.git"))
        });
        let revisions = checkouts.flat_map(|dir| directories(&dir));
        let matching = revisions.filter(|dir| dir.file_name().is_some_and(|name| name.to_string_lossy() == short));
        matching.into_iter().find_map(|dir| package_below(&dir, name))
    }
}

/// The directory below `dir` whose manifest is that of the package.
fn package_below(dir: &Path, name: &str) -> Option<PathBuf> {
    let walk = walkdir::WalkDir::new(dir).max_depth(6).sort_by_file_name().into_iter().filter_entry(|entry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() == 0 || !(name.starts_with('.') || name == "target" || name == "node_modules")
    });
    let manifests = walk.filter_map(Result::ok).filter(|entry| entry.file_name() == "Cargo.toml");
    let is_it = |file: &Path| {
        let table = manifest::table(file).ok()?;
        Some(table.get("package")?.get("name")?.as_str()? == name)
    };
    let found = manifests.map(walkdir::DirEntry::into_path).find(|file| is_it(file).unwrap_or(false))?;
    found.parent().map(Path::to_path_buf)
}

/// The subdirectories of a directory in the order of their names; none when it cannot be read.
fn directories(dir: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(dir).into_iter().flatten().filter_map(Result::ok);
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    found.sort();
    found
}

/// Where cargo keeps what it has fetched.
pub(super) fn cargo_home() -> Option<PathBuf> {
    let named = std::env::var_os("CARGO_HOME").filter(|home| !home.is_empty()).map(PathBuf::from);
    named.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")))
}

/// `[patch.*] name = { path = ".." }` of the root manifest.
fn patches(root: &Path) -> BTreeMap<String, PathBuf> {
    let table = manifest::table(&root.join("Cargo.toml")).unwrap_or_default();
    let sources = table.get("patch").and_then(Value::as_table).into_iter().flat_map(Table::values);
    let entries = sources.filter_map(Value::as_table).flatten();
    let with_path = entries.filter_map(|(key, value)| {
        let name = value.get("package").and_then(Value::as_str).unwrap_or(key);
        Some((name.to_owned(), normal(&root.join(value.get("path")?.as_str()?))))
    });
    with_path.collect()
}

/// Directories that cargo's configuration names as sources (`cargo vendor`).
fn vendored(root: &Path, home: Option<&Path>) -> Vec<PathBuf> {
    let places = root.ancestors().map(|dir| dir.join(".cargo")).chain(home.map(Path::to_path_buf));
    let mut found = Vec::new();
    for place in places {
        let file = ["config.toml", "config"].iter().map(|name| place.join(name)).find(|file| file.is_file());
        let Some(table) = file.and_then(|file| manifest::table(&file).ok()) else { continue };
        let sources = table.get("source").and_then(Value::as_table).into_iter().flat_map(Table::values);
        for directory in sources.filter_map(|source| source.get("directory")?.as_str()) {
            found.push(normal(&place.parent().unwrap_or(root).join(directory)));
        }
    }
    found
}
