//! What is printed: the pages about operations and scopes, and `docs/catalog.md`.

use proptest::prelude::*;

use super::super::commands::{self, Format};
use super::super::published::{self, template};
use super::super::{AuthKind, Catalog, Judgement, OperationKind, Outcome, OverlayOperation};

fn printed(print: impl FnOnce(&mut Vec<u8>)) -> String {
    let mut out = Vec::new();
    print(&mut out);
    String::from_utf8(out).unwrap()
}

#[test]
fn every_published_method_and_path_resolves() {
    let catalog = Catalog::embedded();
    let published = published::from_text(published::EMBEDDED);
    assert_eq!(published.len(), 3787);
    for (method, path) in &published {
        let outcome = catalog.resolve(method, &template(path), &[], AuthKind::Oauth).outcome;
        assert!(!matches!(outcome, Outcome::Unknown { .. }), "{method} {path}");
    }
}

/// The figures that a normalisation of the same descriptions reached before: at least as many known, at most as many
/// open.
#[test]
fn the_needs_are_known_as_well_as_they_can_be() {
    let stats = Catalog::embedded().stats().unwrap();
    let count = |judgement: Judgement| {
        let (_, all, stable) = stats.judged.iter().find(|(known, ..)| *known == judgement).unwrap();
        (*all, *stable)
    };
    let unique = count(Judgement::Unique).0 + count(Judgement::Credentials).0;
    assert!(unique >= 2884 + 346, "{unique}");
    let by_object = count(Judgement::ByObject).0 + count(Judgement::AnyObject).0;
    assert!(by_object >= 362, "{by_object}");
    assert!(count(Judgement::Ambiguous).0 <= 64 && count(Judgement::Ambiguous).1 <= 38);
    assert!(count(Judgement::NotPublic).1 <= 4, "GA operations whose need is not public");
    assert_eq!(count(Judgement::Unresolved).0, 0);
    assert_eq!(stats.judged.iter().map(|(_, all, _)| all).sum::<usize>(), stats.published);
}

#[test]
fn the_page_of_the_catalog_is_what_the_command_prints() {
    let page = include_str!("../../../../docs/catalog.md");
    let made = printed(|out| commands::stats(Catalog::embedded(), Format::Markdown, out).unwrap());
    assert!(page == made, "make docs/catalog.md again with `cargo hubscope catalog stats --format markdown`");
}

#[test]
fn the_page_of_an_operation_says_what_it_needs_and_how_that_changed() {
    let text = printed(|out| {
        let sites = ["src/lib.rs:3".to_owned()];
        commands::explain_operation(Catalog::embedded(), "get /crm/v3/objects/emails/{id}", &sites, Format::Human, out)
            .unwrap();
    });
    for part in [
        "GET /crm/v3/objects/emails/{emailId}",
        "* crm.objects.contacts.read and sales-email-read  (the only alternative)",
        "2025-12-31 + crm.objects.contacts.read+sales-email-read",
        "called here\n  src/lib.rs:3",
    ] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
}

/// Descriptions about one object type alone that are replaced by a flat list over all objects change nothing.
#[test]
fn the_history_of_an_operation_is_that_of_what_it_accepts() {
    let history = |call: &str| {
        let page = Catalog::embedded().explain_operation(call).unwrap();
        page.history
            .iter()
            .map(|entry| format!("{} +{} -{}", entry.date, entry.gained.join(","), entry.lost.join(",")))
            .collect::<Vec<_>>()
    };
    assert_eq!(history("GET /crm/v3/objects/deals/{}"), [""; 0]);
    assert_eq!(history("GET /crm/v3/owners"), ["2026-06-30 +automation -"]);
    // By hand from the rows of `GET /crm/objects/{}` in data/history.tsv.
    assert_eq!(
        history("GET /crm/v3/objects/emails"),
        [
            "2024-03-29 +sales-email-read -",
            "2025-12-31 +crm.objects.contacts.read+sales-email-read -crm.objects.contacts.read,sales-email-read",
            "2026-06-30 +crm.objects.contacts.read,sales-email-read -",
        ]
    );
    assert_eq!(history("GET /crm/v3/objects/leads"), ["2024-06-24 +crm.objects.leads.read -"]);
}

