//! What there is to know of one operation, and of one scope.

use std::collections::BTreeSet;

use serde::Serialize;

use super::described::{Alternative, DescribedOperation, OperationKey};
use super::history::{History, alternative_text};
use super::model::{
    Access, AuthKind, Grain, Known, Mode, ObjectType, Outcome, Requirement, Scope, Sensitivity, Standing,
};
use super::text::{area_text, certainty_text, kind_text};
use super::{Catalog, CatalogError};

/// What an operation needs and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OperationPage {
    /// What was asked for, as `METHOD /path`.
    pub asked: String,
    /// The operations that it may be, with named parameters.
    pub operations: Vec<String>,
    /// Who it is for.
    pub kind: String,
    /// Versions under which it is published.
    pub versions: Vec<String>,
    /// The product tier that it needs, where that is not the free one.
    pub tier: Option<String>,
    /// What it needs for an OAuth app.
    pub needs: Vec<NeedPage>,
    /// What it needs for a static app, where that differs.
    pub static_needs: Vec<NeedPage>,
    /// First dated description that has it; `None` where it is as old as the history.
    pub introduced: Option<String>,
    /// When it ends or ended, and what to call instead.
    pub ends: Option<(String, Option<String>)>,
    /// Whether the descriptions call it deprecated.
    pub deprecated: bool,
    /// How what the descriptions say it accepts changed.
    pub history: Vec<HistoryEntry>,
    /// Why there is no clear answer, where there is none.
    pub open: Option<String>,
}

/// A change of what the descriptions say an operation accepts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HistoryEntry {
    /// The first date of the descriptions that has it.
    pub date: String,
    /// Alternatives that are new.
    pub gained: Vec<String>,
    /// Alternatives that are gone.
    pub lost: Vec<String>,
}

/// What a part of an object type needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FamilyPart {
    /// `records`, `properties`, `pipelines` or `associations`.
    pub area: &'static str,
    /// `read` or `write`.
    pub mode: &'static str,
    /// The alternatives that an app can request, the best first.
    pub any_of: Vec<Vec<String>>,
}

/// A requirement for people and machines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NeedPage {
    /// What it is for.
    pub about: String,
    /// `certain`, `likely` or `disputed`.
    pub certainty: &'static str,
    /// The alternatives, the preferred one first.
    pub any_of: Vec<Vec<String>>,
    /// Why the first is preferred.
    pub preferred_because: String,
    /// Where it comes from.
    pub source: String,
}

/// What a scope is and opens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ScopePage {
    /// The name.
    pub name: String,
    /// Product or area.
    pub product: String,
    /// `read`, `write` or `read and write`.
    pub access: &'static str,
    /// `granular` or `coarse`.
    pub grain: &'static str,
    /// `ordinary`, `sensitive` or `highly sensitive`.
    pub sensitivity: &'static str,
    /// Whether an app can request it.
    pub standing: &'static str,
    /// Its cost in the minimal set.
    pub privilege: u32,
    /// When it was first seen.
    pub introduced: Option<String>,
    /// When it stopped being the name to use.
    pub retired: Option<String>,
    /// What replaces it.
    pub replaced_by: Vec<String>,
    /// What it stands for, where it is coarse.
    pub stands_for: Vec<String>,
    /// Operations that it satisfies alone.
    pub opens: Vec<String>,
    /// Operations for which it is a part of what is needed.
    pub part_of: Vec<String>,
}

