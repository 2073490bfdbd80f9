//! From raw descriptions to what they say: each rule is a step of its own.

use std::collections::{BTreeMap, BTreeSet};

use super::described::{Alternative, Alternatives, Described, DescribedOperation, OperationKey};
use super::model::OperationKind;
use super::raw::{RawOperation, Security};
use super::reviewed::Reviewed;

/// Object families that an operation's alternatives must span to count as a flat list over all objects.
const FLAT_LIST_FAMILIES: usize = 4;

/// Scope names of the descriptions that the reviewed tables do not know, each with an operation that lists it.
pub type UnknownNames = BTreeMap<String, String>;

/// Normalises the descriptions of one date.
pub fn normalise(raw: &[RawOperation], date: &str, reviewed: &Reviewed) -> (Described, UnknownNames) {
    let mut unknown = UnknownNames::new();
    let mut merged: BTreeMap<OperationKey, Merge> = BTreeMap::new();
    for operation in raw.iter().filter(|operation| !is_test(operation)) {
        let (path, version) = canonical_path(&operation.path);
        let (segments, bound) = bind_object(&path, &operation.area, &operation.api, reviewed);
        let said = said_by(operation, reviewed, &mut unknown);
        let key = OperationKey { path: blank(&segments), method: operation.method.clone() };
        merged.entry(key).or_default().add(operation, &segments, version, bound, said, reviewed);
    }
    let operations = merged.into_iter().map(|(key, merge)| {
        let operation = merge.finish(&key, reviewed);
        (key, operation)
    });
    (Described { date: date.to_owned(), operations: operations.collect() }, unknown)
}

/// Whether a description belongs to the vendor's own tests (by its folder).
pub fn is_test(operation: &RawOperation) -> bool {
    operation.area == "Test" || operation.api == "Test Child Api" || operation.api.starts_with("Bucket_Test")
}

/// Whether a scope name belongs to the vendor's own tests.
pub fn is_test_scope(name: &str) -> bool {
    name.starts_with("ACCEPTANCE_TEST") || name.starts_with("at-test") || name.starts_with("TEST.")
}

/// Whether a path segment is an API version: `v3`, `2026-03`, `2026-09-beta`.
pub fn is_version(segment: &str) -> bool {
    if let Some(digits) = segment.strip_prefix(['v', 'V']) {
        return !digits.is_empty() && digits.len() <= 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
    }
    let date = segment.strip_suffix("-beta").unwrap_or(segment);
    let bytes = date.as_bytes();
    bytes.len() == 7
        && bytes.iter().enumerate().all(|(at, byte)| if at == 4 { *byte == b'-' } else { byte.is_ascii_digit() })
}

/// Splits a path into its segments without the first version segment, and that version with its position.
pub fn canonical_path(path: &str) -> (Vec<String>, Option<(usize, String)>) {
    let mut segments: Vec<String> = path.split('/').filter(|segment| !segment.is_empty()).map(str::to_owned).collect();
    let at = segments.iter().position(|segment| is_version(segment));
    let version = at.map(|at| (at, segments.remove(at)));
    (segments, version)
}

/// What a description's object type is: one, by its path or folder, or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bound {
    /// The description is about this object type.
    Object(String),
    /// The path has an object type and the folder is about one that the tables lack.
    Strange,
    /// The path has an object type, and the folder is about all.
    All,
    /// The path has no object type of its own.
    No,
}

/// Binds the object type of `/crm/objects/...` from its literal segment or from the folder, and folds the literal into
/// a parameter, so that `/crm/objects/contacts/{contactId}` and `/crm/objects/{objectType}/{objectId}` are one.
pub fn bind_object(segments: &[String], area: &str, api: &str, reviewed: &Reviewed) -> (Vec<String>, Bound) {
    let mut segments = segments.to_vec();
    if segments.len() < 3 || segments[0] != "crm" || segments[1] != "objects" {
        return (segments, Bound::No);
    }
    if !is_parameter(&segments[2]) {
        return match reviewed.object_by_name(&segments[2]) {
            Some(object) => {
                let name = object.name.clone();
                "{objectType}".clone_into(&mut segments[2]);
                (segments, Bound::Object(name))
            }
            None => (segments, Bound::No),
        };
    }
    let bound = match reviewed.object_by_folder(api) {
        Some(object) => Bound::Object(object.name.clone()),
        None if area == "CRM" && matches!(api, "Objects" | "Associations" | "Associations Schema") => Bound::All,
        None => Bound::Strange,
    };
    (segments, bound)
}

