//! Profiles: files that give values to placeholders.
//!
//! HubSpot replaces `${KEY}` in an app's `uid` and in every string below `config` when a profile is chosen. A string that
//! is one placeholder and nothing else becomes the variable's value; one placeholder never becomes several entries.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::json::{self, Node, Value};
use super::project::load;
use super::{Error, ErrorKind, Problem, ProblemKind};
use crate::source::{SourceId, Sources};

/// A profile with its variables.
#[derive(Debug, Clone)]
pub struct Profile {
    /// Its name, as in `hsprofile.NAME.json`.
    pub name: String,
    /// The file.
    pub source: SourceId,
    /// What strict JSON forbids in it, and keys that occur twice.
    pub problems: Vec<Problem>,
    variables: BTreeMap<Arc<str>, Arc<str>>,
}

impl Profile {
    /// Reads the profile of a name from a directory; `root` is the directory that the names of files are relative to.
    pub fn read(name: &str, dir: &Path, root: &Path, sources: &mut Sources) -> Result<Self, Error> {
        let path = dir.join(format!("hsprofile.{name}.json"));
        let source = load(&path, root, sources).map_err(|error| {
            let known = Self::available(dir);
            let help = match (error.kind, known.as_slice()) {
                (ErrorKind::Missing, []) => "the project has no profiles; leave `--profile` out".to_owned(),
                (ErrorKind::Missing, known) => format!("choose one of: {}", known.join(", ")),
                _ => error.help.clone(),
            };
            Error { kind: ErrorKind::Profile, help, ..error }
        })?;
        let text = sources.file(source).text.clone();
        let shape = "a profile is an object with an object `variables`";
        let unusable = |message: String, span, help: &str| {
            let position = sources.file(source).position(span);
            let span = crate::source::Span { source, start: span, end: span };
            Error::new(ErrorKind::Profile, &path, message, help).at(span, position)
        };
        let document = json::parse(source, &text)
            .map_err(|broken| unusable(format!("not JSON: {}", broken.message), broken.span.start, shape))?;
        let mut variables = BTreeMap::new();
        if let Some(node) = document.root.get("variables") {
            let Some(properties) = node.as_object() else {
                return Err(unusable(format!("`variables` is {}", node.kind()), node.span.start, shape));
            };
            for property in properties {
                let value = match &property.value.value {
                    Value::String(text) | Value::Number(text) => text.clone(),
                    Value::Bool(value) => Arc::from(value.to_string()),
                    _ => {
                        let message = format!("the variable `{}` is {}", property.key, property.value.kind());
                        let help = "a variable is a string, a number, or true or false";
                        return Err(unusable(message, property.value.span.start, help));
                    }
                };
                variables.insert(property.key.clone(), value);
            }
        }
        Ok(Self { name: name.to_owned(), source, problems: document.problems, variables })
    }

    /// The names of the profiles in a directory, sorted.
    pub fn available(dir: &Path) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(dir) else { return Vec::new() };
        let name = |path: PathBuf| {
            let name = path.file_name()?.to_str()?.strip_prefix("hsprofile.")?.strip_suffix(".json")?.to_owned();
            Some(name)
        };
        let mut names: Vec<String> = entries.flatten().filter_map(|entry| name(entry.path())).collect();
        names.sort();
        names
    }
}

/// Puts the variables of a profile into strings, and notes the placeholders that stay.
pub(super) struct Substitution<'a> {
    pub(super) profile: Option<&'a Profile>,
    /// The profiles that could have been chosen.
    pub(super) available: &'a [String],
    pub(super) problems: Vec<Problem>,
}

impl Substitution<'_> {
    /// The string with its placeholders replaced, and whether there were none; nothing, and a problem, where a value is
    /// missing. `demand` says whether a placeholder is a problem too where no profile is chosen; where there is none to be
    /// chosen it is.
    pub(super) fn text(&mut self, node: &Node, demand: Demand) -> Option<(Arc<str>, bool)> {
        let text = node.as_str()?;
        let mut replaced = String::new();
        let mut rest: &str = text;
        let mut literal = true;
        while let Some((before, name, after)) = placeholder(rest) {
            literal = false;
            replaced.push_str(before);
            match self.profile.and_then(|profile| profile.variables.get(name)) {
                Some(value) => replaced.push_str(value),
                None => {
                    if self.profile.is_some() || demand == Demand::Value || self.available.is_empty() {
                        self.unset(node, name);
                    }
                    return None;
                }
            }
            rest = after;
        }
        replaced.push_str(rest);
        Some((Arc::from(replaced), literal))
    }

    /// Notes every placeholder below a value that the chosen profile, or none that could be chosen, gives a value.
    pub(super) fn check(&mut self, node: &Node) {
        match &node.value {
            Value::String(_) => {
                self.text(node, Demand::Nothing);
            }
            Value::Array(elements) => elements.iter().for_each(|element| self.check(element)),
            Value::Object(properties) => properties.iter().for_each(|property| self.check(&property.value)),
            _ => {}
        }
    }

    fn unset(&mut self, node: &Node, name: &str) {
        if self.problems.iter().any(|problem| problem.span == node.span) {
            return;
        }
        let (message, help) = match self.profile {
            Some(profile) => (
                format!("the profile `{}` gives `{name}` no value", profile.name),
                format!("add `{name}` to `variables` in hsprofile.{}.json", profile.name),
            ),
            None if self.available.is_empty() => (
                format!("the placeholder `{name}` has no value"),
                "write the value, or add a profile hsprofile.NAME.json that gives it one".to_owned(),
            ),
            None => (
                format!("the placeholder `{name}` has no value without a profile"),
                format!("choose one with `--profile`: {}", self.available.join(", ")),
            ),
        };
        self.problems.push(Problem::new(ProblemKind::UnsetPlaceholder, node.span, message).help(help));
    }
}

/// Whether a placeholder needs a value even when no profile is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Demand {
    /// What the string says must be known.
    Value,
    /// HubSpot leaves the placeholder as it is, and so can we.
    Nothing,
}

/// The first placeholder of a text: what stands before it, its name, what stands after it.
fn placeholder(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once("${")?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}
