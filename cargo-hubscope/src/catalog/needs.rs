//! What an operation needs: the accepted alternatives for an object type, judged by the reviewed tables.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Catalog;
use super::data::{Accepted, Operation};
use super::matcher::{Asked, Segment};
use super::model::{
    Access, Area, AuthKind, Certainty, Known, Mode, ObjectType, OperationKind, Requirement, ScopeSet, Sensitivity,
};
use super::reviewed::alternative;

impl Catalog {
    /// The needs of an operation that depend on no object type.
    pub(super) fn plain_needs(&self, operation: &Operation, auth: AuthKind, known: &mut Known) {
        let mode = Mode::of(&operation.method, &operation.path);
        let mut list = self.for_auth(&operation.any, auth);
        if list.is_empty() {
            return;
        }
        let area = area_of(&operation.path);
        self.apply_splits(&mut list, operation, area, mode);
        let about = format!("{}: {}", subject(&operation.path), mode.as_str());
        let certainty = match auth {
            AuthKind::Oauth => operation.certainty,
            AuthKind::Static => operation.static_certainty,
        };
        known.needs.extend(self.requirement(
            &list,
            (mode, operation.call()),
            certainty,
            &operation.source,
            about.clone(),
        ));
        if mode == Mode::Write && certainty == Certainty::Certain {
            let writes = narrowed(self, list.clone(), mode);
            if writes.len() < list.len() && self.has_twins(&list) {
                let source: Arc<str> = "the description lists the scope to read beside the one to write".into();
                known.needs.extend(self.requirement(
                    &writes,
                    (mode, operation.call()),
                    Certainty::Likely,
                    &source,
                    about,
                ));
            }
        }
    }

    /// Whether the list names both the scope to read and the scope to write of the same thing.
    fn has_twins(&self, list: &[Accepted]) -> bool {
        let names: BTreeSet<&str> = list
            .iter()
            .filter(|accepted| accepted.scopes.len() == 1)
            .filter_map(|accepted| self.scope_name(accepted.scopes[0]))
            .collect();
        names
            .iter()
            .any(|name| name.strip_suffix(".read").is_some_and(|stem| names.contains(&*format!("{stem}.write"))))
    }

    /// The needs of an operation for one object type; false where nothing is known of them.
    pub(super) fn object_needs(
        &self,
        operation: &Operation,
        object: &ObjectType,
        auth: AuthKind,
        known: &mut Known,
    ) -> bool {
        let mode = Mode::of(&operation.method, &operation.path);
        let area = area_of(&operation.path);
        let (list, certainty, source) = self.accepted_for(operation, object, auth, area, mode);
        if list.is_empty() {
            return operation.kind != OperationKind::App;
        }
        let about = format!("{}: {}", object.name, mode.as_str());
        known.needs.extend(self.requirement(&list, (mode, operation.call()), certainty, &source, about));
        true
    }

    /// The needs of an operation for a name that is no object type: it accepts the scopes of every object type.
    pub(super) fn strange_needs(&self, operation: &Operation, name: &str, auth: AuthKind, known: &mut Known) {
        known.strange_object = Some(name.to_owned());
        let mode = Mode::of(&operation.method, &operation.path);
        let list = of_mode(self, self.for_auth(&operation.any, auth), mode);
        let about = format!("{name}: {}", mode.as_str());
        let source: Arc<str> = "no object type of this name is known; the operation lists every object's".into();
        known.needs.extend(self.requirement(&list, (mode, operation.call()), Certainty::Disputed, &source, about));
    }

