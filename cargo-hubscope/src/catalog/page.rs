//! The page `docs/catalog.md`, written from the catalog.

use std::io::Write;

use super::reviewed::Confidence;
use super::stats::{Judgement, Stats};
use super::{Catalog, CatalogError};

/// Writes the page.
pub(crate) fn write(catalog: &Catalog, stats: &Stats, out: &mut dyn Write) -> Result<(), CatalogError> {
    writeln!(out, "# The catalog\n")?;
    writeln!(out, "<!-- Made by `cargo hubscope catalog stats --format markdown`; do not edit. -->\n")?;
    writeln!(
        out,
        "What HubSpot's API needs, as of {}: made from the API descriptions of {} and a reviewed overlay.\n\
         {} operations (versions folded together), {} scope names, {} object types (custom objects are one).\n",
        stats.as_of, stats.described, stats.operations, stats.scopes, stats.objects
    )?;
    let rests_on = |kind: Confidence| stats.overlay.get(&kind).copied().unwrap_or_default();
    writeln!(
        out,
        "## How it is made\n\n\
         `cargo hubscope catalog import FOLDER --as-of DATE` reads the API descriptions of a date, normalises them, and\n\
         compares them with the date before. It refuses names that `data/scopes.tsv` and the overlay do not know, and an\n\
         input in which too many operations lost what they accepted. What it takes goes into `data/history.tsv` (what was\n\
         described when) and, joined with the overlay, into `data/catalog.tsv`, which is embedded. The overlay\n\
         (`data/overlay.toml`) holds what the descriptions lack or get wrong; each entry says where it comes from, and\n\
         from which day it holds. Of its {} entries {} are documented by HubSpot, {} are in the published descriptions,\n\
         {} were observed in practice, and {} are inferred.\n",
        stats.overlay.values().sum::<usize>(),
        rests_on(Confidence::Documented),
        rests_on(Confidence::Described),
        rests_on(Confidence::Observed),
        rests_on(Confidence::Inferred),
    )?;
    writeln!(out, "## How well the needs are known\n")?;
    writeln!(
        out,
        "Each of the {} methods and paths that the descriptions publish ({} without beta versions), asked for word for\n\
         word with every parameter unknown:\n",
        stats.published, stats.published_stable
    )?;
    writeln!(out, "| need | published | without betas |\n|---|---:|---:|")?;
    for (judgement, all, stable) in &stats.judged {
        writeln!(out, "| {} | {all} | {stable} |", judgement.title())?;
    }
    writeln!(
        out,
        "\n\"The best\" is by rule: what an app can request first, then what does what the operation does (a write scope to\n\
         write), then the path's own family, then schemas for properties and pipelines, then the least privilege, then the\n\
         fewest scopes. Every accepted alternative is kept, and a requested scope is judged against all of them.\n"
    )?;
    writeln!(out, "## Object types\n")?;
    writeln!(
        out,
        "| object type | id | to read records | to write records | to write properties |\n|---|---|---|---|---|"
    )?;
    for object in catalog.objects() {
        let family = catalog.family(&object.name);
        let cell = |area: &str, mode: &str| {
            let found = family.iter().find(|part| part.area == area && part.mode == mode);
            let sets: Vec<String> = found
                .map(|part| part.any_of.iter().map(|set| format!("`{}`", set.join("` and `"))).collect())
                .unwrap_or_default();
            if sets.is_empty() { "not public".to_owned() } else { sets.join(" or ") }
        };
        writeln!(
            out,
            "| {} | {} | {} | {} | {} |",
            object.name,
            object.id.as_deref().unwrap_or("-"),
            cell("records", "read"),
            cell("records", "write"),
            cell("properties", "write"),
        )?;
    }
    for (judgement, title, text) in [
        (
            Judgement::NotPublic,
            "What is not public",
            "The descriptions list only permission names that are not public, or none for the object type. A call to one of\n\
             these has no known requirement, so a result that holds one is not complete.",
        ),
        (
            Judgement::Ambiguous,
            "What is ambiguous",
            "The descriptions list alternatives between which no rule decides. Any of them satisfies.",
        ),
    ] {
        writeln!(out, "\n## {title}\n\n{text}\n")?;
        writeln!(out, "| operation | why |\n|---|---|")?;
        for (operation, _, why) in stats.leftovers.iter().filter(|(_, known, _)| *known == judgement) {
            writeln!(out, "| `{operation}` | {why} |")?;
        }
    }
    Ok(())
}
