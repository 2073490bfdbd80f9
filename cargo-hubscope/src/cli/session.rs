//! What the commands share: the workspace, its configuration, its apps, and what their calls need.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Failure;
use super::app::App;
use super::args::{AppArgs, Hubscope};
use super::code::{self, Code};
use super::idle::Idle;
use super::optional::{Optional, key};
use super::output::Printer;
use super::progress::shown_while;
use super::sensitive::Sensitive;
use super::settings;
use crate::analysis::Call;
use crate::catalog::{AuthKind, Catalog};
use crate::config::{self, Config, Requests};
use crate::manifest;
use crate::program::Lowered;
use crate::report::{Context, Place, repository_of};
use crate::rules::{Derivation, Inputs, OutsideNeed};
use crate::scopes::ScopeSet;
use crate::source::{Sources, Span};
use crate::workspace::{self, Workspace};

/// After how many days a catalog counts as old where nothing else is configured.
const CATALOG_MAX_AGE: u64 = 180;

/// How many reasons why calls may be missing are named before the rest is counted.
const LISTED: usize = 5;

/// A project whose configuration has been read.
pub(super) struct Session {
    /// With the packages and features that the arguments select.
    pub workspace: Workspace,
    pub config: Config,
    pub catalog: Cow<'static, Catalog>,
    pub repository: PathBuf,
    /// Holds the configuration.
    sources: Sources,
    explicit: Explicit,
    /// The arguments that chose code and app, as a shell takes them.
    selection: Vec<String>,
    /// The same files are looked at more than once, with other features, and in `watch`.
    lowered: Arc<Lowered>,
    idle: RefCell<Idle>,
}

/// Whether the arguments select packages or features themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Explicit {
    Selection,
    Nothing,
}

/// An app, or the code alone, with its calls.
pub(super) struct Subject {
    /// `None` where there is no app to compare with.
    pub app: Option<App>,
    /// With the packages and features that are selected.
    pub workspace: Workspace,
    /// With every package of the app and every feature.
    whole: Workspace,
    /// Its sources hold the configuration and the files of the app too.
    pub code: Code,
}

/// Where it is written what an app requests.
struct Target<'a> {
    app: Option<&'a config::App>,
    manifest: Option<PathBuf>,
}

impl Session {
    /// Reads the workspace that the arguments name, and its configuration.
    pub fn open(args: &Hubscope, printer: &Printer<'_>) -> Result<Self, Failure> {
        Self::open_with(args, printer, Arc::default())
    }

    /// The same, with files that were lowered before.
    pub fn open_with(args: &Hubscope, printer: &Printer<'_>, lowered: Arc<Lowered>) -> Result<Self, Failure> {
        let workspace = workspace::load(&args.project.options())?;
        for note in &workspace.notes {
            printer.note(&note.message);
        }
        let mut sources = Sources::new();
        let rules = settings::rule_names();
        let config = match &args.app.config {
            Some(given) => Config::read(&absolute(given)?, &workspace.root, &rules, &mut sources)?,
            None => Config::of_workspace(&workspace.root, &rules, &mut sources)?,
        };
        let catalog = settings::catalog(&config, &sources)?;
        let allowed = config.catalog_max_age_days.map_or(CATALOG_MAX_AGE, u64::from);
        let age = crate::date::days_between(catalog.as_of(), &crate::date::today());
        if age.is_some_and(|age| age > allowed) {
            printer.note(&format!("the catalog is of {}; a newer cargo-hubscope may know more", catalog.as_of()));
        }
        let project = &args.project;
        let packages = !project.package.is_empty() || project.workspace || !project.exclude.is_empty();
        let chosen = packages || !project.features.is_empty();
        let explicit = if chosen || project.all_features || project.no_default_features {
            Explicit::Selection
        } else {
            Explicit::Nothing
        };
        let repository = repository_of(&workspace.root);
        let selection = args.selection();
        Ok(Self {
            workspace,
            config,
            catalog,
            repository,
            sources,
            explicit,
            selection,
            lowered,
            idle: RefCell::default(),
        })
    }

    /// Every app that the arguments and the configuration name or that is found, with its calls; the code alone where
    /// there is no app.
    pub fn subjects(&self, args: &AppArgs, printer: &Printer<'_>) -> Result<Vec<Subject>, Failure> {
        let targets = self.targets(args)?;
        let mut subjects: Vec<Subject> = Vec::new();
        for target in targets {
            let workspace = self.workspace_of(&target)?;
            let known = subjects.iter().find(|subject| subject.workspace == workspace);
            let mut code = match known {
                Some(known) => known.code.clone(),
                None => self.analyse(&workspace, printer),
            };
            let app = Some(self.read_app(&target, args.profile.as_deref(), &mut code.sources)?);
            let whole = self.whole_of(&target)?;
            subjects.push(Subject { app, workspace, whole, code });
        }
        if args.app.is_none() && args.app_manifest.is_none() {
            self.say_unknown_components(&subjects, printer);
        }
        if subjects.is_empty() {
            subjects.push(self.alone(printer));
        }
        Ok(subjects)
    }