#[test]
fn the_page_of_an_operation_is_the_same_in_json() {
    let text = printed(|out| {
        commands::explain_operation(Catalog::embedded(), "POST /events/v3/send", &[], Format::Json, out).unwrap();
    });
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["operation"]["needs"][0]["certainty"], "certain");
    assert_eq!(value["operation"]["static_needs"][0]["certainty"], "disputed");
    assert_eq!(value["operation"]["needs"][0]["any_of"][0][0], "analytics.behavioral_events.send");
}

#[test]
fn an_operation_that_is_none_is_refused_with_the_nearest() {
    let message = |call: &str| Catalog::embedded().explain_operation(call).unwrap_err().to_string();
    assert_eq!(message("PATCH /crm/v3/owners/{id}"), "the catalog has no PATCH /crm/v3/owners/{}, only GET");
    assert!(message("GET /crm/v3/object/contacts").ends_with("did you mean GET /crm/v3/objects/contacts?"));
    assert!(message("contacts").contains("METHOD /path"));
}

#[test]
fn the_page_of_a_scope_says_what_it_opens() {
    let page = Catalog::embedded().explain_scope("crm.objects.owners.read").unwrap();
    assert!(page.opens.iter().any(|operation| operation == "GET /crm/v3/owners"));
    assert!(page.part_of.is_empty());
    let page = Catalog::embedded().explain_scope("sales-email-read").unwrap();
    assert!(page.part_of.iter().any(|operation| operation == "GET /crm/v3/objects/emails"));
    let page = Catalog::embedded().explain_scope("tickets").unwrap();
    assert_eq!(page.retired.as_deref(), Some("2026-09-08"));
    assert_eq!(page.replaced_by.len(), 4);
    let message = Catalog::embedded().explain_scope("forms.read").unwrap_err().to_string();
    assert!(message.ends_with("did you mean forms?"), "{message}");
}

/// The family of each object type: to read records, to write them, to write properties.
#[test]
fn each_object_type_has_its_family() {
    let contacts = "crm.objects.contacts.read / crm.objects.contacts.write / crm.schemas.contacts.write";
    let own = |name: &str| format!("crm.objects.{name}.read / crm.objects.{name}.write / crm.schemas.{name}.write");
    let commerce = |name: &str| {
        format!("crm.objects.{name}.read or e-commerce / crm.objects.{name}.write or e-commerce / e-commerce")
    };
    let mut wanted: Vec<(&str, String)> = Vec::new();
    for name in ["calls", "meetings", "notes", "tasks", "communications", "postal_mail"] {
        wanted.push((name, contacts.to_owned()));
    }
    for name in [
        "contacts",
        "companies",
        "deals",
        "orders",
        "carts",
        "invoices",
        "subscriptions",
        "services",
        "courses",
        "listings",
        "appointments",
        "projects",
        "custom",
    ] {
        wanted.push((name, own(name)));
    }
    wanted.push(("commerce_payments", own("commercepayments")));
    wanted.push(("products", commerce("products")));
    for name in ["line_items", "discounts", "fees", "taxes"] {
        wanted.push((name, commerce("line_items")));
    }
    let catalog = Catalog::embedded();
    let part = |object: &str, area: &str, mode: &str| {
        let parts = catalog.family(object);
        let part = parts.into_iter().find(|part| part.area == area && part.mode == mode).unwrap();
        part.any_of.iter().map(|set| set.join(" and ")).collect::<Vec<_>>().join(" or ")
    };
    for (object, family) in wanted {
        let found = format!(
            "{} / {} / {}",
            part(object, "records", "read"),
            part(object, "records", "write"),
            // Beside the scope to write the schema, the descriptions list the one to write the records of some.
            part(object, "properties", "write")
                .replace(" or crm.pipelines.orders.write", "")
                .replace(" or crm.objects.orders.write", "")
                .replace(" or crm.objects.carts.write", "")
        );
        assert_eq!(found, family, "{object}");
    }
    for (object, area, mode, family) in [
        ("tickets", "records", "read", "crm.objects.tickets.read or tickets"),
        ("tickets", "records", "write", "crm.objects.tickets.write or tickets"),
        ("tickets", "properties", "write", "crm.schemas.tickets.write or tickets"),
        ("tickets", "pipelines", "write", "crm.schemas.tickets.write or tickets"),
        ("quotes", "records", "read", "crm.objects.quotes.read or e-commerce"),
        ("emails", "records", "read", "crm.objects.contacts.read and sales-email-read"),
        ("emails", "records", "write", "crm.objects.contacts.write and sales-email-read"),
        ("emails", "properties", "write", "crm.schemas.contacts.write"),
        (
            "feedback_submissions",
            "records",
            "read",
            "crm.objects.contacts.read and crm.objects.feedback_submissions.read",
        ),
        ("marketing_events", "records", "read", "crm.objects.marketing_events.read"),
        ("goal_targets", "records", "write", "crm.objects.goals.write"),
        ("leads", "records", "write", "crm.objects.leads.write"),
        ("users", "properties", "write", "crm.objects.users.write"),
        ("partner_clients", "records", "write", "crm.objects.partner-clients.write"),
        ("partner_services", "records", "read", "crm.objects.partner-services.read"),
        // Reads of associations, properties and pipelines list the scope to write as well.
        ("deals", "associations", "read", "crm.objects.deals.read or crm.objects.deals.write"),
        ("deals", "associations", "write", "crm.objects.deals.write"),
    ] {
        assert_eq!(part(object, area, mode), family, "{object} {area} {mode}");
    }
    assert!(
        part("contacts", "pipelines", "read").starts_with("crm.schemas.contacts.read or crm.objects.contacts.read")
    );
}