    /// What an operation accepts for one object type: the reviewed table first, then the descriptions that are about
    /// that object type alone, then its family's part of the flat list.
    pub(crate) fn accepted_for(
        &self,
        operation: &Operation,
        object: &ObjectType,
        auth: AuthKind,
        area: Area,
        mode: Mode,
    ) -> (Vec<Accepted>, Certainty, Arc<str>) {
        let stated = |need: &&super::reviewed::ObjectNeed| {
            need.areas.contains(&area)
                && need.objects.contains(&object.name)
                && !(if mode == Mode::Read { &need.read } else { &need.write }).is_empty()
        };
        let (mut list, certainty, source) = if let Some(need) = self.data.object_needs.iter().find(stated) {
            let texts = if mode == Mode::Read { &need.read } else { &need.write };
            let list = texts.iter().map(|text| self.accepted_from(text)).collect();
            (list, need.certainty, need.source.as_str().into())
        } else if operation.any.is_empty() && operation.bound.is_empty() {
            (self.usual_need(object, auth, area, mode), operation.certainty, operation.source.clone())
        } else {
            let specific = operation
                .bound
                .iter()
                .find(|(at, _)| self.data.objects.get(usize::from(*at)).is_some_and(|known| known.name == object.name));
            let list = match specific {
                Some((_, list)) => self.for_auth(list, auth),
                None => {
                    let list = self.family_part(&operation.any, object, auth);
                    if area == Area::Records { of_mode(self, list, mode) } else { narrowed(self, list, mode) }
                }
            };
            (list, operation.certainty, operation.source.clone())
        };
        self.apply_splits(&mut list, operation, area, mode);
        if area == Area::Associations {
            list = narrowed(self, list, mode);
        }
        drop_supersets(&mut list);
        (list, certainty, source)
    }

    /// What the operation of today needs that does what one of an older family does.
    fn usual_need(&self, object: &ObjectType, auth: AuthKind, area: Area, mode: Mode) -> Vec<Accepted> {
        let path = match area {
            Area::Properties => "/crm/properties/{}",
            Area::Pipelines => "/crm/pipelines/{}",
            _ => "/crm/objects/{}",
        };
        let method = if mode == Mode::Read { "GET" } else { "POST" };
        let segments: Vec<Segment> = path.split('/').skip(1).map(Segment::read).collect();
        let today = self
            .matcher
            .find(&segments)
            .into_iter()
            .filter(|(fit, _)| fit.guesses == 0 && !fit.open_end)
            .map(|(_, index)| &self.data.operations[index])
            .find(|operation| *operation.method == *method && !operation.any.is_empty());
        match today {
            Some(today) => self.accepted_for(today, object, auth, area, mode).0,
            None => Vec::new(),
        }
    }

    /// What the other side of an association, and associations that a read asks for, need: likely, as no source states
    /// how the sides are checked.
    pub(super) fn other_side(
        &self,
        operation: &Operation,
        object: &ObjectType,
        asked: &Asked,
        query: &[(String, Option<String>)],
        auth: AuthKind,
        known: &mut Known,
    ) {
        let mode = Mode::of(&operation.method, &operation.path);
        let source: Arc<str> = "inference: how the sides of an association are checked is not documented".into();
        let mut others: Vec<(&ObjectType, Vec<Accepted>)> = Vec::new();
        if let Some(Segment::Literal(text)) = operation.other_object.and_then(|at| asked.segments.get(usize::from(at)))
            && let Some(other) = self.object(text)
        {
            let mut list = narrowed(self, self.family_part(&operation.any, other, auth), mode);
            self.apply_splits(&mut list, operation, Area::Associations, mode);
            others.push((other, list));
        }
        if mode == Mode::Read && area_of(&operation.path) == Area::Records {
            let values =
                query.iter().filter(|(name, _)| name == "associations").filter_map(|(_, value)| value.as_deref());
            for name in values.flat_map(|value| value.split([',', ' '])).map(|name| name.replace("%20", "")) {
                let Some(other) = self.object(&name) else { continue };
                others.push((other, self.accepted_for(operation, other, auth, Area::Records, Mode::Read).0));
            }
        }
        for (other, mut list) in others {
            drop_supersets(&mut list);
            let about = format!("{}: {} (associated)", other.name, mode.as_str());
            if other.name == object.name || known.needs.iter().any(|need| need.about == about) {
                continue;
            }
            known.needs.extend(self.requirement(&list, (mode, operation.call()), Certainty::Likely, &source, about));
        }
    }

