//! The importer: each rule of the normalisation, what it refuses, and that nothing makes it panic.

use std::fs;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::super::described::Alternative;
use super::super::history::History;
use super::super::import::{Import, import, judge};
use super::super::model::OperationKind;
use super::super::normalise::{Bound, bind_object, canonical_path, is_version, normalise};
use super::super::raw::{RawOperation, read_description};
use super::super::reviewed::{OBJECTS, OVERLAY, Reviewed, SCOPES};

fn reviewed() -> Reviewed {
    Reviewed::embedded().unwrap()
}

/// One GET operation below the folder of an API, with its security.
fn raw(area: &str, api: &str, path: &str, security: &Value) -> Vec<RawOperation> {
    let mut operations = Vec::new();
    let description = json!({"paths": {path: {"get": {"security": security}}}});
    read_description(&description, area, api, &mut operations);
    operations
}

/// The alternatives of the one operation, `[object]` in front of those of one object type, `~` in front of static ones.
fn normal(raw: &[RawOperation]) -> String {
    let (described, unknown) = normalise(raw, "2026-01-01", &reviewed());
    assert!(unknown.is_empty(), "{unknown:?}");
    let operation = described.operations.values().next().unwrap();
    let text = |alternative: &Alternative| super::super::history::alternative_text(alternative);
    let mut all: Vec<String> = operation.any.iter().map(text).collect();
    for (object, list) in &operation.bound {
        all.extend(list.iter().map(|alternative| format!("[{object}]{}", text(alternative))));
    }
    all.join(" ")
}

#[test]
fn versions_are_told_from_other_segments() {
    for version in ["v1", "v3", "v61", "2026-03", "2026-09-beta"] {
        assert!(is_version(version), "{version}");
    }
    for other in ["v", "vx", "version", "2026", "2026-3", "0-1", "2-123", "{}", "v1234"] {
        assert!(!is_version(other), "{other}");
    }
}

#[test]
fn the_version_is_taken_out_of_a_path_wherever_it_stands() {
    let of = |path: &str| {
        let (segments, version) = canonical_path(path);
        (segments.join("/"), version)
    };
    assert_eq!(of("/crm/v3/objects/contacts"), ("crm/objects/contacts".into(), Some((1, "v3".into()))));
    assert_eq!(of("/crm/objects/2026-03/contacts"), ("crm/objects/contacts".into(), Some((2, "2026-03".into()))));
    assert_eq!(of("/meta/ips/"), ("meta/ips".into(), None));
}

#[test]
fn the_object_type_comes_from_the_path_or_the_folder() {
    let reviewed = reviewed();
    let bind = |path: &str, api: &str| {
        let (segments, bound) = bind_object(&canonical_path(path).0, "CRM", api, &reviewed);
        (segments.join("/"), bound)
    };
    let folded = "crm/objects/{objectType}/{contactId}".to_owned();
    assert_eq!(
        bind("/crm/v3/objects/contacts/{contactId}", "Contacts"),
        (folded.clone(), Bound::Object("contacts".into()))
    );
    assert_eq!(bind("/crm/objects/2026-03/0-1/{contactId}", "Contacts"), (folded, Bound::Object("contacts".into())));
    let open = "crm/objects/{objectType}/{objectId}".to_owned();
    let dated = "/crm/objects/2026-09/{objectType}/{objectId}";
    assert_eq!(bind(dated, "Line Items"), (open.clone(), Bound::Object("line_items".into())));
    assert_eq!(bind(dated, "Objects"), (open.clone(), Bound::All));
    assert_eq!(bind(dated, "Something New"), (open, Bound::Strange));
    assert_eq!(bind("/crm/v3/owners", "Crm Owners"), ("crm/owners".into(), Bound::No));
}

#[test]
fn test_folders_are_left_out() {
    let security = json!([{"oauth2": ["crm.objects.contacts.read"]}]);
    for (area, api) in [("Test", "At Tests"), ("Account", "Test Child Api"), ("CRM", "Bucket_Test111")] {
        let (described, _) = normalise(&raw(area, api, "/x/v1/y", &security), "2026-01-01", &reviewed());
        assert!(described.operations.is_empty(), "{area}/{api}");
    }
}

#[test]
fn schemes_are_united_and_what_only_static_apps_have_is_marked() {
    let security = json!([
        {"oauth2": ["crm.objects.contacts.read"]},
        {"private_apps": ["crm.objects.contacts.read"]},
        {"private_apps": ["crm.objects.contacts.sensitive.read"]},
    ]);
    assert_eq!(
        normal(&raw("CRM", "X", "/crm/v3/x", &security)),
        "crm.objects.contacts.read ~crm.objects.contacts.sensitive.read"
    );
    let only_static = json!([{"private_apps": ["forms"]}]);
    assert_eq!(normal(&raw("CRM", "X", "/crm/v3/x", &only_static)), "forms");
    let older = json!([{"oauth2_legacy": ["hubdb"]}, {"private_apps_legacy": ["hubdb"]}]);
    assert_eq!(normal(&raw("CMS", "Hubdb", "/cms/v3/hubdb/tables", &older)), "hubdb");
}