fn is_parameter(segment: &str) -> bool {
    segment.starts_with('{')
}

fn blank(segments: &[String]) -> String {
    let mut path = String::new();
    for segment in segments {
        path.push('/');
        path.push_str(if is_parameter(segment) { "{}" } else { segment });
    }
    path
}

/// What one description says about one operation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Said {
    /// Public alternatives.
    pub alternatives: Alternatives,
    /// Whether some alternative is for developer credentials.
    pub developer: bool,
    /// Whether some alternative has only names that are not public.
    pub internal: bool,
}

/// Reads the alternatives of one description: the schemes united (the older `..._legacy` schemes hold real
/// alternatives, beside the one scope `contacts` that is dead), tests dropped, internal names renamed or dropped, the
/// baseline scope taken out.
pub fn said_by(operation: &RawOperation, reviewed: &Reviewed, unknown: &mut UnknownNames) -> Said {
    let mut said = Said::default();
    let list: &[Security] = operation.security.as_deref().unwrap_or_default();
    let is_oauth = |scheme: &str| matches!(scheme, "oauth2" | "oauth2_legacy");
    let of_oauth = || list.iter().flatten().filter(|(scheme, _)| is_oauth(scheme)).map(|(_, scopes)| scopes);
    for (scheme, scopes) in list.iter().flatten() {
        let static_only = match scheme.as_str() {
            scheme if is_oauth(scheme) => false,
            "private_apps" | "private_apps_legacy" => {
                of_oauth().next().is_some() && !of_oauth().any(|other| sorted(other) == sorted(scopes))
            }
            "developer_hapikey" => {
                said.developer = true;
                continue;
            }
            _ => continue,
        };
        match public_names(scopes, reviewed, unknown, operation) {
            Names::Public(scopes) => {
                said.alternatives.insert(Alternative { scopes, static_only });
            }
            Names::Developer => said.developer = true,
            Names::Internal => said.internal = true,
            Names::Nothing => {}
        }
    }
    drop_baseline(&mut said.alternatives);
    said
}

fn sorted(scopes: &[String]) -> Vec<&str> {
    let mut names: Vec<&str> = scopes.iter().map(String::as_str).collect();
    names.sort_unstable();
    names
}

enum Names {
    Public(BTreeSet<String>),
    Developer,
    Internal,
    Nothing,
}

/// Judges the names of one alternative: internal ones are renamed where a public name is known.
fn public_names(scopes: &[String], reviewed: &Reviewed, unknown: &mut UnknownNames, operation: &RawOperation) -> Names {
    let mut names = BTreeSet::new();
    for scope in scopes {
        if scope == "oauth" {
            continue;
        }
        if is_test_scope(scope) {
            return Names::Nothing;
        }
        if let Some(internal) = reviewed.internal_name(scope) {
            if internal.developer {
                return Names::Developer;
            }
            if internal.public.is_empty() {
                return Names::Internal;
            }
            names.extend(internal.public.iter().cloned());
        } else if reviewed.is_scope(scope) {
            names.insert(scope.clone());
        } else {
            unknown.entry(scope.clone()).or_insert_with(|| format!("{} {}", operation.method, operation.path));
            return Names::Internal;
        }
    }
    Names::Public(names)
}

/// Drops "any valid token" where another alternative says more.
pub fn drop_baseline(alternatives: &mut Alternatives) {
    if alternatives.iter().any(|alternative| !alternative.scopes.is_empty()) {
        alternatives.retain(|alternative| !alternative.scopes.is_empty());
    }
}

