//! Finding the components of a project.

use std::path::{Path, PathBuf};

use super::files::{FOLDERS, Folders, is_component, is_component_folder, source_files};
use super::needs::type_place;
use super::{Component, ComponentKind, Components};
use crate::manifest::app::nearest;
use crate::manifest::json::{self, Node};
use crate::manifest::profile::Substitution;
use crate::manifest::project::{load, plain};
use crate::manifest::{Format, Manifest, Problem, ProblemKind, script};
use crate::source::{SourceId, Sources, Span};

/// Reads everything in a project besides the app itself.
pub(super) fn read(manifest: &Manifest, root: &Path, sources: &mut Sources, out: &mut Components) {
    let Some(dir) = manifest.path.parent() else { return };
    let substitution = Substitution { profile: manifest.profile.as_ref(), available: &[], problems: Vec::new() };
    let mut reader = Reader { manifest, sources, root, substitution, out: &mut *out };
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
}

/// Everything that reading a component takes.
pub(super) struct Reader<'a> {
    pub(super) manifest: &'a Manifest,
    sources: &'a mut Sources,
    root: &'a Path,
    pub(super) substitution: Substitution<'a>,
    pub(super) out: &'a mut Components,
}

impl Reader<'_> {
    fn hsmeta(&mut self, dir: &Path) {
        for path in source_files(dir, Folders::Known) {
            if !is_component(&path) || path == self.manifest.path {
                continue;
            }
            let Some((source, root)) = self.parse(&path) else { continue };
            let kind = root.get_str("type").map_or(ComponentKind::Other, |kind| ComponentKind::of_type(kind));
            let name = self.name(&root, &path);
            self.out.found.push(Component { kind, name: name.clone(), source });
            let empty = Node { value: json::Value::Object(Vec::new()), span: root.span };
            self.component(kind, &name, &root, root.get("config").unwrap_or(&empty));
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
                self.out.problems.push(problem.help(help));
            }
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
        let crm = document.root.get("extensions").and_then(|extensions| extensions.get("crm"));
        let cards = crm.map(|crm| crm.get_array("cards")).unwrap_or_default();
        let webhooks = document.root.get("webhooks");
        let named = cards.iter().map(|card| (ComponentKind::Card, card));
        for (kind, entry) in named.chain(webhooks.map(|webhooks| (ComponentKind::Webhooks, webhooks))) {
            let Some(file) = entry.get("file") else { continue };
            let Some(relative) = file.as_str() else { continue };
            let path = plain(&dir.join(&**relative));
            if !path.is_file() {
                let message = format!("there is no file {relative}");
                self.out.problems.push(Problem::new(ProblemKind::Unreadable, file.span, message));
                continue;
            }
            let Some((source, root)) = self.parse(&path) else { continue };
            let name = self.name(&root, &path);
            self.out.found.push(Component { kind, name: name.clone(), source });
            self.component(kind, &name, &root, root.get("data").unwrap_or(&root));
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
                self.out.problems.push(Problem::new(ProblemKind::Unreadable, place, error.to_string()));
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
                self.out.problems.push(Problem::new(ProblemKind::Unreadable, broken.span, message));
                None
            }
        }
    }
}
