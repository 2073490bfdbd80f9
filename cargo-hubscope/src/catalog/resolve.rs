//! From a call's template to its operation and what that needs.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Catalog;
use super::data::{Accepted, Operation};
use super::matcher::{Asked, Fit, Segment, VersionAt, read_path};
use super::model::{
    Access, Area, AuthKind, Certainty, Known, Mode, ObjectType, OpenReason, OperationKind, OperationRef, Outcome,
    Requirement, Resolution, Retirement, Scope, ScopeSet, Sensitivity, Standing,
};
use super::reviewed::alternative;

/// What an object type segment of a call is.
enum Asks<'a> {
    /// One that the catalog knows; every custom object is the type `custom`.
    Object(&'a ObjectType),
    /// A name that is no object type.
    Strange(&'a str),
    /// Only known at run time.
    Open,
}

impl Catalog {
    /// What a call needs. `method` is upper-case; `path` is a template with `{}` for unknown parts and may end in a
    /// slash; `query` is what is known of the query.
    pub fn resolve(&self, method: &str, path: &str, query: &[(String, Option<String>)], auth: AuthKind) -> Resolution {
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let Some((asked, found)) = self.find(Some(method), path) else {
            return Resolution { outcome: self.unknown(method, path), candidates: Vec::new() };
        };
        let candidates: Vec<OperationRef> = found
            .iter()
            .map(|index| OperationRef {
                operation: self.operation_text(method, &asked, path, *index),
                versions: self.versions(*index),
                index: *index,
            })
            .collect();
        let mut answers: Vec<Outcome> = found
            .iter()
            .zip(&candidates)
            .map(|(index, candidate)| self.outcome(*index, &asked, query, auth, candidate))
            .collect();
        for answer in &mut answers {
            if let Outcome::Known(known) = answer
                && let Some(retirement) = self.announced_end(path)
            {
                known.retired = Some(retirement);
            }
        }
        let first = answers.remove(0);
        let same = |other: &Outcome| match (&first, other) {
            (Outcome::Known(a), Outcome::Known(b)) => needs_alike(a, b),
            _ => false,
        };
        let outcome = if answers.iter().all(same) { first } else { open(&candidates, &first, &answers) };
        Resolution { outcome, candidates }
    }

    /// The operations that a template fits best, and the way in which it was read.
    pub(crate) fn find(&self, method: Option<&str>, path: &str) -> Option<(Asked, Vec<usize>)> {
        let glued = path.strip_suffix("{}").filter(|start| !start.ends_with('/') && !start.ends_with('}'));
        if let Some(start) = glued
            && let Some(found) = self.find_exactly(method, start, true)
        {
            return Some(found);
        }
        self.find_exactly(method, path, false)
    }

    fn find_exactly(&self, method: Option<&str>, path: &str, literal: bool) -> Option<(Asked, Vec<usize>)> {
        let mut best: Option<(Fit, Asked, Vec<usize>)> = None;
        for asked in read_path(path) {
            let found: Vec<(Fit, usize)> = self
                .matcher
                .find(&asked.segments)
                .into_iter()
                .filter(|(_, index)| self.fits_version(*index, asked.version))
                .filter(|(_, index)| method.is_none_or(|method| *self.data.operations[*index].method == *method))
                .collect();
            let Some(fit) = found.iter().map(|(fit, _)| *fit).min() else { continue };
            let is_better = best.as_ref().is_none_or(|(other, ..)| fit < *other);
            if !is_better || (literal && (fit.guesses > 0 || fit.open_end)) {
                continue;
            }
            let same = found.into_iter().filter(|(other, _)| *other == fit).map(|(_, index)| index).collect();
            best = Some((fit, asked, same));
        }
        best.map(|(_, asked, found)| (asked, found))
    }

    fn fits_version(&self, index: usize, version: VersionAt) -> bool {
        let versions = &self.data.operations[index].versions;
        match version {
            VersionAt::Nowhere => versions.is_empty(),
            VersionAt::Literal(_) => !versions.is_empty(),
            VersionAt::Hole(at) => versions.iter().any(|(position, _)| usize::from(*position) == at),
        }
    }

    fn versions(&self, index: usize) -> Vec<String> {
        let mut versions: Vec<String> = Vec::new();
        for (_, version) in self.data.operations[index].versions.iter() {
            if !versions.contains(version) {
                versions.push(version.clone());
            }
        }
        versions
    }

    /// `METHOD /path` with named parameters and the caller's own version and object type.
    fn operation_text(&self, method: &str, asked: &Asked, path: &str, index: usize) -> String {
        let operation = &self.data.operations[index];
        let mut out = format!("{method} ");
        let version = match asked.version {
            VersionAt::Nowhere => None,
            VersionAt::Literal(at) | VersionAt::Hole(at) => {
                path.split('/').filter(|text| !text.is_empty()).nth(at).map(|text| (at, text))
            }
        };
        let mut written = 0;
        let mut object: Option<&ObjectType> = None;
        for (at, part) in operation.path.split('/').skip(1).enumerate() {
            if let Some((position, text)) = version
                && position == written
            {
                out.push('/');
                out.push_str(text);
                written += 1;
            }
            if part == "{*}" {
                for text in path.split('/').filter(|text| !text.is_empty()).skip(written) {
                    out.push('/');
                    out.push_str(text);
                }
                break;
            }
            out.push('/');
            written += 1;
            let here = u8::try_from(at).ok();
            let is_object = here.is_some() && (here == operation.object || here == operation.other_object);
            match asked.segments.get(at) {
                Some(Segment::Literal(text)) if is_object => {
                    out.push_str(text);
                    if here == operation.object {
                        object = self.object(text);
                    }
                }
                _ => match object.filter(|_| part == "{objectId}") {
                    Some(object) => {
                        out.push('{');
                        out.push_str(&object.record);
                        out.push('}');
                    }
                    None => out.push_str(part),
                },
            }
        }
        out
    }

    /// The announced end of a path, told by its beginning with the version.
    fn announced_end(&self, path: &str) -> Option<Retirement> {
        let retired = self.data.retired.iter().find(|retired| path.starts_with(&retired.path))?;
        Some(Retirement {
            date: retired.date.clone(),
            replaced_by: retired.replaced_by.clone(),
            source: retired.source.clone(),
        })
    }

    fn unknown(&self, method: &str, path: &str) -> Outcome {
        let mut other_methods: Vec<String> = Vec::new();
        if let Some((_, found)) = self.find(None, path) {
            other_methods = found.iter().map(|index| self.data.operations[*index].method.to_string()).collect();
            other_methods.sort();
            other_methods.dedup();
        }
        Outcome::Unknown { nearest: self.nearest(method, path), other_methods }
    }

    /// The operation whose template is most like a path, where one is like it at all.
    pub fn nearest(&self, method: &str, path: &str) -> Option<String> {
        let asked: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        let first = asked.first()?;
        let text = asked.join("/");
        let mut best: Option<(f64, String)> = None;
        for operation in &self.data.operations {
            let Some(start) = operation.path.split('/').nth(1) else { continue };
            if strsim::osa_distance(start, first) > 2 && !start.contains(*first) || operation.path.ends_with("{*}") {
                continue;
            }
            for (at, version) in operation.versions.iter() {
                let full = super::assemble::versioned(&operation.path, usize::from(*at), version);
                let form = self.as_asked(&full, &asked);
                let likeness = strsim::normalized_levenshtein(&form, &text)
                    + if *operation.method == *method { 0.05 } else { 0.0 };
                if likeness >= 0.7 && best.as_ref().is_none_or(|(other, _)| likeness > *other) {
                    best = Some((likeness, format!("{} {}", operation.method, self.with_objects(&full, &asked))));
                }
            }
        }
        best.map(|(_, text)| text)
    }

    /// An operation's path with the object types that are asked for.
    fn with_objects(&self, full: &str, asked: &[&str]) -> String {
        full.split('/')
            .skip(1)
            .enumerate()
            .flat_map(|(at, segment)| {
                let object = asked.get(at).copied().filter(|text| self.object(text).is_some());
                ["/", object.filter(|_| segment.starts_with('{')).unwrap_or(segment)]
            })
            .collect()
    }

    /// The same with every other parameter blank, as it would be asked for.
    fn as_asked(&self, full: &str, asked: &[&str]) -> String {
        let path = self.with_objects(full, asked);
        let blank = |segment| if str::starts_with(segment, '{') { "{}" } else { segment };
        path.split('/').skip(1).map(blank).collect::<Vec<_>>().join("/")
    }

    fn outcome(
        &self,
        index: usize,
        asked: &Asked,
        query: &[(String, Option<String>)],
        auth: AuthKind,
        candidate: &OperationRef,
    ) -> Outcome {
        let operation = &self.data.operations[index];
        let mut known = Known {
            operation: candidate.operation.clone(),
            needs: Vec::new(),
            kind: operation.kind,
            retired: operation.retired.as_deref().cloned(),
            deprecated: operation.deprecated,
            versions: candidate.versions.clone(),
        };
        let depends = operation.object.and_then(|at| asked.segments.get(usize::from(at)));
        match depends.map(|segment| self.asks(segment)) {
            None => self.plain_needs(operation, auth, &mut known),
            Some(Asks::Object(object)) => {
                if !self.object_needs(operation, object, auth, &mut known) {
                    known.kind = OperationKind::Internal;
                }
                self.other_side(operation, object, asked, query, auth, &mut known);
            }
            Some(Asks::Strange(name)) => {
                let mode = Mode::of(&operation.method, &operation.path);
                let list = of_mode(self, self.for_auth(&operation.any, auth), mode);
                let about = format!("{name}: {}", mode.as_str());
                let source: Arc<str> =
                    "no object type of this name is known; the operation lists every object's".into();
                if let Some(need) =
                    self.requirement(&list, (mode, operation.call()), Certainty::Disputed, &source, about)
                {
                    known.needs.push(need);
                }
            }
            Some(Asks::Open) => {
                return Outcome::Open {
                    operations: vec![candidate.operation.clone()],
                    accepted: self.sets(&self.for_auth(&operation.any, auth)),
                    reason: OpenReason::ObjectType,
                };
            }
        }
        Outcome::Known(known)
    }

    fn asks<'a>(&'a self, segment: &'a Segment) -> Asks<'a> {
        match segment {
            Segment::Literal(text) => match self.object(text) {
                Some(object) => Asks::Object(object),
                None => Asks::Strange(text),
            },
            Segment::Partial(start, _) if is_custom(&format!("{start}0")) || is_custom(&format!("{start}0_x")) => {
                self.object("custom").map_or(Asks::Open, Asks::Object)
            }
            Segment::Hole | Segment::Partial(..) => Asks::Open,
        }
    }

    /// The needs of an operation that depend on no object type.
    fn plain_needs(&self, operation: &Operation, auth: AuthKind, known: &mut Known) {
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
    fn object_needs(&self, operation: &Operation, object: &ObjectType, auth: AuthKind, known: &mut Known) -> bool {
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
    fn other_side(
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

    fn sets(&self, list: &[Accepted]) -> Vec<ScopeSet> {
        list.iter().map(|accepted| self.set(accepted)).collect()
    }

    fn set(&self, accepted: &Accepted) -> ScopeSet {
        accepted
            .scopes
            .iter()
            .filter_map(|id| self.data.scopes.get(usize::from(*id)))
            .map(|scope| scope.name.clone())
            .collect()
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
        let mut ranked: Vec<_> =
            list.iter().map(|accepted| (self.rank(accepted, mode, call), self.set(accepted))).collect();
        ranked.sort();
        ranked.dedup();
        let any_of = ranked.into_iter().map(|(_, set)| set).collect();
        Some(Requirement { any_of, preferred: 0, certainty, source: source.clone(), about })
    }

    /// How an alternative ranks among others; the least is the best.
    pub(crate) fn rank(&self, accepted: &Accepted, mode: Mode, (method, path): (&str, &str)) -> Rank {
        let scopes: Vec<&Scope> =
            accepted.scopes.iter().filter_map(|id| self.data.scopes.get(usize::from(*id))).collect();
        let standing = scopes.iter().map(|scope| match (scope.standing, scope.sensitivity) {
            (Standing::NotOffered | Standing::TokenOnly, _) => 3,
            (_, Sensitivity::Sensitive | Sensitivity::HighlySensitive) => 2,
            (Standing::Last, _) => 1,
            (Standing::Offered, _) => 0,
        });
        let off_mode = match mode {
            Mode::Read => scopes.iter().any(|scope| scope.access == Access::Write),
            Mode::Write => !scopes.is_empty() && scopes.iter().all(|scope| scope.access == Access::Read),
        };
        let is_family = |scope: &Scope| {
            path.split('/').filter(|segment| !segment.is_empty()).any(|segment| {
                segment.replace('-', "_") == scope.product
                    || self.object(segment).is_some_and(|object| object.has_scope(&scope.name))
            })
        };
        Rank {
            standing: standing.max().unwrap_or_default(),
            off_mode,
            off_family: !scopes.iter().any(|scope| is_family(scope)),
            off_verb: method == "DELETE" && !scopes.iter().any(|scope| scope.name.ends_with(".delete")),
            privilege: scopes.iter().map(|scope| scope.privilege).sum(),
            scopes: scopes.len(),
        }
    }
}

/// How an alternative ranks among others: what can be requested first, then what does what the operation does, then
/// the scopes of the path's own family (`lists`, `currencies`, `meetings`), then the one for just this verb, then the
/// least privilege, then the fewest scopes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Rank {
    standing: u8,
    off_mode: bool,
    off_family: bool,
    off_verb: bool,
    privilege: u32,
    scopes: usize,
}

/// Whether two known operations need the same.
fn needs_alike(a: &Known, b: &Known) -> bool {
    let needs = |known: &Known| -> BTreeSet<(Vec<ScopeSet>, Certainty)> {
        known
            .needs
            .iter()
            .map(|need| {
                let mut any_of = need.any_of.clone();
                any_of.sort();
                (any_of, need.certainty)
            })
            .collect()
    };
    a.kind == b.kind && needs(a) == needs(b)
}

fn open(candidates: &[OperationRef], first: &Outcome, rest: &[Outcome]) -> Outcome {
    let mut operations: Vec<String> = candidates.iter().map(|candidate| candidate.operation.clone()).collect();
    operations.sort();
    operations.dedup();
    let mut accepted: Vec<ScopeSet> = std::iter::once(first)
        .chain(rest)
        .flat_map(|outcome| match outcome {
            Outcome::Known(known) => known.needs.iter().flat_map(|need| need.any_of.clone()).collect(),
            Outcome::Open { accepted, .. } => accepted.clone(),
            Outcome::Unknown { .. } => Vec::new(),
        })
        .collect();
    accepted.sort();
    accepted.dedup();
    let all_types = std::iter::once(first)
        .chain(rest)
        .all(|outcome| matches!(outcome, Outcome::Open { reason: OpenReason::ObjectType, .. }));
    let reason = if all_types { OpenReason::ObjectType } else { OpenReason::Tail };
    Outcome::Open { operations, accepted, reason }
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
    if path.contains("/associations") && first != "crm-object-schemas" {
        return Area::Associations;
    }
    match (first, second) {
        ("crm", "objects") | ("crm-objects", _) => Area::Records,
        ("crm", "properties" | "property-validations") | ("properties", _) => Area::Properties,
        ("crm", "pipelines") | ("crm-pipelines", _) => Area::Pipelines,
        ("crm-object-schemas", _) => Area::Schemas,
        _ => Area::Other,
    }
}

/// What an operation without an object type is about: its first two literal segments, without `crm`.
fn subject(path: &str) -> String {
    let literals: Vec<&str> = path.split('/').skip(1).take_while(|segment| !segment.starts_with('{')).collect();
    let skipped = usize::from(literals.len() > 1 && literals[0] == "crm");
    literals.iter().skip(skipped).take(2 - skipped).copied().collect::<Vec<_>>().join("/")
}

/// Whether a path segment names a custom object: `2-123`, `p123_name`, or an app object `a123_name`.
pub(crate) fn is_custom(segment: &str) -> bool {
    if let Some(number) = segment.strip_prefix("2-") {
        return !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    }
    let Some(rest) = segment.strip_prefix(['p', 'a']) else { return false };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    digits > 0 && rest[digits..].starts_with('_') && rest.len() > digits + 1
}
