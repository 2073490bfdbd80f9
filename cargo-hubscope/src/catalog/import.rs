//! Takes the descriptions of a date into the committed sources, and refuses what looks wrong.

use std::fs;
use std::path::{Path, PathBuf};

use super::assemble::assemble;
use super::described::{Alternative, Described, DescribedOperation, OperationKey};
use super::history::History;
use super::normalise::{UnknownNames, normalise};
use super::raw::read_folder;
use super::reviewed::Reviewed;
use super::text::to_text;
use super::{Catalog, CatalogError};

/// What to import and where to.
#[derive(Debug, Clone)]
pub struct Import {
    /// Folder that holds the descriptions (`PublicApiSpecs/...`).
    pub folder: PathBuf,
    /// The date of the descriptions, `YYYY-MM-DD`.
    pub described: String,
    /// The folder of the reviewed tables, the history and the catalog; these two are written.
    pub data: PathBuf,
    /// Whether to take what would be refused.
    pub accept: bool,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportOutcome {
    /// Operations that the date before has and this one shares.
    pub shared: usize,
    /// How many of these accept something else than before.
    pub changed: usize,
    /// How many of these no longer accept something that they accepted.
    pub narrowed: usize,
    /// Operations that the date before lacks.
    pub added: usize,
    /// Operations that only the date before has.
    pub removed: usize,
    /// Names that the tables do not know, each with an operation that lists it.
    pub unknown: UnknownNames,
    /// Why it was refused; nothing was written then.
    pub refused: Vec<String>,
}

/// The share of operations, in percent, that may no longer accept something that they accepted on the date before. New
/// alternatives are frequent (each new object type adds its names to every flat list) and do not count.
pub const GREATEST_NARROWING: usize = 25;

/// The share of operations, in percent, that may be gone since the date before.
pub const GREATEST_LOSS: usize = 20;

/// Imports the descriptions of a date: compares them with the date before, and writes history and catalog.
///
/// # Errors
///
/// When a folder or file cannot be read or written, or a table does not parse; the message names the file.
pub fn import(import: &Import) -> Result<ImportOutcome, CatalogError> {
    check_date(&import.described)?;
    let table = |name: &str| read(&import.data.join(name));
    let reviewed = Reviewed::parse(&table("scopes.tsv")?, &table("objects.toml")?, &table("overlay.toml")?)?;
    let history_file = import.data.join("history.tsv");
    let mut history = if history_file.exists() && fs::metadata(&history_file).is_ok_and(|data| data.len() > 0) {
        History::from_text(&read(&history_file)?)?
    } else {
        History::default()
    };
    let raw = read_folder(&import.folder)?;
    let (described, unknown) = normalise(&raw, &import.described, &reviewed);
    let before = history.dates.iter().rev().find(|other| other.date < import.described);
    let outcome = judge(before, &described, unknown, import.accept);
    if !outcome.refused.is_empty() {
        return Ok(outcome);
    }
    let is_newest = history.dates.iter().all(|other| other.date <= described.date);
    if is_newest {
        write(&import.data.join("published.tsv"), &super::published::to_text(&raw))?;
    }
    history.put(described);
    write(&history_file, &history.to_text())?;
    let as_of = reviewed.overlay.as_of.clone();
    let (all, lifetimes) = history.up_to(&as_of);
    let catalog = assemble(&all, &lifetimes, &reviewed, &as_of)?;
    write(&import.data.join("catalog.tsv"), &to_text(&catalog))?;
    Ok(outcome)
}

/// Compares the descriptions of a date with those before, and says what is wrong with them.
pub fn judge(before: Option<&Described>, now: &Described, unknown: UnknownNames, accept: bool) -> ImportOutcome {
    let mut outcome =
        ImportOutcome { shared: 0, changed: 0, narrowed: 0, added: 0, removed: 0, unknown, refused: Vec::new() };
    let nothing = Described::default();
    let before = before.unwrap_or(&nothing);
    for (key, operation) in &now.operations {
        match before.operations.get(key) {
            None => outcome.added += 1,
            Some(old) => {
                outcome.shared += 1;
                let same = old.any == operation.any && old.bound == operation.bound && old.kind == operation.kind;
                outcome.changed += usize::from(!same);
                outcome.narrowed += usize::from(has_lost(old, operation));
            }
        }
    }
    let is_gone = |key: &&OperationKey| !now.operations.contains_key(key);
    outcome.removed = before.operations.keys().filter(is_gone).count();
    if accept {
        return outcome;
    }
    for (name, operation) in &outcome.unknown {
        outcome.refused.push(format!("unknown scope name {name}, listed by {operation}"));
    }
    if outcome.narrowed * 100 > outcome.shared * GREATEST_NARROWING {
        outcome.refused.push(format!(
            "{} of {} operations no longer accept what they accepted on {}: more than {GREATEST_NARROWING} %",
            outcome.narrowed, outcome.shared, before.date
        ));
    }
    if outcome.removed * 100 > before.operations.len() * GREATEST_LOSS {
        outcome.refused.push(format!(
            "{} of {} operations are gone since {}: more than {GREATEST_LOSS} %",
            outcome.removed,
            before.operations.len(),
            before.date
        ));
    }
    outcome
}

/// Whether an operation no longer accepts something that it accepted.
fn has_lost(old: &DescribedOperation, new: &DescribedOperation) -> bool {
    let accepts = |object: Option<&String>, alternative: &Alternative| {
        let bound = object.and_then(|object| new.bound.get(object)).into_iter().flatten();
        new.any.iter().chain(bound).any(|other| other.scopes.is_subset(&alternative.scopes))
    };
    let (mut any, mut bound) = (old.any.iter(), old.bound.iter());
    any.any(|alternative| !accepts(None, alternative))
        || bound.any(|(object, list)| list.iter().any(|alternative| !accepts(Some(object), alternative)))
}

impl Catalog {
    /// The catalog of a day in the past or present, made from the history and from the overlay as it held then.
    ///
    /// # Errors
    ///
    /// When the day is before the history, or not written `YYYY-MM-DD`.
    pub fn at(date: &str) -> Result<Self, CatalogError> {
        check_date(date)?;
        Self::made(&History::embedded()?, &Reviewed::embedded()?, date)
    }

