//! Finding the components of a project.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::files::{FOLDERS, Folders, is_component, is_component_folder, source_files};
use super::needs::type_place;
use super::{Component, ComponentKind, Components, OpenNeed};
use crate::manifest::app::{did_you_mean, nearest};
use crate::manifest::json::{self, Node};
use crate::manifest::profile::{Demand, Substitution};
use crate::manifest::project::{load, plain, relative};
use crate::manifest::{Format, Manifest, Problem, ProblemKind, script};
use crate::source::{SourceId, Sources, Span};

/// Reads everything in a project besides the app itself.
pub(super) fn read(manifest: &Manifest, root: &Path, sources: &mut Sources, out: &mut Components) {
    let Some(dir) = manifest.path.parent() else { return };
    let substitution = Substitution { profile: manifest.profile.as_ref(), available: &[], problems: Vec::new() };
    let mut reader =
        Reader { manifest, sources, root, substitution, out: &mut *out, singular: vec![("app", manifest.source)] };
    match manifest.format {
        Format::Hsmeta => {
            reader.hsmeta(dir);
            reader.skipped(dir);
        }
        Format::PublicApp | Format::PrivateApp => reader.referenced(dir),
        Format::Settings => return,
    }
    // A manifest that lies alone somewhere says nothing about the directories beside it.
    let own = manifest.project.is_some() || dir.file_name().is_some_and(|name| name == "app");
    let files = source_files(dir, if own { Folders::All } else { Folders::Known });
    let scripts = script::find(dir, &files, root, reader.sources);
    reader.out.scripts = scripts;
    reader.sensitive();
    let unset = reader.substitution.problems;
    out.problems.extend(unset);
    out.problems.sort_by_key(|problem| problem.span);
    out.needs.sort_by_key(|need| need.span);
    out.open.sort_by(|a, b| (a.source, &a.why).cmp(&(b.source, &b.why)));
    out.open.dedup();
}

/// The types of components of which it is known what they need.
const TYPES: [&str; 13] = [
    "card",
    "webhooks",
    "webhooks-journal",
    "app-event",
    "workflow-action",
    "app-object",
    "crm-bulk-action",
    "calling",
    "app-function",
    "settings",
    "page",
    "scim",
    "telemetry",
];

/// The types of components that there are, as the folders that they lie in say, of which it is not documented what they
/// need.
const WITHOUT_KNOWLEDGE: [&str; 8] = [
    "api-client",
    "app-object-association",
    "marketing-event",
    "marketing-events",
    "mcp-client",
    "mcp-server",
    "media-bridge",
    "video-conferencing",
];

/// The types of which a project can have one component. (HubSpot's tools for projects, `singularComponent`.)
const SINGULAR: [&str; 10] = [
    "webhooks",
    "webhooks-journal",
    "settings",
    "page",
    "calling",
    "scim",
    "telemetry",
    "mcp-client",
    "mcp-server",
    "app",
];

/// Everything that reading a component takes.
pub(super) struct Reader<'a> {
    pub(super) manifest: &'a Manifest,
    sources: &'a mut Sources,
    root: &'a Path,
    pub(super) substitution: Substitution<'a>,
    pub(super) out: &'a mut Components,
    /// The types of [`SINGULAR`] that were met, each with the first file.
    singular: Vec<(&'static str, SourceId)>,
}

