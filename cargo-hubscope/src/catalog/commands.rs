//! The commands about the catalog: what each prints, for people and as JSON.
//!
//! The command line parses the arguments and calls these; each writes to `out` and to nothing else, except
//! [`import`], which writes the committed sources.

use std::io::{self, Write};

use serde::Serialize;

use super::diff::diff as compare_dates;
use super::history::History;
use super::stats::Judgement;
use super::{Catalog, CatalogError, Drift, DriftKind, Import, NeedPage, OperationPage, Project, ScopePage};

/// How to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// For people.
    #[default]
    Human,
    /// For machines.
    Json,
    /// As a page in Markdown; only `catalog stats` has it.
    Markdown,
}

/// Whether a command found something to complain about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// It did what was asked.
    Ok,
    /// It refused: nothing was written.
    Refused,
}

impl From<io::Error> for CatalogError {
    fn from(error: io::Error) -> Self {
        Self::new(format!("cannot write the output: {error}"))
    }
}

fn json(value: &impl Serialize, out: &mut dyn Write) -> Result<(), CatalogError> {
    let text = serde_json::to_string_pretty(value)
        .map_err(|error| CatalogError::new(format!("cannot write JSON: {error}")))?;
    writeln!(out, "{text}")?;
    Ok(())
}

/// `catalog import DIR --as-of DATE [--accept]`: takes descriptions into the sources.
///
/// # Errors
///
/// As [`super::import`].
pub fn import(arguments: &Import, format: Format, out: &mut dyn Write) -> Result<Done, CatalogError> {
    let outcome = super::import(arguments)?;
    if format == Format::Json {
        json(
            &serde_json::json!({
                "schema_version": 1,
                "described": arguments.described,
                "shared": outcome.shared,
                "changed": outcome.changed,
                "narrowed": outcome.narrowed,
                "added": outcome.added,
                "removed": outcome.removed,
                "unknown_scopes": outcome.unknown,
                "refused": outcome.refused,
            }),
            out,
        )?;
    } else {
        writeln!(
            out,
            "{}: {} operations as before, {} of them changed ({} accept less), {} new, {} gone",
            arguments.described, outcome.shared, outcome.changed, outcome.narrowed, outcome.added, outcome.removed
        )?;
        for reason in &outcome.refused {
            writeln!(out, "refused: {reason}")?;
        }
        if outcome.refused.is_empty() {
            let history = History::from_text(&read_history(arguments)?)?;
            let dates: Vec<&str> = history.dates.iter().map(|described| described.date.as_str()).collect();
            let at = dates.iter().position(|date| *date == arguments.described);
            if let Some(before) = at.and_then(|at| at.checked_sub(1)) {
                print_diff(&compare_dates(&history, dates[before], &arguments.described)?, out)?;
            }
        } else {
            writeln!(out, "nothing was written; look at the input, and say --accept to take it all the same")?;
        }
    }
    Ok(if outcome.refused.is_empty() { Done::Ok } else { Done::Refused })
}

fn read_history(arguments: &Import) -> Result<String, CatalogError> {
    let path = arguments.data.join("history.tsv");
    std::fs::read_to_string(&path)
        .map_err(|error| CatalogError::new(format!("cannot read {}: {error}", path.display())))
}

/// `catalog diff --from DATE --to DATE`: what changed in the descriptions.
///
/// # Errors
///
/// When a date is before the history, or not written `YYYY-MM-DD`.
pub fn diff(from: &str, to: &str, format: Format, out: &mut dyn Write) -> Result<(), CatalogError> {
    let diff = compare_dates(&History::embedded()?, from, to)?;
    if format == Format::Json {
        return json(&serde_json::json!({"schema_version": 1, "diff": diff}), out);
    }
    print_diff(&diff, out)
}

fn print_diff(diff: &super::CatalogDiff, out: &mut dyn Write) -> Result<(), CatalogError> {
    writeln!(out, "{} to {}", diff.from, diff.to)?;
    let lists = [
        ("new scopes", &diff.scopes_added),
        ("scopes no longer listed", &diff.scopes_removed),
        ("object types with descriptions of their own", &diff.objects_added),
        ("new operations", &diff.operations_added),
        ("operations no longer described", &diff.operations_removed),
    ];
    for (title, list) in lists {
        if !list.is_empty() {
            writeln!(out, "\n{title} ({})", list.len())?;
            for entry in list {
                writeln!(out, "  {entry}")?;
            }
        }
    }
    for change in &diff.changes {
        writeln!(out, "\n{} operations", change.operations.len())?;
        for (mark, list) in [("+", &change.gained), ("-", &change.lost)] {
            if !list.is_empty() {
                writeln!(out, "  {mark} {}", few(list, 8))?;
            }
        }
        writeln!(out, "    {}", few(&change.operations, 4))?;
    }
    if diff.changes.is_empty() && lists_are_empty(diff) {
        writeln!(out, "nothing changed")?;
    }
    Ok(())
}

