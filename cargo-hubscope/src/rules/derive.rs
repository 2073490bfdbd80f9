//! What the calls need together: each call looked up in the catalog, the distinct requirements, and the minimal set.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::analysis::{Call, CallStatus, Function};
use crate::annotation::Expectation;
use crate::catalog::{self, AuthKind, Catalog, Certainty, Known, OperationKind, Outcome, Resolution};
use crate::scopes::{self, Privilege, Requirement, ScopeSet, Solution};
use crate::source::{Sources, Span};

/// A call with what the catalog says of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolved {
    /// The call.
    pub call: Call,
    /// What the catalog says; `None` for a call whose method or path is not known.
    pub resolution: Option<Resolution>,
    /// Whether the app can do without the call.
    pub install: Install,
}

/// Whether an app works without a call.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Install {
    /// It does not; its scopes belong into the required list.
    #[default]
    Required,
    /// It does; its scopes may be optional.
    Optional,
}

/// What is known of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Its operation is in the catalog, or is one of several that differ in what they need.
    Resolved,
    /// Its method and path are known, and the catalog has no such operation.
    UnknownEndpoint,
    /// Its method or path is not known.
    Unresolved,
}

impl Resolved {
    /// What is known of the call.
    pub fn status(&self) -> Status {
        match self.resolution.as_ref().map(|resolution| &resolution.outcome) {
            None => Status::Unresolved,
            Some(Outcome::Unknown { .. }) => Status::UnknownEndpoint,
            Some(Outcome::Known(_) | Outcome::Open { .. }) => Status::Resolved,
        }
    }

    /// The operation, where there is exactly one.
    pub fn known(&self) -> Option<&Known> {
        match &self.resolution.as_ref()?.outcome {
            Outcome::Known(known) => Some(known),
            Outcome::Open { .. } | Outcome::Unknown { .. } => None,
        }
    }

    /// Any of these sets of scopes is enough; one empty set where no app scope is needed; `None` where the need is not
    /// known.
    pub fn requires(&self) -> Option<Vec<ScopeSet>> {
        self.known().and_then(Known::requires)
    }

    /// The object type that the path names, where none has that name.
    pub fn strange_object(&self) -> Option<&str> {
        self.known()?.strange_object.as_deref()
    }

    /// `METHOD /path` as far as it is known, with `?` for a method or path that is not.
    pub fn template(&self) -> String {
        let method = self.call.method.as_deref().unwrap_or("?");
        format!("{method} {}", self.call.path.as_deref().unwrap_or("?"))
    }

    /// The operation's name in the catalog, or else the template.
    pub fn operation(&self) -> String {
        self.known().map_or_else(|| self.template(), |known| known.operation.clone())
    }
}

/// One distinct requirement with everything that has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Need {
    /// What satisfies it.
    pub requirement: Requirement,
    /// What of that a set may be made of; all of it where nothing else is said.
    pub proposal: Requirement,
    /// The index of the alternative to prefer.
    pub preferred: usize,
    /// How sure it is.
    pub certainty: Certainty,
    /// What it is for, such as "contacts: read".
    pub about: String,
    /// Where that is known from.
    pub source: Arc<str>,
    /// The calls that have it, as indices into [`Derivation::calls`].
    pub calls: Vec<usize>,
    /// What has it beside calls.
    pub outside: Option<Outside>,
}

/// Something beside the Rust code that needs scopes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Outside {
    /// What it is, such as "the webhook subscription `contact.creation`" or the reason given in the configuration.
    pub what: String,
    /// Where it is declared.
    pub span: Option<Span>,
    /// Whether it is a component of the app, and not an entry of the configuration.
    pub is_component: bool,
}

/// A requirement of something beside the Rust code.
#[derive(Debug, Clone, PartialEq)]
pub struct OutsideNeed {
    /// What satisfies it.
    pub requirement: Requirement,
    /// How sure it is.
    pub certainty: Certainty,
    /// What has it.
    pub outside: Outside,
    /// Where that is known from.
    pub source: Arc<str>,
}

