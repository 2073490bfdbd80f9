//! The reviewer's page in HTML: one file, without anything from elsewhere and without script.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::review::{Part, Review, ScopeRow, Standing, access};
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
                        h1 { "HubSpot scopes: " (visible(&review.title)) }
                        (head(review))
                        (overview(review, index))
                        (details(review, index))
                        (matrix(review))
                        (open(review))
                        (findings(review))
                    }
                }
                footer { "Catalog of " (catalog.as_of()) ", SHA-256 " code { (catalog.sha256()) } }
            }
        }
    };
    let mut text = page.into_string();
    text.push('\n');
    text
}

fn head(review: &Review) -> Markup {
    let (read, write) = review.split();
    let standings =
        [Standing::Missing, Standing::LikelyMissing, Standing::Needed, Standing::Unneeded, Standing::PerhapsUnneeded];
    html! {
        p {
            (review.calls) " calls of " (review.operations) " operations"
            @if let Some(manifest) = &review.manifest { ", compared with " code { (visible(manifest)) } }
            "."
        }
        ul.counts {
            @for standing in standings {
                @if review.count(standing) > 0 {
                    li class=(class(standing)) { strong { (review.count(standing)) } " " (standing.words()) }
                }
            }
            li { strong { (read) } " of the needed scopes read, " strong { (write) } " write" }
        }
        @if !review.incomplete_because.is_empty() {
            section.bound {
                p { "This is a lower bound, since:" }
                ul { @for reason in &review.incomplete_because { li { (visible(reason)) } } }
            }
        }
    }
}

fn class(standing: Standing) -> &'static str {
    match standing {
        Standing::Missing => "missing",
        Standing::LikelyMissing => "likely",
        Standing::Needed => "needed",
        Standing::Unneeded => "unneeded",
        Standing::PerhapsUnneeded => "perhaps",
    }
}

fn anchor(row: &ScopeRow, app: usize) -> String {
    format!("app{app}-{}", row.name.replace(|c: char| !c.is_ascii_alphanumeric(), "-"))
}

fn overview(review: &Review, app: usize) -> Markup {
    html! {
        h2 { "Scopes" }
        div.wide tabindex="0" role="region" aria-label="Scopes" {
            table {
                thead { tr { th { "scope" } th { "standing" } th { "list" } th { "gives" } th { "privilege" } th { "since" } } }
                tbody {
                    @for row in &review.scopes {
                        tr {
                            td { a href={ "#" (anchor(row, app)) } { code { (visible(&row.name)) } } }
                            td class=(class(row.standing)) { (row.standing.words()) }
                            td { (row.list.map_or("", crate::manifest::List::name)) }
                            td { (access(row.access)) }
                            td.number { (row.privilege) }
                            td { (row.since.as_deref().unwrap_or("")) }
                        }
                    }
                }
            }
        }
    }
}

fn details(review: &Review, app: usize) -> Markup {
    html! {
        h2 { "What each scope is for" }
        @for row in &review.scopes {
            section id=(anchor(row, app)) {
                h3 { code { (visible(&row.name)) } }
                @if row.serves.is_empty() { p { "No call that was seen needs it." } }
                ul {
                    @for (operation, places) in &row.serves {
                        li {
                            code { (visible(operation)) }
                            ul.places { @for place in places { li { code { (visible(place)) } } } }
                        }
                    }
                }
                @if !row.alternatives.is_empty() {
                    p {
                        "Accepted instead for some of it: "
                        @for (index, name) in row.alternatives.iter().enumerate() {
                            @if index > 0 { ", " }
                            code { (name) }
                        }
                        "."
                    }
                }
            }
        }
    }
}

fn matrix(review: &Review) -> Markup {
    html! {
        @if review.packages.len() > 1 {
            h2 { "Packages" }
            div.wide tabindex="0" role="region" aria-label="Packages" {
                table {
                    thead { tr { th { "scope" } @for package in &review.packages { th { (visible(package)) } } } }
                    tbody {
                        @for row in &review.scopes {
                            tr {
                                td { code { (visible(&row.name)) } }
                                @for package in &review.packages {
                                    td { @if row.packages.contains(package) { "yes" } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn open(review: &Review) -> Markup {
    html! {
        @if !review.open.is_empty() {
            h2 { "Calls of which something is not known" }
            div.wide tabindex="0" role="region" aria-label="Calls of which something is not known" {
                table {
                    thead { tr { th { "call" } th { "where" } th { "why" } } }
                    tbody {
                        @for row in &review.open {
                            tr { td { code { (visible(&row.what)) } } td { code { (visible(&row.place)) } } td { (visible(&row.why)) } }
                        }
                    }
                }
            }
        }
    }
}

fn findings(review: &Review) -> Markup {
    html! {
        @if !review.findings.is_empty() {
            h2 { "Findings" }
            div.wide tabindex="0" role="region" aria-label="Findings" {
                table {
                    thead { tr { th { "severity" } th { "rule" } th { "where" } th { "what" } } }
                    tbody {
                        @for row in &review.findings {
                            tr {
                                td { (row.severity) }
                                td { code { (row.rule) } }
                                td { code { (visible(&row.place)) } }
                                td { (visible(&row.message)) }
                            }
                        }
                    }
                }
            }
        }
    }
}
