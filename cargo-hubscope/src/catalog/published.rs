//! Every method and path that the newest descriptions publish, word for word: what the catalog has to resolve.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::assemble::versioned;
use super::normalise::{canonical_path, is_test};
use super::raw::RawOperation;

/// The published paths that come with the program, as text.
pub const EMBEDDED: &str = include_str!("../../data/published.tsv");

/// Writes the text form: method, path without version, and each version with its position.
pub fn to_text(raw: &[RawOperation]) -> String {
    let mut paths: BTreeMap<(String, &str), BTreeSet<String>> = BTreeMap::new();
    for operation in raw.iter().filter(|operation| !is_test(operation)) {
        let (segments, version) = canonical_path(&operation.path);
        let mut path: String = segments.iter().flat_map(|segment| ["/", segment]).collect();
        if operation.path.ends_with('/') {
            path.push('/');
        }
        let versions = paths.entry((path, &operation.method)).or_default();
        versions.extend(version.map(|(at, version)| format!("{at}:{version}")));
    }
    let mut out = String::new();
    for ((path, method), versions) in paths {
        let versions: Vec<String> = versions.into_iter().collect();
        let _ = writeln!(out, "{method}\t{path}\t{}", versions.join(" "));
    }
    out
}

/// Reads the text form: every method with its path, the versions put back.
pub fn from_text(text: &str) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for line in text.lines() {
        let mut columns = line.split('\t');
        let (Some(method), Some(path), Some(versions)) = (columns.next(), columns.next(), columns.next()) else {
            continue;
        };
        for version in versions.split(' ').filter_map(|version| version.split_once(':')) {
            let position = version.0.parse().unwrap_or_default();
            all.push((method.to_owned(), versioned(path, position, version.1)));
        }
        if versions.is_empty() {
            all.push((method.to_owned(), path.to_owned()));
        }
    }
    all
}

/// A published path as a call's template: `{}` for each parameter.
pub fn template(path: &str) -> String {
    path.split('/').skip(1).flat_map(|segment| ["/", if segment.starts_with('{') { "{}" } else { segment }]).collect()
}