/// A scope that one operation alone would call for, and that the rest makes unnecessary.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Covered {
    /// What would be requested for the operation alone.
    pub not_needed: ScopeSet,
    /// What is needed anyway and accepted for the operation.
    pub by: ScopeSet,
    /// The operation.
    pub operation: String,
}

/// What a program needs.
#[derive(Debug, Clone, PartialEq)]
pub struct Derivation {
    /// Every call, in the order of the analysis.
    pub calls: Vec<Resolved>,
    /// The distinct requirements in the order of their first call; those from outside the code last.
    pub needs: Vec<Need>,
    /// The minimal set for everything that is certain.
    pub minimal: Solution,
    /// The operations that each scope of the minimal set serves, with what it serves outside the code.
    pub by_scope: BTreeMap<Arc<str>, BTreeSet<String>>,
    /// Scopes that are not in the set since what is in it is accepted too.
    pub covered: Vec<Covered>,
    /// Why the set is only a lower bound; empty where it is not.
    pub incomplete_because: Vec<String>,
    /// What the code expects of its calls.
    pub annotated: Vec<Annotated>,
    /// Whether there is code that could not be read.
    pub unread: bool,
}

/// An expectation with the calls that it speaks of.
#[derive(Debug, Clone, PartialEq)]
pub struct Annotated {
    /// What is expected.
    pub expectation: Expectation,
    /// The name of its file.
    pub file: String,
    /// The calls inside, as indices into [`Derivation::calls`].
    pub calls: Vec<usize>,
}

/// What the derivation is made from.
#[derive(Clone, Copy)]
pub struct Inputs<'a> {
    /// The catalog.
    pub catalog: &'a Catalog,
    /// How the app authenticates.
    pub auth: AuthKind,
    /// The files that the calls are in.
    pub sources: &'a Sources,
    /// What else needs scopes.
    pub outside: &'a [OutsideNeed],
    /// What the analysis itself could not see.
    pub unseen: &'a [String],
    /// Whether there is code that could not be read.
    pub unread: bool,
    /// What the code expects of its calls.
    pub expectations: &'a [Expectation],
    /// Calls that the app can do without, whoever makes them.
    pub optional: &'a dyn Fn(&Call) -> bool,
    /// Functions that the app can do without: a call is optional where every way to it leads through one.
    pub optional_function: &'a dyn Fn(&Function) -> bool,
    /// What a call needs beside what its operation needs: scopes for sensitive properties.
    pub sensitive: &'a dyn Fn(&Call, &Known) -> Vec<catalog::Requirement>,
}

/// The catalog's knowledge of scopes, as the solver asks for it.
pub struct Costs<'a>(pub &'a Catalog);

impl Privilege for Costs<'_> {
    fn privilege(&self, scope: &str) -> u32 {
        self.0.privilege(scope)
    }

    fn suggestible(&self, scope: &str) -> bool {
        // Which alternatives of sensitive data a set may be made of, the needs say themselves.
        self.0.scope(scope).is_some_and(|scope| scope.standing == catalog::Standing::Offered)
    }
}

impl Derivation {
    /// Looks every call up and solves for the minimal set.
    pub fn new(calls: Vec<Call>, inputs: Inputs<'_>) -> Self {
        let resolved: Vec<Resolved> = calls.into_iter().map(|call| resolve(call, inputs)).collect();
        let needs = needs(&resolved, inputs.outside);
        let certain: Vec<&Need> = needs.iter().filter(|need| need.certainty == Certainty::Certain).collect();
        let requirements: Vec<Requirement> = certain.iter().map(|need| need.proposal.clone()).collect();
        let costs = Costs(inputs.catalog);
        let minimal = scopes::minimal(&requirements, &costs);
        let mut incomplete_because = incomplete(&resolved, inputs.sources);
        incomplete_because.extend(inputs.unseen.iter().cloned());
        incomplete_because.sort();
        incomplete_because.dedup();
        let by_scope = by_scope(&resolved, &certain, &minimal.scopes);
        let covered = covered(&resolved, &certain, &minimal.scopes, &costs);
        let annotated = annotated(&resolved, inputs);
        let unread = inputs.unread;
        Self { by_scope, covered, minimal, incomplete_because, calls: resolved, needs, annotated, unread }
    }

