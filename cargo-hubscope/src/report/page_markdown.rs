//! The reviewer's page in Markdown.

use std::fmt::Write;

use super::lists::count;
use super::review::{PRIVILEGE, Part, Review, Standing, access};
use super::visible::visible;
use crate::catalog::Catalog;

/// The page of one or more apps, or of the code alone where there is no app.
pub fn markdown_page(catalog: &Catalog, apps: &[Part<'_>]) -> String {
    let mut out = String::new();
    for (context, derivation, app) in apps {
        let review = Review::new(*context, catalog, derivation, *app);
        let _ = writeln!(out, "# HubSpot scopes: {}\n", text(&review.title));
        head(&mut out, &review);
        scopes(&mut out, &review);
        matrix(&mut out, &review);
        open(&mut out, &review);
        findings(&mut out, &review);
        out.push('\n');
    }
    out.push_str("Privilege: what a scope gives. ");
    out.push_str(PRIVILEGE);
    out.push_str("\n\n");
    let _ = writeln!(out, "Catalog of {}, SHA-256 `{}`.", catalog.as_of(), catalog.sha256());
    out
}

/// Text that Markdown takes as it is.
fn text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' => {
                escaped.push('\\');
                escaped.push(c);
            }
            '<' => escaped.push_str("&lt;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Text as code within a table.
fn code(text: &str) -> String {
    let text = visible(text).replace('|', "\\|");
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}

fn head(out: &mut String, review: &Review) {
    let (read, write) = review.split();
    let manifest = review.manifest.as_deref().map(|name| format!(" against {}", code(name))).unwrap_or_default();
    let (calls, operations) = (count(review.calls, "call"), count(review.operations, "operation"));
    let _ = writeln!(out, "{calls} of {operations}{manifest}.\n");
    if let Some(verdict) = review.verdict() {
        let _ = writeln!(out, "**{verdict}**\n");
    }
    let minimal: Vec<String> = review.minimal.iter().map(|scope| code(scope)).collect();
    let minimal = if minimal.is_empty() { "no scope".to_owned() } else { minimal.join(", ") };
    let _ = writeln!(out, "- minimal set for these calls: {minimal}");
    for standing in Standing::ALL {
        let rows = review.count(standing);
        if rows > 0 {
            let _ = writeln!(out, "- {}: {rows}", standing.words());
        }
    }
    let _ = writeln!(out, "- of what is needed, {read} read and {write} write");
    if !review.incomplete_because.is_empty() {
        out.push_str("\nThis is a lower bound, since:\n\n");
        for reason in &review.incomplete_because {
            let _ = writeln!(out, "- {}", text(reason));
        }
    }
}

fn scopes(out: &mut String, review: &Review) {
    out.push_str("\n## Scopes\n\n| scope | standing | list | gives | privilege | since |\n|---|---|---|---|---|---|\n");
    for row in &review.scopes {
        let list = row.list.map_or("", crate::manifest::List::name);
        let since = row.since.as_deref().unwrap_or("");
        let gives = access(row.access);
        let _ = writeln!(
            out,
            "| {} | {} | {list} | {gives} | {} | {since} |",
            code(&row.name),
            row.standing.words(),
            row.privilege
        );
    }
    for row in &review.scopes {
        let _ = writeln!(out, "\n### {}\n", text(&row.name));
        if row.serves.is_empty() {
            let _ = writeln!(out, "{}", row.standing.why_nothing());
        }
        for served in &row.serves {
            let what = if served.is_call { code(&served.what) } else { text(&served.what) };
            let places: Vec<String> = served.places.iter().map(|place| code(place)).collect();
            let _ = writeln!(out, "- {what}: {}", places.join(", "));
        }
        if !row.alternatives.is_empty() {
            let names: Vec<String> = row.alternatives.iter().map(|name| code(name)).collect();
            let _ = writeln!(out, "\nAccepted instead for some of it: {}.", names.join(", "));
        }
    }
}

fn matrix(out: &mut String, review: &Review) {
    if review.packages.len() < 2 {
        return;
    }
    let names: Vec<String> = review.packages.iter().map(|name| text(name)).collect();
    let _ = writeln!(out, "\n## Packages\n\n| scope | {} |\n|---|{}", names.join(" | "), "---|".repeat(names.len()));
    for row in &review.scopes {
        let cells = review.packages.iter().map(|package| if row.packages.contains(package) { "yes" } else { "" });
        let _ = writeln!(out, "| {} | {} |", code(&row.name), cells.collect::<Vec<_>>().join(" | "));
    }
}

fn open(out: &mut String, review: &Review) {
    if review.open.is_empty() {
        return;
    }
    out.push_str("\n## Calls of which something is not known\n\n| call | where | why |\n|---|---|---|\n");
    for row in &review.open {
        let _ = writeln!(out, "| {} | {} | {} |", code(&row.what), code(&row.place), text(&row.why));
    }
}

fn findings(out: &mut String, review: &Review) {
    if review.findings.is_empty() {
        return;
    }
    out.push_str("\n## Findings\n\n| severity | rule | where | what |\n|---|---|---|---|\n");
    for row in &review.findings {
        let _ = writeln!(out, "| {} | {} | {} | {} |", row.severity, row.rule, code(&row.place), text(&row.message));
    }
}