#[test]
fn a_user_can_add_operations() {
    let operation = |method: &str, path: &str| OverlayOperation {
        methods: vec![method.to_owned()],
        path: path.to_owned(),
        ..OverlayOperation::default()
    };
    let addition = vec![
        OverlayOperation {
            any_of: Some(vec!["crm.objects.contacts.read".to_owned()]),
            ..operation("GET", "/proxy/v1/people/{id}")
        },
        OverlayOperation { kind: OperationKind::NoScope, ..operation("get", "/crm/v3/owners") },
    ];
    let catalog = Catalog::embedded().with_additions(&addition).unwrap();
    let known = |path: &str| match catalog.resolve("GET", path, &[], AuthKind::Oauth).outcome {
        Outcome::Known(known) => known,
        other => panic!("{other:?}"),
    };
    let proxied = known("/proxy/v1/people/{}");
    assert_eq!(proxied.operation, "GET /proxy/v1/people/{id}");
    assert_eq!(&*proxied.needs[0].source, "hubscope.toml");
    assert_eq!(known("/crm/v3/owners").kind, OperationKind::NoScope);
    assert_ne!(catalog.sha256(), Catalog::embedded().sha256());
    for (text, says) in [
        ("path = \"people\"\nany-of = [\"forms\"]", "a path begins with /"),
        ("path = \"/people\"\nany-of = [\"form\"]", "form is no known scope"),
        ("path = \"/people\"", "has no scopes"),
        ("path = \"/people\"\nmethods = [\"FETCH\"]\nany-of = [\"forms\"]", "FETCH is no method"),
        ("path = \"/people\"\nobject = \"kind\"", "the path has no {kind}"),
    ] {
        let provenance = "\nsource = \"x\"\nconfidence = \"observed\"\nvalid-from = \"always\"";
        let addition: OverlayOperation = toml::from_str(&format!("{text}{provenance}")).unwrap();
        let message = Catalog::embedded().with_additions(&[addition]).unwrap_err().to_string();
        assert!(message.contains(says), "{message}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_text_is_explained_without_a_panic(text in "\\PC{0,40}") {
        let catalog = Catalog::embedded();
        let _ = catalog.explain_operation(&text);
        let _ = catalog.explain_operation(&format!("GET /crm/v3/{text}"));
        let _ = catalog.explain_scope(&text);
    }
}
