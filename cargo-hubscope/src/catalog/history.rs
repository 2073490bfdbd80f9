//! What the descriptions said on each date, kept as changes from date to date in a text of one line a change.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::CatalogError;
use super::assemble::Lifetimes;
use super::described::{Alternative, Alternatives, Described, DescribedOperation, OperationKey};
use super::model::OperationKind;
use super::text::kind_text;

/// The history that comes with the program, as text.
pub const EMBEDDED: &str = include_str!("../../data/history.tsv");

const HEADER: &str = "hubspot-history\t1";

/// The descriptions of several dates, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    /// One entry a date.
    pub dates: Vec<Described>,
}

impl History {
    /// The history that comes with the program.
    ///
    /// # Errors
    ///
    /// When the text is not well-formed; a test keeps that from happening.
    pub fn embedded() -> Result<Self, CatalogError> {
        Self::from_text(EMBEDDED)
    }

    /// Puts the descriptions of a date in their place; they replace those of the same date.
    pub fn put(&mut self, described: Described) {
        self.dates.retain(|other| other.date != described.date);
        let at = self.dates.partition_point(|other| other.date < described.date);
        self.dates.insert(at, described);
    }

    /// What was ever described up to a date: the descriptions of that date, and each operation that is gone as it was
    /// last described, with since when and until when operations are described.
    pub fn up_to(&self, date: &str) -> (Described, Lifetimes) {
        let dates: Vec<&Described> = self.dates.iter().filter(|described| described.date.as_str() <= date).collect();
        let mut lifetimes = Lifetimes::new();
        let Some((newest, older)) = dates.split_last() else { return (Described::default(), lifetimes) };
        let mut all = (*newest).clone();
        for (at, described) in older.iter().enumerate().rev() {
            for (key, operation) in &described.operations {
                if !all.operations.contains_key(key) {
                    let gone = dates.get(at + 1).map(|next| next.date.clone());
                    all.operations.insert(key.clone(), operation.clone());
                    lifetimes.insert(key.clone(), (None, gone));
                }
            }
        }
        for key in all.operations.keys() {
            let first = dates.iter().position(|described| described.operations.contains_key(key));
            let introduced = first.filter(|at| *at > 0).map(|at| dates[at].date.clone());
            lifetimes.entry(key.clone()).or_default().0 = introduced;
        }
        (all, lifetimes)
    }

    /// Writes the text form.
    pub fn to_text(&self) -> String {
        let mut out = format!("{HEADER}\n");
        let mut lists: BTreeMap<String, usize> = BTreeMap::new();
        let nothing = Described::default();
        let mut before = &nothing;
        for described in &self.dates {
            let _ = writeln!(out, "D\t{}", described.date);
            for key in before.operations.keys().filter(|key| !described.operations.contains_key(key)) {
                let _ = writeln!(out, "-\t{}\t{}", key.method, key.path);
            }
            for (key, operation) in &described.operations {
                if before.operations.get(key) != Some(operation) {
                    write_operation(key, operation, &mut lists, &mut out);
                }
            }
            before = described;
        }
        out
    }

    /// Reads the text form.
    ///
    /// # Errors
    ///
    /// When a line is not of the form; the message names its number.
    pub fn from_text(text: &str) -> Result<Self, CatalogError> {
        let mut lines = text.lines().enumerate();
        if lines.next().map(|(_, line)| line) != Some(HEADER) {
            return Err(CatalogError::new("not a catalog history: its first line is unknown"));
        }
        let mut history = Self::default();
        let mut now = Described::default();
        let mut lists: Vec<Alternatives> = Vec::new();
        for (number, line) in lines {
            let bad = || CatalogError::new(format!("history line {}: not of a known form", number + 1));
            let (mark, rest) = line.split_once('\t').ok_or_else(bad)?;
            match mark {
                "D" => {
                    if !now.date.is_empty() {
                        history.dates.push(now.clone());
                    }
                    rest.clone_into(&mut now.date);
                }
                "A" => lists.push(read_list(rest)),
                "-" => {
                    let (method, path) = rest.split_once('\t').ok_or_else(bad)?;
                    now.operations.remove(&OperationKey { method: method.to_owned(), path: path.to_owned() });
                }
                "+" => {
                    let (key, operation) = read_operation(rest, &lists).ok_or_else(bad)?;
                    now.operations.insert(key, operation);
                }
                _ => return Err(bad()),
            }
        }
        if !now.date.is_empty() {
            history.dates.push(now);
        }
        Ok(history)
    }
}