    /// Says which entries of the configuration are about a component that no app has.
    fn say_unknown_components(&self, subjects: &[Subject], printer: &Printer<'_>) {
        for stated in &self.config.needs {
            let Some(name) = &stated.component else { continue };
            let has =
                |subject: &Subject| subject.app.as_ref().is_some_and(|app| app.has(stated, &subject.code.sources));
            if !subjects.iter().any(has) {
                let place = self.sources.place(name.span);
                printer.note(&format!("{place}: `[[need]] component = \"{}\"` fits no component", name.text));
            }
        }
    }

    /// One app for commands that can do without: the code alone where there is none, or where it cannot be read and was
    /// not named.
    pub fn subject(&self, args: &AppArgs, printer: &Printer<'_>) -> Result<Subject, Failure> {
        let named = args.app_manifest.is_some() || args.app.is_some();
        match self.subjects(args, printer) {
            Ok(mut subjects) if subjects.len() == 1 => Ok(subjects.remove(0)),
            Ok(_) => Ok(self.alone(printer)),
            Err(failure) if named => Err(failure),
            Err(failure) => {
                printer.note(&format!("no app is taken into account: {}", failure.message));
                Ok(self.alone(printer))
            }
        }
    }

    fn alone(&self, printer: &Printer<'_>) -> Subject {
        let code = self.analyse(&self.workspace, printer);
        let (workspace, whole) = (self.workspace.clone(), self.workspace.everything());
        Subject { app: None, workspace, whole, code }
    }

    fn analyse(&self, workspace: &Workspace, printer: &Printer<'_>) -> Code {
        let work = || code::analyse(workspace, &self.config, &self.catalog, self.sources.clone(), &self.lowered);
        let code = shown_while(printer.is_quiet(), "looking for HubSpot calls", work);
        for note in &code.notes {
            printer.note(note);
        }
        self.idle.borrow_mut().after(workspace, &code.idle);
        code
    }

    /// Says what of the code could not be looked into, before a result that has no place for it.
    pub fn say_unread(&self, code: &Code, printer: &Printer<'_>) {
        let place = |span: &Span| {
            let place = Place::of(&code.sources, *span);
            format!("{}:{}:{}", place.file, place.line, place.column)
        };
        let unparsed = code.unparsed.iter().map(|(span, message)| format!("{}: {message}", place(span)));
        let reasons: Vec<String> = unparsed.chain(code.unseen.iter().cloned()).collect();
        for reason in reasons.iter().take(LISTED) {
            printer.note(&format!("calls may be missing here: {reason}"));
        }
        if reasons.len() > LISTED {
            let more = reasons.len() - LISTED;
            printer.note(&format!(
                "calls may be missing here for {more} more reasons, which `cargo hubscope scopes` lists"
            ));
        }
    }

    /// Says which entries of the configuration fit nothing, where all code that they could fit was looked at: the last
    /// thing that a command does before it prints its result.
    pub fn say_idle(&self, printer: &Printer<'_>) {
        let of_apps = self.config.apps.iter().map(|app| &app.packages);
        let named: BTreeSet<&str> = of_apps.clone().flatten().map(|name| &*name.text).collect();
        let all = self.config.apps.is_empty() || of_apps.clone().any(Vec::is_empty);
        let members = self.workspace.members();
        let concerned = members.map(|(_, package)| &*package.name).filter(|name| all || named.contains(name));
        for note in self.idle.borrow().left(concerned) {
            printer.note(note);
        }
    }