    fn for_auth(&self, list: &[Accepted], auth: AuthKind) -> Vec<Accepted> {
        let mut list: Vec<Accepted> =
            list.iter().filter(|accepted| auth == AuthKind::Static || !accepted.static_only).cloned().collect();
        drop_supersets(&mut list);
        list
    }

    fn family_part(&self, list: &[Accepted], object: &ObjectType, auth: AuthKind) -> Vec<Accepted> {
        let mut list = self.for_auth(list, auth);
        list.retain(|accepted| {
            !accepted.scopes.is_empty()
                && accepted
                    .scopes
                    .iter()
                    .all(|scope| self.scope_name(*scope).is_some_and(|name| object.has_scope(name)))
        });
        list
    }

    fn accepted_from(&self, text: &str) -> Accepted {
        let mut scopes: Vec<_> =
            alternative(text).iter().filter_map(|name| super::assemble::scope_id(&self.data.scopes, name)).collect();
        scopes.sort_unstable();
        Accepted { scopes, static_only: false }
    }

    fn apply_splits(&self, list: &mut Vec<Accepted>, operation: &Operation, area: Area, mode: Mode) {
        for split in &self.data.splits {
            let path: String = operation
                .path
                .split('/')
                .skip(1)
                .flat_map(|segment| ["/", if segment.starts_with('{') { "{}" } else { segment }])
                .collect();
            let is_meant = (split.areas.is_empty() || split.areas.contains(&area))
                && (split.paths.is_empty() || split.paths.iter().any(|start| path.starts_with(start.as_str())))
                && list.iter().any(|accepted| match accepted.scopes.as_slice() {
                    [only] => self.scope_name(*only) == Some(split.scope.as_str()),
                    _ => false,
                });
            if is_meant {
                for text in if mode == Mode::Read { &split.read } else { &split.write } {
                    let accepted = self.accepted_from(text);
                    if !list.contains(&accepted) {
                        list.push(accepted);
                    }
                }
            }
        }
    }

    fn scope_name(&self, id: u16) -> Option<&str> {
        self.data.scopes.get(usize::from(id)).map(|scope| &*scope.name)
    }

    /// Everything that an operation accepts for some object type.
    pub(super) fn all_sets(&self, operation: &Operation, auth: AuthKind) -> Vec<ScopeSet> {
        self.for_auth(&operation.any, auth).iter().map(|accepted| self.set(accepted)).collect()
    }

    fn set(&self, accepted: &Accepted) -> ScopeSet {
        accepted
            .scopes
            .iter()
            .filter_map(|id| self.data.scopes.get(usize::from(*id)))
            .map(|scope| scope.name.clone())
            .collect()
    }

    /// Whether an alternative is accepted, but not what the operation is for: a scope for sensitive data, which no
    /// endpoint alone calls for, a scope to read beside the one to write for an operation that writes, one of definitions beside the one of records for an operation that is
    /// about no definition, one of pipelines beside the one of the whole definition.
    fn is_aside(&self, accepted: &Accepted, list: &[Accepted], area: Area, mode: Mode) -> bool {
        let is_ordinary = |id: &u16| {
            let scope = self.data.scopes.get(usize::from(*id));
            scope.is_some_and(|scope| scope.sensitivity == Sensitivity::Ordinary)
        };
        if !accepted.scopes.iter().all(is_ordinary) {
            return true;
        }
        let [only] = accepted.scopes.as_slice() else { return false };
        let Some(name) = self.scope_name(*only) else { return false };
        let twin = match (name.strip_suffix(".read"), name.split_once('.')) {
            (Some(stem), _) if mode == Mode::Write => Some(format!("{stem}.write")),
            (_, Some(("crm", rest))) => match rest.split_once('.') {
                Some(("schemas", rest)) if matches!(area, Area::Records | Area::Other) => {
                    Some(format!("crm.objects.{rest}"))
                }
                Some(("pipelines", rest)) => Some(format!("crm.schemas.{rest}")),
                _ => None,
            },
            _ => None,
        };
        twin.is_some_and(|twin| {
            list.iter().any(|other| match other.scopes.as_slice() {
                [only] => self.scope_name(*only) == Some(&*twin),
                _ => false,
            })
        })
    }

