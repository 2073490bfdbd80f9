//! The catalog's own tests, one file a subject.

mod changes;
mod importing;
mod matching;
mod names;
mod needs;
mod operations;
mod pages;
mod sources;
mod vendor;

use std::collections::BTreeSet;

use super::{AuthKind, Catalog, Certainty, Known, Outcome};

/// The answer to `METHOD /path` for an OAuth app, which must be known.
fn known(call: &str) -> Known {
    let (method, path) = call.split_once(' ').expect("METHOD /path");
    match Catalog::embedded().resolve(method, path, &[], AuthKind::Oauth).outcome {
        Outcome::Known(known) => known,
        other => panic!("{call}: {other:?}"),
    }
}

/// The outcome for `METHOD /path` of an OAuth app.
fn outcome(call: &str) -> Outcome {
    let (method, path) = call.split_once(' ').expect("METHOD /path");
    Catalog::embedded().resolve(method, path, &[], AuthKind::Oauth).outcome
}

/// The preferred alternative of everything that is certain, sorted and joined by spaces.
fn preferred(call: &str) -> String {
    let known = known(call);
    let names: BTreeSet<String> = known
        .needs
        .iter()
        .filter(|need| need.certainty == Certainty::Certain)
        .flat_map(|need| need.any_of[need.preferred].iter().map(ToString::to_string))
        .collect();
    names.into_iter().collect::<Vec<_>>().join(" ")
}
