//! Copies of projects, so that a test can write into them and see that the tool does not.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use walkdir::WalkDir;

use crate::Error;

/// The root of this repository.
#[must_use]
pub fn repository() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// A copy of a project in a directory of its own, removed at the end.
#[derive(Debug)]
pub struct Copy {
    root: PathBuf,
    _directory: TempDir,
}

impl Copy {
    /// A copy of the fixture of this name.
    ///
    /// # Errors
    ///
    /// Says what cannot be copied.
    pub fn of_fixture(name: &str) -> Result<Self, Error> {
        let copy = Self::empty()?;
        copy_tree(&repository().join("fixtures").join(name), &copy.root)?;
        Ok(copy)
    }

    /// A directory without anything in it.
    ///
    /// # Errors
    ///
    /// Says what cannot be made.
    pub fn empty() -> Result<Self, Error> {
        let directory = TempDir::new()?;
        let root = fs::canonicalize(directory.path())?.join("project");
        fs::create_dir(&root)?;
        Ok(Copy { root, _directory: directory })
    }

    /// The project's directory.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A file of the project.
    #[must_use]
    pub fn file(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// Writes a file of the project, with the folders above it.
    ///
    /// # Errors
    ///
    /// Says what cannot be written.
    pub fn write(&self, path: &str, text: &str) -> Result<(), Error> {
        let file = self.file(path);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        Ok(fs::write(file, text)?)
    }
}

/// Copies a folder; build output stays behind.
///
/// # Errors
///
/// Says what cannot be read or written.
pub fn copy_tree(from: &Path, to: &Path) -> Result<(), Error> {
    for entry in WalkDir::new(from).into_iter().filter_entry(|entry| entry.file_name() != "target") {
        let entry = entry?;
        let target = to.join(entry.path().strip_prefix(from)?);
        if entry.file_type().is_dir() {
            fs::create_dir_all(&target)?;
        } else {
            fs::copy(entry.path(), &target)?;
        }
    }
    Ok(())
}

/// Every file and folder below a directory with its content, to compare before and after.
///
/// # Errors
///
/// Says what cannot be read.
pub fn listing(root: &Path) -> Result<BTreeMap<PathBuf, Option<Vec<u8>>>, Error> {
    let mut found = BTreeMap::new();
    for entry in WalkDir::new(root) {
        let entry = entry?;
        let content = if entry.file_type().is_file() { Some(fs::read(entry.path())?) } else { None };
        found.insert(entry.path().strip_prefix(root)?.to_path_buf(), content);
    }
    Ok(found)
}
