//! The path template of a URL, with what is known of the query.

use std::rc::Rc;

use super::super::value::{Cause, Piece, Unknown};
use super::url::Parts;

/// Where the query begins. Code that asks whether a URL has a `?` already before it adds to it writes a `&` in the other
/// case, which is in no path of an API.
const QUERY: [char; 2] = ['?', '&'];

/// Where the part begins that is not sent at all.
const FRAGMENT: char = '#';

/// A path template with what is known of the query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    pub path: String,
    pub query: Vec<(String, Option<String>)>,
    /// Holes of the path that may hold several segments, and all that stand where the path begins.
    pub loose: Vec<Rc<Unknown>>,
    pub holes: Vec<Rc<Unknown>>,
    /// Whether any segment is literal.
    pub literal: bool,
    /// The segments with the empty ones, to see where a value was missing.
    pub segments: Vec<String>,
}

pub fn template(parts: &Parts) -> Template {
    let mut text = String::new();
    let mut holes: Vec<(usize, Rc<Unknown>)> = Vec::new();
    if parts.rooted
        && !matches!(parts.path.first(), Some(Piece::Lit(text, _)) if text.starts_with(['/', '?', FRAGMENT]))
    {
        text.push('/');
    }
    for piece in &parts.path {
        match piece {
            Piece::Lit(lit, _) => text.push_str(lit),
            Piece::Hole(unknown, _) => {
                if !text.contains(QUERY) && !text.contains(FRAGMENT) {
                    holes.push((text.len(), Rc::clone(unknown)));
                }
                text.push_str("{}");
            }
        }
    }
    let text = text.split(FRAGMENT).next().unwrap_or("");
    let (path, query) = text.split_once(QUERY).unwrap_or((text, ""));
    let starts_open = path.starts_with("{}");
    let mut loose: Vec<Rc<Unknown>> = Vec::new();
    for (at, unknown) in &holes {
        let alone = path[..*at].ends_with('/') && (path.len() == at + 2 || path[at + 2..].starts_with('/'));
        let last = path.len() == at + 2;
        let spans = may_span(unknown) && (alone || last);
        if *at == 0 || spans || unknown.cause == Cause::Many {
            loose.push(Rc::clone(unknown));
        }
    }
    let all: Vec<String> = path.trim_start_matches('/').split('/').map(blanked).collect();
    let segments: Vec<&String> = all.iter().filter(|segment| !segment.is_empty()).collect();
    let literal = segments.iter().any(|segment| segment.chars().any(char::is_alphanumeric));
    let mut path = String::new();
    for segment in &segments {
        if !(starts_open && path.is_empty()) {
            path.push('/');
        }
        path.push_str(segment);
    }
    let mut pairs: Vec<(String, Option<String>)> = query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, "{}"));
            (name.to_owned(), (!value.contains("{}")).then(|| value.to_owned()))
        })
        .collect();
    pairs.sort();
    pairs.dedup();
    Template {
        path,
        query: pairs,
        loose,
        holes: holes.into_iter().map(|(_, hole)| hole).collect(),
        literal,
        segments: all,
    }
}

/// Names that promise more than one segment.
fn may_span(unknown: &Unknown) -> bool {
    let Some(name) = &unknown.name else { return false };
    let name = name.to_lowercase();
    let name = name.trim_end_matches("()");
    matches!(
        name,
        "path"
            | "rest"
            | "tail"
            | "endpoint"
            | "uri"
            | "url"
            | "route"
            | "suffix"
            | "subpath"
            | "relative"
            | "href"
            | "link"
            | "target"
            | "resource_path"
            | "p"
            | "path_and_query"
            | "remainder"
    ) || ["_path", "_url", "_uri", "_endpoint", "_route", "_suffix"].iter().any(|end| name.ends_with(end))
}

/// A segment with `{name}` written as `{}` and holes side by side as one.
fn blanked(segment: &str) -> String {
    let mut result = String::new();
    let mut rest = segment;
    while let Some(at) = rest.find('{') {
        let Some(end) = rest[at..].find('}') else { break };
        result.push_str(&rest[..at]);
        if !result.ends_with("{}") {
            result.push_str("{}");
        }
        rest = &rest[at + end + 1..];
    }
    result.push_str(rest);
    result
}
