//! Compares what the tool reports for a case with what the case says.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::Value;

use crate::{Case, Error, Laid, Run, normal};

/// How a case went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Differences in calls, in the number of unresolved ones, and in the minimal set.
    pub faults: Vec<String>,
    /// Calls that are right and are reported at another line than the annotated one.
    pub elsewhere: Vec<String>,
}

type Place = (String, usize);

/// Runs the tool on a case and compares.
#[must_use]
pub fn score(case: &Case) -> Outcome {
    try_score(case).unwrap_or_else(|error| Outcome { faults: vec![error.to_string()], elsewhere: Vec::new() })
}

/// Scores all cases, several at a time; the outcomes are in the order of the cases.
#[must_use]
pub fn score_all(cases: &[Case]) -> Vec<(Case, Outcome)> {
    let next = AtomicUsize::new(0);
    let outcomes = Mutex::new(BTreeMap::new());
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let outcome = score(case);
                    if let Ok(mut outcomes) = outcomes.lock() {
                        outcomes.insert(case.clone(), outcome);
                    }
                }
            });
        }
    });
    outcomes.into_inner().unwrap_or_default().into_iter().collect()
}

fn try_score(case: &Case) -> Result<Outcome, Error> {
    let laid = case.lay_out()?;
    let report = Run::new(["calls", "--format", "json"])?.manifest(&laid.manifest).json()?;
    let mut outcome = compare(&laid, &report)?;
    if let Some(expected) = &laid.scopes {
        let report = Run::new(["scopes", "--format", "json"])?.manifest(&laid.manifest).json()?;
        let minimal = report["minimal"].as_array().ok_or("`scopes` printed no minimal set")?;
        let minimal: BTreeSet<String> = minimal.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        if minimal != *expected {
            outcome.faults.push(format!("minimal set {minimal:?}, expected {expected:?}"));
        }
    }
    Ok(outcome)
}

fn compare(laid: &Laid, report: &Value) -> Result<Outcome, Error> {
    let mut want: BTreeMap<(String, String), Vec<Place>> = BTreeMap::new();
    let mut want_unresolved = 0;
    for (file, said) in &laid.expectations {
        want_unresolved += said.unresolved.len();
        for call in &said.calls {
            let key = (call.method.clone(), call.path.clone());
            want.entry(key).or_default().push((file.clone(), call.line));
        }
    }
    let mut got: BTreeMap<(String, String), BTreeSet<Place>> = BTreeMap::new();
    let mut unresolved = Vec::new();
    for call in report["calls"].as_array().ok_or("`calls` printed no list of calls")? {
        let places = places(laid, call);
        if call["status"] == "unresolved" {
            unresolved.push(places.into_iter().next());
            continue;
        }
        let method = call["method"].as_str().unwrap_or("?").to_owned();
        let path = normal(call["path"].as_str().unwrap_or("?"));
        got.entry((method, path)).or_default().extend(places);
    }
    let mut outcome = Outcome::default();
    for ((method, path), at) in want.iter().filter(|(key, _)| !got.contains_key(*key)) {
        outcome.faults.push(format!("missed {method} {path} of {at:?}"));
    }
    for ((method, path), at) in got.iter().filter(|(key, _)| !want.contains_key(*key)) {
        outcome.faults.push(format!("invented {method} {path} at {at:?}"));
    }
    let open = unresolved.len();
    if open != want_unresolved {
        let at: Vec<Place> = unresolved.into_iter().flatten().collect();
        outcome.faults.push(format!("{open} unresolved calls, expected {want_unresolved}: {at:?}"));
    }
    for ((method, path), at) in &want {
        let Some(found) = got.get(&(method.clone(), path.clone())) else { continue };
        for place in at.iter().filter(|place| !found.contains(*place)) {
            outcome.elsewhere.push(format!("{method} {path} of {place:?} is at {found:?}"));
        }
    }
    Ok(outcome)
}

/// All places that a call names: where it is decided, where the request is made, and the way between them.
fn places(laid: &Laid, call: &Value) -> BTreeSet<Place> {
    let via = call["via"].as_array().into_iter().flatten();
    [&call["location"], &call["request"]].into_iter().chain(via).filter_map(|place| place_of(laid, place)).collect()
}

fn place_of(laid: &Laid, place: &Value) -> Option<Place> {
    let file = place["file"].as_str()?.replace('\\', "/");
    let root = laid.root.to_string_lossy().replace('\\', "/");
    let file = file.strip_prefix(&root).map_or(file.as_str(), |file| file.trim_start_matches('/')).to_owned();
    Some((file, usize::try_from(place["line"].as_u64()?).ok()?))
}