    /// Whether a call leaves open what it needs.
    pub fn is_open(&self, call: usize) -> bool {
        Gap::of(&self.calls[call]).is_some()
    }

    /// Whether nothing is left open.
    pub fn is_complete(&self) -> bool {
        self.incomplete_because.is_empty()
    }

    /// What the granted scopes do not satisfy of the needs of a certainty, as far as sets may be made of it.
    pub fn open(&self, granted: &ScopeSet, wanted: impl Fn(Certainty) -> bool) -> Vec<Requirement> {
        let needs = self.needs.iter().filter(|need| wanted(need.certainty));
        let open = needs.filter(|need| !need.requirement.is_satisfied_by(granted));
        open.map(|need| need.proposal.clone()).collect()
    }

    /// The minimal set of each package on its own, by the package's name: what splitting the app would buy.
    pub fn per_package(&self, catalog: &Catalog) -> BTreeMap<String, Solution> {
        let mut requirements: BTreeMap<String, Vec<Requirement>> =
            self.calls.iter().map(|call| (call.call.location.package.clone(), Vec::new())).collect();
        for need in self.needs.iter().filter(|need| need.certainty == Certainty::Certain) {
            let packages: BTreeSet<&String> =
                need.calls.iter().map(|&index| &self.calls[index].call.location.package).collect();
            for package in packages {
                if let Some(list) = requirements.get_mut(package) {
                    list.push(need.proposal.clone());
                }
            }
        }
        let solve = |(package, list): (String, Vec<Requirement>)| (package, scopes::minimal(&list, &Costs(catalog)));
        requirements.into_iter().map(solve).collect()
    }

    /// What one reads off the documentation: the preferred alternative of each certain need, with what it is for.
    pub fn preferred(&self) -> BTreeMap<Arc<str>, BTreeSet<String>> {
        let mut preferred: BTreeMap<Arc<str>, BTreeSet<String>> = BTreeMap::new();
        for need in self.needs.iter().filter(|need| need.certainty == Certainty::Certain) {
            for scope in need.requirement.any_of.get(need.preferred).into_iter().flatten() {
                if &**scope != scopes::BASELINE {
                    preferred.entry(scope.clone()).or_default().extend(need.wanted_by(&self.calls));
                }
            }
        }
        preferred
    }

    /// Other sets that are accepted for what a scope of the minimal set serves, sorted.
    pub fn instead_of(&self, scope: &str) -> BTreeSet<ScopeSet> {
        let certain = self.needs.iter().filter(|need| need.certainty == Certainty::Certain);
        let served =
            certain.filter(|need| need.satisfied_by(&self.minimal.scopes).is_some_and(|set| set.contains(scope)));
        let others = served.flat_map(|need| &need.requirement.any_of).filter(|set| !set.contains(scope));
        others.cloned().collect()
    }

    /// Scopes that a call whose need is not known may turn out to need.
    pub fn possible(&self) -> ScopeSet {
        let open = self.calls.iter().filter_map(|resolved| match &resolved.resolution.as_ref()?.outcome {
            Outcome::Open { accepted, .. } => Some(accepted),
            Outcome::Known(_) | Outcome::Unknown { .. } => None,
        });
        open.flatten().flatten().cloned().collect()
    }
}

