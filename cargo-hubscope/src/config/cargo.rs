//! The `hubscope` tables of a `Cargo.toml`: `[workspace.metadata.hubscope]` and `[package.metadata.hubscope]`.

use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use super::check::{explain, load};
use super::{ConfigError, Located, Mistake};
use crate::manifest;
use crate::source::{Sources, Span};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct RawCargo {
    workspace: RawSection,
    package: RawSection,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct RawSection {
    metadata: RawMetadata,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct RawMetadata {
    hubscope: RawTable,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
struct RawTable {
    manifest: Option<Spanned<String>>,
}

/// The manifest that a `Cargo.toml` names, in its package's table or else in its workspace's.
///
/// # Errors
/// Points into the file where the table has an unknown key or the path is not a string.
pub fn manifest_of_cargo(path: &Path, root: &Path, sources: &mut Sources) -> Result<Option<Located>, ConfigError> {
    let path = manifest::plain(path);
    let source = load(&path, root, sources)?;
    let text = sources.file(source).text.clone();
    let body = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let offset = text.len() - body.len();
    let span = |range: std::ops::Range<usize>| {
        let at = |place: usize| u32::try_from(place + offset).unwrap_or(u32::MAX);
        Span { source, start: at(range.start), end: at(range.end) }
    };
    let raw: RawCargo = toml::from_str(body).map_err(|error| {
        let (message, help) = explain(error.message());
        let span = span(error.span().unwrap_or(0..0));
        let place = Some((span, sources.file(source).position(span.start)));
        ConfigError { path: path.clone(), mistakes: vec![Mistake { place, message, help }] }
    })?;
    let named = raw.package.metadata.hubscope.manifest.or(raw.workspace.metadata.hubscope.manifest);
    let dir = path.parent().unwrap_or(Path::new(""));
    Ok(named.map(|named| Located { path: manifest::plain(&dir.join(named.get_ref())), span: span(named.span()) }))
}
