//! One app in every form of output.

use serde_json::Value;

use super::fixture::Fixture;
use super::*;
use crate::catalog::Catalog;
use crate::rules::fixture::{Program, Run};

const CALLS: [&str; 5] = [
    "GET /crm/v3/objects/contacts @sync",
    "GET /crm/v3/properties/contacts @sync",
    "PUT /crm/v4/objects/deals/{}/associations/default/companies/{} @link",
    "GET /crm/v3/objects/contacts/{}/nothing @try",
    "? the path comes from a file @run",
];

fn app() -> Run {
    let lists = ["required: oauth crm.objects.contacts.read forms", "optional: crm.objects.deals.write"];
    Run::new(Program::new(&CALLS), "oauth", &lists, &[])
}

fn clean() -> Run {
    Run::new(Program::new(&CALLS[..2]), "oauth", &["required: oauth crm.objects.contacts.read"], &[])
}

fn with<T>(run: &Run, make: impl FnOnce(Context<'_>, Checked<'_>) -> T) -> T {
    let fixture = Fixture::new();
    let checked = Checked {
        app: None,
        manifest: &run.manifest,
        derivation: &run.derivation,
        changes: &run.outcome.changes,
        findings: &run.outcome.findings,
        hidden: 0,
        apps: 1,
    };
    make(fixture.context_of(&run.sources), checked)
}

fn plain(text: &str) -> String {
    anstream::adapter::strip_str(text).to_string()
}

fn by_package() -> Shown {
    Shown { per: Per::Package, strategy: Strategy::Minimal }
}