fn resolve(call: Call, inputs: Inputs<'_>) -> Resolved {
    let mut resolution = match (&call.status, &call.method, &call.path) {
        (CallStatus::Resolved, Some(method), Some(path)) => {
            Some(inputs.catalog.resolve(method, path, &call.query, inputs.auth))
        }
        _ => None,
    };
    if let Some(Resolution { outcome: Outcome::Known(known), .. }) = &mut resolution {
        let more = (inputs.sensitive)(&call, known);
        known.needs.extend(more);
    }
    let mut resolved = Resolved { call, resolution, install: Install::Required };
    let may_go = |function: &Function| {
        (inputs.optional_function)(function)
            || inputs.expectations.iter().any(|one| one.covers(function) && belongs_to_optional(&resolved, one))
    };
    if (inputs.optional)(&resolved.call) || resolved.call.ways.all(may_go) {
        resolved.install = Install::Optional;
    }
    resolved
}

/// Whether a call inside belongs to the optional install: where the annotation has no other scopes, or where the call
/// needs one of the optional ones.
fn belongs_to_optional(resolved: &Resolved, expectation: &Expectation) -> bool {
    if expectation.optional.is_empty() {
        return false;
    }
    if expectation.required.is_empty() {
        return true;
    }
    let Some(known) = resolved.known() else { return false };
    let satisfied = |granted: &ScopeSet| {
        let holds = |any_of: &[ScopeSet]| Requirement { any_of: any_of.to_vec() }.is_satisfied_by(granted);
        known.needs.iter().all(|need| holds(&need.any_of))
    };
    satisfied(&expectation.named()) && !satisfied(&expectation.always())
}

fn annotated(calls: &[Resolved], inputs: Inputs<'_>) -> Vec<Annotated> {
    let inside = |expectation: &Expectation| {
        let each = calls.iter().enumerate();
        let inside = each.filter(|(_, resolved)| resolved.call.ways.any(|function| expectation.covers(function)));
        inside.map(|(index, _)| index).collect()
    };
    let annotated = |expectation: &Expectation| Annotated {
        expectation: expectation.clone(),
        file: inputs.sources.file(expectation.span.source).name.clone(),
        calls: inside(expectation),
    };
    inputs.expectations.iter().map(annotated).collect()
}

fn needs(calls: &[Resolved], outside: &[OutsideNeed]) -> Vec<Need> {
    let mut needs: Vec<Need> = Vec::new();
    let mut known: BTreeMap<(Vec<ScopeSet>, usize, Certainty), usize> = BTreeMap::new();
    for (index, resolved) in calls.iter().enumerate() {
        for requirement in resolved.known().map(|known| known.needs.as_slice()).unwrap_or_default() {
            let key = (requirement.any_of.clone(), requirement.proposed, requirement.certainty);
            let at = *known.entry(key).or_insert_with(|| {
                needs.push(Need {
                    requirement: Requirement { any_of: requirement.any_of.clone() },
                    proposal: Requirement { any_of: requirement.proposals().to_vec() },
                    preferred: requirement.preferred,
                    certainty: requirement.certainty,
                    about: requirement.about.clone(),
                    source: requirement.source.clone(),
                    calls: Vec::new(),
                    outside: None,
                });
                needs.len() - 1
            });
            if needs[at].calls.last() != Some(&index) {
                needs[at].calls.push(index);
            }
        }
    }
    needs.extend(outside.iter().map(|need| Need {
        requirement: need.requirement.clone(),
        proposal: need.requirement.clone(),
        preferred: 0,
        certainty: need.certainty,
        about: need.outside.what.clone(),
        source: need.source.clone(),
        calls: Vec::new(),
        outside: Some(need.outside.clone()),
    }));
    needs
}

impl Need {
    /// The alternative that the granted scopes satisfy: the preferred one where they do, else the first.
    pub fn satisfied_by<'a>(&'a self, granted: &ScopeSet) -> Option<&'a ScopeSet> {
        let alternatives = &self.requirement.any_of;
        let holds = |set: &&ScopeSet| set.iter().all(|name| &**name == scopes::BASELINE || granted.contains(name));
        alternatives.get(self.preferred).filter(holds).or_else(|| alternatives.iter().find(holds))
    }

    /// What has the need: the operations of its calls, or what there is outside the code.
    pub fn wanted_by(&self, calls: &[Resolved]) -> BTreeSet<String> {
        match &self.outside {
            Some(outside) => BTreeSet::from([outside.what.clone()]),
            None => self.calls.iter().map(|&index| calls[index].operation()).collect(),
        }
    }
}

