//! What an app requests: its manifest in every format, the components of its project, and safe edits of both.
//!
//! [`discover`] finds the app manifests that belong to a workspace, [`read`] turns one into a [`Manifest`] whose every
//! scope knows its place, [`Components::read`] lists what the other files of the project need, and [`edit`] changes scope
//! lists without touching anything else.

mod app;
mod component;
mod discover;
pub mod edit;
mod error;
pub mod install;
mod json;
mod problem;
mod profile;
mod project;
mod script;
mod settings;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use crate::source::{SourceId, Span};

pub use app::{Request, read};
pub use component::{Certainty, Component, ComponentKind, Components, Need, ObjectScopes, OpenNeed, Wants};
pub use discover::{Found, choose, discover};
pub use error::{Error, ErrorKind};
pub use problem::{Problem, ProblemKind};
pub use profile::Profile;
pub use project::Project;
pub use script::Script;
pub use settings::from_settings;

pub(crate) use app::{did_you_mean, nearest, not_a_name};
pub(crate) use component::state_it;
pub(crate) use project::{load, plain};

/// The file format of a manifest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// `*-hsmeta.json` with `"type": "app"`, of platform 2025.2 and later.
    Hsmeta,
    /// `public-app.json`, of platforms 2023.2 and 2025.1.
    PublicApp,
    /// `app.json` of a private app, of platforms 2023.1 to 2025.1.
    PrivateApp,
    /// An `[app]` table of `hubscope.toml`, for apps whose settings live only in HubSpot's pages.
    Settings,
}

/// How the app authenticates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AuthType {
    /// By OAuth: accounts install the app through an authorize URL.
    Oauth,
    /// By a static token of the one account that has the app.
    Static,
}

/// A list of scopes in a manifest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum List {
    /// Every install grants these.
    Required,
    /// Granted by every install that asks for them; such an install fails where the account lacks the feature.
    ConditionallyRequired,
    /// Granted where the account has the feature, dropped silently where not.
    Optional,
}

impl List {
    /// All lists, in the order of outputs.
    pub const ALL: [Self; 3] = [Self::Required, Self::ConditionallyRequired, Self::Optional];

    /// What the list is called in messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::ConditionallyRequired => "conditionally required",
            Self::Optional => "optional",
        }
    }

    /// The key of the list in a format; nothing where the format has no such list.
    pub fn key(self, format: Format) -> Option<&'static str> {
        match (format, self) {
            (Format::Hsmeta | Format::PublicApp, Self::Required) => Some("requiredScopes"),
            (Format::Hsmeta | Format::PublicApp, Self::ConditionallyRequired) => Some("conditionallyRequiredScopes"),
            (Format::Hsmeta | Format::PublicApp, Self::Optional) => Some("optionalScopes"),
            (Format::PrivateApp, Self::Required) => Some("scopes"),
            (Format::PrivateApp, _) => None,
            (Format::Settings, Self::Required) => Some("required"),
            (Format::Settings, Self::ConditionallyRequired) => Some("conditionally-required"),
            (Format::Settings, Self::Optional) => Some("optional"),
        }
    }
}

/// A text with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned {
    /// The text, with the profile's variables put in.
    pub text: Arc<str>,
    /// Where it is written, quotes included.
    pub span: Span,
}

/// One entry of a scope list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requested {
    /// The scope's name, with the profile's variables put in.
    pub scope: Arc<str>,
    /// The list that holds it.
    pub list: List,
    /// The string in the file, quotes included.
    pub span: Span,
    /// Whether the name is written as it is, without a placeholder; only such an entry can be edited.
    pub literal: bool,
}

/// A scope list of a manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScopeList {
    /// Which list.
    pub list: List,
    /// The key and the whole array, where the manifest has the list.
    pub place: Option<ListPlace>,
    /// Its entries in the order of the file; entries that are not strings, and placeholders without a value, are
    /// problems and not here.
    pub entries: Vec<Requested>,
}

/// Where a scope list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListPlace {
    /// The key.
    pub key: Span,
    /// The array with its brackets, or whatever stands in its place.
    pub array: Span,
}

/// What an app requests.
#[derive(Debug, Clone)]
pub struct Manifest {
    /// The file.
    pub source: SourceId,
    /// Where it is on disk.
    pub path: PathBuf,
    /// Its format.
    pub format: Format,
    /// The app's name.
    pub name: Option<Spanned>,
    /// The app's identifier within its project.
    pub uid: Option<Spanned>,
    /// How the app authenticates, where the manifest says so.
    pub auth_type: Option<AuthType>,
    /// `private` or `marketplace`, where the manifest says so.
    pub distribution: Option<Spanned>,
    /// The places to which HubSpot may send an installing user.
    pub redirect_urls: Vec<Spanned>,
    /// Required, conditionally required, optional; always these three in this order.
    pub lists: [ScopeList; 3],
    /// What is wrong with the manifest, in the order of the file.
    pub problems: Vec<Problem>,
    /// The project that the manifest belongs to.
    pub project: Option<Project>,
    /// The profile whose variables were put in.
    pub profile: Option<Profile>,
}

impl Manifest {
    /// One of the lists.
    pub fn list(&self, list: List) -> &ScopeList {
        match list {
            List::Required => &self.lists[0],
            List::ConditionallyRequired => &self.lists[1],
            List::Optional => &self.lists[2],
        }
    }

    /// Every entry of every list, in the order of outputs.
    pub fn entries(&self) -> impl Iterator<Item = &Requested> {
        self.lists.iter().flat_map(|list| &list.entries)
    }

    /// The names of all requested scopes, the baseline scope among them where it is listed.
    pub fn requested(&self) -> BTreeSet<Arc<str>> {
        self.entries().map(|entry| entry.scope.clone()).collect()
    }

    /// The names of the scopes of one list, sorted and unique.
    pub fn requested_in(&self, list: List) -> BTreeSet<Arc<str>> {
        self.list(list).entries.iter().map(|entry| entry.scope.clone()).collect()
    }

    /// The first entry of a scope.
    pub fn entry(&self, scope: &str) -> Option<&Requested> {
        self.entries().find(|entry| &*entry.scope == scope)
    }

    /// The place to point at when something is missing from a list: the list's key, else the file's start.
    pub fn anchor(&self, list: List) -> Span {
        let place = self.list(list).place.or(self.list(List::Required).place);
        place.map_or(Span { source: self.source, start: 0, end: 0 }, |place| place.key)
    }
}
