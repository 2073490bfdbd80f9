//! Annotated cases: one file, or a folder that holds a whole package or workspace.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use walkdir::WalkDir;

use crate::{Error, Expectations, copy_tree, directives, expectations};

/// A case as it lies in the repository.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Case {
    /// Its name.
    pub name: String,
    path: PathBuf,
}

/// A case laid out as a project, with what it expects.
#[derive(Debug)]
pub struct Laid {
    /// The project's manifest.
    pub manifest: PathBuf,
    /// The project's root.
    pub root: PathBuf,
    /// The expectations of each file, by its path below the root.
    pub expectations: BTreeMap<String, Expectations>,
    /// The exact minimal set, where the case names it.
    pub scopes: Option<BTreeSet<String>>,
    _directory: TempDir,
}

/// The cases of a folder in the order of their names.
///
/// # Errors
///
/// Says what cannot be read.
pub fn cases(folder: &Path) -> Result<Vec<Case>, Error> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "rs") || path.join("Cargo.toml").exists() {
            found.push(Case::at(path)?);
        }
    }
    found.sort();
    Ok(found)
}

impl Case {
    /// The case of this file or folder.
    ///
    /// # Errors
    ///
    /// Says so when it has no name.
    pub fn at(path: PathBuf) -> Result<Self, Error> {
        let name = path.file_stem().and_then(|name| name.to_str()).ok_or("a case without a name")?.to_owned();
        Ok(Case { name, path })
    }

    /// Lays the case out in a directory of its own.
    ///
    /// # Errors
    ///
    /// Says what cannot be written, and which annotation means nothing.
    pub fn lay_out(&self) -> Result<Laid, Error> {
        let directory = TempDir::new()?;
        let root = fs::canonicalize(directory.path())?.join("case");
        fs::create_dir(&root)?;
        let note = if self.path.is_dir() { self.folder(&root)? } else { self.file(&root)? };
        let mut found = BTreeMap::new();
        for entry in WalkDir::new(&root) {
            let entry = entry?;
            if entry.path().extension().is_some_and(|extension| extension == "rs") {
                let name = entry.path().strip_prefix(&root)?.to_string_lossy().replace('\\', "/");
                let said = expectations(&fs::read_to_string(entry.path())?)
                    .map_err(|error| format!("{} of {}: {error}", name, self.name))?;
                found.insert(name, said);
            }
        }
        let scopes = directives(&note).remove("scopes");
        Ok(Laid {
            manifest: root.join("Cargo.toml"),
            root,
            expectations: found,
            scopes: scopes.map(|lines| lines.join(" ").split_whitespace().map(str::to_owned).collect()),
            _directory: directory,
        })
    }

    fn folder(&self, root: &Path) -> Result<String, Error> {
        copy_tree(&self.path, root)?;
        let note = root.join("case.txt");
        Ok(if note.exists() { fs::read_to_string(note)? } else { String::new() })
    }

    fn file(&self, root: &Path) -> Result<String, Error> {
        let text = fs::read_to_string(&self.path)?;
        let said = directives(&text);
        let lines = |name: &str| said.get(name).into_iter().flatten();
        let mut manifest = format!("[package]\nname = \"{}\"\nversion = \"0.0.0\"\nedition = \"2021\"\n", self.name);
        manifest.push_str("\n[features]\n");
        for feature in lines("features") {
            manifest.push_str(feature);
            manifest.push('\n');
        }
        manifest.push_str("\n[dependencies]\n");
        for dependency in lines("deps").flat_map(|line| line.split_whitespace()) {
            manifest.push_str(&format!("{dependency} = \"*\"\n"));
        }
        manifest.push_str("\n[workspace]\n");
        fs::write(root.join("Cargo.toml"), manifest)?;
        fs::create_dir(root.join("src"))?;
        fs::write(root.join("src/lib.rs"), &text)?;
        Ok(text)
    }
}