fn by_scope(calls: &[Resolved], certain: &[&Need], minimal: &ScopeSet) -> BTreeMap<Arc<str>, BTreeSet<String>> {
    let mut by_scope: BTreeMap<Arc<str>, BTreeSet<String>> =
        minimal.iter().map(|scope| (scope.clone(), BTreeSet::new())).collect();
    for need in certain {
        for scope in need.satisfied_by(minimal).into_iter().flatten() {
            if let Some(operations) = by_scope.get_mut(scope) {
                operations.extend(need.wanted_by(calls));
            }
        }
    }
    by_scope
}

fn covered(calls: &[Resolved], certain: &[&Need], minimal: &ScopeSet, costs: &dyn Privilege) -> Vec<Covered> {
    let mut covered = BTreeSet::new();
    for need in certain.iter().filter(|need| !need.calls.is_empty()) {
        let alone = scopes::minimal(std::slice::from_ref(&need.proposal), costs).scopes;
        let not_needed: ScopeSet = alone.difference(minimal).cloned().collect();
        let Some(by) = need.satisfied_by(minimal).filter(|by| !by.is_empty() && !not_needed.is_empty()) else {
            continue;
        };
        for operation in need.wanted_by(calls) {
            covered.insert(Covered { not_needed: not_needed.clone(), by: by.clone(), operation });
        }
    }
    covered.into_iter().collect()
}

/// What a call leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    Unresolved,
    UnknownEndpoint,
    Open,
    Strange,
    Internal,
}

impl Gap {
    const ALL: [Self; 5] = [Self::Unresolved, Self::UnknownEndpoint, Self::Open, Self::Strange, Self::Internal];

    fn of(resolved: &Resolved) -> Option<Self> {
        match resolved.status() {
            Status::Unresolved => Some(Self::Unresolved),
            Status::UnknownEndpoint => Some(Self::UnknownEndpoint),
            Status::Resolved if is_internal(resolved) => Some(Self::Internal),
            Status::Resolved if resolved.strange_object().is_some() => Some(Self::Strange),
            Status::Resolved => resolved.requires().is_none().then_some(Self::Open),
        }
    }

    /// What it says of one call and of several.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Unresolved => ("call could not be resolved", "calls could not be resolved"),
            Self::UnknownEndpoint => ("call is not in the catalog", "calls are not in the catalog"),
            Self::Open => {
                ("call has a need that is only known at run time", "calls have needs that are only known at run time")
            }
            Self::Strange => {
                ("call names an object type that is not known", "calls name object types that are not known")
            }
            Self::Internal => ("call has a need that is not public", "calls have needs that are not public"),
        }
    }
}

/// Why the calls leave something open, one line a reason, with the first place.
fn incomplete(calls: &[Resolved], sources: &Sources) -> Vec<String> {
    let mut lines = Vec::new();
    for gap in Gap::ALL {
        let matching: Vec<&Resolved> = calls.iter().filter(|resolved| Gap::of(resolved) == Some(gap)).collect();
        let Some(first) = matching.first() else { continue };
        let (one, many) = gap.words();
        let span = first.call.location.span;
        let place = format!("{}:{}", sources.file(span.source).name, sources.range(span).0.line);
        lines.push(match matching.len() {
            1 => format!("1 {one}: {place}"),
            count => format!("{count} {many}, the first at {place}"),
        });
    }
    lines
}

