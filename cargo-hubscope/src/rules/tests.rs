//! Each test is an app: its calls, its manifest, and what is found.

use super::fixture::{Program, Run};
use super::{Outside, OutsideNeed, RuleId};
use crate::catalog::Certainty;
use crate::scopes::Requirement;

const CONTACTS: &str = "GET /crm/v3/objects/contacts";
const UPDATE: &str = "PATCH /crm/v3/objects/contacts/{}";

fn run(calls: &[&str], lists: &[&str]) -> Run {
    Run::new(Program::new(calls), "oauth", lists, &[])
}

#[test]
fn missing_and_unneeded_scopes_point_at_the_call_and_at_the_manifest() {
    let app = run(&[CONTACTS], &["required: oauth crm.objects.contacts.write forms"]);
    insta::assert_snapshot!(app.text(), @r#"
    error[missing-scope]: scope `crm.objects.contacts.read` is needed, but the manifest does not request it
      --> src/lib.rs:1:5
      |
    1 |     GET /crm/v3/objects/contacts;
      |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `GET /crm/v3/objects/contacts` needs it
      |
      --> app-hsmeta.json:7:7
      |
    7 |       "requiredScopes": ["oauth", "crm.objects.contacts.write", "forms"]
      |       ---------------- `crm.objects.contacts.read` is not requested
      |
      = help: add `"crm.objects.contacts.read"` to `requiredScopes`
      = note: accounts that have installed the app must authorise it again to grant the scope

    warning[unneeded-scope]: the app manifest requests a scope that no call needs (2 findings)
      --> app-hsmeta.json:7:35
      |
    7 |       "requiredScopes": ["oauth", "crm.objects.contacts.write", "forms"]
      |                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^  ^^^^^^^ scope `forms` is requested, but no call needs it
      |                                   |                              
      |                                   scope `crm.objects.contacts.write` is requested, but no call needs it
      |
      = help: remove it; `cargo hubscope fix --prune` does so
    "#);
    assert_eq!(app.outcome.changes.missing.iter().map(|s| &**s).collect::<Vec<_>>(), ["crm.objects.contacts.read"]);
    assert!(app.outcome.changes.optimal);
}

#[test]
fn a_wrapper_is_shown_as_the_way_to_the_request() {
    let program = Program::new(&[CONTACTS, "GET /{}"]).through_wrapper();
    let app = Run::new(program, "oauth", &["required: oauth"], &[]);
    insta::assert_snapshot!(app.text(), @r#"
    error[missing-scope]: scope `crm.objects.contacts.read` is needed, but the manifest does not request it
      --> src/lib.rs:1:5
      |
    1 |     GET /crm/v3/objects/contacts;
      |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `GET /crm/v3/objects/contacts` needs it
    2 |     GET /{};
      |     ------- the request is made here, in `wrapper`
      |
      --> app-hsmeta.json:7:7
      |
    7 |       "requiredScopes": ["oauth"]
      |       ---------------- `crm.objects.contacts.read` is not requested
      |
      = help: add `"crm.objects.contacts.read"` to `requiredScopes`
      = note: accounts that have installed the app must authorise it again to grant the scope
    "#);
}

#[test]
fn a_clean_app_has_no_findings() {
    let app = run(&[CONTACTS, UPDATE], &["required: oauth crm.objects.contacts.read crm.objects.contacts.write"]);
    assert_eq!(app.short(), [""; 0]);
}

#[test]
fn while_something_is_open_nothing_is_called_unneeded() {
    let app = run(&[CONTACTS, "? the path comes from a file"], &["required: crm.objects.contacts.read forms"]);
    assert_eq!(app.short(), ["note unneeded-scope forms", "warning unresolved-call ? ?"]);
    assert!(app.outcome.changes.unneeded.is_empty());
    assert_eq!(app.outcome.changes.unneeded_candidates.len(), 1);
    insta::assert_snapshot!(app.text(), @r#"
    note[unneeded-scope]: scope `forms` may be unneeded: no call that was seen needs it
      --> app-hsmeta.json:7:55
      |
    7 |       "requiredScopes": ["crm.objects.contacts.read", "forms"]
      |                                                       ^^^^^^^ perhaps not needed
      |
      = note: not certain, since 1 call could not be resolved: src/lib.rs:2

    warning[unresolved-call]: unresolved HubSpot call: the path comes from a file
      --> src/lib.rs:2:5
      |
    2 |     ? the path comes from a file;
      |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ what this calls is only known at run time
      |
      = help: say what it calls: above the function `#[endpoint(GET, "/crm/v3/..")]` of `scope-macros`, or in `hubscope.toml` `[[call]]` with `function = "f"` and `endpoints = [..]`
      = note: what it needs is not known, so no scope is called unneeded
    "#);
}

#[test]
fn a_scope_that_an_open_call_may_need_is_no_candidate() {
    let lists = ["required: crm.objects.contacts.read crm.objects.deals.read forms"];
    let app = run(&[CONTACTS, "GET /crm/v3/objects/{}"], &lists);
    assert_eq!(app.short(), ["note unneeded-scope forms", "warning open-object-type GET /crm/v3/objects/{}"]);
}

#[test]
fn an_object_type_that_nobody_knows_is_said_where_it_is_called() {
    let lists = ["required: crm.objects.contacts.read forms"];
    let app = run(&[CONTACTS, "GET /crm/v3/objects/contcts", "GET /crm/v3/objects/pets"], &lists);
    assert_eq!(
        app.short(),
        [
            "note unneeded-scope forms",
            "warning open-object-type GET /crm/v3/objects/contcts",
            "warning open-object-type GET /crm/v3/objects/pets"
        ]
    );
    let help = |at: usize| app.outcome.findings[at].help[0].as_str();
    assert_eq!(help(1), "did you mean `contacts`?");
    assert!(help(2).contains("`p1234_pets`") && help(2).contains("[[call]]"), "{}", help(2));
    assert_eq!(
        app.outcome.changes.incomplete_because,
        ["2 calls name object types that are not known, the first at src/lib.rs:2"]
    );
}

#[test]
fn names_that_hubspot_does_not_have_are_errors_with_the_right_name() {
    let app = run(
        &[CONTACTS],
        &["required: crm.object.contacts.read crm.objects.contacts.read crm.objects.calls.read forms.read"],
    );
    assert_eq!(
        app.short(),
        [
            "error unknown-scope crm.object.contacts.read",
            "error unknown-scope crm.objects.calls.read",
            "error unknown-scope forms.read"
        ]
    );
    insta::assert_snapshot!(app.text(), @r#"
    error[unknown-scope]: HubSpot has no scope `crm.object.contacts.read`
      --> app-hsmeta.json:7:26
      |
    7 |       "requiredScopes": ["crm.object.contacts.read", "crm.objects.contacts.read", "crm.objects.calls.read", "forms.read"]
      |                          ^^^^^^^^^^^^^^^^^^^^^^^^^^ unknown scope
      |
      = help: did you mean `crm.objects.contacts.read`?

    error[unknown-scope]: scope `crm.objects.calls.read` is not offered to apps
      --> app-hsmeta.json:7:83
      |
    7 |       "requiredScopes": ["crm.object.contacts.read", "crm.objects.contacts.read", "crm.objects.calls.read", "forms.read"]
      |                                                                                   ^^^^^^^^^^^^^^^^^^^^^^^^ cannot be requested
      |
      = help: remove it, and request the scope of the object that the records belong to

    error[unknown-scope]: HubSpot has no scope `forms.read`
      --> app-hsmeta.json:7:109
      |
    7 |       "requiredScopes": ["crm.object.contacts.read", "crm.objects.contacts.read", "crm.objects.calls.read", "forms.read"]
      |                                                                                                             ^^^^^^^^^^^^ unknown scope
      |
      = help: did you mean `forms`?
      = note: never a scope; forms have the one scope
    "#);
    // The right name is requested already, so the wrong one goes.
    assert_eq!(required_after(&app, 0), ["crm.objects.contacts.read", "crm.objects.calls.read", "forms.read"]);
}

#[test]
fn the_other_side_of_an_association_is_a_warning() {
    let app = run(
        &["PUT /crm/v4/objects/deals/{}/associations/default/companies/{}"],
        &["required: crm.objects.deals.write"],
    );
    let missing: Vec<_> = app.short().into_iter().filter(|line| line.contains("missing-scope")).collect();
    assert_eq!(missing.len(), 1);
    assert!(missing[0].starts_with("warning missing-scope crm.objects.companies."), "{missing:?}");
    assert!(app.outcome.changes.missing.is_empty());
}

#[test]
fn a_broad_scope_is_reported_where_narrower_ones_are_enough() {
    let app = run(&["GET /crm/v3/objects/products"], &["required: e-commerce"]);
    assert_eq!(app.short(), ["warning broad-scope e-commerce"]);
    assert_eq!(app.outcome.findings[0].labels[0].message, "`crm.objects.products.read` would be enough");
    let open = run(&["GET /crm/v3/objects/products", "? open"], &["required: e-commerce"]);
    assert_eq!(open.short(), ["warning unresolved-call ? ?"]);
}

#[test]
fn a_scope_in_the_wrong_list_is_reported() {
    let app = run(&[CONTACTS], &["required: oauth", "optional: crm.objects.contacts.read"]);
    assert_eq!(app.short(), ["warning scope-list crm.objects.contacts.read"]);
    insta::assert_snapshot!(app.text(), @r#"
    warning[scope-list]: scope `crm.objects.contacts.read` is optional, but a call needs it without a condition
      --> app-hsmeta.json:8:26
      |
    8 |       "optionalScopes": ["crm.objects.contacts.read"]
      |                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^ granted only where the account has the feature
      |
      --> src/lib.rs:1:5
      |
    1 |     GET /crm/v3/objects/contacts;
      |     ---------------------------- needs it
      |
      = help: move it to `requiredScopes`, or name the function under `[optional]` in `hubscope.toml`
    "#);
    let optional = format!("{CONTACTS} @optional_report");
    let app = run(&[&optional], &["required: oauth", "optional: crm.objects.contacts.read"]);
    assert_eq!(app.short(), [""; 0]);
    let app = run(&[&optional], &["required: crm.objects.contacts.read"]);
    assert_eq!(app.short(), ["warning scope-list crm.objects.contacts.read"]);
    let app = run(&[&optional, "GET /crm/v3/objects/contacts/{}"], &["required: crm.objects.contacts.read"]);
    assert_eq!(app.short(), [""; 0]);
}

#[test]
fn what_stands_twice_is_reported_by_the_list_rule() {
    let scope = "crm.objects.contacts.read";
    let app = run(&[CONTACTS], &["required: oauth crm.objects.contacts.read", "optional: crm.objects.contacts.read"]);
    let rules: Vec<_> = app.outcome.findings.iter().map(|finding| finding.rule).collect();
    assert_eq!(rules, [RuleId::ScopeList], "{scope}: {}", app.text());
}

#[test]
fn calls_that_need_no_app_scope_or_are_not_known_are_said() {
    let calls = ["GET /webhooks/v3/{}/settings", "GET /crm/v3/objects/contacts/{}/nothing", "POST /oauth/v1/token"];
    let app = run(&calls, &["required: oauth"]);
    assert_eq!(
        app.short(),
        [
            "warning retired-endpoint POST /oauth/v1/token",
            "warning unknown-endpoint GET /crm/v3/objects/contacts/{}/nothing",
            "note developer-endpoint GET /webhooks/v3/{appId}/settings",
        ]
    );
    insta::assert_snapshot!(app.text(), @r#"
    warning[retired-endpoint]: `POST /oauth/v1/token` ends on 2027-02-16
      --> src/lib.rs:3:5
      |
    3 |     POST /oauth/v1/token;
      |     ^^^^^^^^^^^^^^^^^^^^ called here
      |
      = help: use `/oauth/v3/token` instead
      = note: known from documentation

    warning[unknown-endpoint]: `GET /crm/v3/objects/contacts/{}/nothing` is not in the catalog
      --> src/lib.rs:2:5
      |
    2 |     GET /crm/v3/objects/contacts/{}/nothing;
      |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ what it needs is not known
      |
      = help: did you mean `GET /crm/v3/objects/contacts/{objectId}`?
      = help: where it exists, say what it needs: `[[operation]]` in `hubscope.toml`

    note[developer-endpoint]: `GET /webhooks/v3/{appId}/settings` needs the credentials of a developer account, and no app scope
      --> src/lib.rs:1:5
      |
    1 |     GET /webhooks/v3/{}/settings;
      |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ called here
    "#);
}

#[test]
fn an_optional_scope_is_not_enough_for_a_component() {
    let need = OutsideNeed {
        requirement: Requirement::scope("crm.objects.deals.read"),
        certainty: Certainty::Certain,
        outside: Outside {
            what: "the webhook subscription `deal.creation`".to_owned(),
            span: None,
            is_component: true,
        },
        source: "documentation".into(),
    };
    let found = |lists: &[&str]| {
        let app = Run::new(Program::new(&[CONTACTS]), "oauth", lists, std::slice::from_ref(&need));
        let findings = app.outcome.findings.iter().filter(|finding| finding.rule == RuleId::ComponentScope);
        findings.map(|finding| format!("{}; {}", finding.message, finding.help[0])).collect::<Vec<_>>()
    };
    let contacts = "required: oauth crm.objects.contacts.read";
    assert_eq!(
        found(&[contacts, "optional: crm.objects.deals.read"]),
        ["`crm.objects.deals.read` is needed, but only optional: the webhook subscription `deal.creation`; \
             move `crm.objects.deals.read` to `requiredScopes`, or remove the component"]
    );
    assert_eq!(found(&[contacts, "conditionallyRequired: crm.objects.deals.read"]), [""; 0]);
    assert_eq!(found(&["required: oauth crm.objects.contacts.read crm.objects.deals.read"]), [""; 0]);
}

#[test]
fn a_component_that_needs_a_scope_is_reported_at_its_place_and_protects_it() {
    let outside = |span| OutsideNeed {
        requirement: Requirement::scope("crm.objects.deals.read"),
        certainty: Certainty::Certain,
        outside: Outside { what: "the card `deal-card` shows deals".to_owned(), span, is_component: true },
        source: "HubSpot's documentation".into(),
    };
    let program = Program::new(&[CONTACTS]);
    let span = Some(program.calls[0].location.span);
    let app = Run::new(program, "oauth", &["required: crm.objects.contacts.read"], &[outside(span)]);
    assert_eq!(app.short(), ["error component-scope crm.objects.deals.read"]);
    insta::assert_snapshot!(app.text(), @r#"
    error[component-scope]: `crm.objects.deals.read` is needed: the card `deal-card` shows deals
      --> src/lib.rs:1:5
      |
    1 |     GET /crm/v3/objects/contacts;
      |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `crm.objects.deals.read` is needed for this
      |
      --> app-hsmeta.json:7:7
      |
    7 |       "requiredScopes": ["crm.objects.contacts.read"]
      |       ---------------- `crm.objects.deals.read` is not requested
      |
      = help: add `crm.objects.deals.read` to `requiredScopes`, or remove the component
    "#);
    let lists = ["required: crm.objects.contacts.read crm.objects.deals.read"];
    let app = Run::new(Program::new(&[CONTACTS]), "oauth", &lists, &[outside(None)]);
    assert_eq!(app.short(), [""; 0]);
}

#[test]
fn a_need_of_the_configuration_is_missing_without_a_call() {
    let need = OutsideNeed {
        requirement: Requirement::scope("automation"),
        certainty: Certainty::Certain,
        outside: Outside { what: "the workflow's callback".to_owned(), span: None, is_component: false },
        source: "hubscope.toml".into(),
    };
    let app = Run::new(Program::new(&[CONTACTS]), "oauth", &["required: crm.objects.contacts.read"], &[need]);
    assert_eq!(app.short(), ["error missing-scope automation"]);
}

#[test]
fn what_is_disputed_is_neither_missing_nor_unneeded() {
    let event = "POST /events/v3/send";
    let app = Run::new(Program::new(&[event]), "static", &["required: analytics.behavioral_events.send"], &[]);
    assert_eq!(app.short(), [""; 0]);
    let app = Run::new(Program::new(&[event]), "static", &["required: oauth"], &[]);
    assert_eq!(app.short(), [""; 0]);
    let app = Run::new(Program::new(&[event]), "oauth", &["required: oauth"], &[]);
    assert_eq!(app.short(), ["error missing-scope analytics.behavioral_events.send"]);
}

/// The required scopes after the edits of one finding.
fn required_after(app: &Run, finding: usize) -> Vec<String> {
    let mut text = app.sources.file(app.manifest.source).text.to_string();
    for edit in app.outcome.findings[finding].edits.iter().rev() {
        text.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.replacement);
    }
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    let list = value["config"]["auth"]["requiredScopes"].as_array().unwrap();
    list.iter().map(|name| name.as_str().unwrap().to_owned()).collect()
}

#[test]
fn each_finding_carries_the_edit_that_mends_it() {
    let app = run(&[CONTACTS], &["required: oauth forms files"]);
    assert_eq!(
        app.short(),
        [
            "error missing-scope crm.objects.contacts.read",
            "warning unneeded-scope forms",
            "warning unneeded-scope files"
        ]
    );
    assert_eq!(required_after(&app, 0), ["oauth", "forms", "files", "crm.objects.contacts.read"]);
    assert_eq!(required_after(&app, 1), ["oauth", "files"]);
    assert_eq!(required_after(&app, 2), ["oauth", "forms"]);
    // No more text than needed is replaced, so that an editor's preview shows just that.
    assert!(
        app.outcome.findings.iter().flat_map(|finding| &finding.edits).all(|edit| edit.span.end - edit.span.start < 12)
    );
}

#[test]
fn code_without_calls_says_nothing_about_the_scopes() {
    let app = run(&[], &["required: forms"]);
    assert_eq!(app.short(), ["note unneeded-scope forms"]);
    assert_eq!(app.outcome.changes.incomplete_because, ["no HubSpot call was found in the Rust code"]);
}

/// The pages under `docs/rules/` are written by `UPDATE_DOCS=1 cargo test -p cargo-hubscope --lib rules`.
#[test]
fn the_pages_of_the_rules_are_current() {
    let docs = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/rules");
    let mut pages: Vec<(String, String)> =
        RuleId::ALL.iter().map(|id| (format!("{id}.md"), id.rule().page())).collect();
    let line = |id: &RuleId| {
        let rule = id.rule();
        format!("| [{id}]({id}.md) | {} | {} |\n", rule.severity.as_str(), rule.summary)
    };
    let rows: String = RuleId::ALL.iter().map(line).collect();
    let head = "# Rules\n\nThe same text is printed by `cargo hubscope explain RULE`.\n\n";
    pages.push(("README.md".to_owned(), format!("{head}| rule | severity | finds |\n|---|---|---|\n{rows}")));
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::create_dir_all(&docs).unwrap();
        for (name, text) in &pages {
            std::fs::write(docs.join(name), text).unwrap();
        }
    }
    for (name, text) in &pages {
        let found = std::fs::read_to_string(docs.join(name)).unwrap_or_default();
        assert_eq!(&found, text, "docs/rules/{name} is not current");
    }
    let count = std::fs::read_dir(&docs).unwrap().count();
    assert_eq!(count, pages.len(), "docs/rules has a page of a rule that does not exist");
}
