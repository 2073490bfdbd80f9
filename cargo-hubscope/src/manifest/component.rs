//! What the other files of a project need: webhooks, cards, app events, actions.
//!
//! Only what HubSpot documents is certain. What is known of other components by analogy is likely; where sources
//! disagree, the need is disputed and only protects a scope from being called unneeded.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::WalkBuilder;

use super::app::{did_you_mean, nearest};
use super::json::{self, Node};
use super::profile::{Demand, Profile, Substitution};
use super::project::load;
use super::script::{self, Script};
use super::{AuthType, Format, Manifest, Problem, ProblemKind};
use crate::scopes::{Requirement, ScopeSet};
use crate::source::{SourceId, Sources, Span};

/// The folders below an app's own from which HubSpot reads components.
const FOLDERS: [&str; 20] = [
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

/// A kind of component.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ComponentKind {
    /// A card on record pages.
    Card,
    /// Webhook subscriptions.
    Webhooks,
    /// The webhooks journal.
    WebhooksJournal,
    /// An event type for timelines.
    AppEvent,
    /// A custom workflow action.
    WorkflowAction,
    /// An object type of the app's own.
    AppObject,
    /// An action on many records.
    BulkAction,
    /// Calling from within HubSpot.
    Calling,
    /// A function that HubSpot runs.
    Function,
    /// Anything else; it needs no scope as far as is known.
    Other,
}

impl ComponentKind {
    /// What the kind is called in messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::Webhooks => "webhook subscription",
            Self::WebhooksJournal => "webhooks journal",
            Self::AppEvent => "app event",
            Self::WorkflowAction => "workflow action",
            Self::AppObject => "app object",
            Self::BulkAction => "bulk action",
            Self::Calling => "calling extension",
            Self::Function => "serverless function",
            Self::Other => "component",
        }
    }

    fn of_type(name: &str) -> Self {
        match name {
            "card" | "crm-card" => Self::Card,
            "webhooks" => Self::Webhooks,
            "webhooks-journal" => Self::WebhooksJournal,
            "app-event" => Self::AppEvent,
            "workflow-action" => Self::WorkflowAction,
            "app-object" => Self::AppObject,
            "crm-bulk-action" => Self::BulkAction,
            "calling" => Self::Calling,
            "app-function" | "serverless-function" => Self::Function,
            _ => Self::Other,
        }
    }
}

/// A component of a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    /// What it is.
    pub kind: ComponentKind,
    /// Its identifier, else the name of its file.
    pub name: String,
    /// Its file.
    pub source: SourceId,
}

/// How sure it is that a component needs what it is said to need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// Documented, and checked by HubSpot.
    Certain,
    /// Follows from how similar components behave.
    Likely,
    /// Said by some; enough not to call a scope unneeded.
    Disputed,
}

/// What a component needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wants {
    /// Any of these sets of scopes.
    Scopes(Requirement),
    /// To read the records of an object type, by whatever name the file gives it.
    Read(Arc<str>),
}

/// A need of a component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// The kind of component.
    pub kind: ComponentKind,
    /// Who needs it and for what, such as "the card `deal-card` shows companies".
    pub about: String,
    /// The string in the file that causes it.
    pub span: Span,
    /// What is needed.
    pub wants: Wants,
    /// How sure that is.
    pub certainty: Certainty,
    /// Where this was found out.
    pub origin: &'static str,
}

/// Answers what reading an object type takes; the catalog knows.
pub trait ObjectScopes {
    /// The alternatives for reading the records of an object type, which is given by any of its names or ids in any
    /// case; nothing for an unknown one.
    fn read_scopes(&self, object: &str) -> Option<Vec<ScopeSet>>;
}

impl Need {
    /// The need as a requirement; nothing where the object type is unknown.
    pub fn requirement(&self, objects: &dyn ObjectScopes) -> Option<Requirement> {
        match &self.wants {
            Wants::Scopes(requirement) => Some(requirement.clone()),
            Wants::Read(object) => Some(Requirement { any_of: objects.read_scopes(object)? }),
        }
    }
}

