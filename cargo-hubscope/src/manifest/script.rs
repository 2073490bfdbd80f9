//! JavaScript and TypeScript in a HubSpot project that can call HubSpot's API out of this tool's sight.

use std::path::{Path, PathBuf};

use super::project::{load, relative};
use crate::source::{Sources, Span};

/// File name extensions of JavaScript and TypeScript.
const EXTENSIONS: [&str; 8] = ["js", "jsx", "ts", "tsx", "mjs", "cjs", "mts", "cts"];

/// What in a script's text can lead to HubSpot's API, and what it is.
const SIGNS: [(&str, &str); 6] = [
    ("hubspot.fetch", "sends requests with `hubspot.fetch`"),
    ("api.hubapi.com", "names HubSpot's API host"),
    ("@hubspot/api-client", "imports HubSpot's API client"),
    ("runServerlessFunction", "runs serverless functions"),
    ("hubspot.serverless", "runs serverless functions"),
    ("PRIVATE_APP_ACCESS_TOKEN", "uses the app's access token"),
];

/// Larger files are bundles, not sources.
const LARGEST: u64 = 2 << 20;

/// A script that can call HubSpot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Script {
    /// The file's name in outputs.
    pub name: String,
    /// The first sign of it, where the text has one.
    pub span: Option<Span>,
    /// Whether HubSpot refuses it to apps with scopes for sensitive data.
    pub restricted: bool,
    /// Why it can, such as "sends requests with `hubspot.fetch`".
    pub why: String,
}

/// The scripts among the files below an app's directory that can call HubSpot; adds them to the store.
pub(super) fn find(dir: &Path, files: &[PathBuf], root: &Path, sources: &mut Sources) -> Vec<Script> {
    let mut scripts = Vec::new();
    for path in files {
        let serverless = path.file_name().is_some_and(|name| name == "serverless.json");
        if serverless {
            scripts.push(Script {
                name: relative(path, root),
                span: None,
                restricted: true,
                why: "declares serverless functions".to_owned(),
            });
            continue;
        }
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        if !EXTENSIONS.contains(&extension) {
            continue;
        }
        let in_functions = path.strip_prefix(dir).is_ok_and(|inside| {
            inside.components().any(|part| part.as_os_str().to_string_lossy().ends_with("functions"))
        });
        let small = std::fs::metadata(path).is_ok_and(|metadata| metadata.len() <= LARGEST);
        let text = if small { std::fs::read_to_string(path).ok() } else { None };
        let sign = text.as_deref().and_then(|text| {
            let found = SIGNS.iter().filter_map(|(sign, why)| Some((text.find(sign)?, sign.len(), *why)));
            found.min()
        });
        match sign {
            Some((start, length, why)) => {
                let span = load(path, root, sources).ok().map(|source| Span {
                    source,
                    start: start as u32,
                    end: (start + length) as u32,
                });
                let restricted = why.contains("hubspot.fetch") || why.contains("serverless");
                scripts.push(Script { name: relative(path, root), span, restricted, why: why.to_owned() });
            }
            None if in_functions => {
                scripts.push(Script {
                    name: relative(path, root),
                    span: None,
                    restricted: true,
                    why: "is a serverless function".to_owned(),
                });
            }
            None => {}
        }
    }
    scripts
}
