//! Changing the scope lists of a manifest in its text.
//!
//! [`plan`] turns changes into the new text of the file: order and layout of each list stay, and every byte outside the
//! lists too. The new text is read again, and a plan exists only when it says exactly what was meant. Arrays of
//! `hubscope.toml` are edited by the same code as those of JSON, because rewriting a whole document could not promise
//! the bytes between them.

mod array;
mod insert;
#[cfg(test)]
mod tests;
mod together;
mod write;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use similar::TextDiff;

use self::array::{Changes, Comments, Style};
pub use self::together::{Part, plan_together};
pub use self::write::Staged;
use super::app::parse_again;
use super::json::{self, Node};
use super::{Error, ErrorKind, Format, List, Manifest};
use crate::config;
use crate::source::{Sources, Span};

/// A change of the scope lists.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// Adds a scope to a list, if it is not in it.
    Add {
        /// The scope.
        scope: Arc<str>,
        /// The list.
        list: List,
    },
    /// Takes a scope out of every list.
    Remove {
        /// The scope.
        scope: Arc<str>,
    },
    /// Takes a scope out of the other lists and adds it to one.
    Move {
        /// The scope.
        scope: Arc<str>,
        /// The list that it belongs to.
        to: List,
    },
    /// Writes another name in place of one, wherever it stands.
    Rename {
        /// The name as it is.
        from: Arc<str>,
        /// The name as it should be.
        to: Arc<str>,
    },
    /// Leaves only the first of several equal entries of a list.
    Deduplicate {
        /// The scope.
        scope: Arc<str>,
        /// The list.
        list: List,
    },
}

/// A piece of text to put in the place of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextEdit {
    /// The place; empty where something is only inserted.
    pub span: Span,
    /// The new text.
    pub text: String,
}

/// The new text of a manifest's file, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The file.
    pub path: PathBuf,
    /// Its name in outputs.
    pub name: String,
    /// Its text as it was read.
    pub old: Arc<str>,
    /// Its text as it should be.
    pub new: String,
    /// The difference between the two, in the order of the file.
    pub edits: Vec<TextEdit>,
}

impl Plan {
    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// The difference as a unified diff, empty where nothing changes.
    pub fn diff(&self) -> String {
        let (old, new) = (format!("a/{}", self.name), format!("b/{}", self.name));
        TextDiff::from_lines(&*self.old, self.new.as_str()).unified_diff().header(&old, &new).to_string()
    }

    /// Writes the new text beside the file, unless the file has changed since it was read. Symbolic links are followed
    /// and permissions kept. Of several files the first is [put](Staged::put) in place when all are staged, so that one
    /// that cannot be written leaves all as they were.
    ///
    /// # Errors
    /// Says why the file cannot be replaced; it is untouched then.
    pub fn stage(&self) -> Result<Staged, Error> {
        write::stage(&self.path, &self.old, &self.new)
    }
}

/// The names of each list, in the order of the lists.
type Model = [Vec<Arc<str>>; 3];

/// Applies changes, one after the other, to the text of a manifest.
///
/// # Errors
/// Says which change is not possible: a list that the format does not have, a value that is not an array, an entry that
/// is written with a placeholder.
pub fn plan(manifest: &Manifest, changes: &[Change], sources: &Sources) -> Result<Plan, Error> {
    let file = sources.file(manifest.source);
    let planner = Planner { manifest, text: &file.text };
    let wanted = planner.wanted(changes)?;
    let mut edits = Vec::new();
    let mut fresh = Vec::new();
    for list in List::ALL {
        match planner.edit(list, &wanted)? {
            ListEdit::Nothing => {}
            ListEdit::Array(edit) => edits.push(edit),
            ListEdit::New(names) => fresh.push((list, names)),
        }
    }
    edits.extend(planner.insert(fresh)?);
    edits.sort_by_key(|edit| edit.span);
    let new = apply(&file.text, &edits);
    if !edits.is_empty() && !says(manifest, &file.text, &new, &model(&wanted)) {
        let message = "the edited file would not say what was intended";
        return Err(planner.impossible(message, "nothing was changed; edit the lists by hand"));
    }
    Ok(Plan { path: manifest.path.clone(), name: file.name.clone(), old: file.text.clone(), new, edits })
}

