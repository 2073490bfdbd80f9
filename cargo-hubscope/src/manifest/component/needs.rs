//! What each kind of component needs.

use std::sync::Arc;

use super::reader::Reader;
use super::{Certainty, ComponentKind, Need, Wants};
use crate::manifest::app::{did_you_mean, nearest};
use crate::manifest::json::{self, Node};
use crate::manifest::{AuthType, Problem, ProblemKind};
use crate::scopes::Requirement;
use crate::source::Span;

/// The place of a component's `type`, which stands for all of it.
pub(super) fn type_place(root: &Node) -> Span {
    root.get("type").map_or(Span { end: root.span.start + 1, ..root.span }, |kind| kind.span)
}

/// What webhooks can be about.
const SUBJECTS: [&str; 8] = ["contact", "company", "deal", "ticket", "product", "line_item", "conversation", "object"];

/// How to say what a component needs where this cannot be found out.
pub(crate) fn state_it(component: &str) -> String {
    format!("state it in hubscope.toml: [[need]] component = \"{component}\", scope = \"...\", reason = \"...\"")
}

/// A subscription of which it is not documented what it needs, and perhaps not that there is one.
fn undocumented(component: &str, subscription: &str, place: Span) -> Problem {
    let message = format!("which scope a subscription to `{subscription}` needs is not documented");
    let (subject, event) = subscription.split_once('.').unwrap_or((subscription, "creation"));
    // There are subscriptions to events of one's own, whatever they may need.
    let help = match nearest(subject, &SUBJECTS) {
        _ if subject == "event" => state_it(component),
        Some(meant) => {
            return Problem::new(
                ProblemKind::UnknownValue,
                place,
                format!("HubSpot documents no subscription to `{subscription}`"),
            )
            .help(did_you_mean(&format!("{meant}.{event}")));
        }
        None => format!("documented are {}; {}", SUBJECTS.join(", "), state_it(component)),
    };
    Problem::new(ProblemKind::UnknownNeed, place, message).help(help)
}

impl Reader<'_> {
    /// Notes the needs of a component of a kind.
    pub(super) fn component(&mut self, kind: ComponentKind, name: &str, root: &Node, config: &Node) {
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
                if config.get("objectTypes").is_some() {
                    let origin = "by analogy with cards";
                    self.objects(kind, config, Certainty::Disputed, origin, |object| {
                        format!("the workflow action `{name}` acts on {object}")
                    });
                }
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
            ComponentKind::AppObject => self.undocumented(name, "app object", root),
            ComponentKind::Other if self.out.open.iter().all(|open| open.source != root.span.source) => {
                let what = root.get_str("type").map_or("component", |text| text);
                self.undocumented(name, what, root);
            }
            // What functions call is looked for in their scripts.
            ComponentKind::Function | ComponentKind::Page | ComponentKind::Other => {}
        }
    }

    /// Notes a component whose needs HubSpot does not document.
    fn undocumented(&mut self, name: &str, what: &str, root: &Node) {
        let message = format!("which scopes the {what} `{name}` needs is not documented");
        self.hides(Problem::new(ProblemKind::UnknownNeed, type_place(root), message).help(state_it(name)));
    }

    fn card(&mut self, name: &str, config: &Node) {
        let kind = ComponentKind::Card;
        let origin = "HubSpot's documentation of app cards";
        let mut on_records = true;
        if let Some(location) = config.get("location") {
            let Some(text) = self.told(location, "`location`") else { return };
            // Elsewhere there is no record to show.
            on_records = text.starts_with("crm");
            if text.starts_with("helpdesk") {
                let about = format!("the card `{name}` is shown in the help desk");
                self.need(kind, about, location.span, Wants::Read(Arc::from("tickets")), Certainty::Certain, origin);
            }
        }
        if on_records || config.get("objectTypes").is_some() {
            self.objects(kind, config, Certainty::Certain, origin, |object| {
                format!("the card `{name}` shows {object}")
            });
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
        let Some(types) = config.get("objectTypes") else {
            let why = format!("the {} names no `objectTypes`", kind.name());
            let place = Span { end: config.span.start + 1, ..config.span };
            let help = "name them inside `config`; what is shown there has to be readable";
            self.hides(Problem::new(ProblemKind::UnknownNeed, place, why).help(help));
            return;
        };
        let Some(entries) = types.as_array() else {
            let message = format!("`objectTypes` is {}, not an array", types.kind());
            self.hides(Problem::new(ProblemKind::WrongType, types.span, message));
            return;
        };
        for entry in entries {
            let node = entry.get("name").unwrap_or(entry);
            let Some(object) = self.told(node, "an entry of `objectTypes`") else { continue };
            self.need(kind, about(&object), node.span, Wants::Read(object.clone()), certainty, origin);
        }
    }

    fn webhooks(&mut self, name: &str, config: &Node) {
        let Some(subscriptions) = config.get("subscriptions") else {
            let place = Span { end: config.span.start + 1, ..config.span };
            let message = format!("`{name}` names no `subscriptions`");
            let help = "HubSpot reads them inside `config`, or at the top of the older webhooks.json";
            self.hides(Problem::new(ProblemKind::UnknownNeed, place, message).help(help));
            return;
        };
        let Some(lists) = subscriptions.as_object() else {
            let message = format!("`subscriptions` is {}, not an object of lists", subscriptions.kind());
            self.hides(Problem::new(ProblemKind::WrongType, subscriptions.span, message));
            return;
        };
        const KNOWN: [&str; 3] = ["crmObjects", "legacyCrmObjects", "hubEvents"];
        for list in lists {
            if !KNOWN.contains(&&*list.key) {
                let message = format!("HubSpot does not know the key `{}` of `subscriptions`", list.key);
                let help =
                    nearest(&list.key, &KNOWN).map_or_else(|| format!("known are: {}", KNOWN.join(", ")), did_you_mean);
                self.out.problems.push(Problem::new(ProblemKind::UnknownKey, list.key_span, message).help(help));
            }
            let Some(entries) = list.value.as_array() else {
                let message = format!("`{}` is {}, not an array", list.key, list.value.kind());
                self.hides(Problem::new(ProblemKind::WrongType, list.value.span, message));
                continue;
            };
            for entry in entries {
                self.subscription(name, entry);
            }
        }
    }

    fn subscription(&mut self, name: &str, entry: &Node) {
        let Some(written) = entry.get("subscriptionType") else {
            let message = "the subscription has no `subscriptionType`";
            self.hides(Problem::new(ProblemKind::WrongType, entry.span, message));
            return;
        };
        let Some(kind) = self.told(written, "`subscriptionType`") else { return };
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
                    self.hides(Problem::new(ProblemKind::WrongType, entry.span, message));
                    return;
                };
                let Some(text) = self.told(object, "`objectType`") else { return };
                (object.span, Wants::Read(text))
            }
            _ => {
                let problem = undocumented(name, &kind, written.span);
                self.hides(problem);
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
