//! The app that the code belongs to: its manifest and what its components need.

use std::path::Path;
use std::sync::Arc;

use super::Failure;
use crate::catalog::{self, AuthKind, Catalog, Known, Outcome};
use crate::config::StatedNeed;
use crate::manifest::{
    self, AuthType, Component, Components, Manifest, ObjectScopes, OpenNeed, Problem, ProblemKind, Wants,
};
use crate::rules::{Outside, OutsideNeed};
use crate::scopes::ScopeSet;
use crate::source::{SourceId, Sources};

/// An app.
pub(super) struct App {
    /// Its name in the configuration, where it has one there.
    pub name: Option<String>,
    /// What it requests; the problems of its components are among its own.
    pub manifest: Manifest,
    /// What its components need.
    pub needs: Vec<OutsideNeed>,
    /// What its components may need besides.
    open: Vec<OpenNeed>,
    components: Vec<Component>,
    /// Why more may call HubSpot than the Rust code, one line a reason.
    pub unseen: Vec<String>,
}

impl App {
    /// Reads an app by its manifest.
    pub fn read(
        path: &Path,
        name: Option<String>,
        profile: Option<&str>,
        root: &Path,
        catalog: &Catalog,
        sources: &mut Sources,
    ) -> Result<Self, manifest::Error> {
        let mut manifest = manifest::read(&manifest::Request { path, root, profile }, sources)?;
        let mut components = Components::read(&manifest, root, sources);
        let auth = auth_kind(&manifest);
        let objects = Objects { catalog, auth };
        let mut needs = Vec::new();
        for need in &components.needs {
            let Some(requirement) = need.requirement(&objects) else {
                if let Wants::Read(object) = &need.wants {
                    let of = components.found.iter().find(|component| component.source == need.span.source);
                    let problem = unknown_object(need, object, of, catalog);
                    components.open.push(OpenNeed { source: need.span.source, why: problem.message.clone() });
                    components.problems.push(problem);
                }
                continue;
            };
            needs.push(OutsideNeed {
                requirement,
                certainty: match need.certainty {
                    manifest::Certainty::Certain => catalog::Certainty::Certain,
                    manifest::Certainty::Likely => catalog::Certainty::Likely,
                    manifest::Certainty::Disputed => catalog::Certainty::Disputed,
                },
                outside: Outside { what: need.about.clone(), span: Some(need.span), is_component: true },
                source: Arc::from(need.origin),
            });
        }
        manifest.problems.append(&mut components.problems);
        manifest.problems.sort_by_key(|problem| problem.span);
        let unseen = components.scripts.iter().map(|script| format!("`{}` {}", script.name, script.why)).collect();
        Ok(Self { name, manifest, needs, open: components.open, components: components.found, unseen })
    }

    /// An app whose settings are known without a project.
    pub fn of_manifest(manifest: Manifest, name: Option<String>) -> Self {
        Self { name, manifest, needs: Vec::new(), open: Vec::new(), components: Vec::new(), unseen: Vec::new() }
    }

    /// Whether an entry of the configuration is about a component of the app, by its identifier or its file.
    pub fn has(&self, stated: &StatedNeed, sources: &Sources) -> bool {
        self.components.iter().any(|component| is_of(stated, component, sources))
            || self.open.iter().any(|open| names_file(stated, open.source, sources))
    }

    /// Why a component of the app may need more than is known, one line a reason: those that the configuration states
    /// nothing of.
    pub fn open(&self, stated: &[StatedNeed], sources: &Sources) -> Vec<String> {
        let settled = |open: &&OpenNeed| {
            let of = |component: &&Component| component.source == open.source;
            let component = self.components.iter().find(of);
            stated.iter().any(|stated| {
                names_file(stated, open.source, sources)
                    || component.is_some_and(|component| is_of(stated, component, sources))
            })
        };
        let why =
            |open: &OpenNeed| format!("`{}` may need more than is known: {}", sources.file(open.source).name, open.why);
        let mut reasons: Vec<String> = self.open.iter().filter(|open| !settled(open)).map(why).collect();
        reasons.dedup();
        reasons
    }

    /// How the app authenticates.
    pub fn auth(&self) -> AuthKind {
        auth_kind(&self.manifest)
    }
}

/// Whether an entry of the configuration is about a component.
fn is_of(stated: &StatedNeed, component: &Component, sources: &Sources) -> bool {
    stated.component.as_ref().is_some_and(|name| *name.text == component.name)
        || names_file(stated, component.source, sources)
}

fn names_file(stated: &StatedNeed, source: SourceId, sources: &Sources) -> bool {
    stated.component.as_ref().is_some_and(|name| *name.text == *sources.file(source).name)
}

/// What is wrong with a component that is about an object type which the catalog does not know.
fn unknown_object(need: &manifest::Need, object: &str, component: Option<&Component>, catalog: &Catalog) -> Problem {
    let message = match catalog.object(object) {
        None => format!("{}, and `{object}` is no object type that is known", need.about),
        Some(_) => format!("{}, and what reading {object} takes is not known", need.about),
    };
    let name = component.map_or("...", |component| &component.name);
    let help = match catalog.suggest_object(object) {
        Some(near) if catalog.object(object).is_none() => manifest::did_you_mean(&near.name),
        _ => format!(
            "name a custom object by its id or its full name (`2-1234`, `p1234_pets`), or {}",
            manifest::state_it(name)
        ),
    };
    Problem::new(ProblemKind::UnknownObject, need.span, message).help(help)
}

/// How an app authenticates; where its manifest does not say, OAuth's requirements count.
fn auth_kind(manifest: &Manifest) -> AuthKind {
    match manifest.auth_type {
        Some(AuthType::Static) => AuthKind::Static,
        Some(AuthType::Oauth) | None => AuthKind::Oauth,
    }
}

/// What reading an object takes, as the catalog says it of the operation that reads its records.
struct Objects<'a> {
    catalog: &'a Catalog,
    auth: AuthKind,
}

impl ObjectScopes for Objects<'_> {
    fn read_scopes(&self, object: &str) -> Option<Vec<ScopeSet>> {
        let object = self.catalog.object(object)?;
        let path = format!("/crm/v3/objects/{}", object.name);
        match self.catalog.resolve("GET", &path, &[], self.auth).outcome {
            Outcome::Known(Known { needs, .. }) => {
                needs.into_iter().find(|need| need.certainty == catalog::Certainty::Certain).map(|need| need.any_of)
            }
            Outcome::Open { .. } | Outcome::Unknown { .. } => None,
        }
    }
}

impl From<manifest::Error> for Failure {
    fn from(error: manifest::Error) -> Self {
        let mut place = error.path.display().to_string();
        if let Some((_, position)) = error.place {
            place = format!("{place}:{}:{}", position.line, position.column);
        }
        let failure = Self::new(format!("{place}: {}", error.message));
        if error.help.is_empty() { failure } else { failure.help(error.help) }
    }
}