fn lists_are_empty(diff: &super::CatalogDiff) -> bool {
    diff.operations_added.is_empty() && diff.operations_removed.is_empty() && diff.scopes_added.is_empty()
}

/// The first entries of a list, and how many more there are.
fn few(list: &[String], most: usize) -> String {
    let shown: Vec<&str> = list.iter().take(most).map(String::as_str).collect();
    let more = list.len().saturating_sub(most);
    if more == 0 { shown.join(", ") } else { format!("{} and {more} more", shown.join(", ")) }
}

/// `catalog stats`: how well the catalog knows what it has.
///
/// # Errors
///
/// When the output cannot be written.
pub fn stats(catalog: &Catalog, format: Format, out: &mut dyn Write) -> Result<(), CatalogError> {
    let stats = catalog.stats()?;
    match format {
        Format::Json => return json(&serde_json::json!({"schema_version": 1, "stats": stats}), out),
        Format::Markdown => return super::page::write(catalog, &stats, out),
        Format::Human => {}
    }
    writeln!(out, "catalog as of {}, made from the API descriptions of {}", stats.as_of, stats.described)?;
    writeln!(out, "sha256 {}", stats.sha256)?;
    writeln!(
        out,
        "{} operations, {} published methods and paths ({} without betas), {} scopes, {} object types\n",
        stats.operations, stats.published, stats.published_stable, stats.scopes, stats.objects
    )?;
    for (judgement, all, stable) in &stats.judged {
        writeln!(out, "{all:>6} {stable:>6}  {}", judgement.title())?;
    }
    let left = |wanted: Judgement| stats.leftovers.iter().filter(|(_, judgement, _)| *judgement == wanted).count();
    writeln!(
        out,
        "\n{} operations are not public, {} ambiguous: see docs/catalog.md",
        left(Judgement::NotPublic),
        left(Judgement::Ambiguous)
    )?;
    Ok(())
}

/// `catalog show "METHOD /path"` and `explain "METHOD /path"`: what an operation needs and why. `sites` are the places
/// of the project that call it, as `file:line`.
///
/// # Errors
///
/// When `call` is not of that form, or the catalog has nothing like it.
pub fn explain_operation(
    catalog: &Catalog,
    call: &str,
    sites: &[String],
    format: Format,
    out: &mut dyn Write,
) -> Result<(), CatalogError> {
    let page = catalog.explain_operation(call)?;
    if format == Format::Json {
        return json(&serde_json::json!({"schema_version": 1, "operation": page, "called_here": sites}), out);
    }
    print_operation(&page, out)?;
    if !sites.is_empty() {
        writeln!(out, "called here")?;
        for site in sites {
            writeln!(out, "  {site}")?;
        }
    }
    Ok(())
}

fn print_operation(page: &OperationPage, out: &mut dyn Write) -> Result<(), CatalogError> {
    for operation in &page.operations {
        writeln!(out, "{operation}")?;
    }
    if let Some(open) = &page.open {
        writeln!(out, "  {open}")?;
    }
    match page.kind.as_str() {
        "developer" => writeln!(out, "  for developer accounts: no app scope is involved")?,
        "client-credentials" => writeln!(out, "  with client id and secret: no scope of the manifest is involved")?,
        "no-scope" => writeln!(out, "  no scope")?,
        "internal" => {
            writeln!(out, "  what it needs is not known: only permission names that are not public are listed")?;
        }
        _ => {}
    }
    print_needs(&page.needs, out)?;
    if !page.static_needs.is_empty() {
        writeln!(out, "for an app with a static token")?;
        print_needs(&page.static_needs, out)?;
    }
    writeln!(out, "versions: {}", page.versions.join(", "))?;
    if let Some(tier) = &page.tier {
        writeln!(out, "tier: {tier}")?;
    }
    if let Some(date) = &page.introduced {
        writeln!(out, "described since {date}")?;
    }
    if page.deprecated {
        writeln!(out, "deprecated")?;
    }
    if let Some((date, instead)) = &page.ends {
        let instead = instead.as_ref().map(|path| format!("; call {path} instead")).unwrap_or_default();
        writeln!(out, "ends on {date}{instead}")?;
    }
    if !page.history.is_empty() {
        writeln!(out, "history of the descriptions")?;
        for entry in &page.history {
            for (mark, list) in [("+", &entry.gained), ("-", &entry.lost)] {
                if !list.is_empty() {
                    writeln!(out, "  {} {mark} {}", entry.date, few(list, 6))?;
                }
            }
        }
    }
    Ok(())
}

fn print_needs(needs: &[NeedPage], out: &mut dyn Write) -> Result<(), CatalogError> {
    for need in needs {
        writeln!(out, "  {} ({}), {}", need.about, need.certainty, need.source)?;
        for (at, set) in need.any_of.iter().enumerate() {
            let text = if set.is_empty() { "any valid token".to_owned() } else { set.join(" and ") };
            let mark = if at == 0 { "*" } else { "or" };
            let why = if at == 0 { format!("  ({})", need.preferred_because) } else { String::new() };
            writeln!(out, "    {mark:>2} {text}{why}")?;
        }
    }
    Ok(())
}