impl Catalog {
    /// What there is to know of an operation. `call` is `METHOD /path`, with `{}` or `{name}` for what is not known.
    ///
    /// # Errors
    ///
    /// When `call` is not of that form, or no operation is like it; the message names the nearest.
    pub fn explain_operation(&self, call: &str) -> Result<OperationPage, CatalogError> {
        let (method, path) = call
            .trim()
            .split_once(' ')
            .filter(|(_, path)| path.trim_start().starts_with('/'))
            .ok_or_else(|| CatalogError::new(format!("{call} is no operation: write it as \"METHOD /path\"")))?;
        let (method, path) = (method.to_ascii_uppercase(), blank(path.trim()));
        let resolution = self.resolve(&method, &path, &[], AuthKind::Oauth);
        let mut page = OperationPage {
            asked: call.trim().to_owned(),
            operations: resolution.candidates.iter().map(|candidate| candidate.operation.clone()).collect(),
            kind: String::new(),
            versions: Vec::new(),
            tier: None,
            needs: Vec::new(),
            static_needs: Vec::new(),
            introduced: None,
            ends: None,
            deprecated: false,
            history: Vec::new(),
            open: None,
        };
        if let Some(candidate) = resolution.candidates.first() {
            let operation = &self.operations()[candidate.index];
            page.versions.clone_from(&candidate.versions);
            kind_text(operation.kind).clone_into(&mut page.kind);
            page.tier = Some(operation.tier.to_string()).filter(|tier| !tier.is_empty());
            page.introduced = Some(operation.introduced.to_string()).filter(|date| !date.is_empty());
            page.deprecated = operation.deprecated;
        }
        match resolution.outcome {
            Outcome::Unknown { nearest, other_methods } => {
                let mut message = format!("the catalog has no {method} {path}");
                if !other_methods.is_empty() {
                    message.push_str(&format!(", only {}", other_methods.join(", ")));
                } else if let Some(nearest) = nearest {
                    message.push_str(&format!("; did you mean {nearest}?"));
                }
                return Err(CatalogError::new(message));
            }
            Outcome::Open { reason, accepted, .. } => {
                let what = match reason {
                    super::OpenReason::ObjectType => "the object type decides what it needs",
                    super::OpenReason::Tail => "it may be several operations that do not need the same",
                };
                page.open = Some(format!("{what}: one of {} alternatives", accepted.len()));
            }
            Outcome::Known(known) => {
                kind_text(known.kind).clone_into(&mut page.kind);
                page.ends = known.retired.clone().map(|end| (end.date, end.replaced_by));
                page.needs = self.need_pages(&known);
                if let Outcome::Known(fixed) = self.resolve(&method, &path, &[], AuthKind::Static).outcome
                    && fixed.needs != known.needs
                {
                    page.static_needs = self.need_pages(&fixed);
                }
            }
        }
        page.history = self.history_of(&method, &path)?;
        Ok(page)
    }

    fn need_pages(&self, known: &Known) -> Vec<NeedPage> {
        known.needs.iter().map(|need| self.need_page(need)).collect()
    }

    fn need_page(&self, need: &Requirement) -> NeedPage {
        let preferred = &need.any_of[need.preferred];
        let privilege: u32 = preferred.iter().map(|name| self.privilege(name)).sum();
        let because = match need.any_of.len() {
            1 => "the only alternative".to_owned(),
            count => {
                format!("the best that an app can request of {count} alternatives, with a privilege of {privilege}")
            }
        };
        NeedPage {
            about: need.about.clone(),
            certainty: certainty_text(need.certainty),
            any_of: need.any_of.iter().map(|set| set.iter().map(ToString::to_string).collect()).collect(),
            preferred_because: because,
            source: need.source.to_string(),
        }
    }

    /// How what an operation accepts changed from date to date of the descriptions. For an object type that is what the
    /// descriptions about it alone list, and where there are none its part of the flat list over all objects.
    fn history_of(&self, method: &str, path: &str) -> Result<Vec<HistoryEntry>, CatalogError> {
        let Some((asked, found)) = self.find(Some(method), path) else { return Ok(Vec::new()) };
        let Some(operation) = found.first().map(|index| &self.operations()[*index]) else { return Ok(Vec::new()) };
        let object = match operation.object.and_then(|at| asked.segments.get(usize::from(at))) {
            Some(super::matcher::Segment::Literal(text)) => self.object(text),
            _ => None,
        };
        let key = OperationKey { path: blank(&operation.path), method: operation.method.to_string() };
        let mode = Mode::of(&operation.method, &operation.path);
        let mut changes = Vec::new();
        let mut before: Option<BTreeSet<String>> = None;
        for described in History::embedded()?.dates {
            let Some(then) = described.operations.get(&key) else { continue };
            let now: BTreeSet<String> = match object {
                None => then.any.iter().map(alternative_text).collect(),
                Some(object) => self.said_of(then, object, mode).map(alternative_text).collect(),
            };
            if let Some(before) = before.filter(|before| *before != now && !now.is_empty()) {
                changes.push(HistoryEntry {
                    date: described.date.clone(),
                    gained: now.difference(&before).cloned().collect(),
                    lost: before.difference(&now).cloned().collect(),
                });
            }
            before = Some(now);
        }
        Ok(changes)
    }

