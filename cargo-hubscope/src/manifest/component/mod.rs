//! What the other files of a project need: webhooks, cards, app events, actions.
//!
//! Only what HubSpot documents is certain. What is known of other components by analogy is likely; where sources
//! disagree, the need is disputed and only protects a scope from being called unneeded.

mod files;
mod needs;
mod reader;

pub(crate) use needs::state_it;

use std::path::Path;
use std::sync::Arc;

use super::script::Script;
use super::{Manifest, Problem};
use crate::scopes::{Requirement, ScopeSet};
use crate::source::{SourceId, Sources, Span};

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
    /// A page of settings, a page of the app, telemetry, the directory of users: none needs a scope, as far as is known.
    Page,
    /// Anything else; what it needs is not documented.
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
            Self::Page | Self::Other => "component",
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
            "page" | "pages" | "app-page" | "settings" | "telemetry" | "scim" => Self::Page,
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

/// A need that could not be found out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenNeed {
    /// The file of the component.
    pub source: SourceId,
    /// Why, lower-case, without a final stop.
    pub why: String,
}

/// Everything in a project besides the app itself.
#[derive(Debug, Clone, Default)]
pub struct Components {
    /// The components, in the order of their paths.
    pub found: Vec<Component>,
    /// What they need, in the order of their places; one entry for all that want the same in one file.
    pub needs: Vec<Need>,
    /// What they may need besides, in the order of their places: nothing may be called unneeded while there is any.
    pub open: Vec<OpenNeed>,
    /// What is wrong with them.
    pub problems: Vec<Problem>,
    /// JavaScript and TypeScript that can call HubSpot out of this tool's sight, in the order of their paths.
    pub scripts: Vec<Script>,
}

impl Components {
    /// Reads the components that belong to an app's manifest. `root` is the directory that the names of files are
    /// relative to.
    pub fn read(manifest: &Manifest, root: &Path, sources: &mut Sources) -> Self {
        let mut components = Self::default();
        reader::read(manifest, root, sources, &mut components);
        components
    }
}
