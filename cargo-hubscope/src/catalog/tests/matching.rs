//! Templates with holes on both sides.

use proptest::prelude::*;

use super::super::matcher::{Matcher, Segment, fit_of, read_path};
use super::super::{AuthKind, Catalog, OpenReason, Outcome};
use super::{known, outcome};

#[test]
fn every_style_of_version_finds_the_operation() {
    for path in [
        "/crm/v3/objects/contacts/{}",
        "/crm/objects/v3/contacts/{}",
        "/crm/objects/2026-03/contacts/{}",
        "/crm/objects/2026-09-beta/contacts/{}",
        "/crm/{}/objects/contacts/{}",
        "/crm/objects/{}/contacts/{}",
        "/crm/v{}/objects/contacts/{}",
        "/crm/v3/objects/contacts/{}/",
        "/crm//v3/objects/contacts/{}",
        "/crm/v3/objects/contacts/{}?properties=email",
    ] {
        let known = known(&format!("GET {path}"));
        assert_eq!(known.needs[0].about, "contacts: read", "{path}");
    }
}

#[test]
fn the_operation_is_written_with_the_version_and_object_of_the_call() {
    assert_eq!(known("GET /crm/v3/objects/contacts/{}").operation, "GET /crm/v3/objects/contacts/{contactId}");
    assert_eq!(known("GET /crm/objects/2026-03/deals/{}").operation, "GET /crm/objects/2026-03/deals/{dealId}");
    assert_eq!(known("PATCH /crm/v3/objects/2-7/{}").operation, "PATCH /crm/v3/objects/2-7/{objectId}");
    assert_eq!(known("GET /crm/v3/owners/123").operation, "GET /crm/v3/owners/{ownerId}");
    assert_eq!(known("GET /deals/v1/deal/{}").operation, "GET /deals/v1/deal/{}");
}

#[test]
fn a_literal_goes_before_a_parameter_and_a_hole_takes_the_parameter() {
    assert_eq!(known("GET /crm/v3/properties/contacts/groups").operation, "GET /crm/v3/properties/contacts/groups");
    assert_eq!(known("GET /crm/v3/properties/contacts/{}").operation, "GET /crm/v3/properties/contacts/{propertyName}");
    assert_eq!(known("POST /crm/v3/objects/contacts/search").needs[0].about, "contacts: read");
}

#[test]
fn a_hole_that_decides_the_operation_names_all_of_them() {
    match outcome("POST /crm/v3/objects/contacts/batch/{}") {
        Outcome::Open { operations, reason, .. } => {
            assert_eq!(reason, OpenReason::Tail);
            let ends = ["archive", "create", "read", "update", "upsert"];
            assert_eq!(operations, ends.map(|end| format!("POST /crm/v3/objects/contacts/batch/{end}")));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn operations_that_need_the_same_need_not_be_told_apart() {
    let known = known("PUT /crm/v3/lists/{}/memberships/{}");
    assert_eq!(known.needs[0].about, "lists: write");
}

#[test]
fn a_glued_hole_is_the_query_where_the_rest_is_an_operation() {
    assert_eq!(known("GET /crm/v3/objects/contacts{}").operation, "GET /crm/v3/objects/contacts");
    assert_eq!(known("GET /crm/v3/owners{}").operation, "GET /crm/v3/owners");
}

#[test]
fn an_endpoint_that_does_not_exist_says_what_does() {
    match outcome("POST /crm/v4/objects/contacts/{}/associations/deals/{}") {
        Outcome::Unknown { other_methods, .. } => assert_eq!(other_methods, ["DELETE", "PUT"]),
        other => panic!("{other:?}"),
    }
    match outcome("GET /crm/v3/object/contacts") {
        Outcome::Unknown { nearest, .. } => assert_eq!(nearest.as_deref(), Some("GET /crm/v3/objects/contacts")),
        other => panic!("{other:?}"),
    }
    match outcome("GET /nothing/like/it") {
        Outcome::Unknown { nearest, other_methods } => assert_eq!((nearest, other_methods.len()), (None, 0)),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_head_needs_what_a_get_needs() {
    assert_eq!(known("HEAD /crm/v3/owners").operation, "GET /crm/v3/owners");
}

#[test]
fn an_announced_end_is_told_for_the_version_that_ends() {
    assert_eq!(known("POST /oauth/v1/token").retired.map(|end| end.date).as_deref(), Some("2027-02-16"));
    assert_eq!(known("POST /oauth/v3/token").retired, None);
    assert!(known("GET /hubdb/api/v2/tables").retired.is_some());
}

fn segment() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(vec!["a", "b", "ab", "objects", "batch", "read"]).prop_map(str::to_owned),
        2 => Just("{}".to_owned()),
        1 => prop::sample::select(vec!["a{}", "{}b", "a{}b", "{}{}"]).prop_map(str::to_owned),
    ]
}

fn template() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        3 => prop::sample::select(vec!["a", "b", "ab", "objects", "batch", "read"]).prop_map(str::to_owned),
        2 => Just("{id}".to_owned()),
    ];
    (prop::collection::vec(part, 1..5), prop::bool::weighted(0.2)).prop_map(|(parts, open)| {
        let path: String = parts.iter().flat_map(|part| ["/", part]).collect();
        if open { path + "/{*}" } else { path }
    })
}

proptest! {
    #[test]
    fn the_index_finds_what_a_scan_finds(
        templates in prop::collection::vec(template(), 1..30),
        asked in prop::collection::vec(segment(), 0..6),
    ) {
        let model = Catalog::embedded().data.operations[0].clone();
        let operations: Vec<_> =
            templates.iter().map(|path| super::super::data::Operation { path: path.clone(), ..model.clone() }).collect();
        let segments: Vec<Segment> = asked.iter().map(|text| Segment::read(text)).collect();
        let found = Matcher::new(&operations).find(&segments);
        let scanned: Vec<_> = templates
            .iter()
            .enumerate()
            .filter_map(|(index, path)| Some((fit_of(path, &segments)?, index)))
            .collect();
        prop_assert_eq!(found, scanned);
    }

}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn any_text_resolves_without_a_panic(method in "[A-Z]{0,6}", path in "\\PC{0,60}") {
        let catalog = Catalog::embedded();
        let _ = catalog.resolve(&method, &path, &[], AuthKind::Static);
        let _ = catalog.resolve("GET", &format!("/crm/v3/{path}"), &[], AuthKind::Oauth);
        let _ = catalog.suggest_scope(&path);
        let _ = catalog.object(&path);
        let _ = read_path(&path);
    }
}
