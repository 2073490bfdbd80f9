//! Replacing a file in one step.

use std::io::Write;
use std::path::Path;

use crate::manifest::{Error, ErrorKind, json};

/// Replaces a file's text, if it still has the old one. A symbolic link is followed, permissions are kept, and on any
/// failure the file stays as it was.
pub(super) fn replace(path: &Path, old: &str, new: &str) -> Result<(), Error> {
    replace_with(path, old, |file| file.write_all(new.as_bytes()))
}

/// [`replace`] with a way to write that can fail.
pub(super) fn replace_with(
    path: &Path,
    old: &str,
    write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>,
) -> Result<(), Error> {
    let failed = |error: std::io::Error| {
        let message = format!("cannot write the file: {}", json::lower(&error.to_string()));
        Error::new(ErrorKind::Write, path, message, "nothing was changed")
    };
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
    file.persist(&real).map_err(|error| failed(error.error))?;
    Ok(())
}