    /// The apps to look at.
    fn targets(&self, args: &AppArgs) -> Result<Vec<Target<'_>>, Failure> {
        if let Some(given) = &args.app_manifest {
            return Ok(vec![Target { app: None, manifest: Some(absolute(given)?) }]);
        }
        let apps: Vec<&config::App> = match &args.app {
            Some(name) => vec![self.config.app(name).map_err(Failure::new)?],
            None => self.config.apps.iter().collect(),
        };
        let mut targets = Vec::new();
        for app in apps {
            let manifest = match &app.requests {
                Requests::Manifest(located) => Some(located.path.clone()),
                Requests::Settings(_) => None,
                Requests::Discovered => match self.found()? {
                    Some(found) => Some(found),
                    None => {
                        return Err(Failure::new(format!(
                            "no app manifest was found below `{}`",
                            self.repository.display()
                        )));
                    }
                },
            };
            targets.push(Target { app: Some(app), manifest });
        }
        if targets.is_empty() {
            let named = self.config.manifest.as_ref().map(|located| located.path.clone());
            let manifest = match named {
                Some(named) => Some(named),
                None => match self.named_by_cargo()? {
                    Some(named) => Some(named),
                    None => self.found()?,
                },
            };
            targets.extend(manifest.map(|path| Target { app: None, manifest: Some(path) }));
        }
        Ok(targets)
    }

    fn found(&self) -> Result<Option<PathBuf>, Failure> {
        let found = manifest::choose(manifest::discover(&self.workspace.root), &self.workspace.root)?;
        Ok(found.map(|found| found.path))
    }

    /// The manifest that a `hubscope` table of a selected package or of the workspace names.
    fn named_by_cargo(&self) -> Result<Option<PathBuf>, Failure> {
        let workspace = &self.workspace;
        let packages = workspace.selected.iter().map(|&index| &workspace.packages[index]);
        let with_table = packages.filter(|package| package.metadata.is_some()).map(|package| package.manifest.clone());
        let root = workspace.metadata.is_some().then(|| workspace.root.join("Cargo.toml"));
        for file in with_table.chain(root) {
            let mut sources = Sources::new();
            if let Some(located) = config::manifest_of_cargo(&file, &workspace.root, &mut sources)? {
                return Ok(Some(located.path));
            }
        }
        Ok(None)
    }

    /// The packages and features of an app; what the arguments select themselves is stronger.
    fn workspace_of(&self, target: &Target<'_>) -> Result<Workspace, Failure> {
        let Some(app) = target.app.filter(|_| self.explicit == Explicit::Nothing) else {
            return Ok(self.workspace.clone());
        };
        if app.packages.is_empty() && app.features.is_empty() {
            return Ok(self.workspace.clone());
        }
        let texts = |texts: &[config::Text]| texts.iter().map(|text| text.text.to_string()).collect();
        let options =
            workspace::Options { packages: texts(&app.packages), features: texts(&app.features), ..Default::default() };
        self.workspace.reselect(&options).map_err(|error| self.at_fault(app, error))
    }

    /// The error of an app's packages and features with the place of the one that it comes from.
    fn at_fault(&self, app: &config::App, error: workspace::Error) -> Failure {
        let packages: Vec<String> = app.packages.iter().map(|name| name.text.to_string()).collect();
        let fails = |packages: Vec<String>, features: Vec<String>| {
            self.workspace.reselect(&workspace::Options { packages, features, ..Default::default() }).is_err()
        };
        let package = app.packages.iter().find(|name| fails(vec![name.text.to_string()], Vec::new()));
        let feature = || app.features.iter().find(|name| fails(packages.clone(), vec![name.text.to_string()]));
        let failure = Failure::from(error);
        let Some(wrong) = package.or_else(feature) else { return failure };
        let file = self.sources.file(wrong.span.source);
        let position = file.position(wrong.span.start);
        failure.at(format!("{}:{}:{}", file.path.display(), position.line, position.column))
    }

    /// Every package of an app with every feature. What the configuration calls several apps with one manifest is one for
    /// HubSpot: a scope that one of them needs is not unneeded by the manifest.
    fn whole_of(&self, target: &Target<'_>) -> Result<Workspace, Failure> {
        let of = |app: &config::App| match &app.requests {
            Requests::Manifest(located) => Some(located.path.clone()),
            Requests::Settings(_) | Requests::Discovered => None,
        };
        let shared = |app: &&config::App| target.app.is_some_and(|own| of(own).is_some() && of(own) == of(app));
        let mut apps: Vec<&config::App> = self.config.apps.iter().filter(shared).collect();
        if apps.is_empty() {
            apps.extend(target.app);
        }
        if apps.is_empty() || apps.iter().any(|app| app.packages.is_empty()) {
            return Ok(self.workspace.everything());
        }
        let packages: BTreeSet<String> =
            apps.iter().flat_map(|app| &app.packages).map(|name| name.text.to_string()).collect();
        let packages = packages.into_iter().collect();
        let options = workspace::Options { packages, ..Default::default() };
        Ok(self.workspace.reselect(&options)?.with_all_features())
    }

    fn read_app(&self, target: &Target<'_>, profile: Option<&str>, sources: &mut Sources) -> Result<App, Failure> {
        let name = target.app.and_then(|app| app.name.as_ref()).map(|name| name.text.to_string());
        let mut app = match (target.app.map(|app| &app.requests), &target.manifest) {
            (_, Some(path)) => {
                let configured = target.app.and_then(|app| app.profile.as_ref()).map(|profile| &*profile.text);
                let profile = profile.or(configured);
                let written = target.app.and_then(|app| app.profile.as_ref()).filter(|_| profile == configured);
                let read = App::read(path, name, profile, &self.workspace.root, &self.catalog, sources);
                read.map_err(|error| match written {
                    Some(written) if error.kind == manifest::ErrorKind::Profile => {
                        Failure::from(error).at(sources.place(written.span))
                    }
                    _ => Failure::from(error),
                })?
            }
            (Some(Requests::Settings(settings)), None) => match (target.app, self.config.source) {
                (Some(app), Some(source)) => {
                    let path = sources.file(source).path.clone();
                    App::of_manifest(manifest::from_settings(app, settings, source, &path), name)
                }
                _ => return Err(Failure::new("the configuration has no app")),
            },
            (_, None) => return Err(Failure::new("the app has no manifest")),
        };
        if self.config.scripts_reviewed.is_some() {
            app.unseen.clear();
        }
        Ok(app)
    }

    /// What the selected code of a subject needs.
    pub fn derive(&self, subject: &Subject) -> Derivation {
        self.derive_from(subject, &subject.workspace, &subject.code)
    }

    /// The minimal set of each selected program on its own, by `PACKAGE/NAME`: of its own code and of the libraries of
    /// the workspace that it is built from.
    pub fn per_binary(&self, subject: &Subject, printer: &Printer<'_>) -> BTreeMap<String, ScopeSet> {
        let programs = subject.workspace.programs();
        let minimal = |workspace: &Workspace| {
            self.derive_from(subject, workspace, &self.analyse(workspace, printer)).minimal.scopes
        };
        programs.into_iter().map(|(name, workspace)| (name, minimal(&workspace))).collect()
    }

    /// What every package of the app with every feature needs; `None` where that is the selected code.
    pub fn derive_whole(&self, subject: &Subject, printer: &Printer<'_>) -> Option<Derivation> {
        if subject.whole == subject.workspace {
            return None;
        }
        Some(self.derive_from(subject, &subject.whole, &self.analyse(&subject.whole, printer)))
    }

    fn derive_from(&self, subject: &Subject, workspace: &Workspace, code: &Code) -> Derivation {
        let auth = subject.app.as_ref().map(App::auth).unwrap_or_default();
        let mut unseen = code.unread();
        let unread = !unseen.is_empty();
        let mut outside: Vec<OutsideNeed> = settings::needs(&self.config);
        if let Some(app) = &subject.app {
            unseen.extend(app.unseen.iter().cloned());
            unseen.extend(app.open(&self.config.needs, &code.sources));
            outside.extend(app.needs.iter().cloned());
        }
        let optional = self.optional(workspace, auth);
        let sensitive = Sensitive::new(&self.config, &self.catalog, &code.sources);
        let inputs = Inputs {
            catalog: &self.catalog,
            auth,
            sources: &code.sources,
            outside: &outside,
            unseen: &unseen,
            unread,
            expectations: &code.annotations.expectations,
            optional: &|call: &Call| optional.holds(call, &code.sources.file(call.location.span.source).name),
            optional_function: &|function| optional.holds_function(function),
            sensitive: &|call, known| sensitive.needs(call, known),
        };
        Derivation::new(code.calls.clone(), inputs)
    }

    /// Which calls the app can do without. Calls behind optional features are those that are gone without them.
    fn optional(&self, workspace: &Workspace, auth: AuthKind) -> Optional<'_> {
        let features: Vec<&str> = self.config.optional.features.iter().map(|feature| &*feature.text).collect();
        let always: Option<BTreeSet<_>> = (!features.is_empty()).then(|| {
            let less = workspace.without_features(&features);
            let code = code::analyse(&less, &self.config, &self.catalog, self.sources.clone(), &self.lowered);
            let file = |call: &Call| code.sources.file(call.location.span.source).name.clone();
            code.calls.iter().map(|call| key(call, &file(call))).collect()
        });
        Optional::new(&self.config.optional, &self.catalog, auth, always)
    }

    /// What renderers need.
    pub fn context<'a>(&'a self, subject: &'a Subject) -> Context<'a> {
        Context {
            sources: &subject.code.sources,
            workspace: &subject.workspace,
            repository: &self.repository,
            selection: &self.selection,
        }
    }
}

/// A path as given on the command line, from the working directory.
pub(super) fn absolute(path: &Path) -> Result<PathBuf, Failure> {
    std::path::absolute(path).map_err(|error| Failure::new(format!("`{}`: {error}", path.display())))
}
