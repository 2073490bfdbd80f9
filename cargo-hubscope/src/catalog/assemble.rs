//! Joins descriptions and the reviewed tables into the catalog of one day.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::CatalogError;
use super::data::{Accepted, AcceptedList, CatalogData, Operation, ScopeId, Versions};
use super::described::{Alternatives, Described, DescribedOperation, OperationKey};
use super::model::{Certainty, Mode, OperationKind, Retirement, Scope, Standing};
use super::normalise::{canonical_path, is_flat_list};
use super::reviewed::{
    Confidence, HostPattern, ObjectNeed, OverlayOperation, RetiredPath, Reviewed, Split, WrongName, alternative,
};

/// Since when an operation is described, and since when no longer: `None` where that is outside the history.
pub type Lifetimes = BTreeMap<OperationKey, (Option<String>, Option<String>)>;

/// Methods of an overlay entry that names none.
const USUAL_METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/// Makes the catalog of the day `as_of`: entries of the overlay that begin later are left out.
///
/// # Errors
///
/// When an entry of the overlay is not well-formed.
pub fn assemble(
    described: &Described,
    lifetimes: &Lifetimes,
    reviewed: &Reviewed,
    as_of: &str,
) -> Result<CatalogData, CatalogError> {
    let overlay = &reviewed.overlay;
    let holds = |valid_from: &str| valid_from <= as_of;
    let mut data = CatalogData {
        as_of: as_of.to_owned(),
        described: described.date.clone(),
        scopes: reviewed.scopes.clone(),
        objects: reviewed.objects.clone(),
        wrong_names: overlay.wrong_name.iter().filter(|name| holds(&name.valid_from)).map(plain_name).collect(),
        hosts: overlay.host.iter().filter(|host| holds(&host.valid_from)).map(plain_host).collect(),
        object_needs: overlay.object_need.iter().filter(|need| holds(&need.valid_from)).map(plain_need).collect(),
        retired: overlay.retired.iter().filter(|retired| holds(&retired.valid_from)).map(plain_retired).collect(),
        splits: overlay.split.iter().filter(|split| holds(&split.valid_from)).map(plain_split).collect(),
        operations: Vec::with_capacity(described.operations.len()),
    };
    let source: Arc<str> = format!("API descriptions of {}", described.date).into();
    for (key, operation) in &described.operations {
        let made = described_operation(key, operation, reviewed, &data, &source, lifetimes.get(key));
        data.operations.push(made);
    }
    for entry in overlay.operation.iter().filter(|entry| holds(&entry.valid_from)) {
        add(&mut data, entry)?;
    }
    data.operations.sort_by(|a, b| a.path.cmp(&b.path).then_with(|| a.method.cmp(&b.method)));
    Ok(data)
}

// What the embedded form keeps of an entry: what it says, and of the needs where that comes from.

fn plain_need(need: &ObjectNeed) -> ObjectNeed {
    ObjectNeed { confidence: Confidence::default(), valid_from: String::new(), ..need.clone() }
}

fn plain_split(split: &Split) -> Split {
    Split { confidence: Confidence::default(), valid_from: String::new(), ..split.clone() }
}

fn plain_retired(retired: &RetiredPath) -> RetiredPath {
    RetiredPath { confidence: Confidence::default(), valid_from: String::new(), ..retired.clone() }
}

fn plain_name(name: &WrongName) -> WrongName {
    let WrongName { name, instead, why, .. } = name.clone();
    WrongName { name, instead, why, ..WrongName::default() }
}

fn plain_host(host: &HostPattern) -> HostPattern {
    let HostPattern { pattern, is, .. } = host.clone();
    HostPattern { pattern, is, ..HostPattern::default() }
}

/// The path with the version put back at its position.
pub fn versioned(path: &str, position: usize, version: &str) -> String {
    let mut out = String::with_capacity(path.len() + version.len() + 1);
    let mut segments = path.split('/').skip(1);
    for _ in 0..position {
        out.push('/');
        out.push_str(segments.next().unwrap_or_default());
    }
    out.push('/');
    out.push_str(version);
    for segment in segments {
        out.push('/');
        out.push_str(segment);
    }
    out
}

