//! Components of an app whose needs cannot be told: they keep every scope from being called unneeded.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use hubscope_tests::{Copy, Run};
use serde_json::{Value, json};

const CODE: &str = r#"
pub fn owners(http: &reqwest::blocking::Client) -> reqwest::Result<reqwest::blocking::Response> {
    http.get("https://api.hubapi.com/crm/v3/owners").send()
}
"#;

const APP: &str = r#"{"uid": "app", "type": "app", "config": {"name": "App", "distribution": "marketplace",
  "auth": {"type": "oauth", "redirectUrls": ["https://example.com"],
    "requiredScopes": ["crm.objects.owners.read", "crm.objects.companies.read"]}}}"#;

const CARD: &str =
    r#"{"uid": "pet-card", "type": "card", "config": {"location": "crm.record.tab", "objectTypes": ["pets"]}}"#;

/// An app with one card, of which a scope that no call needs may be a need.
fn project(card: &str, config: &str) -> Copy {
    let copy = Copy::empty().unwrap();
    copy.write("Cargo.toml", "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n").unwrap();
    copy.write("src/lib.rs", CODE).unwrap();
    copy.write("hs/hsproject.json", r#"{"name": "app", "srcDir": "src", "platformVersion": "2025.2"}"#).unwrap();
    copy.write("hs/src/app/app-hsmeta.json", APP).unwrap();
    copy.write("hs/src/app/cards/card-hsmeta.json", card).unwrap();
    copy.write("hubscope.toml", config).unwrap();
    copy
}

fn run(copy: &Copy, arguments: &[&str]) -> Run {
    Run::new(arguments.iter().copied()).unwrap().manifest(&copy.file("Cargo.toml"))
}

fn checked(copy: &Copy) -> Value {
    run(copy, &["check", "--format", "json"]).json().unwrap()
}

#[test]
fn an_object_type_that_is_not_known_leaves_the_result_open() {
    let copy = project(CARD, "");
    let result = checked(&copy);
    assert_eq!(result["complete"], false);
    assert_eq!(result["unneeded"], json!([]));
    assert_eq!(result["unneeded_candidates"], json!(["crm.objects.companies.read"]));
    assert_eq!(
        result["incomplete_because"],
        json!([
            "`hs/src/app/cards/card-hsmeta.json` may need more than is known: the card `pet-card` shows pets, and `pets` is no object type that is known"
        ])
    );
    let findings = result["findings"].as_array().unwrap();
    let finding = findings.iter().find(|finding| finding["rule"] == "component-scope").unwrap();
    assert_eq!(finding["severity"], "warning");
    assert_eq!(finding["location"]["file"], "hs/src/app/cards/card-hsmeta.json");

    let refused = run(&copy, &["fix", "--prune"]).ran().unwrap();
    assert_eq!(refused.code, Some(2), "{}", refused.stderr);
    assert_eq!(std::fs::read_to_string(copy.file("hs/src/app/app-hsmeta.json")).unwrap(), APP);

    let misspelt = project(&CARD.replace("pets", "compnies"), "");
    let help = checked(&misspelt)["findings"][0]["help"][0].clone();
    assert_eq!(help, "did you mean `companies`?");
}

#[test]
fn what_the_configuration_states_of_a_component_closes_the_result() {
    for name in ["pet-card", "hs/src/app/cards/card-hsmeta.json"] {
        let stated =
            format!("[[need]]\ncomponent = \"{name}\"\nscope = \"crm.objects.companies.read\"\nreason = \"pets\"\n");
        let result = checked(&project(CARD, &stated));
        assert_eq!((&result["complete"], &result["unneeded"]), (&json!(true), &json!([])), "{name}");
        let nothing = format!("[[need]]\ncomponent = \"{name}\"\nreason = \"pets are public\"\n");
        let result = checked(&project(CARD, &nothing));
        assert_eq!(result["unneeded"], json!(["crm.objects.companies.read"]), "{name}");
    }
    // A scope that is needed by something else says nothing of the card, and neither does another component.
    for other in ["scope = \"crm.objects.companies.read\"", "component = \"pet-crad\""] {
        let copy = project(CARD, &format!("[[need]]\n{other}\nreason = \"elsewhere\"\n"));
        assert_eq!(checked(&copy)["complete"], false, "{other}");
        let stderr = run(&copy, &["check"]).ran().unwrap().stderr;
        let note = "note: hubscope.toml:2:13: `[[need]] component = \"pet-crad\"` fits no component";
        assert_eq!(stderr.lines().any(|line| line == note), other.contains("crad"), "{stderr}");
    }
}

#[test]
fn a_component_that_cannot_be_read_leaves_the_result_open() {
    for (card, why) in [
        ("{\"type\": ", "not JSON: "),
        ("{\"uid\": \"c\", \"config\": {\"objectTypes\": [\"companies\"]}}", "the component has no `type`"),
        (
            r#"{"type": "card", "config": {"objectTypes": ["${OBJECT}"]}}"#,
            "an entry of `objectTypes` is `${OBJECT}`, which has no value",
        ),
    ] {
        let result = checked(&project(card, ""));
        assert_eq!((&result["complete"], &result["unneeded"]), (&json!(false), &json!([])), "{card}");
        assert!(result["incomplete_because"][0].as_str().unwrap().contains(why), "{result}");
    }
}

/// The edits of each `component-scope` finding and of `missing-scope`, as what they put in.
fn offered(copy: &Copy) -> Vec<(String, Vec<String>)> {
    let result = checked(copy);
    let findings = result["findings"].as_array().unwrap().clone();
    let edits = |finding: &Value| -> Vec<String> {
        let edits = finding["edits"].as_array().unwrap().iter();
        edits.map(|edit| edit["replacement"].as_str().unwrap().to_owned()).collect()
    };
    let about = findings.iter().filter(|one| one["rule"] == "component-scope" || one["rule"] == "missing-scope");
    about.map(|finding| (finding["rule"].as_str().unwrap().to_owned(), edits(finding))).collect()
}

#[test]
fn a_scope_that_several_need_is_offered_once() {
    let copy = project(&CARD.replace("pets", "deals"), "");
    copy.write("hs/src/app/cards/other-hsmeta.json", &CARD.replace("pet-card", "other").replace("pets", "deals"))
        .unwrap();
    let offers = offered(&copy);
    let added = ", \"crm.objects.deals.read\"".to_owned();
    assert_eq!(offers, [("component-scope".to_owned(), vec![added.clone()]), ("component-scope".to_owned(), vec![])]);

    copy.write("src/lib.rs", &CODE.replace("/crm/v3/owners", "/crm/v3/objects/deals")).unwrap();
    let offers = offered(&copy);
    assert_eq!(
        offers,
        [
            ("missing-scope".to_owned(), vec![added]),
            ("component-scope".to_owned(), vec![]),
            ("component-scope".to_owned(), vec![])
        ]
    );
}
