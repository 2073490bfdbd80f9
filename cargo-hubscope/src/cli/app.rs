//! The app that the code belongs to: its manifest and what its components need.

use std::path::Path;
use std::sync::Arc;

use super::Failure;
use crate::catalog::{self, AuthKind, Catalog, Known, Outcome};
use crate::manifest::{self, AuthType, Components, Manifest, ObjectScopes};
use crate::rules::{Outside, OutsideNeed};
use crate::scopes::ScopeSet;
use crate::source::Sources;

/// An app.
pub(super) struct App {
    /// Its name in the configuration, where it has one there.
    pub name: Option<String>,
    /// What it requests; the problems of its components are among its own.
    pub manifest: Manifest,
    /// What its components need.
    pub needs: Vec<OutsideNeed>,
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
        let components = Components::read(&manifest, root, sources);
        manifest.problems.extend(components.problems.iter().cloned());
        manifest.problems.sort_by_key(|problem| problem.span);
        let auth = auth_kind(&manifest);
        let objects = Objects { catalog, auth };
        let mut needs = Vec::new();
        for need in &components.needs {
            let Some(requirement) = need.requirement(&objects) else { continue };
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
        let unseen = components.scripts.iter().map(|script| format!("`{}` {}", script.name, script.why)).collect();
        Ok(Self { name, manifest, needs, unseen })
    }

    /// An app whose settings are known without a project.
    pub fn of_manifest(manifest: Manifest, name: Option<String>) -> Self {
        Self { name, manifest, needs: Vec::new(), unseen: Vec::new() }
    }

    /// How the app authenticates.
    pub fn auth(&self) -> AuthKind {
        auth_kind(&self.manifest)
    }
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