/// Whether the alternatives are a flat list over all objects.
pub fn is_flat_list(alternatives: &Alternatives, reviewed: &Reviewed) -> bool {
    let families: BTreeSet<&str> = alternatives
        .iter()
        .filter(|alternative| alternative.scopes.len() == 1)
        .flat_map(|alternative| alternative.scopes.iter())
        .filter_map(|scope| reviewed.family_of(scope))
        .collect();
    families.len() >= FLAT_LIST_FAMILIES
}

#[derive(Default)]
struct Merge {
    operation: DescribedOperation,
    names: BTreeMap<Vec<String>, usize>,
    developer: bool,
    internal: bool,
    deprecated: Vec<bool>,
    tiers: BTreeSet<String>,
}

impl Merge {
    fn add(
        &mut self,
        raw: &RawOperation,
        segments: &[String],
        version: Option<(usize, String)>,
        bound: Bound,
        said: Said,
        reviewed: &Reviewed,
    ) {
        let names: Vec<String> = segments
            .iter()
            .filter(|segment| is_parameter(segment))
            .map(|segment| segment.trim_matches(['{', '}']).to_owned())
            .collect();
        *self.names.entry(names).or_default() += 1;
        self.operation.versions.extend(version);
        self.developer |= said.developer;
        self.internal |= said.internal;
        self.deprecated.push(raw.deprecated);
        self.tiers.insert(raw.tier.clone());
        if is_flat_list(&said.alternatives, reviewed) {
            self.operation.any.extend(said.alternatives);
            return;
        }
        match bound {
            Bound::Object(object) => {
                let entry = self.operation.bound.entry(object).or_default();
                entry.extend(said.alternatives);
            }
            Bound::Strange => {}
            Bound::All | Bound::No => self.operation.any.extend(said.alternatives),
        }
    }

    fn finish(self, key: &OperationKey, reviewed: &Reviewed) -> DescribedOperation {
        let mut operation = self.operation;
        drop_baseline(&mut operation.any);
        for alternatives in operation.bound.values_mut() {
            drop_baseline(alternatives);
        }
        operation.bound.retain(|_, alternatives| !alternatives.is_empty());
        let most = self.names.iter().max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0)));
        operation.parameters = most.map(|(names, _)| names.clone()).unwrap_or_default();
        operation.deprecated = self.deprecated.iter().all(|deprecated| *deprecated);
        // Descriptions of one operation under several object types give several tiers: then the object decides.
        operation.tier = if self.tiers.len() == 1 { self.tiers.into_iter().next() } else { None }.unwrap_or_default();
        operation.kind = if !operation.any.is_empty() || !operation.bound.is_empty() {
            OperationKind::App
        } else if self.developer {
            OperationKind::Developer
        } else if self.internal {
            OperationKind::Internal
        } else {
            OperationKind::NoScope
        };
        place_objects(&mut operation, key, reviewed);
        operation
    }
}

/// Finds which parameters are the object types on which the need depends.
fn place_objects(operation: &mut DescribedOperation, key: &OperationKey, reviewed: &Reviewed) {
    let flat = is_flat_list(&operation.any, reviewed);
    if key.path.starts_with("/crm/objects/{}") && (flat || !operation.bound.is_empty()) {
        operation.object = Some(0);
        let mut seen = 0;
        let mut after_associations = false;
        for segment in key.path.split('/').skip(1) {
            if segment == "{}" {
                if after_associations {
                    operation.other_object = Some(seen);
                    break;
                }
                seen += 1;
            }
            after_associations |= segment == "associations";
        }
        return;
    }
    if !flat {
        return;
    }
    let mut types = operation
        .parameters
        .iter()
        .enumerate()
        .filter(|(_, name)| name.to_ascii_lowercase().contains("objecttype"))
        .map(|(at, _)| at);
    operation.object = types.next();
    operation.other_object = types.next();
}