#[test]
fn the_baseline_goes_where_anything_else_is_listed() {
    let security = json!([{"oauth2": ["oauth"]}, {"oauth2": ["oauth", "forms"]}]);
    assert_eq!(normal(&raw("CRM", "X", "/crm/v3/x", &security)), "forms");
    assert_eq!(normal(&raw("CRM", "X", "/crm/v3/x", &json!([{"oauth2": ["oauth"]}]))), "-");
}

#[test]
fn names_that_are_not_public_are_renamed_or_dropped() {
    let security = json!([{"oauth2": ["webhooks-journal-data-access"]}]);
    assert_eq!(normal(&raw("X", "Y", "/x/v1/y", &security)), "developer.webhooks_journal.read");
    let kind = |security: &Value| {
        let (described, _) = normalise(&raw("X", "Y", "/x/v1/y", security), "2026-01-01", &reviewed());
        described.operations.values().next().unwrap().kind
    };
    assert_eq!(kind(&json!([{"oauth2": ["price-book-read"]}])), OperationKind::Internal);
    assert_eq!(kind(&json!([{"oauth2": ["developers-read"]}])), OperationKind::Developer);
    assert_eq!(kind(&json!([{"developer_hapikey": []}])), OperationKind::Developer);
    assert_eq!(kind(&json!([])), OperationKind::NoScope);
    assert_eq!(kind(&json!([{"oauth2": ["price-book-read"]}, {"oauth2": ["forms"]}])), OperationKind::App);
}

#[test]
fn a_flat_list_over_all_objects_is_kept_apart_from_what_is_about_one() {
    let names = ["contacts", "companies", "deals", "leads", "carts"];
    let all: Vec<Value> = names.iter().map(|name| json!({"oauth2": [format!("crm.objects.{name}.read")]})).collect();
    let mut operations = raw("CRM", "Objects", "/crm/v3/objects/{objectType}", &json!(all));
    operations.extend(raw(
        "CRM",
        "Deals",
        "/crm/objects/2026-03/{objectType}",
        &json!([{"oauth2": ["crm.objects.deals.read"]}]),
    ));
    assert_eq!(
        normal(&operations),
        "crm.objects.carts.read crm.objects.companies.read crm.objects.contacts.read crm.objects.deals.read \
         crm.objects.leads.read [deals]crm.objects.deals.read"
    );
}

#[test]
fn an_unknown_name_is_refused_with_the_operation_that_lists_it() {
    let (described, unknown) =
        normalise(&raw("X", "Y", "/x/v1/y", &json!([{"oauth2": ["hubdb-data-read"]}])), "2026-05-01", &reviewed());
    let outcome = judge(None, &described, unknown.clone(), false);
    assert_eq!(outcome.refused, ["unknown scope name hubdb-data-read, listed by GET /x/v1/y"]);
    assert!(judge(None, &described, unknown, true).refused.is_empty(), "--accept takes it");
}

/// What happened on the turn of April to May 2026: two thirds of the operations lost their public alternatives.
#[test]
fn descriptions_that_lost_their_public_names_are_refused() {
    let history = History::embedded().unwrap();
    let before = history.dates.last().unwrap();
    let mut leaked = before.clone();
    for (at, operation) in leaked.operations.values_mut().enumerate() {
        if at % 3 > 0 {
            operation.any.clear();
            operation.bound.clear();
            operation.kind = OperationKind::Internal;
        }
    }
    let outcome = judge(Some(before), &leaked, std::collections::BTreeMap::new(), false);
    assert_eq!(outcome.refused.len(), 1, "{:?}", outcome.refused);
    assert!(outcome.refused[0].contains("no longer accept what they accepted on 2026-08-21"));
    let mut cut = before.clone();
    let keep = before.operations.len() / 2;
    cut.operations = before.operations.iter().take(keep).map(|(key, value)| (key.clone(), value.clone())).collect();
    let outcome = judge(Some(before), &cut, std::collections::BTreeMap::new(), false);
    assert!(outcome.refused[0].contains("are gone since 2026-08-21"), "{:?}", outcome.refused);
}

#[test]
fn each_date_of_the_history_is_taken_after_the_one_before() {
    let history = History::embedded().unwrap();
    for pair in history.dates.windows(2) {
        let outcome = judge(Some(&pair[0]), &pair[1], std::collections::BTreeMap::new(), false);
        assert!(outcome.refused.is_empty(), "{}: {:?}", pair[1].date, outcome.refused);
    }
}