    /// The catalog of a day, made from a history and reviewed tables.
    pub(crate) fn made(history: &History, reviewed: &Reviewed, date: &str) -> Result<Self, CatalogError> {
        let Some(oldest) = history.dates.first() else { return Err(CatalogError::new("the history is empty")) };
        if date < oldest.date.as_str() {
            return Err(CatalogError::new(format!("{date} is before the history, which begins on {}", oldest.date)));
        }
        let (all, lifetimes) = history.up_to(date);
        Ok(Self::new(assemble(&all, &lifetimes, reviewed, date)?))
    }

    /// Days from the review of the catalog to a day, `YYYY-MM-DD`; `None` where that is no date or is earlier.
    pub fn age_in_days(&self, today: &str) -> Option<u64> {
        check_date(today).ok()?;
        u64::try_from(day_number(today)? - day_number(self.as_of())?).ok()
    }
}

/// The number of a day in the Gregorian calendar, counted from an arbitrary first day.
fn day_number(date: &str) -> Option<i64> {
    let year: i64 = date.get(..4)?.parse().ok()?;
    let month: i64 = date.get(5..7)?.parse().ok()?;
    let day: i64 = date.get(8..10)?.parse().ok()?;
    // Years begin in March, so that the leap day is the last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    Some(365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (153 * month + 2) / 5 + day)
}

/// Checks that a date is written `YYYY-MM-DD`.
pub fn check_date(date: &str) -> Result<(), CatalogError> {
    let bytes = date.as_bytes();
    let is_date = bytes.len() == 10
        && bytes.iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        })
        && ("01"..="12").contains(&&date[5..7])
        && ("01"..="31").contains(&&date[8..10]);
    if is_date { Ok(()) } else { Err(CatalogError::new(format!("{date} is no date: write YYYY-MM-DD"))) }
}

fn read(path: &Path) -> Result<String, CatalogError> {
    fs::read_to_string(path).map_err(|error| CatalogError::new(format!("cannot read {}: {error}", path.display())))
}

fn write(path: &Path, text: &str) -> Result<(), CatalogError> {
    fs::write(path, text).map_err(|error| CatalogError::new(format!("cannot write {}: {error}", path.display())))
}