/// The id of a scope name.
pub fn scope_id(scopes: &[Scope], name: &str) -> Option<ScopeId> {
    let at = scopes.binary_search_by(|scope| (*scope.name).cmp(name)).ok()?;
    ScopeId::try_from(at).ok()
}

fn described_operation(
    key: &OperationKey,
    said: &DescribedOperation,
    reviewed: &Reviewed,
    data: &CatalogData,
    source: &Arc<str>,
    lifetime: Option<&(Option<String>, Option<String>)>,
) -> Operation {
    let mut names = said.parameters.iter();
    let mut parameters = Vec::new();
    let mut path = String::new();
    for (at, segment) in key.path.split('/').skip(1).enumerate() {
        path.push('/');
        if segment == "{}" {
            parameters.push(at);
            path.push('{');
            path.push_str(names.next().map_or("id", String::as_str));
            path.push('}');
        } else {
            path.push_str(segment);
        }
    }
    let segment =
        |parameter: Option<usize>| parameter.and_then(|at| parameters.get(at)).and_then(|at| u8::try_from(*at).ok());
    let mut kind = said.kind;
    let mut certainty = Certainty::Certain;
    if kind == OperationKind::App && is_token_only(&said.any, reviewed) {
        kind = OperationKind::ClientCredentials;
        certainty = Certainty::Disputed;
    } else if said.object.is_none() && is_flat_list(&said.any, reviewed) {
        certainty = Certainty::Likely;
    }
    let bound = said.bound.iter().filter_map(|(object, list)| {
        let at = data.objects.iter().position(|known| known.name == *object)?;
        Some((u16::try_from(at).ok()?, accepted_list(list, &data.scopes, &data.as_of)))
    });
    let bound: Vec<(u16, AcceptedList)> = bound.filter(|(_, list): &(u16, AcceptedList)| !list.is_empty()).collect();
    let any = accepted_list(&said.any, &data.scopes, &data.as_of);
    if kind == OperationKind::App && any.is_empty() && bound.is_empty() {
        kind = OperationKind::Internal;
    }
    let (introduced, gone) = lifetime.cloned().unwrap_or_default();
    Operation {
        method: key.method.as_str().into(),
        path,
        versions: versions(said.versions.iter().map(|(at, version)| (*at, version.as_str()))),
        kind,
        object: segment(said.object),
        other_object: segment(said.other_object),
        any,
        bound,
        certainty,
        static_certainty: certainty,
        source: source.clone(),
        tier: said.tier.as_str().into(),
        deprecated: said.deprecated,
        introduced: introduced.unwrap_or_default().into(),
        retired: gone.map(|date| {
            let source = "no longer in the API descriptions".to_owned();
            Arc::new(Retirement { date, replaced_by: None, source })
        }),
    }
}

fn versions<'a>(versions: impl Iterator<Item = (usize, &'a str)>) -> Versions {
    let mut list: Vec<(u8, String)> =
        versions.filter_map(|(at, version)| Some((u8::try_from(at).ok()?, version.to_owned()))).collect();
    list.sort_by(|a, b| version_order(&a.1).cmp(&version_order(&b.1)).then_with(|| a.cmp(b)));
    list.dedup();
    list.into()
}

/// Orders versions by age: `v3`, then dates, each beta just after the version of the same name.
fn version_order(version: &str) -> (bool, &str) {
    (!version.starts_with('v'), version)
}

fn is_token_only(list: &Alternatives, reviewed: &Reviewed) -> bool {
    list.iter().any(|alternative| !alternative.scopes.is_empty())
        && list.iter().flat_map(|alternative| &alternative.scopes).all(|name| {
            let scope = scope_id(&reviewed.scopes, name).map(|id| &reviewed.scopes[usize::from(id)]);
            scope.is_some_and(|scope| scope.standing == Standing::TokenOnly)
        })
}

/// The alternatives without those that nobody can have any more.
fn accepted_list(list: &Alternatives, scopes: &[Scope], as_of: &str) -> AcceptedList {
    let is_dead = |name: &String| {
        let scope = scope_id(scopes, name).and_then(|id| scopes.get(usize::from(id)));
        scope.is_some_and(|scope| {
            scope.standing == Standing::NotOffered && scope.retired.as_deref().is_some_and(|date| date <= as_of)
        })
    };
    list.iter()
        .filter(|alternative| !alternative.scopes.iter().any(is_dead))
        .filter_map(|alternative| {
            let scopes: Option<Vec<ScopeId>> = alternative.scopes.iter().map(|name| scope_id(scopes, name)).collect();
            Some(Accepted { scopes: scopes?, static_only: alternative.static_only })
        })
        .collect()
}

