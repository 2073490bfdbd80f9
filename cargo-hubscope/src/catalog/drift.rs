//! What changed between two days for one project: for the operations that it calls and the scopes that it requests.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::history::History;
use super::import::check_date;
use super::model::{AuthKind, Certainty, Known, OperationKind, Outcome, ScopeSet};
use super::reviewed::Reviewed;
use super::{Catalog, CatalogError};

/// A call of the project.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ProjectCall {
    /// Upper-case method.
    pub method: String,
    /// Path template.
    pub path: String,
    /// What is known of the query.
    pub query: Vec<(String, Option<String>)>,
    /// Where it is, as `file:line`, sorted.
    pub sites: Vec<String>,
}

/// The project's side of the question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Project {
    /// Its calls.
    pub calls: Vec<ProjectCall>,
    /// The scopes that its manifest requests.
    pub requested: BTreeSet<String>,
    /// How its app authenticates.
    pub auth: AuthKind,
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DriftKind {
    /// An operation accepts something more.
    AlternativeGained,
    /// An operation no longer accepts something.
    AlternativeLost,
    /// An operation is described for the first time.
    OperationAdded,
    /// An operation is no longer described.
    OperationGone,
    /// An operation has an announced end.
    OperationEnds,
    /// A requested scope was replaced by others.
    ScopeReplaced,
    /// A requested scope is no longer valid.
    ScopeRetired,
}

/// One thing that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DriftEntry {
    /// The day on which it was first seen or holds, `YYYY-MM-DD`.
    pub date: String,
    /// What happened.
    pub kind: DriftKind,
    /// The operation or scope.
    pub subject: String,
    /// Alternatives that are new, names that are needed together joined by ` + `.
    pub gained: Vec<String>,
    /// Alternatives that are gone.
    pub lost: Vec<String>,
    /// The call sites, as `file:line`.
    pub sites: Vec<String>,
    /// What to do; lower-case, without a final stop.
    pub advice: String,
}

/// All that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Drift {
    /// The first day.
    pub from: String,
    /// The last day.
    pub to: String,
    /// What changed, by day, then by kind and subject.
    pub entries: Vec<DriftEntry>,
}

/// What a call was answered on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Answer {
    operation: String,
    any_of: BTreeSet<ScopeSet>,
}

/// Compares each day between `from` and `to` on which something changed. What operations accept is taken as described
/// on each day, with the splits of scopes; the advice is given by today's reviewed catalog.
///
/// # Errors
///
/// When a day is before the history or not written `YYYY-MM-DD`, or `from` is after `to`.
pub fn drift(project: &Project, from: &str, to: &str) -> Result<Drift, CatalogError> {
    check_date(from)?;
    check_date(to)?;
    if from > to {
        return Err(CatalogError::new(format!("{from} is after {to}: give the older date first")));
    }
    let history = History::embedded()?;
    let mut reviewed = Reviewed::embedded()?;
    let today = Catalog::made(&history, &reviewed, to)?;
    let mut days: BTreeSet<String> = history.dates.iter().map(|described| described.date.clone()).collect();
    days.extend(reviewed.overlay.provenance().map(|(.., valid_from)| valid_from.to_owned()));
    days.retain(|day| day.as_str() > from && day.as_str() <= to);
    reviewed.overlay.object_need.clear();

    let mut entries = Vec::new();
    let mut before = answers(&Catalog::made(&history, &reviewed, from)?, project);
    for day in &days {
        let now = answers(&Catalog::made(&history, &reviewed, day)?, project);
        for (at, call) in project.calls.iter().enumerate() {
            let what = (before.get(&at), now.get(&at));
            entries.extend(changed(day, call, what, &today, project));
        }
        before = now;
    }
    for call in &project.calls {
        if let Outcome::Known(Known { operation, retired: Some(end), .. }) =
            today.resolve(&call.method, &call.path, &call.query, project.auth).outcome
            && end.date.as_str() > from
        {
            let advice = end.replaced_by.map_or("no replacement is known".to_owned(), |path| format!("call {path}"));
            entries.push(entry(&end.date, DriftKind::OperationEnds, &operation, call.sites.clone(), advice));
        }
    }
    entries.extend(scopes(&today, project, from, to));
    entries.sort_by(|a, b| (&a.date, a.kind, &a.subject, &a.sites).cmp(&(&b.date, b.kind, &b.subject, &b.sites)));
    entries.dedup();
    Ok(Drift { from: from.to_owned(), to: to.to_owned(), entries })
}

fn entry(date: &str, kind: DriftKind, subject: &str, sites: Vec<String>, advice: String) -> DriftEntry {
    DriftEntry {
        date: date.to_owned(),
        kind,
        subject: subject.to_owned(),
        gained: Vec::new(),
        lost: Vec::new(),
        sites,
        advice,
    }
}