fn is_internal(resolved: &Resolved) -> bool {
    resolved.known().is_some_and(|known| known.kind == OperationKind::Internal)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::Program;
    use super::*;

    fn derive(lines: &[&str], auth: AuthKind) -> Derivation {
        let program = Program::new(lines);
        let inputs = Inputs {
            catalog: Catalog::embedded(),
            auth,
            sources: &program.sources,
            outside: &[],
            unseen: &[],
            unread: false,
            expectations: &[],
            optional: &|_| false,
            optional_function: &|_| false,
            sensitive: &|_, _| Vec::new(),
        };
        Derivation::new(program.calls, inputs)
    }

    fn names(scopes: &ScopeSet) -> Vec<&str> {
        scopes.iter().map(|scope| &**scope).collect()
    }

    const CONTACTS: &str = "GET /crm/v3/objects/contacts";
    const UPDATE: &str = "PATCH /crm/v3/objects/contacts/{}";
    const PROPERTIES: &str = "GET /crm/v3/properties/contacts";
    const EVENT: &str = "POST /events/v3/send";

    #[test]
    fn each_call_alone_has_its_preferred_scope() {
        for (line, auth, expected) in [
            (CONTACTS, AuthKind::Oauth, &["crm.objects.contacts.read"][..]),
            (UPDATE, AuthKind::Oauth, &["crm.objects.contacts.write"]),
            (PROPERTIES, AuthKind::Oauth, &["crm.schemas.contacts.read"]),
            (EVENT, AuthKind::Oauth, &["analytics.behavioral_events.send"]),
            (EVENT, AuthKind::Static, &[]),
        ] {
            let derivation = derive(&[line], auth);
            assert_eq!(names(&derivation.minimal.scopes), expected, "{line} {auth:?}");
            assert_eq!(derivation.incomplete_because, [""; 0], "{line}");
        }
    }

    #[test]
    fn together_the_objects_scope_covers_its_properties() {
        let derivation = derive(&[CONTACTS, UPDATE, PROPERTIES, EVENT], AuthKind::Static);
        assert_eq!(names(&derivation.minimal.scopes), ["crm.objects.contacts.read", "crm.objects.contacts.write"]);
        assert!(derivation.minimal.optimal && derivation.is_complete());
        let [covered] = &derivation.covered[..] else { panic!("{:?}", derivation.covered) };
        assert_eq!(names(&covered.not_needed), ["crm.schemas.contacts.read"]);
        assert_eq!(names(&covered.by), ["crm.objects.contacts.read"]);
        assert_eq!(covered.operation, "GET /crm/v3/properties/contacts");
        let serves = |scope: &str| derivation.by_scope[scope].iter().map(String::as_str).collect::<Vec<_>>();
        assert_eq!(serves("crm.objects.contacts.read"), [CONTACTS, PROPERTIES]);
        assert_eq!(serves("crm.objects.contacts.write"), ["PATCH /crm/v3/objects/contacts/{contactId}"]);
    }

    #[test]
    fn what_is_open_makes_the_set_a_lower_bound() {
        let lines = [
            "? the path comes from outside",
            "GET /crm/v3/objects/contacts/no/such/thing",
            "GET /crm/v3/objects/{}",
            CONTACTS,
            "? the path comes from a file",
        ];
        let derivation = derive(&lines, AuthKind::Oauth);
        assert_eq!(
            derivation.incomplete_because,
            [
                "1 call has a need that is only known at run time: src/lib.rs:3",
                "1 call is not in the catalog: src/lib.rs:2",
                "2 calls could not be resolved, the first at src/lib.rs:1",
            ]
        );
        assert_eq!(names(&derivation.minimal.scopes), ["crm.objects.contacts.read"]);
        let possible = derivation.possible();
        assert!(possible.contains("crm.objects.deals.read") && !possible.contains("automation.sequences.read"));
    }

    #[test]
    fn the_same_need_is_kept_once_with_all_its_calls() {
        let derivation = derive(&[CONTACTS, "GET /crm/v3/objects/contacts/{}", UPDATE], AuthKind::Oauth);
        let reads: Vec<_> = derivation.needs.iter().map(|need| need.calls.as_slice()).collect();
        assert_eq!(reads, [&[0, 1][..], &[2]]);
    }
}