/// Adds an entry of the overlay, or of a user, to the catalog: it replaces what is there under the same method and
/// path.
///
/// # Errors
///
/// When its path does not begin with `/`, its method is unknown, or a scope name is.
pub fn add(data: &mut CatalogData, entry: &OverlayOperation) -> Result<(), CatalogError> {
    let bad = |why: String| CatalogError::new(format!("[[operation]] {}: {why}", entry.path));
    if !entry.path.starts_with('/') || entry.path.contains(['?', '\t', ' ', '\n']) {
        return Err(bad("a path begins with / and has no query".to_owned()));
    }
    let (segments, version) = canonical_path(&entry.path);
    let path: String = segments.iter().flat_map(|segment| ["/", segment]).collect();
    let object = match &entry.object {
        None => None,
        Some(name) => {
            let wanted = format!("{{{name}}}");
            let at = segments.iter().position(|segment| *segment == wanted);
            Some(at.ok_or_else(|| bad(format!("object names {name}, but the path has no {wanted}")))?)
        }
    };
    let methods: Vec<String> = if entry.methods.is_empty() {
        USUAL_METHODS.iter().map(|method| (*method).to_owned()).collect()
    } else {
        entry.methods.iter().map(|method| method.to_ascii_uppercase()).collect()
    };
    for method in methods {
        if !USUAL_METHODS.contains(&method.as_str()) && !matches!(method.as_str(), "HEAD" | "OPTIONS") {
            return Err(bad(format!("{method} is no method")));
        }
        let listed = match (&entry.any_of, Mode::of(&method, &path)) {
            (Some(any_of), _) => Some(any_of),
            (None, Mode::Read) => entry.read.as_ref(),
            (None, Mode::Write) => entry.write.as_ref(),
        };
        let mut any = Vec::new();
        for text in listed.into_iter().flatten() {
            let mut scopes = Vec::new();
            for name in alternative(text) {
                let id = scope_id(&data.scopes, &name).ok_or_else(|| bad(format!("{name} is no known scope")))?;
                scopes.push(id);
            }
            scopes.sort_unstable();
            any.push(Accepted { scopes, static_only: false });
        }
        let has_kind = entry.kind != OperationKind::App || object.is_some();
        if any.is_empty() && !has_kind {
            return Err(bad(format!("{method} has no scopes: write any-of, read and write, or a kind")));
        }
        let versions = versions(version.iter().map(|(at, version)| (*at, version.as_str())));
        let operation = Operation {
            method: method.as_str().into(),
            path: path.clone(),
            versions,
            kind: entry.kind,
            object: object.and_then(|at| u8::try_from(at).ok()),
            other_object: None,
            any: any.into(),
            bound: Vec::new(),
            certainty: entry.certainty,
            static_certainty: entry.static_certainty.unwrap_or(entry.certainty),
            source: entry.source.as_str().into(),
            tier: "".into(),
            deprecated: false,
            introduced: entry.valid_from.as_str().into(),
            retired: None,
        };
        let same = |known: &&mut Operation| *known.method == *method && same_template(&known.path, &path);
        match data.operations.iter_mut().find(same) {
            Some(known) => {
                let mut all: Vec<(u8, String)> = known.versions.to_vec();
                all.extend(operation.versions.iter().cloned());
                let all = self::versions(all.iter().map(|(at, version)| (usize::from(*at), version.as_str())));
                let (path, tier) = (known.path.clone(), known.tier.clone());
                let introduced = known.introduced.clone();
                *known = Operation { versions: all, path, tier, introduced, ..operation };
            }
            None => data.operations.push(operation),
        }
    }
    Ok(())
}

fn same_template(a: &str, b: &str) -> bool {
    let blank = |segment: &str| segment.starts_with('{') && segment != "{*}";
    let (mut left, mut right) = (a.split('/'), b.split('/'));
    loop {
        match (left.next(), right.next()) {
            (None, None) => return true,
            (Some(x), Some(y)) if x == y || (blank(x) && blank(y)) => {}
            _ => return false,
        }
    }
}