    /// What descriptions say of an operation on one object type.
    fn said_of<'a>(
        &'a self,
        then: &'a DescribedOperation,
        object: &'a ObjectType,
        mode: Mode,
    ) -> impl Iterator<Item = &'a Alternative> {
        let own = then.bound.get(&object.name);
        let of_family = move |alternative: &&Alternative| {
            // A flat list names the scopes of sensitive data beside each of the others.
            let serves = |name: &str| match self.scope(name) {
                Some(scope) if scope.sensitivity != Sensitivity::Ordinary => false,
                Some(Scope { access: Access::Read, .. }) => mode == Mode::Read,
                Some(Scope { access: Access::Write, .. }) => mode == Mode::Write,
                Some(_) | None => true,
            };
            alternative.scopes.iter().all(|name| object.has_scope(name) && serves(name))
        };
        let flat = then.any.iter().filter(of_family).filter(move |_| own.is_none());
        own.into_iter().flatten().chain(flat)
    }

    /// What there is to know of a scope.
    ///
    /// # Errors
    ///
    /// When the name is no scope; the message names what may be meant.
    pub fn explain_scope(&self, name: &str) -> Result<ScopePage, CatalogError> {
        let scope = self.scope(name).ok_or_else(|| {
            let mut message = format!("{name} is no scope");
            if let Some(suggestion) = self.suggest_scope(name) {
                if let Some(why) = &suggestion.why {
                    message.push_str(&format!(" ({why})"));
                }
                let names: Vec<&str> = suggestion.instead.iter().map(|name| &**name).collect();
                if !names.is_empty() {
                    message.push_str(&format!("; did you mean {}?", names.join(" or ")));
                }
            }
            CatalogError::new(message)
        })?;
        let list = |names: &[std::sync::Arc<str>]| names.iter().map(ToString::to_string).collect();
        let (opens, part_of) = self.opened_by(scope);
        Ok(ScopePage {
            name: scope.name.to_string(),
            product: scope.product.clone(),
            access: match scope.access {
                Access::Read => "read",
                Access::Write => "write",
                Access::ReadWrite => "read and write",
            },
            grain: match scope.grain {
                Grain::Granular => "granular",
                Grain::Coarse => "coarse",
            },
            sensitivity: match scope.sensitivity {
                Sensitivity::Ordinary => "ordinary",
                Sensitivity::Sensitive => "sensitive",
                Sensitivity::HighlySensitive => "highly sensitive",
            },
            standing: match scope.standing {
                Standing::Offered => "an app can request it",
                Standing::Last => "an app can request it, but another name is always the better choice",
                Standing::NotOffered => "the scope picker does not offer it: never request it",
                Standing::TokenOnly => "it belongs in a token request, not in a manifest",
            },
            privilege: scope.privilege,
            introduced: scope.introduced.clone(),
            retired: scope.retired.clone(),
            replaced_by: list(&scope.replaced_by),
            stands_for: list(&scope.stands_for),
            opens,
            part_of,
        })
    }

    /// The operations that a scope satisfies alone, and those for which it is one of several that are needed; an
    /// operation on objects is named with the object type.
    fn opened_by(&self, scope: &Scope) -> (Vec<String>, Vec<String>) {
        let (mut alone, mut part) = (Vec::new(), Vec::new());
        let mut put = |operation: String, needs: &[Requirement]| {
            for need in needs.iter().filter(|need| need.certainty != super::Certainty::Likely) {
                let with: Vec<_> = need.any_of.iter().filter(|set| set.contains(&scope.name)).collect();
                if with.iter().any(|set| set.len() == 1) {
                    alone.push(operation.clone());
                } else if !with.is_empty() {
                    part.push(operation.clone());
                }
            }
        };
        for operation in self.operations() {
            let path = match operation.versions.first() {
                Some((at, version)) => super::assemble::versioned(&operation.path, usize::from(*at), version),
                None => operation.path.clone(),
            };
            let path = path.trim_end_matches("/{*}");
            let objects: Vec<Option<&str>> = match operation.object {
                None => vec![None],
                Some(_) => self
                    .objects()
                    .iter()
                    .filter(|object| object.has_scope(&scope.name))
                    .map(|object| Some(if object.name == "custom" { "2-0" } else { object.name.as_str() }))
                    .collect(),
            };
            for object in objects {
                let asked = match (object, operation.object) {
                    (Some(object), Some(at)) => with_object(path, &operation.path, usize::from(at), object),
                    _ => path.to_owned(),
                };
                let resolved = self.resolve(&operation.method, &blank(&asked), &[], AuthKind::Static);
                if let Outcome::Known(known) = resolved.outcome {
                    put(known.operation.replace("/2-0", "/{customObject}"), &known.needs);
                }
            }
        }
        for list in [&mut alone, &mut part] {
            list.sort();
            list.dedup();
        }
        (alone, part)
    }

    /// The scopes that the parts of an object type need to be read and written.
    pub fn family(&self, object: &str) -> Vec<FamilyPart> {
        use super::model::Area;
        let Some(object) = self.object(object) else { return Vec::new() };
        let name = if object.name == "custom" { "2-0" } else { &object.name };
        let asked = [
            (Area::Records, Mode::Read, format!("GET /crm/v3/objects/{name}")),
            (Area::Records, Mode::Write, format!("POST /crm/v3/objects/{name}")),
            (Area::Properties, Mode::Read, format!("GET /crm/v3/properties/{name}")),
            (Area::Properties, Mode::Write, format!("POST /crm/v3/properties/{name}")),
            (Area::Pipelines, Mode::Read, format!("GET /crm/v3/pipelines/{name}")),
            (Area::Pipelines, Mode::Write, format!("POST /crm/v3/pipelines/{name}")),
            (Area::Associations, Mode::Read, format!("GET /crm/v4/objects/{name}/{{}}/associations/{{}}")),
            (Area::Associations, Mode::Write, format!("PUT /crm/v4/objects/{name}/{{}}/associations/{{}}/{{}}")),
        ];
        asked
            .iter()
            .map(|(area, mode, call)| {
                let (method, path) = call.split_once(' ').unwrap_or_default();
                let any_of = match self.resolve(method, path, &[], AuthKind::Oauth).outcome {
                    Outcome::Known(known) => known
                        .needs
                        .iter()
                        .filter(|need| need.certainty == super::Certainty::Certain)
                        .flat_map(|need| &need.any_of)
                        .filter(|set| set.iter().all(|name| self.scope(name).is_some_and(Scope::may_be_suggested)))
                        .map(|set| set.iter().map(ToString::to_string).collect())
                        .collect(),
                    _ => Vec::new(),
                };
                FamilyPart { area: area_text(*area), mode: mode.as_str(), any_of }
            })
            .collect()
    }
}

/// A path with `{}` for each named parameter.
fn blank(path: &str) -> String {
    path.split('/').skip(1).flat_map(|segment| ["/", if segment.starts_with('{') { "{}" } else { segment }]).collect()
}

/// A versioned path with its object type put in; `at` counts the segments of the path without version.
fn with_object(versioned: &str, plain: &str, at: usize, object: &str) -> String {
    let wanted = plain.split('/').skip(1).nth(at).unwrap_or_default();
    versioned.replacen(wanted, object, 1)
}
