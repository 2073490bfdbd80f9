//! From a call's template to its operation and what that needs.

use std::collections::BTreeSet;

use super::Catalog;
use super::matcher::{Asked, Fit, Segment, VersionAt, read_path};
use super::model::{
    AuthKind, Certainty, Known, ObjectType, OpenReason, OperationKind, OperationRef, Outcome, Resolution, Retirement,
    ScopeSet,
};

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
        // A HEAD is answered by what answers a GET.
        let method = if method == "HEAD" && self.find(Some(method), path).is_none() { "GET" } else { method };
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
        let (letters, asked_length) = (Letters::of(&text), text.chars().count());
        let objects: Vec<Option<&str>> =
            asked.iter().map(|segment| Some(*segment).filter(|text| self.object(text).is_some())).collect();
        let mut best: Option<(f64, String)> = None;
        for operation in &self.data.operations {
            let Some(start) = operation.path.split('/').nth(1) else { continue };
            if strsim::osa_distance(start, first) > 2 && !start.contains(*first) || operation.path.ends_with("{*}") {
                continue;
            }
            for (at, version) in operation.versions.iter() {
                let full = super::assemble::versioned(&operation.path, usize::from(*at), version);
                let form = as_asked(&full, &objects);
                let length = form.chars().count();
                let (short, long) = (length.min(asked_length), length.max(asked_length));
                if short * 10 < long * 6 {
                    continue;
                }
                // With another method it is only meant where the path is nearly the same.
                let (bonus, least) = if *operation.method == *method { (0.05, 0.7) } else { (0.0, 0.9) };
                let likeness = |changes: usize| 1.0 - changes as f64 / long as f64 + bonus;
                let beats =
                    |likeness: f64| likeness >= least && best.as_ref().is_none_or(|(other, _)| likeness > *other);
                // Most are told apart by their letters, which takes a fraction of the time.
                if !beats(likeness(letters.least_changes(&Letters::of(&form)))) {
                    continue;
                }
                let likeness = likeness(strsim::levenshtein(&form, &text));
                if beats(likeness) {
                    best = Some((likeness, format!("{} {}", operation.method, with_objects(&full, &objects))));
                }
            }
        }
        best.map(|(_, text)| text)
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
            strange_object: None,
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
            Some(Asks::Strange(name)) => self.strange_needs(operation, name, auth, &mut known),
            Some(Asks::Open) => {
                return Outcome::Open {
                    operations: vec![candidate.operation.clone()],
                    accepted: self.all_sets(operation, auth),
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

/// Whether a path segment names a custom object: `2-123`, `p123_name`, or an app object `a123_name`.
pub(crate) fn is_custom(segment: &str) -> bool {
    if let Some(number) = segment.strip_prefix("2-") {
        return !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    }
    let Some(rest) = segment.strip_prefix(['p', 'a']) else { return false };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    digits > 0 && rest[digits..].starts_with('_') && rest.len() > digits + 1
}

/// An operation's path with the object types that are asked for.
fn with_objects(full: &str, objects: &[Option<&str>]) -> String {
    full.split('/')
        .skip(1)
        .enumerate()
        .flat_map(|(at, segment)| {
            let object = objects.get(at).copied().flatten();
            ["/", object.filter(|_| segment.starts_with('{')).unwrap_or(segment)]
        })
        .collect()
}

/// The same with every other parameter blank, as it would be asked for.
fn as_asked(full: &str, objects: &[Option<&str>]) -> String {
    let path = with_objects(full, objects);
    let blank = |segment| if str::starts_with(segment, '{') { "{}" } else { segment };
    path.split('/').skip(1).map(blank).collect::<Vec<_>>().join("/")
}

/// How often each character is in a text, modulo 64.
struct Letters([u16; 64]);

impl Letters {
    fn of(text: &str) -> Self {
        let mut counts = [0; 64];
        for letter in text.chars() {
            counts[letter as usize % 64] += 1;
        }
        Self(counts)
    }

    /// A lower bound of the changes that make one text of the other: each puts in or takes out one letter, or both.
    fn least_changes(&self, other: &Self) -> usize {
        let (mut more, mut less) = (0, 0);
        for (one, two) in self.0.iter().zip(&other.0) {
            more += usize::from(one.saturating_sub(*two));
            less += usize::from(two.saturating_sub(*one));
        }
        more.max(less)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn no_text_is_nearer_than_its_letters_say(one in "[a-d/{}é]{0,12}", two in "[a-d/{}é]{0,12}") {
            let least = Letters::of(&one).least_changes(&Letters::of(&two));
            proptest::prop_assert!(least <= strsim::levenshtein(&one, &two));
        }
    }
}