#[test]
fn an_import_writes_its_sources_and_a_refused_one_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let input = folder.path().join("input/PublicApiSpecs/CRM/Contacts/Rollouts/1/v3");
    fs::create_dir_all(&data).unwrap();
    fs::create_dir_all(&input).unwrap();
    for (name, text) in [("scopes.tsv", SCOPES), ("objects.toml", OBJECTS), ("overlay.toml", OVERLAY)] {
        fs::write(data.join(name), text).unwrap();
    }
    let description = |scope: &str| {
        json!({"paths": {"/crm/v3/objects/contacts": {"get": {"security": [{"oauth2": [scope]}]}}}}).to_string()
    };
    let arguments = Import {
        folder: folder.path().join("input"),
        described: "2026-01-01".to_owned(),
        data: data.clone(),
        accept: false,
    };
    fs::write(input.join("contacts.json"), description("contacts-read")).unwrap();
    let refused = import(&arguments).unwrap();
    assert_eq!(refused.refused.len(), 1);
    assert!(!data.join("catalog.tsv").exists() && !data.join("history.tsv").exists());

    fs::write(input.join("contacts.json"), description("crm.objects.contacts.read")).unwrap();
    assert!(import(&arguments).unwrap().refused.is_empty());
    let first = fs::read(data.join("catalog.tsv")).unwrap();
    assert!(import(&arguments).unwrap().refused.is_empty());
    assert!(fs::read(data.join("catalog.tsv")).unwrap() == first, "the same input gives the same bytes");

    fs::write(input.join("contacts.json"), "{").unwrap();
    assert!(import(&arguments).unwrap_err().to_string().contains("contacts.json is not JSON"));
    let none = Import { folder: data.join("nothing"), ..arguments.clone() };
    assert!(import(&none).unwrap_err().to_string().contains("holds no API description"));
    let undated = Import { described: "May".to_owned(), ..arguments };
    assert!(import(&undated).unwrap_err().to_string().contains("write YYYY-MM-DD"));
}

#[test]
fn an_overlay_that_names_an_unknown_scope_is_refused() {
    let overlay = "[[object-need]]\nobjects = [\"deals\"]\nareas = [\"records\"]\nread = [\"deals.read\"]\n\
        source = \"x\"\nconfidence = \"inferred\"\nvalid-from = \"always\"\n";
    let message = Reviewed::parse(SCOPES, OBJECTS, overlay).unwrap_err().to_string();
    assert_eq!(message, "overlay.toml: deals.read is not in scopes.tsv");
    let message = Reviewed::parse("forms\tonly two\n", OBJECTS, "").unwrap_err().to_string();
    assert_eq!(message, "scopes.tsv:1: not twelve columns of known words");
}

#[test]
fn an_entry_of_the_overlay_says_what_it_rests_on() {
    let entries = [
        "[[internal]]\nname = \"x-read\"\n",
        "[[object-need]]\nobjects = [\"deals\"]\nareas = [\"records\"]\n",
        "[[split]]\nscope = \"forms\"\nread = [\"forms\"]\n",
        "[[operation]]\npath = \"/crm/v3/x\"\n",
        "[[retired]]\npath = \"/crm/v3/x\"\ndate = \"2026-01-01\"\n",
        "[[wrong-name]]\nname = \"x\"\nwhy = \"x\"\n",
        "[[host]]\npattern = \"x\"\nis = \"api\"\n",
    ];
    let provenance = ["source = \"descriptions\"\n", "confidence = \"described\"\n", "valid-from = \"2026-01-01\"\n"];
    let read = |overlay: &str| Reviewed::parse(SCOPES, OBJECTS, overlay).map_err(|error| error.to_string());
    for entry in entries {
        let whole = format!("{entry}{}", provenance.concat());
        assert!(read(&whole).is_ok(), "{whole}: {:?}", read(&whole));
        for line in provenance {
            let name = line.split(' ').next().unwrap();
            let message = read(&whole.replace(line, "")).unwrap_err();
            assert!(message.contains(&format!("missing field `{name}`")), "{entry} without {name}: {message}");
        }
        let message = read(&whole.replace("2026-01-01\"\n", "soon\"\n")).unwrap_err();
        assert!(message.contains("write YYYY-MM-DD"), "{entry}: {message}");
        let message = read(&whole.replace("\"described\"", "\"sure\"")).unwrap_err();
        assert!(message.contains("unknown variant `sure`"), "{entry}: {message}");
    }
    let message = read(&format!("{}{}", entries[0], provenance.concat().replace("descriptions\"", "\""))).unwrap_err();
    assert_eq!(message, "overlay.toml: an entry has an empty `source`");
    let (always, dated) = ("valid-from = \"always\"\n", "valid-from = \"2026-09-08\"\n");
    assert!(OVERLAY.contains(always) && OVERLAY.contains(dated));
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        prop::sample::select(vec![
            "",
            "/",
            "/crm/v3/objects/{x}",
            "get",
            "oauth2",
            "oauth",
            "forms",
            "FREE",
            "{",
            "v3"
        ])
        .prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
    ];
    let key = prop_oneof![
        4 => prop::sample::select(vec![
            "paths", "/crm/v3/objects/{objectType}", "/v3", "/{}", "get", "post", "security", "oauth2", "private_apps",
            "developer_hapikey", "deprecated", "x-hubspot-product-tier-requirements", "marketing",
        ])
        .prop_map(str::to_owned),
        1 => "\\PC{0,8}",
    ];
    leaf.prop_recursive(6, 64, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((key.clone(), inner), 0..6)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_json_is_imported_without_a_panic_and_read_back(value in any_json()) {
        super::super::fuzzing::importer(&value.to_string());
    }
}