/// The text with edits applied; they do not overlap and are in order.
pub fn apply(text: &str, edits: &[TextEdit]) -> String {
    let mut new = String::with_capacity(text.len());
    let mut from = 0;
    for edit in edits {
        new.push_str(text.get(from..edit.span.start as usize).unwrap_or_default());
        new.push_str(&edit.text);
        from = edit.span.end as usize;
    }
    new.push_str(text.get(from..).unwrap_or_default());
    new
}

/// One entry of a list while changes are applied.
#[derive(Debug, Clone)]
struct Entry {
    name: Arc<str>,
    /// The index among the manifest's entries of the list, for one that was there.
    origin: Option<usize>,
}

/// What becomes of a list.
enum ListEdit {
    /// It stays as it is.
    Nothing,
    /// Its array is replaced.
    Array(TextEdit),
    /// It is not there yet, and has to hold these.
    New(Vec<String>),
}

/// The lists as they should be.
type Wanted = [Vec<Entry>; 3];

struct Planner<'a> {
    manifest: &'a Manifest,
    text: &'a str,
}

impl Planner<'_> {
    fn impossible(&self, message: impl Into<String>, help: &str) -> Error {
        Error::new(ErrorKind::Edit, &self.manifest.path, message, help)
    }

    fn wanted(&self, changes: &[Change]) -> Result<Wanted, Error> {
        let mut wanted: Wanted = List::ALL.map(|list| {
            let entries = self.manifest.list(list).entries.iter().enumerate();
            entries.map(|(index, entry)| Entry { name: entry.scope.clone(), origin: Some(index) }).collect()
        });
        for change in changes {
            match change {
                Change::Add { scope, list } => add(&mut wanted[place(*list)], scope),
                Change::Remove { scope } => {
                    wanted.iter_mut().for_each(|entries| entries.retain(|entry| entry.name != *scope));
                }
                Change::Move { scope, to } => {
                    for list in List::ALL.into_iter().filter(|list| list != to) {
                        wanted[place(list)].retain(|entry| entry.name != *scope);
                    }
                    add(&mut wanted[place(*to)], scope);
                }
                Change::Rename { from, to } if from == to => {}
                Change::Rename { from, to } => {
                    for entries in &mut wanted {
                        if entries.iter().any(|entry| entry.name == *to) {
                            entries.retain(|entry| entry.name != *from);
                        }
                        entries
                            .iter_mut()
                            .filter(|entry| entry.name == *from)
                            .for_each(|entry| entry.name = to.clone());
                    }
                }
                Change::Deduplicate { scope, list } => {
                    let mut seen = BTreeSet::new();
                    wanted[place(*list)].retain(|entry| entry.name != *scope || seen.insert(entry.name.clone()));
                }
            }
        }
        self.possible(&wanted)?;
        Ok(wanted)
    }

    /// Entries that are written with placeholders stay as they are.
    fn possible(&self, wanted: &Wanted) -> Result<(), Error> {
        for list in List::ALL {
            for (index, entry) in
                self.manifest.list(list).entries.iter().enumerate().filter(|(_, entry)| !entry.literal)
            {
                let kept =
                    wanted[place(list)].iter().any(|kept| kept.origin == Some(index) && kept.name == entry.scope);
                if !kept {
                    let message = format!("`{}` is written with a placeholder of a profile", entry.scope);
                    return Err(self.impossible(message, "change the entry or the profile by hand"));
                }
            }
        }
        Ok(())
    }

    fn edit(&self, list: List, wanted: &Wanted) -> Result<ListEdit, Error> {
        let old = self.manifest.list(list);
        let entries = &wanted[place(list)];
        if old.entries.iter().map(|entry| &entry.scope).eq(entries.iter().map(|entry| &entry.name)) {
            return Ok(ListEdit::Nothing);
        }
        let mut changes = Changes::default();
        let Some(at) = old.place else {
            return Ok(ListEdit::New(entries.iter().map(|entry| entry.name.to_string()).collect()));
        };
        let elements = self.elements(list, at.array)?;
        // Entries of the manifest leave out what is no scope, elements of the text do not.
        let element = |origin: usize| elements.iter().position(|span| *span == old.entries[origin].span);
        for (origin, before) in old.entries.iter().enumerate() {
            let Some(index) = element(origin) else { continue };
            match entries.iter().find(|entry| entry.origin == Some(origin)) {
                None => changes.removed.push(index),
                Some(entry) if entry.name != before.scope => changes.renamed.push((index, entry.name.to_string())),
                Some(_) => {}
            }
        }
        let fresh = entries.iter().filter(|entry| entry.origin.is_none());
        changes.appended = fresh.map(|entry| entry.name.to_string()).collect();
        let start = at.array.start as usize;
        let places: Vec<_> =
            elements.iter().map(|span| span.start as usize - start..span.end as usize - start).collect();
        let text = self.text.get(start..at.array.end as usize).unwrap_or_default();
        let edited = array::edit(text, &places, &changes, &self.style(start), self.comments());
        let key = list.key(self.manifest.format).unwrap_or_default();
        let text = edited.ok_or_else(|| {
            self.impossible(format!("`{key}` is not an array"), "make it an array of strings by hand")
        })?;
        Ok(ListEdit::Array(TextEdit { span: at.array, text }))
    }

    /// The places of all elements of an array.
    fn elements(&self, list: List, array: Span) -> Result<Vec<Span>, Error> {
        if self.manifest.format == Format::Settings {
            return Ok(self.manifest.list(list).entries.iter().map(|entry| entry.span).collect());
        }
        let root = self.root()?;
        let key = list.key(self.manifest.format).unwrap_or_default();
        let found = self.owner(&root).and_then(|owner| owner.get(key)).filter(|node| node.span == array);
        match found.and_then(Node::as_array) {
            Some(elements) => Ok(elements.iter().map(|element| element.span).collect()),
            None => Err(self.impossible(format!("`{key}` is not an array"), "make it an array of strings by hand")),
        }
    }

    fn root(&self) -> Result<Node, Error> {
        match json::parse(self.manifest.source, self.text) {
            Ok(document) => Ok(document.root),
            Err(broken) => Err(self.impossible(format!("not JSON: {}", broken.message), "mend the file")),
        }
    }

    /// The object that holds the lists.
    fn owner<'n>(&self, root: &'n Node) -> Option<&'n Node> {
        match self.manifest.format {
            Format::Hsmeta => root.get("config")?.get("auth"),
            Format::PublicApp => root.get("auth"),
            Format::PrivateApp => Some(root),
            Format::Settings => None,
        }
    }

    /// Lists that the manifest does not have yet.
    fn insert(&self, fresh: Vec<(List, Vec<String>)>) -> Result<Option<TextEdit>, Error> {
        let format = self.manifest.format;
        let mut lists = Vec::with_capacity(fresh.len());
        for (list, names) in fresh {
            let Some(key) = list.key(format) else {
                let message = format!("this kind of manifest has no {} scopes", list.name());
                return Err(self.impossible(message, "add them to its only list"));
            };
            lists.push((key, names));
        }
        let Some((first, _)) = lists.first() else { return Ok(None) };
        let insertion = if format == Format::Settings {
            let last = self.manifest.lists.iter().filter_map(|list| list.place).map(|place| place.array).max();
            last.map(|last| insert::keys(self.text, last.end as usize, &lists, &self.style(last.start as usize)))
        } else {
            let keys: Vec<&str> = List::ALL.iter().filter_map(|list| list.key(format)).collect();
            let root = self.root()?;
            self.owner(&root).and_then(|owner| insert::properties(self.text, owner, &keys, &lists))
        };
        let insertion = insertion.ok_or_else(|| {
            let help = "add `auth` with `type` and `requiredScopes` by hand";
            self.impossible(format!("there is no place for `{first}`: the app has no `auth`"), help)
        })?;
        let at = u32::try_from(insertion.at).unwrap_or(u32::MAX);
        let span = Span { source: self.manifest.source, start: at, end: at };
        Ok(Some(TextEdit { span, text: insertion.text }))
    }

    fn comments(&self) -> Comments {
        if self.manifest.format == Format::Settings { Comments::Toml } else { Comments::Json }
    }

    /// How to write the first element of an array at an offset: as the other lists are written, else one a line where
    /// its key has a line.
    fn style(&self, offset: usize) -> Style {
        let others = self.manifest.lists.iter().filter_map(|list| {
            let text = self.text.get(list.place?.array.start as usize..list.place?.array.end as usize)?;
            (!list.entries.is_empty()).then_some(text)
        });
        let lines: Vec<bool> = others.map(|text| text.contains('\n')).collect();
        let toml = self.manifest.format == Format::Settings;
        let multiline =
            if lines.is_empty() { insert::begins_line(self.text, offset) && !toml } else { lines.contains(&true) };
        if !multiline {
            return Style::Inline { space: if toml { " " } else { insert::space(self.text) } };
        }
        let indent = insert::indent_of_line(self.text, offset);
        let step = if indent.starts_with('\t') { "\t" } else { self.step(indent) };
        Style::Lines { item: format!("{indent}{step}"), close: indent.to_owned(), end: insert::line_end(self.text) }
    }

    /// One step of indentation: that of the elements of another list, else as deep as the first indented line.
    fn step(&self, indent: &str) -> &str {
        let elements =
            self.manifest.entries().map(|entry| insert::indent_of_line(self.text, entry.span.start as usize));
        let deeper = elements.filter_map(|own| own.strip_prefix(indent)).find(|step| !step.is_empty());
        let first = || self.text.split('\n').find(|line| line.starts_with(' ') && !line.trim().is_empty());
        deeper.or_else(|| first().map(|line| &line[..line.len() - line.trim_start().len()])).unwrap_or("  ")
    }
}