impl Reader<'_> {
    fn hsmeta(&mut self, dir: &Path) {
        for path in source_files(dir, Folders::Known) {
            if !is_component(&path) || path == self.manifest.path {
                continue;
            }
            let Some((source, root)) = self.parse(&path) else { continue };
            let name = self.name(&root, &path);
            let kind = self.kind(&root);
            self.alone(&root, source);
            self.out.found.push(Component { kind, name: name.clone(), source });
            self.keys(&root);
            let empty = Node { value: json::Value::Object(Vec::new()), span: root.span };
            self.component(kind, &name, &root, root.get("config").unwrap_or(&empty));
        }
    }

    /// Notes a second component of a type of which a project can have one. Its needs count all the same.
    fn alone(&mut self, root: &Node, source: SourceId) {
        let Some(written) = root.get("type") else { return };
        let Some(kind) = written.as_str().and_then(|text| SINGULAR.iter().find(|kind| **kind == &**text)) else {
            return;
        };
        match self.singular.iter().find(|(known, _)| known == kind) {
            Some((_, first)) => {
                let first = &self.sources.file(*first).name;
                let message = format!("a project can have one component of the type `{kind}`, and `{first}` is one");
                let help = "put what it has into that one, or remove one of the two";
                self.out.problems.push(Problem::new(ProblemKind::UnfitComponent, written.span, message).help(help));
            }
            None => self.singular.push((kind, source)),
        }
    }

    /// Components in folders that HubSpot does not look into.
    fn skipped(&mut self, dir: &Path) {
        let Ok(entries) = std::fs::read_dir(dir) else { return };
        let folders = entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir());
        let mut folders: Vec<PathBuf> = folders.filter(|path| !is_component_folder(path)).collect();
        folders.sort();
        for folder in folders {
            let Ok(entries) = std::fs::read_dir(&folder) else { continue };
            let mut files: Vec<PathBuf> =
                entries.flatten().map(|entry| entry.path()).filter(|path| is_component(path)).collect();
            files.sort();
            for file in files {
                let Some((_, root)) = self.parse(&file) else { continue };
                let message = "HubSpot does not look into this folder for components";
                let problem = Problem::new(ProblemKind::MisplacedFile, type_place(&root), message);
                let name = folder.file_name().unwrap_or_default().to_string_lossy();
                let help = match nearest(&name, &FOLDERS) {
                    Some(near) => format!("did you mean the folder `{near}`?"),
                    None => format!("move it to one of: {}", FOLDERS.join(", ")),
                };
                self.hides(problem.help(help));
            }
        }
    }

    /// Notes a problem that leaves open what a component needs.
    pub(super) fn hides(&mut self, problem: Problem) {
        self.out.open.push(OpenNeed { source: problem.span.source, why: problem.message.clone() });
        self.out.problems.push(problem);
    }

    /// The text of a string with its placeholders replaced; where that cannot be told, what the component needs is open.
    pub(super) fn told(&mut self, node: &Node, what: &str) -> Option<Arc<str>> {
        if node.as_str().is_none() {
            let message = format!("{what} is {}, not a string", node.kind());
            self.hides(Problem::new(ProblemKind::WrongType, node.span, message));
            return None;
        }
        let told = self.substitution.text(node, Demand::Value).map(|(text, _)| text);
        if told.is_none() {
            let why = format!("{what} is `{}`, which has no value", node.as_str().map_or("", |text| text));
            self.out.open.push(OpenNeed { source: node.span.source, why });
        }
        told
    }

    /// What a component is by its `type`.
    fn kind(&mut self, root: &Node) -> ComponentKind {
        let Some(written) = root.get("type") else {
            let message = "the component has no `type`";
            self.hides(Problem::new(ProblemKind::WrongType, type_place(root), message));
            return ComponentKind::Other;
        };
        let Some(text) = written.as_str() else {
            let message = format!("`type` is {}, not a string", written.kind());
            self.hides(Problem::new(ProblemKind::WrongType, written.span, message));
            return ComponentKind::Other;
        };
        let kind = ComponentKind::of_type(text);
        if kind == ComponentKind::Other && !WITHOUT_KNOWLEDGE.contains(&&**text) && &**text != "app" {
            let message = format!("HubSpot documents no component of the type `{text}`");
            let problem = Problem::new(ProblemKind::UnknownValue, written.span, message);
            let known: Vec<&str> = TYPES.iter().chain(&WITHOUT_KNOWLEDGE).copied().collect();
            let help = match nearest(&text.to_lowercase(), &known) {
                Some(near) => did_you_mean(near),
                None => format!("known are: {}", known.join(", ")),
            };
            self.hides(problem.help(help));
        }
        kind
    }

    /// Notes the keys beside `config` that HubSpot refuses.
    fn keys(&mut self, root: &Node) {
        const KNOWN: [&str; 5] = ["uid", "type", "config", "dependencies", "permissions"];
        for property in root.as_object().unwrap_or_default() {
            if KNOWN.contains(&&*property.key) {
                continue;
            }
            let message = format!("HubSpot does not know the key `{}` of a component", property.key);
            let help = match nearest(&property.key, &KNOWN) {
                Some(near) => did_you_mean(near),
                None => "settings stand inside `config`: move it there, or remove it".to_owned(),
            };
            self.out.problems.push(Problem::new(ProblemKind::UnknownKey, property.key_span, message).help(help));
        }
    }

    /// With scopes for sensitive data HubSpot allows neither `hubspot.fetch` nor serverless functions.
    fn sensitive(&mut self) {
        let is_sensitive = |scope: &str| scope.split('.').any(|part| matches!(part, "sensitive" | "highly_sensitive"));
        let Some(scope) = self.manifest.entries().find(|entry| is_sensitive(&entry.scope)) else { return };
        for script in self.out.scripts.iter().filter(|script| script.restricted) {
            let message =
                format!("{} {}, which HubSpot refuses to apps with sensitive scopes", script.name, script.why);
            let problem = Problem::new(ProblemKind::UnfitComponent, script.span.unwrap_or(scope.span), message);
            self.out.problems.push(problem.label(scope.span, "sensitive"));
        }
    }

    /// The components that a manifest of the older formats names.
    fn referenced(&mut self, dir: &Path) {
        let text = self.sources.file(self.manifest.source).text.clone();
        let Ok(document) = json::parse(self.manifest.source, &text) else { return };
        let cards = self.cards(&document.root);
        let webhooks = document.root.get("webhooks");
        let named = cards.iter().map(|card| (ComponentKind::Card, card));
        for (kind, entry) in named.chain(webhooks.map(|webhooks| (ComponentKind::Webhooks, webhooks))) {
            let Some(file) = entry.get("file") else {
                let message = format!("the {} is {} without `file`, its component's", kind.name(), entry.kind());
                self.hides(Problem::new(ProblemKind::WrongType, entry.span, message));
                continue;
            };
            let Some(relative) = file.as_str() else {
                let message = format!("`file` is {}, not a string", file.kind());
                self.hides(Problem::new(ProblemKind::WrongType, file.span, message));
                continue;
            };
            let path = plain(&dir.join(&**relative));
            if !path.is_file() {
                let message = format!("there is no file {relative}");
                self.hides(Problem::new(ProblemKind::Unreadable, file.span, message));
                continue;
            }
            let Some((source, root)) = self.parse(&path) else { continue };
            let name = self.name(&root, &path);
            self.out.found.push(Component { kind, name: name.clone(), source });
            self.component(kind, &name, &root, root.get("data").unwrap_or(&root));
        }
    }

    /// The entries for cards of a manifest of the older formats.
    fn cards(&mut self, root: &Node) -> Vec<Node> {
        let mut at = root;
        for key in ["extensions", "crm"] {
            let Some(inner) = at.get(key) else { return Vec::new() };
            if inner.as_object().is_none() {
                let message = format!("`{key}` is {}, not an object", inner.kind());
                self.hides(Problem::new(ProblemKind::WrongType, inner.span, message));
                return Vec::new();
            }
            at = inner;
        }
        match at.get("cards") {
            None => Vec::new(),
            Some(cards) => match cards.as_array() {
                Some(cards) => cards.to_vec(),
                None => {
                    let message = format!("`cards` is {}, not an array", cards.kind());
                    self.hides(Problem::new(ProblemKind::WrongType, cards.span, message));
                    Vec::new()
                }
            },
        }
    }

    fn name(&self, root: &Node, path: &Path) -> String {
        let uid = root.get_str("uid").map(ToString::to_string);
        uid.unwrap_or_else(|| path.file_name().unwrap_or_default().to_string_lossy().into_owned())
    }

    fn parse(&mut self, path: &Path) -> Option<(SourceId, Node)> {
        let source = match load(path, self.root, self.sources) {
            Ok(source) => source,
            Err(error) => {
                let place = Span { source: self.manifest.source, start: 0, end: 0 };
                let message = format!("{}: {}", relative(path, self.root), error.message);
                self.hides(Problem::new(ProblemKind::Unreadable, place, message));
                return None;
            }
        };
        let text = self.sources.file(source).text.clone();
        match json::parse(source, &text) {
            Ok(document) => {
                self.out.problems.extend(document.problems);
                Some((source, document.root))
            }
            Err(broken) => {
                let message = format!("not JSON: {}", broken.message);
                self.hides(Problem::new(ProblemKind::Unreadable, broken.span, message));
                None
            }
        }
    }
}
