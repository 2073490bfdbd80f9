//! The reviewer's page in HTML: one file, without anything from elsewhere and without script.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::lists::count;
use super::review::{PRIVILEGE, Part, Review, ScopeRow, Standing, access};
use super::visible::visible;
use crate::catalog::Catalog;

const STYLE: &str = include_str!("page.css");

/// The page of one or more apps, or of the code alone where there is no app.
pub fn html_page(catalog: &Catalog, apps: &[Part<'_>]) -> String {
    let reviews: Vec<Review> =
        apps.iter().map(|(context, derivation, app)| Review::new(*context, catalog, derivation, *app)).collect();
    let names: Vec<_> = reviews.iter().map(|review| visible(&review.title)).collect();
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { "HubSpot scopes: " (names.join(", ")) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    @for (index, review) in reviews.iter().enumerate() {
                        (head(review))
                        (overview(review, index))
                        (details(review, index))
                        (matrix(review))
                        (open(review))
                        (findings(review))
                    }
                }
                footer {
                    p { "Privilege: what a scope gives. " (PRIVILEGE) }
                    p { "Catalog of " (catalog.as_of()) ", SHA-256 " code { (catalog.sha256()) } }
                }
            }
        }
    };
    let mut text = page.into_string();
    text.push('\n');
    text
}

fn head(review: &Review) -> Markup {
    let (read, write) = review.split();
    html! {
        header {
            h1 { span.kind { "HubSpot scopes" } " " (visible(&review.title)) }
            p {
                (count(review.calls, "call")) " of " (count(review.operations, "operation"))
                @if let Some(manifest) = &review.manifest { ", compared with " (code(manifest)) }
            }
            (verdict(review))
            ul.counts {
                @for standing in Standing::ALL {
                    @if review.count(standing) > 0 {
                        li { strong { (review.count(standing)) } " " (badge(standing)) }
                    }
                }
            }
            (minimal(review))
            p { "Of the scopes that are needed, " strong { (read) } " read and " strong { (write) } " write." }
            @if !review.incomplete_because.is_empty() {
                section.bound {
                    p { "This is a lower bound: more may be needed than is shown, and nothing can be called unneeded, since" }
                    ul { @for reason in &review.incomplete_because { li { (prose(reason)) } } }
                }
            }
        }
    }
}

/// What is to be done, in a line.
fn verdict(review: &Review) -> Markup {
    let Some(text) = review.verdict() else { return html! {} };
    let changes = review.count(Standing::Missing) + review.count(Standing::Unneeded);
    let is_sure = review.incomplete_because.is_empty() && review.count(Standing::LikelyMissing) == 0;
    let class = match (changes, is_sure) {
        (0, true) => "needed",
        (0, false) => "likely",
        _ => "missing",
    };
    html! { p.verdict.(class) { (text) } }
}

/// The least that satisfies all calls.
fn minimal(review: &Review) -> Markup {
    html! {
        p {
            "The minimal set for these calls: "
            @if review.minimal.is_empty() { "no scope" }
            @for (index, scope) in review.minimal.iter().enumerate() {
                @if index > 0 { ", " }
                (code(scope))
            }
            "."
        }
    }
}

fn class(standing: Standing) -> &'static str {
    match standing {
        Standing::Missing => "missing",
        Standing::LikelyMissing => "likely",
        Standing::Needed => "needed",
        Standing::Open => "perhaps",
        Standing::Unneeded => "unneeded",
        Standing::PerhapsUnneeded => "perhaps",
    }
}

fn badge(standing: Standing) -> Markup {
    html! { span.badge.(class(standing)) { (standing.words()) } }
}

/// A name or path as code that may be broken behind its dots and slashes, and nowhere else where there is room.
fn code(text: &str) -> Markup {
    let text = visible(text);
    html! {
        code {
            @for (index, part) in text.split_inclusive(['.', '/', '_']).enumerate() { @if index > 0 { wbr; } (part) }
        }
    }
}

/// Text of a message: what stands between backticks is code.
fn prose(text: &str) -> Markup {
    let text = visible(text);
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return html! { (text) };
    }
    html! {
        @for (index, part) in parts.into_iter().enumerate() {
            @if index.is_multiple_of(2) { (part) } @else { (code(part)) }
        }
    }
}

