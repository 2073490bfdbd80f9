//! What changed when: the dated changes that were published, as far as the dates of the history can show them.

use std::collections::BTreeSet;

use super::super::diff::diff;
use super::super::history::History;
use super::super::{AuthKind, Catalog, DriftKind, Project, ProjectCall, drift};

/// One published change: between which dates, the operation, what it accepts since and what no longer.
struct Published {
    between: (&'static str, &'static str),
    operation: &'static str,
    gained: &'static str,
    lost: &'static str,
}

const fn published(
    between: (&'static str, &'static str),
    operation: &'static str,
    gained: &'static str,
    lost: &'static str,
) -> Published {
    Published { between, operation, gained, lost }
}

const CHANGES: [Published; 26] = [
    published(
        ("2024-06-24", "2024-09-27"),
        "PUT /crm/lists/{}/memberships/add",
        "cms.membership.access_groups.write+crm.lists.read",
        "",
    ),
    published(
        ("2025-06-25", "2025-09-22"),
        "POST /marketing/campaigns",
        "marketing.campaigns.write",
        "marketing.campaigns.read",
    ),
    published(
        ("2025-06-25", "2025-09-22"),
        "POST /crm/objects/{}/search",
        "crm.objects.appointments.sensitive.read.v2",
        "",
    ),
    published(("2025-06-25", "2025-09-22"), "POST /crm/objects/{}/search [products]", "crm.objects.products.read", ""),
    published(
        ("2025-09-22", "2025-12-31"),
        "POST /crm/objects/{} [goal_targets]",
        "crm.objects.goals.write",
        "crm.objects.goals.read",
    ),
    published(("2025-09-22", "2025-12-31"), "POST /crm/properties/{}", "crm.schemas.custom.write", ""),
    published(
        ("2025-09-22", "2025-12-31"),
        "GET /crm/objects/{} [discounts]",
        "crm.objects.line_items.read+e-commerce",
        "crm.objects.line_items.read",
    ),
    published(
        ("2025-09-22", "2025-12-31"),
        "POST /crm/objects/{} [fees]",
        "crm.objects.line_items.write+e-commerce",
        "crm.objects.line_items.write",
    ),
    published(("2025-09-22", "2025-12-31"), "POST /crm/properties/{}", "crm.schemas.projects.write", ""),
    published(
        ("2025-09-22", "2025-12-31"),
        "GET /crm/objects/{} [emails]",
        "crm.objects.contacts.read+sales-email-read",
        "crm.objects.contacts.read",
    ),
    published(
        ("2025-09-22", "2025-12-31"),
        "POST /crm/objects/{} [line_items]",
        "crm.objects.line_items.write+e-commerce",
        "",
    ),
    published(
        ("2025-09-22", "2025-12-31"),
        "POST /crm/objects/{} [products]",
        "crm.objects.products.write+e-commerce",
        "",
    ),
    published(("2025-09-22", "2025-12-31"), "POST /crm/objects/{} [quotes]", "crm.objects.quotes.write+e-commerce", ""),
    published(("2026-03-31", "2026-06-30"), "GET /crm/objects/{} [emails]", "sales-email-read", ""),
    published(("2026-03-31", "2026-06-30"), "GET /crm/objects/{} [line_items]", "e-commerce", ""),
    published(("2026-03-31", "2026-06-30"), "POST /crm/objects/{}/search [products]", "crm.objects.products.read", ""),
    published(("2026-03-31", "2026-06-30"), "POST /crm/objects/{}/search [quotes]", "crm.objects.quotes.read", ""),
    published(("2026-03-31", "2026-06-30"), "GET /crm/properties/{}", "cpq.quotes.read", ""),
    published(("2026-03-31", "2026-06-30"), "POST /files/files", "files.ui_hidden.write", ""),
    published(("2026-03-31", "2026-06-30"), "GET /crm/owners", "automation", ""),
    published(("2026-03-31", "2026-06-30"), "POST /cms/pages/landing-pages", "content.landing_pages.write", ""),
    published(("2026-06-30", "2026-08-21"), "GET /cms/hubdb/tables/{}/rows", "hubdb.rows.read", ""),
    published(("2026-06-30", "2026-08-21"), "POST /cms/hubdb/tables/{}/draft/publish", "hubdb.tables.publish", ""),
    published(("2026-06-30", "2026-08-21"), "POST /files/files", "files.write", ""),
    published(("2026-06-30", "2026-08-21"), "GET /marketing/emails", "marketing.email.read", ""),
    published(("2026-06-30", "2026-08-21"), "POST /crm/properties/{}", "crm.schemas.tickets.write", ""),
];

