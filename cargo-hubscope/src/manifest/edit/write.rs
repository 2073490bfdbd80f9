//! Replacing a file in one step.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::manifest::{Error, ErrorKind, json};

/// The new text of a file, complete on the same disk, to be put in its place in one step. Dropped, it leaves no trace.
#[derive(Debug)]
pub struct Staged {
    path: PathBuf,
    real: PathBuf,
    file: tempfile::NamedTempFile,
}

impl Staged {
    /// Puts the text in the place of the old one.
    ///
    /// # Errors
    /// Says why the file could not be replaced; it is untouched then.
    pub fn put(self) -> Result<(), Error> {
        self.file.persist(&self.real).map(drop).map_err(|error| failed(&self.path, &error.error))
    }
}

/// Stages a file's text, if it still has the old one. A symbolic link is followed, permissions are kept, and on any
/// failure the file stays as it was.
pub(super) fn stage(path: &Path, old: &str, new: &str) -> Result<Staged, Error> {
    stage_with(path, old, |file| file.write_all(new.as_bytes()))
}

/// [`stage`] with a way to write that can fail.
pub(super) fn stage_with(
    path: &Path,
    old: &str,
    write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>,
) -> Result<Staged, Error> {
    let failed = |error: std::io::Error| failed(path, &error);
    let real = path.canonicalize().map_err(failed)?;
    let metadata = std::fs::metadata(&real).map_err(failed)?;
    if metadata.permissions().readonly() {
        let message = "cannot write the file: it is read-only";
        return Err(Error::new(ErrorKind::Write, path, message, "nothing was changed; allow writing to it"));
    }
    if std::fs::read(&real).map_err(failed)? != old.as_bytes() {
        let message = "the file has changed since it was read";
        return Err(Error::new(ErrorKind::Write, path, message, "nothing was changed; run the command again"));
    }
    let dir = real.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".hubscope-").tempfile_in(dir).map_err(failed)?;
    write(&mut file).map_err(failed)?;
    file.flush().map_err(failed)?;
    file.as_file().set_permissions(metadata.permissions()).map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    Ok(Staged { path: path.to_owned(), real, file })
}

fn failed(path: &Path, error: &std::io::Error) -> Error {
    let message = format!("cannot write the file: {}", json::lower(&error.to_string()));
    Error::new(ErrorKind::Write, path, message, "nothing was changed")
}