/// Everything in a project besides the app itself.
#[derive(Debug, Clone, Default)]
pub struct Components {
    /// The components, in the order of their paths.
    pub found: Vec<Component>,
    /// What they need, in the order of their places; one entry for all that want the same in one file.
    pub needs: Vec<Need>,
    /// What is wrong with them.
    pub problems: Vec<Problem>,
    /// JavaScript and TypeScript that can call HubSpot out of this tool's sight, in the order of their paths.
    pub scripts: Vec<Script>,
}

impl Components {
    /// Reads the components that belong to an app's manifest. `root` is the directory that the names of files are
    /// relative to.
    pub fn read(manifest: &Manifest, profile: Option<&str>, root: &Path, sources: &mut Sources) -> Self {
        let mut components = Self::default();
        let Some(dir) = manifest.path.parent() else { return components };
        let available = Vec::new();
        let profile_dir = manifest.project.as_ref().map_or(dir, |project| &project.src_dir);
        let profile = profile.and_then(|name| Profile::read(name, profile_dir, root, sources).ok());
        let mut reader = Reader {
            manifest,
            sources,
            root,
            substitution: Substitution { profile: profile.as_ref(), available: &available, problems: Vec::new() },
            out: &mut components,
        };
        match manifest.format {
            Format::Hsmeta => {
                reader.hsmeta(dir);
                reader.skipped(dir);
            }
            Format::PublicApp | Format::PrivateApp => reader.referenced(dir),
            Format::Settings => {}
        }
        if manifest.format != Format::Settings {
            let scripts = script::find(dir, &source_files(dir), root, reader.sources);
            reader.out.scripts = scripts;
            reader.sensitive();
        }
        let unset = reader.substitution.problems;
        components.problems.extend(unset);
        components.problems.sort_by_key(|problem| problem.span);
        components.needs.sort_by_key(|need| need.span);
        components
    }
}