fn answers(catalog: &Catalog, project: &Project) -> BTreeMap<usize, Answer> {
    let mut answers = BTreeMap::new();
    for (at, call) in project.calls.iter().enumerate() {
        let outcome = catalog.resolve(&call.method, &call.path, &call.query, project.auth).outcome;
        if let Outcome::Known(known) = outcome
            && known.kind != OperationKind::Internal
            && known.retired.as_ref().is_none_or(|end| end.date.as_str() > catalog.as_of())
        {
            let certain = known.needs.iter().filter(|need| need.certainty == Certainty::Certain);
            let any_of = certain.flat_map(|need| need.any_of.iter().cloned()).collect();
            answers.insert(at, Answer { operation: known.operation, any_of });
        }
    }
    answers
}

fn changed(
    day: &str,
    call: &ProjectCall,
    what: (Option<&Answer>, Option<&Answer>),
    today: &Catalog,
    project: &Project,
) -> Vec<DriftEntry> {
    match what {
        (Some(old), Some(new)) => {
            // What nobody would request and the project does not is noise; what a smaller set covers is not lost.
            let matters = |set: &&ScopeSet| {
                set.iter().all(|name| {
                    project.requested.contains(&**name) || today.scope(name).is_some_and(super::Scope::may_be_suggested)
                })
            };
            let gained: Vec<String> = new.any_of.difference(&old.any_of).filter(matters).map(set_text).collect();
            let lost: Vec<String> = old
                .any_of
                .difference(&new.any_of)
                .filter(matters)
                .filter(|set| !new.any_of.iter().any(|other| other.is_subset(set)))
                .map(set_text)
                .collect();
            if gained.is_empty() && lost.is_empty() {
                return Vec::new();
            }
            let kind = if lost.is_empty() { DriftKind::AlternativeGained } else { DriftKind::AlternativeLost };
            let made = entry(day, kind, &new.operation, call.sites.clone(), advice(today, call, project));
            vec![DriftEntry { gained, lost, ..made }]
        }
        (None, Some(new)) => {
            let advice = advice(today, call, project);
            vec![entry(day, DriftKind::OperationAdded, &new.operation, call.sites.clone(), advice)]
        }
        (Some(old), None) => {
            let advice = "check that the operation still answers".to_owned();
            vec![entry(day, DriftKind::OperationGone, &old.operation, call.sites.clone(), advice)]
        }
        (None, None) => Vec::new(),
    }
}

fn set_text(set: &ScopeSet) -> String {
    if set.is_empty() {
        return "no scope".to_owned();
    }
    set.iter().map(|name| &**name).collect::<Vec<_>>().join(" + ")
}

/// What to do about a call, by what today's catalog says of it.
fn advice(today: &Catalog, call: &ProjectCall, project: &Project) -> String {
    let Outcome::Known(known) = today.resolve(&call.method, &call.path, &call.query, project.auth).outcome else {
        return "check the call: what it needs is not known".to_owned();
    };
    let mut wanted = ScopeSet::new();
    for need in known.needs.iter().filter(|need| need.certainty == Certainty::Certain) {
        let chosen = need.any_of.iter().find(|set| set.iter().all(|scope| project.requested.contains(&**scope)));
        let preferred = &need.any_of[need.preferred];
        match chosen {
            None => wanted.extend(preferred.iter().cloned()),
            Some(set) => {
                let is_old = set.iter().any(|name| today.scope(name).is_some_and(|scope| scope.retired.is_some()));
                if is_old {
                    wanted.extend(preferred.iter().cloned());
                }
            }
        }
    }
    if wanted.is_empty() {
        "nothing: what the manifest requests suffices".to_owned()
    } else {
        format!("request {}", wanted.iter().map(|name| &**name).collect::<Vec<_>>().join(" and "))
    }
}

fn scopes(today: &Catalog, project: &Project, from: &str, to: &str) -> Vec<DriftEntry> {
    let mut entries = Vec::new();
    for name in &project.requested {
        let Some(scope) = today.scope(name) else { continue };
        let Some(date) = scope.retired.as_deref().filter(|date| *date > from && *date <= to) else { continue };
        let instead: Vec<&str> = scope.replaced_by.iter().map(|name| &**name).collect();
        let (kind, advice) = if instead.is_empty() {
            (DriftKind::ScopeRetired, "remove it from the manifest".to_owned())
        } else {
            (DriftKind::ScopeReplaced, format!("request what the calls need of {}", instead.join(", ")))
        };
        let gained = instead.iter().map(|name| (*name).to_owned()).collect();
        entries.push(DriftEntry { gained, ..entry(date, kind, name, Vec::new(), advice) });
    }
    entries
}
