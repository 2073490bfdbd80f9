//! Finding the app manifests that belong to a workspace.
//!
//! A HubSpot project often lies beside the backend, not inside its workspace. The search starts at the workspace root;
//! where nothing lies below it, it goes up one directory at a time, at most to the root of the checkout, and takes the
//! first directory with manifests below it. Ignore files are honoured, `target` and `node_modules` are not entered.

use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::json;
use super::project::{is_checkout, plain, project_file, relative};
use super::{Error, ErrorKind, Format};
use crate::source::SourceId;

/// Directories that never hold an app's own manifest.
const SKIPPED: [&str; 2] = ["target", "node_modules"];

/// A manifest that was found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// Where it is.
    pub path: PathBuf,
    /// Its format, by its name and content.
    pub format: Format,
}

/// The app manifests of a workspace, sorted by path; none where there are none.
pub fn discover(workspace_root: &Path) -> Vec<Found> {
    let root = plain(workspace_root);
    let mut searched: Option<&Path> = None;
    let has_checkout = root.ancestors().any(is_checkout);
    for dir in root.ancestors() {
        let found = below(dir, searched);
        // Without a checkout there is no telling where the project ends: do not leave the workspace.
        if !found.is_empty() || is_checkout(dir) || !has_checkout {
            return found;
        }
        searched = Some(dir);
    }
    Vec::new()
}

/// The one manifest to use; nothing where there is none.
///
/// # Errors
/// Lists the manifests when there are several, and says how to choose.
pub fn choose(found: Vec<Found>, root: &Path) -> Result<Option<Found>, Error> {
    if found.len() > 1 {
        return Err(ambiguous(root, &found, root));
    }
    Ok(found.into_iter().next())
}

pub(super) fn ambiguous(place: &Path, found: &[Found], root: &Path) -> Error {
    let names: Vec<String> = found.iter().map(|found| relative(&found.path, root)).collect();
    let message = format!("found {} app manifests: {}", names.len(), names.join(", "));
    let help = "choose one with `--app-manifest FILE`, or list the apps as `[[app]]` in hubscope.toml";
    Error::new(ErrorKind::Ambiguous, place, message, help)
}

/// The app manifests below a directory, sorted; `except` is not entered.
pub(super) fn below(dir: &Path, except: Option<&Path>) -> Vec<Found> {
    let except = except.map(Path::to_owned);
    let walk = WalkBuilder::new(dir)
        .require_git(false)
        .git_global(false)
        .filter_entry(move |entry| {
            let skipped = SKIPPED.iter().any(|name| entry.file_name() == *name);
            let directory = entry.file_type().is_some_and(|kind| kind.is_dir());
            !(directory && entry.depth() > 0 && skipped) && except.as_deref() != Some(entry.path())
        })
        .build();
    let files = walk.flatten().filter(|entry| entry.file_type().is_some_and(|kind| !kind.is_dir()));
    let mut found: Vec<Found> = files
        .filter_map(|entry| {
            let format = recognise(entry.path())?;
            Some(Found { path: entry.into_path(), format })
        })
        .collect();
    found.sort();
    found
}

/// The format of a file that is an app manifest.
///
/// `app.json` is a common name: it counts only inside a HubSpot project or with what only HubSpot's has.
fn recognise(path: &Path) -> Option<Format> {
    let name = path.file_name()?.to_str()?.to_ascii_lowercase();
    let format = match name.as_str() {
        "public-app.json" => Format::PublicApp,
        "app.json" => Format::PrivateApp,
        name if name.ends_with("-hsmeta.json") => Format::Hsmeta,
        _ => return None,
    };
    let text = std::fs::read_to_string(path).ok();
    let document = text.and_then(|text| json::parse(SourceId(0), &text).ok());
    let Some(document) = document else {
        // An app's file that does not parse must be found, so that it can be complained about.
        return (is_app_name(&name) || is_where_hubspot_looks(path)).then_some(format);
    };
    let root = &document.root;
    let fits = match format {
        Format::Hsmeta => match root.get_str("type") {
            Some(kind) => &**kind == "app",
            None => {
                let other = root.as_object().is_none();
                is_app_name(&name) && (other || root.get("auth").or(root.get("config")).is_some())
            }
        },
        Format::PublicApp => root.get("auth").is_some() || in_project(path),
        _ => {
            let lists = root.get("scopes").is_some_and(|scopes| scopes.as_array().is_some());
            let of_an_app = ["scopes", "auth", "uid"].iter().any(|key| root.get(key).is_some());
            lists && (in_project(path) || root.get("public").is_some() || root.get("extensions").is_some())
                || of_an_app && is_where_hubspot_looks(path)
        }
    };
    fits.then_some(format)
}

fn is_app_name(name: &str) -> bool {
    matches!(name, "app-hsmeta.json" | "public-app.json")
}

/// Whether a file is in the folder `app` of a project, where HubSpot takes it for the app's whatever it holds.
fn is_where_hubspot_looks(path: &Path) -> bool {
    path.parent().and_then(Path::file_name).is_some_and(|folder| folder == "app") && in_project(path)
}

fn in_project(path: &Path) -> bool {
    path.ancestors().skip(1).take(6).any(|dir| project_file(dir).is_some())
}