#[test]
fn calls_for_people() {
    let text = with(&app(), |context, checked| plain(&human_calls(context, checked.derivation, Evidence::Left)));
    insta::assert_snapshot!(text, @r#"
    GET    /crm/v3/objects/contacts
           needs crm.objects.contacts.read
           src/lib.rs:1:5 in sync
    GET    /crm/v3/properties/contacts
           needs crm.schemas.contacts.read (or one of 6 others)
           src/lib.rs:2:5 in sync
    PUT    /crm/v4/objects/deals/{}/associations/default/companies/{}
           needs crm.objects.deals.write (or one of 2 others)
           src/lib.rs:3:5 in link
    GET    /crm/v3/objects/contacts/{}/nothing
           not in the catalog; the nearest is GET /crm/v3/objects/contacts/{objectId}
           src/lib.rs:4:5 in try
    ?      ?
           unresolved: the path comes from a file
           src/lib.rs:5:5 in run

    5 HubSpot calls, 1 not in the catalog, 1 unresolved
    "#);
}

#[test]
fn scopes_for_people() {
    let text = with(&app(), |context, checked| {
        plain(&human_scopes(context, Catalog::embedded(), checked.derivation, &by_package()))
    });
    insta::assert_snapshot!(text, @r#"
    minimal set: 2 scopes for 5 calls, 1 to read and 1 to write, proved minimal

    to read
      crm.objects.contacts.read
          GET /crm/v3/objects/contacts  src/lib.rs:1:5
          GET /crm/v3/properties/contacts  src/lib.rs:2:5
          accepted for some of it too: crm.objects.contacts.write
    to write
      crm.objects.deals.write
          PUT /crm/v4/objects/deals/{fromObjectId}/associations/default/companies/{toObjectId}  src/lib.rs:3:5

    each package on its own
      app
          read  crm.objects.contacts.read
          write crm.objects.deals.write

    crm.schemas.contacts.read is not needed: crm.objects.contacts.read, needed anyway, is accepted for GET /crm/v3/properties/contacts

    likely needed too, companies: write (associated): crm.objects.companies.write (or one of 2 others) for PUT /crm/v4/objects/deals/{fromObjectId}/associations/default/companies/{toObjectId}

    incomplete: this is a lower bound:
      - 1 call could not be resolved: src/lib.rs:5
      - 1 call is not in the catalog: src/lib.rs:4
    "#);
    let text = with(&clean(), |context, checked| {
        plain(&human_scopes(context, Catalog::embedded(), checked.derivation, &by_package()))
    });
    insta::assert_snapshot!(text, @r#"
    minimal set: 1 scope for 2 calls, 1 to read and 0 to write, proved minimal

    to read
      crm.objects.contacts.read
          GET /crm/v3/objects/contacts  src/lib.rs:1:5
          GET /crm/v3/properties/contacts  src/lib.rs:2:5
          accepted for some of it too: crm.objects.contacts.write

    each package on its own
      app
          read  crm.objects.contacts.read

    crm.schemas.contacts.read is not needed: crm.objects.contacts.read, needed anyway, is accepted for GET /crm/v3/properties/contacts
    "#);
}

#[test]
fn the_summary_says_the_verdict_and_what_to_do_next() {
    let text = with(&app(), |context, checked| plain(&summary(context, checked)));
    insta::assert_snapshot!(text, @r#"
    warning: 1 scope likely missing, 3 other findings and 1 note in `app-hsmeta.json`
      = minimal set, a lower bound for 5 HubSpot calls: crm.objects.contacts.read and crm.objects.deals.write
      = not certain, since 1 call could not be resolved: src/lib.rs:5
      = not certain, since 1 call is not in the catalog: src/lib.rs:4
      = next: cargo hubscope explain missing-scope
    "#);
    let text = with(&clean(), |context, checked| plain(&summary(context, checked)));
    assert_eq!(text, "ok: every scope is requested that the calls need (2 HubSpot calls, `app-hsmeta.json`)\n");
}

#[test]
fn the_summary_says_the_first_reasons_and_how_many_more_there_are() {
    let mut run = app();
    run.outcome.changes.incomplete_because = (1..=9).map(|number| format!("reason {number}")).collect();
    let text = with(&run, |context, checked| plain(&summary(context, checked)));
    assert!(text.contains("= not certain, since reason 6\n  = 3 more reasons: cargo hubscope scopes\n"), "{text}");
    assert!(!text.contains("reason 7"), "{text}");
}

#[test]
fn what_is_missing_and_was_let_be_is_not_called_fine() {
    let run = app();
    let text = with(&run, |context, checked| plain(&summary(context, Checked { findings: &[], hidden: 4, ..checked })));
    assert!(text.starts_with("ok: nothing else to report; 1 scope missing, which was let be ("), "{text}");
    assert!(text.contains("  = not shown: 4 findings, suppressed or known in a baseline\n"), "{text}");
    let complete = with(&clean(), |context, checked| plain(&summary(context, checked)));
    assert!(complete.starts_with("ok: every scope is requested that the calls need ("), "{complete}");
}

#[test]
fn json_has_the_documented_fields() {
    let run = app();
    let calls: Value = with(&run, |context, checked| {
        serde_json::from_str(&json_text(&CallsReport::new(context, Catalog::embedded(), checked.derivation))).unwrap()
    });
    let status: Vec<_> =
        calls["calls"].as_array().unwrap().iter().map(|call| call["status"].as_str().unwrap()).collect();
    assert_eq!(status, ["resolved", "resolved", "resolved", "unknown-endpoint", "unresolved"]);
    insta::assert_snapshot!(serde_json::to_string_pretty(&calls["calls"][0]).unwrap(), @r#"
    {
      "status": "resolved",
      "method": "GET",
      "path": "/crm/v3/objects/contacts",
      "host": "api.hubapi.com",
      "operation": "GET /crm/v3/objects/contacts",
      "requires": [
        [
          "crm.objects.contacts.read"
        ]
      ],
      "location": {
        "package": "app",
        "file": "src/lib.rs",
        "line": 1,
        "column": 5,
        "end_line": 1,
        "end_column": 33
      },
      "request": {
        "file": "src/lib.rs",
        "line": 1,
        "column": 5
      },
      "via": [],
      "install": "required"
    }
    "#);
    assert_eq!(calls["calls"][3]["requires"], Value::Null);
    assert_eq!(calls["calls"][4]["method"], Value::Null);

    let scopes: Value = with(&run, |_, checked| {
        serde_json::from_str(&json_text(&ScopesReport::new(Catalog::embedded(), checked.derivation, &by_package())))
            .unwrap()
    });
    insta::assert_snapshot!(serde_json::to_string_pretty(&scopes).unwrap(), @r#"
    {
      "schema_version": 1,
      "minimal": [
        "crm.objects.contacts.read",
        "crm.objects.deals.write"
      ],
      "complete": false,
      "incomplete_because": [
        "1 call could not be resolved: src/lib.rs:5",
        "1 call is not in the catalog: src/lib.rs:4"
      ],
      "optimal": true,
      "by_scope": {
        "crm.objects.contacts.read": [
          "GET /crm/v3/objects/contacts",
          "GET /crm/v3/properties/contacts"
        ],
        "crm.objects.deals.write": [
          "PUT /crm/v4/objects/deals/{fromObjectId}/associations/default/companies/{toObjectId}"
        ]
      },
      "unresolved": 1,
      "read": [
        "crm.objects.contacts.read"
      ],
      "write": [
        "crm.objects.deals.write"
      ],
      "covered": [
        {
          "not_needed": [
            "crm.schemas.contacts.read"
          ],
          "by": [
            "crm.objects.contacts.read"
          ],
          "operation": "GET /crm/v3/properties/contacts"
        }
      ],
      "per_package": {
        "app": [
          "crm.objects.contacts.read",
          "crm.objects.deals.write"
        ]
      }
    }
    "#);

    let check: Value =
        with(&run, |context, checked| serde_json::from_str(&json_text(&CheckReport::new(context, checked))).unwrap());
    let keys: Vec<_> = check.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "schema_version",
            "app",
            "manifest",
            "requested",
            "minimal",
            "missing",
            "likely_missing",
            "unneeded",
            "unneeded_candidates",
            "complete",
            "incomplete_because",
            "findings"
        ]
    );
    insta::assert_snapshot!(serde_json::to_string_pretty(&check["findings"][0]).unwrap(), @r#"
    {
      "rule": "missing-scope",
      "severity": "warning",
      "message": "scope `crm.objects.companies.write` is likely needed, but the manifest does not request it",
      "location": {
        "file": "src/lib.rs",
        "line": 3,
        "column": 5,
        "end_line": 3,
        "end_column": 67
      },
      "labels": [
        {
          "file": "src/lib.rs",
          "line": 3,
          "column": 5,
          "end_line": 3,
          "end_column": 67,
          "message": "`PUT /crm/v4/objects/deals/{fromObjectId}/associations/default/companies/{toObjectId}` needs it",
          "primary": true
        },
        {
          "file": "app-hsmeta.json",
          "line": 7,
          "column": 7,
          "end_line": 7,
          "end_column": 23,
          "message": "`crm.objects.companies.write` is not requested",
          "primary": false
        }
      ],
      "help": [
        "add `\"crm.objects.companies.write\"` to `requiredScopes`"
      ],
      "notes": [
        "HubSpot does not say so clearly (companies: write (associated); inference: how the sides of an association are checked is not documented)",
        "accepted are: `crm.objects.companies.write`, or `crm.objects.companies.sensitive.write.v2`, or `crm.objects.companies.highly_sensitive.write.v2`",
        "accounts that have installed the app must authorise it again to grant the scope"
      ],
      "edits": [
        {
          "file": "app-hsmeta.json",
          "line": 7,
          "column": 71,
          "end_line": 7,
          "end_column": 71,
          "start": 156,
          "end": 156,
          "replacement": ", \"crm.objects.companies.write\"",
          "safe": false
        }
      ],
      "scope": "crm.objects.companies.write",
      "operation": null
    }
    "#);
}

#[test]
fn no_form_loses_a_finding() {
    let run = app();
    let count = run.outcome.findings.len();
    assert!(count >= 4, "{}", run.text());
    with(&run, |context, checked| {
        let findings = checked.findings;
        let lines = |text: &str, begin: &str| text.lines().filter(|line| line.starts_with(begin)).count();
        let human = plain(&human_findings(context.sources, findings));
        assert_eq!(lines(&human, "error[") + lines(&human, "warning[") + lines(&human, "note["), count);
        assert_eq!(lines(&github_findings(context, findings), "::"), count);
        assert_eq!(lines(&cargo_lines(context, findings, Rendered::Plain), "{\"reason\":\"compiler-message\""), count);
        let sarif: Value =
            serde_json::from_str(&sarif_log(&[SarifRun { context, app: None, findings, suppressed: vec![] }])).unwrap();
        assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), count);
        let json: Value = serde_json::from_str(&json_text(&CheckReport::new(context, checked))).unwrap();
        assert_eq!(json["findings"].as_array().unwrap().len(), count);
        let parts = [(context, checked.derivation, Some(checked))];
        let markdown = markdown_page(Catalog::embedded(), &parts);
        let html = html_page(Catalog::embedded(), &parts);
        for finding in findings {
            assert!(
                markdown.contains(&format!("| {} | {} |", finding.severity.as_str(), finding.rule)),
                "{}",
                finding.rule
            );
            assert!(html.contains(&format!("<code>{}</code>", finding.rule)), "{}", finding.rule);
        }
        assert_eq!(lines(&markdown_summary(context, checked), "| "), count + 1);
    });
}

#[test]
fn the_reviewers_page_says_why_each_scope_is_there() {
    let text = with(&app(), |context, checked| {
        markdown_page(Catalog::embedded(), &[(context, checked.derivation, Some(checked))])
    });
    let text = text.lines().filter(|line| !line.starts_with("Catalog of")).collect::<Vec<_>>().join("\n");
    insta::assert_snapshot!(text, @r#"
    # HubSpot scopes: app

    5 calls of 5 operations against `app-hsmeta.json`.

    **1 scope may have to be added.**

    - minimal set for these calls: `crm.objects.contacts.read`, `crm.objects.deals.write`
    - likely missing: 1
    - needed: 2
    - perhaps unneeded: 1
    - of what is needed, 1 read and 2 write

    This is a lower bound, since:

    - 1 call could not be resolved: src/lib.rs:5
    - 1 call is not in the catalog: src/lib.rs:4

    ## Scopes

    | scope | standing | list | gives | privilege | since |
    |---|---|---|---|---|---|
    | `crm.objects.companies.write` | likely missing |  | write | 4 |  |
    | `crm.objects.contacts.read` | needed | required | read | 2 |  |
    | `crm.objects.deals.write` | needed | optional | write | 4 |  |
    | `forms` | perhaps unneeded | required | read and write | 8 |  |

    ### crm.objects.companies.write

    - `PUT /crm/v4/objects/deals/{fromObjectId}/associations/default/companies/{toObjectId}`: `src/lib.rs:3`

    Accepted instead for some of it: `crm.objects.companies.highly_sensitive.write.v2`, `crm.objects.companies.sensitive.write.v2`.

    ### crm.objects.contacts.read

    - `GET /crm/v3/objects/contacts`: `src/lib.rs:1`
    - `GET /crm/v3/properties/contacts`: `src/lib.rs:2`

    Accepted instead for some of it: `crm.objects.contacts.highly_sensitive.read.v2`, `crm.objects.contacts.highly_sensitive.write.v2`, `crm.objects.contacts.sensitive.read.v2`, `crm.objects.contacts.sensitive.write.v2`, `crm.objects.contacts.write`, `crm.schemas.contacts.read`.

    ### crm.objects.deals.write

    - `PUT /crm/v4/objects/deals/{fromObjectId}/associations/default/companies/{toObjectId}`: `src/lib.rs:3`

    Accepted instead for some of it: `crm.objects.deals.highly_sensitive.write.v2`, `crm.objects.deals.sensitive.write.v2`.

    ### forms

    No call that was seen needs it.

    ## Calls of which something is not known

    | call | where | why |
    |---|---|---|
    | `GET /crm/v3/objects/contacts/{}/nothing` | `src/lib.rs:4` | not in the catalog |
    | `? ?` | `src/lib.rs:5` | the path comes from a file |

    ## Findings

    | severity | rule | where | what |
    |---|---|---|---|
    | warning | missing-scope | `src/lib.rs:3` | scope \`crm.objects.companies.write\` is likely needed, but the manifest does not request it |
    | note | unneeded-scope | `app-hsmeta.json:7` | scope \`forms\` may be unneeded: no call that was seen needs it |
    | warning | scope-list | `app-hsmeta.json:8` | scope \`crm.objects.deals.write\` is optional, but a call needs it without a condition |
    | warning | unresolved-call | `src/lib.rs:5` | unresolved HubSpot call: the path comes from a file |
    | warning | unknown-endpoint | `src/lib.rs:4` | \`GET /crm/v3/objects/contacts/{}/nothing\` is not in the catalog |

    Privilege: what a scope gives. 1 reads settings, 2 reads records, 3 writes settings, 4 writes records; a scope that stands for several counts them all, and sensitive data counts 10 or 20 more.
    "#);
}

#[test]
fn the_html_page_is_one_file_and_escapes_what_is_not_its_own() {
    let program = Program::new(&["? <script>alert(1)</script> & more"]);
    let run = Run::new(program, "oauth", &["required: oauth"], &[]);
    let html =
        with(&run, |context, checked| html_page(Catalog::embedded(), &[(context, checked.derivation, Some(checked))]));
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; more"));
    for foreign in ["<script", "http://", "https://", "src=", "@import", "url("] {
        assert!(!html.contains(foreign), "{foreign}");
    }
    // Every link leads to a place on the page.
    let ids: Vec<&str> = html.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    for link in html.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(ids.contains(&link), "{link}");
    }
}

/// The schemas under `docs/schema/` are written by `UPDATE_DOCS=1 cargo test -p cargo-hubscope --lib report`.
#[test]
fn the_schemas_are_current() {
    let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/schema");
    let schemas = [
        ("calls", schemars::schema_for!(CallsReport)),
        ("scopes", schemars::schema_for!(ScopesReport)),
        ("scopes-why", schemars::schema_for!(WhyReport)),
        ("scopes-without", schemars::schema_for!(WithoutReport)),
        ("check", schemars::schema_for!(CheckReport)),
        ("check-apps", schemars::schema_for!(AppsReport)),
    ];
    for (name, schema) in schemas {
        let file = dir.join(format!("{name}.schema.json"));
        let text = format!("{}\n", serde_json::to_string_pretty(&schema).unwrap());
        if std::env::var_os("UPDATE_DOCS").is_some() {
            std::fs::create_dir_all(&dir).unwrap();
            std::fs::write(&file, &text).unwrap();
        }
        assert_eq!(
            std::fs::read_to_string(&file).unwrap_or_default(),
            text,
            "docs/schema/{name}.schema.json is not current"
        );
    }
}

/// Says what of a value does not fit a schema.
fn misfits(schema: &Value, value: &Value) -> Vec<String> {
    let validator = jsonschema::validator_for(schema).unwrap();
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn real_output_fits_the_schemas() {
    for run in [app(), clean()] {
        with(&run, |context, checked| {
            let fits = |schema: schemars::Schema, text: String| {
                let value: Value = serde_json::from_str(&text).unwrap();
                assert_eq!(misfits(&serde_json::to_value(schema).unwrap(), &value), [""; 0]);
            };
            let calls = CallsReport::new(context, Catalog::embedded(), checked.derivation);
            fits(schemars::schema_for!(CallsReport), json_text(&calls));
            fits(
                schemars::schema_for!(ScopesReport),
                json_text(&ScopesReport::new(Catalog::embedded(), checked.derivation, &by_package())),
            );
            fits(schemars::schema_for!(CheckReport), json_text(&CheckReport::new(context, checked)));
            fits(schemars::schema_for!(AppsReport), json_text(&AppsReport::new(&[(context, checked)])));
        });
    }
}

#[test]
fn the_sarif_log_fits_the_official_schema() {
    // One pattern of it, that of a language we do not give, has a bracket too many.
    let schema = include_str!("../../tests/data/sarif-schema-2.1.0.json").replace("{2}]?$", "{2}$");
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let run = app();
    let log = with(&run, |context, checked| {
        let (known, shown) = checked.findings.split_first().unwrap();
        let suppressed = Suppressed { finding: known, in_source: true, reason: "looked at" };
        let run = SarifRun { context, app: Some("crm card"), findings: shown, suppressed: vec![suppressed] };
        serde_json::from_str::<Value>(&sarif_log(&[run.clone(), run])).unwrap()
    });
    assert_eq!(misfits(&schema, &log), [""; 0]);
    let mut wrong = log;
    wrong["runs"][0]["results"][0]["level"] = Value::from("fatal");
    assert_eq!(misfits(&schema, &wrong).len(), 1);
}