#[test]
fn the_published_changes_of_operations_are_between_their_dates() {
    let history = History::embedded().unwrap();
    let mut missed = Vec::new();
    for Published { between: (from, to), operation, gained, lost } in CHANGES {
        let diff = diff(&history, from, to).unwrap();
        let is_there = diff.changes.iter().any(|change| {
            change.operations.iter().any(|known| known == operation)
                && change.gained.iter().any(|set| set == gained)
                && (lost.is_empty() || change.lost.iter().any(|set| set == lost))
        });
        if !is_there {
            missed.push(format!("{from}..{to} {operation} +{gained} -{lost}"));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn the_published_changes_of_names_are_between_their_dates() {
    let history = History::embedded().unwrap();
    for (from, to, names) in [
        ("2024-03-29", "2024-06-24", "crm.objects.leads.read crm.objects.leads.write crm.objects.orders.write"),
        (
            "2024-06-24",
            "2024-12-30",
            "crm.objects.appointments.read crm.objects.courses.write crm.objects.listings.read \
             crm.objects.services.read automation.sequences.read conversations.custom_channels.read \
             scheduler.meetings.meeting-link.read marketing.campaigns.read",
        ),
        ("2024-12-30", "2025-03-31", "crm.objects.goals.write crm.objects.invoices.write"),
        (
            "2025-03-31",
            "2025-06-25",
            "crm.objects.subscriptions.write crm.objects.contacts.sensitive.read tickets.highly_sensitive",
        ),
        ("2025-06-25", "2025-09-22", "crm.objects.products.read crm.objects.contacts.sensitive.read.v2"),
        ("2025-09-22", "2025-12-31", "crm.objects.projects.read crm.schemas.projects.write"),
        ("2026-03-31", "2026-06-30", "cpq.quotes.write marketing.aeo.read"),
        (
            "2026-06-30",
            "2026-08-21",
            "hubdb.tables.read files.delete content.site_pages.read crm.schemas.tickets.read \
             crm.objects.tickets.sensitive.read",
        ),
    ] {
        let diff = diff(&history, from, to).unwrap();
        for name in names.split_whitespace() {
            assert!(diff.scopes_added.iter().any(|added| added == name), "{name} in {from}..{to}");
        }
    }
}

#[test]
fn leads_rode_on_contacts_until_they_had_scopes_of_their_own() {
    let history = History::embedded().unwrap();
    let diff = diff(&history, "2024-03-29", "2024-06-24").unwrap();
    assert!(diff.objects_added.iter().any(|object| object == "leads"));
}

#[test]
fn leaked_names_are_nowhere_in_the_history() {
    let text = super::super::history::EMBEDDED;
    for leaked in
        ["hubdb-data-read", "workflows-access", "crm-public-object-api-access", "oauth-access", "ACCEPTANCE_TEST"]
    {
        assert!(!text.contains(leaked), "{leaked}");
    }
    let dates: Vec<String> = History::embedded().unwrap().dates.into_iter().map(|described| described.date).collect();
    assert_eq!(dates.len(), 12);
    assert!(!dates.iter().any(|date| date == "2026-05-01"));
}

#[test]
fn a_diff_in_the_wrong_order_or_before_the_history_says_so() {
    let history = History::embedded().unwrap();
    for (from, to, says) in [
        ("2026-08-21", "2025-06-25", "is after"),
        ("2020-01-01", "2025-06-25", "is before the history"),
        ("yesterday", "2025-06-25", "write YYYY-MM-DD"),
    ] {
        let message = diff(&history, from, to).unwrap_err().to_string();
        assert!(message.contains(says), "{message}");
    }
    let same = diff(&history, "2025-07-01", "2025-08-01").unwrap();
    assert!(same.changes.is_empty() && same.scopes_added.is_empty());
}

fn project(calls: &[&str], requested: &[&str]) -> Project {
    Project {
        calls: calls
            .iter()
            .map(|call| {
                let (method, path) = call.split_once(' ').unwrap();
                let (method, path) = (method.to_owned(), path.to_owned());
                ProjectCall { method, path, query: Vec::new(), sites: vec!["src/lib.rs:7".to_owned()] }
            })
            .collect(),
        requested: requested.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>(),
        auth: AuthKind::Oauth,
    }
}

#[test]
fn drift_tells_a_project_what_touches_it_and_what_to_do() {
    let calls = [
        "GET /crm/v3/objects/deals/{}",
        "POST /crm/v3/objects/line_items",
        "GET /crm/v3/owners",
        "GET /crm/v3/objects/tickets",
    ];
    let project = project(&calls, &["crm.objects.deals.read", "e-commerce", "tickets"]);
    let drift = drift(&project, "2025-06-25", "2026-11-21").unwrap();
    let told: Vec<(&str, DriftKind, &str, &str)> = drift
        .entries
        .iter()
        .map(|entry| (entry.date.as_str(), entry.kind, entry.subject.as_str(), entry.advice.as_str()))
        .collect();
    let nothing = "nothing: what the manifest requests suffices";
    for wanted in [
        ("2025-12-31", DriftKind::AlternativeLost, "POST /crm/v3/objects/line_items", nothing),
        ("2026-06-30", DriftKind::AlternativeGained, "POST /crm/v3/objects/line_items", nothing),
        ("2026-06-30", DriftKind::AlternativeGained, "GET /crm/v3/owners", "request crm.objects.owners.read"),
        ("2026-09-08", DriftKind::AlternativeGained, "GET /crm/v3/objects/tickets", "request crm.objects.tickets.read"),
    ] {
        assert!(told.contains(&wanted), "{wanted:?} is not in {told:#?}");
    }
    assert!(told.iter().any(|entry| entry.1 == DriftKind::ScopeReplaced && entry.2 == "tickets"));
    assert!(!told.iter().any(|entry| entry.2.contains("deals")), "{told:#?}");
    assert!(drift.entries.iter().all(|entry| entry.subject == "tickets" || entry.sites == ["src/lib.rs:7"]));
}

#[test]
fn drift_over_no_time_is_nothing() {
    let project = project(&["GET /crm/v3/objects/contacts"], &["crm.objects.contacts.read"]);
    assert!(drift(&project, "2026-08-21", "2026-08-21").unwrap().entries.is_empty());
}

#[test]
fn the_catalog_of_a_day_knows_only_what_held_then() {
    let before = Catalog::at("2026-09-07").unwrap();
    let after = Catalog::at("2026-09-08").unwrap();
    let accepts =
        |catalog: &Catalog| match catalog.resolve("GET", "/crm/v3/objects/tickets", &[], AuthKind::Oauth).outcome {
            super::super::Outcome::Known(known) => {
                known.needs[0].is_satisfied_by(|scope| scope == "crm.objects.tickets.read")
            }
            other => panic!("{other:?}"),
        };
    assert!(!accepts(&before));
    assert!(accepts(&after));
    assert!(Catalog::at("2020-01-01").is_err());
}

#[test]
fn the_age_counts_days() {
    let catalog = Catalog::embedded();
    assert_eq!(catalog.age_in_days("2026-11-21"), Some(0));
    assert_eq!(catalog.age_in_days("2027-05-20"), Some(180));
    assert_eq!(catalog.age_in_days("2028-11-21"), Some(731), "2028 has a leap day");
    assert_eq!(catalog.age_in_days("2026-11-20"), None);
    assert_eq!(catalog.age_in_days("soon"), None);
}