    fn requirement(
        &self,
        list: &[Accepted],
        (mode, call): (Mode, (&str, &str)),
        certainty: Certainty,
        source: &Arc<str>,
        about: String,
    ) -> Option<Requirement> {
        if list.is_empty() {
            return None;
        }
        let area = area_of(call.1);
        let mut ranked: Vec<_> = list
            .iter()
            .map(|accepted| {
                let is_aside = self.is_aside(accepted, list, area, mode);
                (is_aside, self.rank(accepted, mode, call), self.set(accepted))
            })
            .collect();
        ranked.sort();
        ranked.dedup();
        let proposed = ranked.iter().filter(|(is_aside, ..)| !is_aside).count();
        let any_of = ranked.into_iter().map(|(.., set)| set).collect();
        Some(Requirement { any_of, preferred: 0, proposed, certainty, source: source.clone(), about })
    }
}

/// Keeps, for an operation on records, the alternatives that do what it does, where there are any. Each description
/// that is about one object type alone lists only these; a flat list over all objects mixes them.
fn of_mode(catalog: &Catalog, list: Vec<Accepted>, mode: Mode) -> Vec<Accepted> {
    if mode == Mode::Write {
        return narrowed(catalog, list, mode);
    }
    let reads = |accepted: &Accepted| {
        accepted.scopes.iter().any(|id| {
            let scope = catalog.data.scopes.get(usize::from(*id));
            scope.is_some_and(|scope| scope.access != Access::Write)
        })
    };
    if list.iter().any(reads) { list.into_iter().filter(reads).collect() } else { list }
}

/// Keeps, for an operation that writes, the alternatives that can write, where there are any: a flat list over all
/// objects names the scopes to read beside those to write.
fn narrowed(catalog: &Catalog, list: Vec<Accepted>, mode: Mode) -> Vec<Accepted> {
    if mode == Mode::Read {
        return list;
    }
    let writes = |accepted: &Accepted| {
        accepted.scopes.iter().any(|id| {
            let scope = catalog.data.scopes.get(usize::from(*id));
            scope.is_some_and(|scope| scope.access != Access::Read)
        })
    };
    if list.iter().any(writes) { list.into_iter().filter(writes).collect() } else { list }
}

fn drop_supersets(list: &mut Vec<Accepted>) {
    let all = list.clone();
    let mut at = 0;
    list.retain(|accepted| {
        let here = at;
        at += 1;
        !all.iter().enumerate().any(|(other_at, other)| {
            (!other.static_only || accepted.static_only)
                && other.scopes.iter().all(|scope| accepted.scopes.contains(scope))
                && (other.scopes.len() < accepted.scopes.len() || other_at < here)
        })
    });
}

/// The part of an object type that a path is about.
pub(crate) fn area_of(path: &str) -> Area {
    let mut segments = path.split('/').skip(1);
    let (first, second) = (segments.next().unwrap_or_default(), segments.next().unwrap_or_default());
    let is_definition = first == "crm-object-schemas" || (first, second) == ("crm", "schemas");
    if path.contains("/associations") && !is_definition {
        return Area::Associations;
    }
    match (first, second) {
        ("crm", "objects") | ("crm-objects", _) => Area::Records,
        ("crm", "properties" | "property-validations") | ("properties", _) => Area::Properties,
        ("crm", "pipelines") | ("crm-pipelines", _) => Area::Pipelines,
        _ if is_definition => Area::Schemas,
        _ => Area::Other,
    }
}

/// What an operation without an object type is about: its first two literal segments, without `crm`.
fn subject(path: &str) -> String {
    let literals: Vec<&str> = path.split('/').skip(1).take_while(|segment| !segment.starts_with('{')).collect();
    let skipped = usize::from(literals.len() > 1 && literals[0] == "crm");
    literals.iter().skip(skipped).take(2 - skipped).copied().collect::<Vec<_>>().join("/")
}