fn place(list: List) -> usize {
    match list {
        List::Required => 0,
        List::ConditionallyRequired => 1,
        List::Optional => 2,
    }
}

fn add(entries: &mut Vec<Entry>, scope: &Arc<str>) {
    if !entries.iter().any(|entry| entry.name == *scope) {
        entries.push(Entry { name: scope.clone(), origin: None });
    }
}

fn model(wanted: &Wanted) -> Model {
    wanted.each_ref().map(|entries| entries.iter().map(|entry| entry.name.clone()).collect())
}

/// Whether a text says exactly what is meant: these lists, and all else as before.
fn says(manifest: &Manifest, old: &str, new: &str, model: &Model) -> bool {
    if manifest.format == Format::Settings {
        let app = manifest.name.as_ref().map(|name| &*name.text);
        return config::lists_of(new, app).is_some_and(|lists| lists == *model);
    }
    let Some(again) = parse_again(manifest, new) else { return false };
    let lists =
        again.lists.each_ref().map(|list| list.entries.iter().map(|entry| entry.scope.clone()).collect::<Vec<_>>());
    lists == *model && without_lists(manifest, old) == without_lists(manifest, new)
}

/// The content of a JSON manifest without its scope lists.
fn without_lists(manifest: &Manifest, text: &str) -> Option<serde_json::Value> {
    let mut content = json::parse(manifest.source, text).ok()?.root.content();
    let owner = match manifest.format {
        Format::Hsmeta => content.get_mut("config")?.get_mut("auth")?,
        Format::PublicApp => content.get_mut("auth")?,
        Format::PrivateApp | Format::Settings => &mut content,
    };
    for key in List::ALL.iter().filter_map(|list| list.key(manifest.format)) {
        owner.as_object_mut()?.remove(key);
    }
    Some(content)
}