fn anchor(row: &ScopeRow, app: usize) -> String {
    format!("app{app}-{}", row.name.replace(|c: char| !c.is_ascii_alphanumeric(), "-"))
}

/// A table that can be scrolled where it is too wide; on narrow screens each row is a block and each cell names its
/// column.
fn table(name: &str, columns: &[&str], rows: &[Vec<Markup>]) -> Markup {
    html! {
        div.wide tabindex="0" role="region" aria-label=(name) {
            table {
                thead { tr { @for column in columns { th scope="col" { (column) } } } }
                tbody {
                    @for row in rows {
                        tr {
                            @for (column, cell) in columns.iter().zip(row) {
                                td data-column=(column) class=[cell.0.is_empty().then_some("none")] { div { (cell) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn list(row: &ScopeRow) -> &'static str {
    row.list.map_or("", crate::manifest::List::name)
}

fn overview(review: &Review, app: usize) -> Markup {
    let cells = |row: &ScopeRow| {
        vec![
            html! { a href={ "#" (anchor(row, app)) } { (code(&row.name)) } },
            badge(row.standing),
            html! { (list(row)) },
            html! { (access(row.access)) },
            html! { (row.privilege) },
            html! { @if row.serves.is_empty() { "nothing that was seen" } @else { (count(row.serves.len(), "operation")) } },
            html! { (row.since.as_deref().unwrap_or("")) },
        ]
    };
    let rows: Vec<_> = review.scopes.iter().map(cells).collect();
    html! {
        h2 { "Scopes" }
        @if rows.is_empty() { p { "No scope is requested or needed." } }
        @else { (table("Scopes", &["scope", "standing", "list", "gives", "privilege", "serves", "since"], &rows)) }
    }
}

fn details(review: &Review, app: usize) -> Markup {
    html! {
        @if !review.scopes.is_empty() { h2 { "What each scope is for" } }
        @for row in &review.scopes {
            section.scope id=(anchor(row, app)) {
                h3 { (code(&row.name)) " " (badge(row.standing)) }
                @if row.serves.is_empty() { p { (row.standing.why_nothing()) } }
                ul.serves {
                    @for served in &row.serves {
                        li {
                            @if served.is_call { (code(&served.what)) } @else { (prose(&served.what)) }
                            ul.places { @for place in &served.places { li { (code(place)) } } }
                        }
                    }
                }
                @if !row.alternatives.is_empty() {
                    p.also {
                        "Accepted instead for some of it: "
                        @for (index, name) in row.alternatives.iter().enumerate() {
                            @if index > 0 { ", " }
                            (code(name))
                        }
                    }
                }
            }
        }
    }
}

fn matrix(review: &Review) -> Markup {
    let columns: Vec<_> =
        std::iter::once("scope".into()).chain(review.packages.iter().map(|name| visible(name))).collect();
    let columns: Vec<&str> = columns.iter().map(|name| &**name).collect();
    let cells = |row: &ScopeRow| {
        let of_package = |package| html! { @if row.packages.contains(package) { "yes" } };
        std::iter::once(code(&row.name)).chain(review.packages.iter().map(of_package)).collect()
    };
    let rows: Vec<Vec<Markup>> = review.scopes.iter().map(cells).collect();
    html! {
        @if review.packages.len() > 1 {
            h2 { "Packages" }
            (table("Packages", &columns, &rows))
        }
    }
}

fn open(review: &Review) -> Markup {
    let rows: Vec<_> = review.open.iter().map(|row| vec![code(&row.what), code(&row.place), prose(&row.why)]).collect();
    html! {
        @if !rows.is_empty() {
            h2 { "Calls of which something is not known" }
            (table("Calls of which something is not known", &["call", "where", "why"], &rows))
        }
    }
}

fn findings(review: &Review) -> Markup {
    let cells = |row: &super::review::FindingRow| {
        vec![
            html! { span.badge.(row.severity) { (row.severity) } },
            html! { code { (row.rule) } },
            code(&row.place),
            prose(&row.message),
        ]
    };
    let rows: Vec<_> = review.findings.iter().map(cells).collect();
    html! {
        @if !rows.is_empty() {
            h2 { "Findings" }
            (table("Findings", &["severity", "rule", "where", "what"], &rows))
        }
    }
}