/// An alternative as text: names joined by `+`, `-` for none, `~` in front of what only static apps have.
pub fn alternative_text(alternative: &Alternative) -> String {
    let mark = if alternative.static_only { "~" } else { "" };
    let names: Vec<&str> = alternative.scopes.iter().map(String::as_str).collect();
    format!("{mark}{}", if names.is_empty() { "-".to_owned() } else { names.join("+") })
}

fn list_text(list: &Alternatives) -> String {
    list.iter().map(alternative_text).collect::<Vec<_>>().join(" ")
}

fn read_list(text: &str) -> Alternatives {
    text.split(' ')
        .filter(|set| !set.is_empty())
        .map(|set| {
            let names = set.strip_prefix('~').unwrap_or(set);
            let names = if names == "-" { "" } else { names };
            let scopes: BTreeSet<String> =
                names.split('+').filter(|name| !name.is_empty()).map(str::to_owned).collect();
            Alternative { scopes, static_only: set.starts_with('~') }
        })
        .collect()
}

fn write_operation(
    key: &OperationKey,
    operation: &DescribedOperation,
    lists: &mut BTreeMap<String, usize>,
    out: &mut String,
) {
    let mut put = |list: &Alternatives, out: &mut String| {
        let text = list_text(list);
        let next = lists.len();
        *lists.entry(text).or_insert_with_key(|text| {
            let _ = writeln!(out, "A\t{text}");
            next
        })
    };
    let any = put(&operation.any, out);
    let bound: Vec<String> =
        operation.bound.iter().map(|(object, list)| format!("{object}={}", put(list, out))).collect();
    let versions: Vec<String> =
        operation.versions.iter().map(|(position, version)| format!("{position}:{version}")).collect();
    let position = |at: Option<usize>| at.map(|at| at.to_string()).unwrap_or_default();
    let _ = writeln!(
        out,
        "+\t{}\t{}\t{}\t{}\t{}\t{any}\t{}\t{}\t{}\t{}\t{}",
        key.method,
        key.path,
        operation.parameters.join(" "),
        versions.join(" "),
        kind_text(operation.kind),
        bound.join(" "),
        position(operation.object),
        position(operation.other_object),
        if operation.deprecated { "deprecated" } else { "" },
        operation.tier,
    );
}

fn read_operation(rest: &str, lists: &[Alternatives]) -> Option<(OperationKey, DescribedOperation)> {
    let columns: Vec<&str> = rest.split('\t').collect();
    let [method, path, parameters, versions, kind, any, bound, object, other, deprecated, tier] =
        columns.try_into().ok()?;
    let list = |at: &str| lists.get(at.parse::<usize>().ok()?).cloned();
    let position = |at: &str| if at.is_empty() { Some(None) } else { at.parse().ok().map(Some) };
    let bound: Option<BTreeMap<String, Alternatives>> = words(bound)
        .map(|entry| {
            let (object, at) = entry.split_once('=')?;
            Some((object.to_owned(), list(at)?))
        })
        .collect();
    let versions: Option<BTreeSet<(usize, String)>> = words(versions)
        .map(|version| {
            let (position, version) = version.split_once(':')?;
            Some((position.parse().ok()?, version.to_owned()))
        })
        .collect();
    let operation = DescribedOperation {
        parameters: words(parameters).map(str::to_owned).collect(),
        versions: versions?,
        kind: [
            OperationKind::App,
            OperationKind::Developer,
            OperationKind::ClientCredentials,
            OperationKind::NoScope,
            OperationKind::Internal,
        ]
        .into_iter()
        .find(|known| kind_text(*known) == kind)?,
        any: list(any)?,
        bound: bound?,
        object: position(object)?,
        other_object: position(other)?,
        deprecated: deprecated == "deprecated",
        tier: tier.to_owned(),
    };
    Some((OperationKey { method: method.to_owned(), path: path.to_owned() }, operation))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(' ').filter(|word| !word.is_empty())
}