/// A call of the project that accepts a scope.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct NeededBy {
    /// The operation.
    pub operation: String,
    /// The call, as `file:line`.
    pub site: String,
    /// What else it accepts that an app can request, the one of least privilege first.
    pub instead: Vec<Vec<String>>,
}

/// How many operations are listed for people before the rest is counted.
const LISTED: usize = 12;

/// `explain SCOPE`: what a scope opens, and which calls of the project accept it; `calls` is `None` where there is no
/// project.
///
/// # Errors
///
/// When the name is no scope; the message says what may be meant.
pub fn explain_scope(
    catalog: &Catalog,
    name: &str,
    calls: Option<&[NeededBy]>,
    format: Format,
    out: &mut dyn Write,
) -> Result<(), CatalogError> {
    let page = catalog.explain_scope(name)?;
    if format == Format::Json {
        let calls = calls.unwrap_or_default();
        return json(&serde_json::json!({"schema_version": 1, "scope": page, "needed_by": calls}), out);
    }
    print_scope(&page, out)?;
    match calls {
        None => {}
        Some([]) => writeln!(out, "\nno call of this project accepts it")?,
        Some(calls) => {
            writeln!(out, "\naccepted here for ({})", calls.len())?;
            for call in calls {
                writeln!(out, "  {}\n      {}", call.operation, call.site)?;
                let instead: Vec<String> = call.instead.iter().map(|set| set.join(" and ")).collect();
                if instead.is_empty() {
                    writeln!(out, "      nothing else is accepted")?;
                } else {
                    writeln!(out, "      or {}", few(&instead, 3))?;
                }
            }
        }
    }
    print_opened(&page, out)
}

fn print_scope(page: &ScopePage, out: &mut dyn Write) -> Result<(), CatalogError> {
    writeln!(out, "{}", page.name)?;
    writeln!(out, "  {}: {}, {}, {}; {}", page.product, page.access, page.grain, page.sensitivity, page.standing)?;
    writeln!(out, "  privilege {}: what it costs in a minimal set, from 1 (reads settings) upwards", page.privilege)?;
    if let Some(date) = &page.introduced {
        writeln!(out, "  first seen {date}")?;
    }
    if let Some(date) = &page.retired {
        writeln!(out, "  no longer the name to use since {date}")?;
    }
    // What a scope was replaced by is most often what it stands for.
    let stands_for = if page.stands_for == page.replaced_by { &[][..] } else { &page.stands_for };
    for (title, list) in [("replaced by", page.replaced_by.as_slice()), ("stands for", stands_for)] {
        if !list.is_empty() {
            writeln!(out, "  {title}")?;
            for name in list {
                writeln!(out, "      {name}")?;
            }
        }
    }
    Ok(())
}

fn print_opened(page: &ScopePage, out: &mut dyn Write) -> Result<(), CatalogError> {
    for (title, list) in [("opens alone", &page.opens), ("is needed beside others for", &page.part_of)] {
        if list.is_empty() {
            continue;
        }
        writeln!(out, "\n{title} ({})", list.len())?;
        for operation in list.iter().take(LISTED) {
            writeln!(out, "  {operation}")?;
        }
        if list.len() > LISTED {
            writeln!(out, "  and {} more, which `--format json` lists", list.len() - LISTED)?;
        }
    }
    Ok(())
}

/// `drift --from DATE --to DATE`: what changed for the project.
///
/// # Errors
///
/// As [`super::drift`].
pub fn drift(project: &Project, from: &str, to: &str, format: Format, out: &mut dyn Write) -> Result<(), CatalogError> {
    let drift = super::drift(project, from, to)?;
    if format == Format::Json {
        return json(&serde_json::json!({"schema_version": 1, "drift": drift}), out);
    }
    print_drift(&drift, out)
}

fn print_drift(drift: &Drift, out: &mut dyn Write) -> Result<(), CatalogError> {
    writeln!(out, "{} to {}: {} changes that touch this project", drift.from, drift.to, drift.entries.len())?;
    for entry in &drift.entries {
        let what = match entry.kind {
            DriftKind::AlternativeGained => "accepts more",
            DriftKind::AlternativeLost => "no longer accepts what it accepted",
            DriftKind::OperationAdded => "is described for the first time",
            DriftKind::OperationGone => "is no longer described",
            DriftKind::OperationEnds => "ends",
            DriftKind::ScopeReplaced => "was replaced by granular scopes",
            DriftKind::ScopeRetired => "is no longer valid",
        };
        writeln!(out, "\n{} {} {what}", entry.date, entry.subject)?;
        for (mark, list) in [("+", &entry.gained), ("-", &entry.lost)] {
            if !list.is_empty() {
                writeln!(out, "  {mark} {}", few(list, 6))?;
            }
        }
        for site in &entry.sites {
            writeln!(out, "  at {site}")?;
        }
        writeln!(out, "  to do: {}", entry.advice)?;
    }
    Ok(())
}