/// The files below an app's directory that HubSpot looks at, sorted; ignore files play no part, for HubSpot has none.
fn source_files(dir: &Path) -> Vec<PathBuf> {
    let walk = WalkBuilder::new(dir)
        .standard_filters(false)
        .filter_entry(|entry| {
            let name = entry.file_name().to_string_lossy();
            let directory = entry.file_type().is_some_and(|kind| kind.is_dir());
            let skipped = matches!(&*name, "node_modules" | "target" | "dist") || name.starts_with('.');
            let first = entry.depth() == 1 && directory;
            entry.depth() == 0
                || !(directory && skipped)
                    && (!first || FOLDERS.contains(&&*name) || &*name == "extensions" || name.ends_with(".functions"))
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

fn is_component(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().to_ascii_lowercase().ends_with("-hsmeta.json"))
}

/// Whether HubSpot looks for components in a folder below an app's own.
fn is_component_folder(path: &Path) -> bool {
    path.file_name().is_some_and(|name| FOLDERS.iter().any(|known| name == *known))
}

/// The place of a component's `type`, which stands for all of it.
fn type_place(root: &Node) -> Span {
    root.get("type").map_or(Span { end: root.span.start + 1, ..root.span }, |kind| kind.span)
}

struct Reader<'a> {
    manifest: &'a Manifest,
    sources: &'a mut Sources,
    root: &'a Path,
    substitution: Substitution<'a>,
    out: &'a mut Components,
}

impl Reader<'_> {
    fn hsmeta(&mut self, dir: &Path) {
        for path in source_files(dir) {
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
            let path = super::project::plain(&dir.join(&**relative));
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

    fn component(&mut self, kind: ComponentKind, name: &str, root: &Node, config: &Node) {
        match kind {
            ComponentKind::Card => self.card(name, config),
            ComponentKind::BulkAction => {
                let origin = "by analogy with cards";
                self.objects(kind, config, Certainty::Likely, origin, |object| {
                    format!("the bulk action `{name}` acts on {object}")
                });
            }
            ComponentKind::Webhooks => self.webhooks(name, config),
            ComponentKind::WebhooksJournal => self.journal(name, root, config),
            ComponentKind::AppEvent => self.app_event(name, root),
            ComponentKind::WorkflowAction => {
                let place = type_place(root);
                let about = format!("the workflow action `{name}` completes callbacks");
                let wants = Wants::Scopes(Requirement::scope("automation"));
                self.need(kind, about, place, wants, Certainty::Disputed, "HubSpot's API description");
            }
            ComponentKind::Calling => {
                let place = type_place(root);
                for scope in [
                    "crm.objects.contacts.write",
                    "crm.extensions_calling_transcripts.read",
                    "crm.extensions_calling_transcripts.write",
                ] {
                    let about = format!("the calling extension `{name}` logs calls");
                    let wants = Wants::Scopes(Requirement::scope(scope));
                    self.need(kind, about, place, wants, Certainty::Disputed, "HubSpot's API description");
                }
            }
            ComponentKind::AppObject | ComponentKind::Function | ComponentKind::Other => {}
        }
    }

    fn card(&mut self, name: &str, config: &Node) {
        let kind = ComponentKind::Card;
        let origin = "HubSpot's documentation of app cards";
        self.objects(kind, config, Certainty::Certain, origin, |object| format!("the card `{name}` shows {object}"));
        if let Some(location) = config.get("location")
            && location.as_str().is_some_and(|text| text.starts_with("helpdesk"))
        {
            let about = format!("the card `{name}` is shown in the help desk");
            self.need(kind, about, location.span, Wants::Read(Arc::from("tickets")), Certainty::Certain, origin);
        }
    }

    /// A need to read each entry of `objectTypes`: a name, or an object with a `name`.
    fn objects(
        &mut self,
        kind: ComponentKind,
        config: &Node,
        certainty: Certainty,
        origin: &'static str,
        about: impl Fn(&str) -> String,
    ) {
        if let Some(types) = config.get("objectTypes").filter(|types| types.as_array().is_none()) {
            let message = format!("`objectTypes` is {}, not an array", types.kind());
            self.out.problems.push(Problem::new(ProblemKind::WrongType, types.span, message));
        }
        for entry in config.get_array("objectTypes") {
            let node = entry.get("name").unwrap_or(entry);
            if node.as_str().is_none() {
                let message = format!("an entry of `objectTypes` is {}, not a string", node.kind());
                self.out.problems.push(Problem::new(ProblemKind::WrongType, node.span, message));
                continue;
            }
            let Some((object, _)) = self.substitution.text(node, Demand::Value) else { continue };
            self.need(kind, about(&object), node.span, Wants::Read(object.clone()), certainty, origin);
        }
    }

    fn webhooks(&mut self, name: &str, config: &Node) {
        let Some(subscriptions) = config.get("subscriptions") else { return };
        let lists = subscriptions.as_object().unwrap_or_default();
        const KNOWN: [&str; 3] = ["crmObjects", "legacyCrmObjects", "hubEvents"];
        for list in lists {
            if !KNOWN.contains(&&*list.key) {
                let message = format!("HubSpot does not know the key `{}` of `subscriptions`", list.key);
                let help =
                    nearest(&list.key, &KNOWN).map_or_else(|| format!("known are: {}", KNOWN.join(", ")), did_you_mean);
                self.out.problems.push(Problem::new(ProblemKind::UnknownKey, list.key_span, message).help(help));
            }
            for entry in list.value.as_array().unwrap_or_default() {
                self.subscription(name, entry);
            }
        }
    }

    fn subscription(&mut self, name: &str, entry: &Node) {
        let Some(written) = entry.get("subscriptionType") else {
            let message = "the subscription has no `subscriptionType`";
            self.out.problems.push(Problem::new(ProblemKind::WrongType, entry.span, message));
            return;
        };
        let Some((kind, _)) = self.substitution.text(written, Demand::Value) else { return };
        // HubSpot asks for the scope when a subscription is made; an inactive one may have been made long ago.
        let active = entry.get("active").is_none_or(|active| active.value != json::Value::Bool(false));
        let certainty = if active { Certainty::Certain } else { Certainty::Disputed };
        let about = format!("`{name}` subscribes to {kind}");
        let origin = "HubSpot's documentation of webhooks";
        let subject = kind.split('.').next().unwrap_or_default();
        let read = |object: &str| Wants::Read(Arc::from(object));
        let (span, wants) = match subject {
            "contact" => (written.span, read("contacts")),
            "company" => (written.span, read("companies")),
            "deal" => (written.span, read("deals")),
            "ticket" => (written.span, read("tickets")),
            "product" => (written.span, read("products")),
            "line_item" => (written.span, read("line_items")),
            "conversation" => (written.span, Wants::Scopes(Requirement::scope("conversations.read"))),
            "object" => {
                let Some(object) = entry.get("objectType").or_else(|| entry.get("objectName")) else {
                    let message = format!("the subscription to {kind} has no `objectType`");
                    self.out.problems.push(Problem::new(ProblemKind::WrongType, entry.span, message));
                    return;
                };
                let Some((text, _)) = self.substitution.text(object, Demand::Value) else { return };
                (object.span, Wants::Read(text))
            }
            _ => {
                let message = format!("which scope a subscription to `{kind}` needs is not documented");
                let help = "state it in hubscope.toml: [[need]] scope = \"...\", reason = \"...\"";
                self.out.problems.push(Problem::new(ProblemKind::UnknownNeed, written.span, message).help(help));
                return;
            }
        };
        self.need(ComponentKind::Webhooks, about, span, wants, certainty, origin);
    }

    /// The journal's own scopes: whether they belong in the manifest or in the token request alone is not documented.
    fn journal(&mut self, name: &str, root: &Node, config: &Node) {
        for part in ["read", "subscriptions.read", "subscriptions.write", "snapshots.read", "snapshots.write"] {
            let wants = Wants::Scopes(Requirement::scope(&format!("developer.webhooks_journal.{part}")));
            let about = format!("`{name}` uses the webhooks journal");
            let origin = "HubSpot's documentation of the webhooks journal";
            self.need(ComponentKind::WebhooksJournal, about, type_place(root), wants, Certainty::Disputed, origin);
        }
        self.webhooks(name, config);
    }

    fn app_event(&mut self, name: &str, root: &Node) {
        let origin = "HubSpot's documentation of app events";
        let place = type_place(root);
        let wants = Wants::Scopes(Requirement::scope("timeline"));
        let about = format!("the app event `{name}` writes to timelines");
        self.need(ComponentKind::AppEvent, about, place, wants, Certainty::Certain, origin);
        let private = self.manifest.distribution.as_ref().is_some_and(|kind| &*kind.text == "private");
        if self.manifest.auth_type == Some(AuthType::Static) || private {
            let message = "app events are for marketplace apps with oauth only";
            let mut problem = Problem::new(ProblemKind::UnfitComponent, place, message);
            if let Some(distribution) = self.manifest.distribution.as_ref().filter(|_| private) {
                problem = problem.label(distribution.span, "private here");
            }
            self.out.problems.push(problem);
        }
    }

    fn need(
        &mut self,
        kind: ComponentKind,
        about: String,
        span: Span,
        wants: Wants,
        certainty: Certainty,
        origin: &'static str,
    ) {
        let same = |need: &&mut Need| need.span.source == span.source && need.kind == kind && need.wants == wants;
        if let Some(known) = self.out.needs.iter_mut().find(same) {
            if certainty < known.certainty {
                *known = Need { kind, about, span, wants, certainty, origin };
            }
            return;
        }
        self.out.needs.push(Need { kind, about, span, wants, certainty, origin });
    }
}
