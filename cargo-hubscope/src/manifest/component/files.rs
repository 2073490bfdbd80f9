//! Which files of a project are components.

use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

/// The folders below an app's own from which HubSpot reads components.
pub(super) const FOLDERS: [&str; 20] = [
    "actions",
    "api-client",
    "app-events",
    "app-object-associations",
    "app-objects",
    "calling",
    "cards",
    "functions",
    "marketing-events",
    "mcp-client",
    "mcp-server",
    "media-bridge",
    "pages",
    "scim",
    "settings",
    "telemetry",
    "video-conferencing",
    "webhooks",
    "webhooks-journal",
    "workflow-actions",
];

/// Which folders directly below an app's directory to enter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Folders {
    /// Those in which HubSpot looks for components.
    Known,
    /// All: what a component imports can be anywhere.
    All,
}

/// The files below an app's directory, sorted; ignore files play no part, for HubSpot has none.
pub(super) fn source_files(dir: &Path, folders: Folders) -> Vec<PathBuf> {
    let walk = WalkBuilder::new(dir)
        .standard_filters(false)
        .filter_entry(move |entry| {
            let name = entry.file_name().to_string_lossy();
            if entry.depth() == 0 || !entry.file_type().is_some_and(|kind| kind.is_dir()) {
                return true;
            }
            let generated = matches!(&*name, "node_modules" | "target" | "dist") || name.starts_with('.');
            let known = entry.depth() > 1 || FOLDERS.contains(&&*name) || name.ends_with(".functions");
            !generated && (known || folders == Folders::All)
        })
        .build();
    let mut files: Vec<PathBuf> = walk
        .flatten()
        .filter(|entry| entry.file_type().is_some_and(|kind| !kind.is_dir()))
        .map(ignore::DirEntry::into_path)
        .collect();
    files.sort();
    files
}

/// Whether a file has the name of a component's.
pub(super) fn is_component(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().to_ascii_lowercase().ends_with("-hsmeta.json"))
}

/// Whether HubSpot looks for components in a folder below an app's own.
pub(super) fn is_component_folder(path: &Path) -> bool {
    path.file_name().is_some_and(|name| FOLDERS.iter().any(|known| name == *known))
}
