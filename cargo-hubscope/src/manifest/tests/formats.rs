use super::*;
use crate::manifest::{AuthType, Format};

const HSMETA: &str = r#"{
  "uid": "reader",
  "type": "app",
  "config": {
    "name": "Contact reader",
    "distribution": "marketplace",
    "auth": {
      "type": "oauth",
      "redirectUrls": ["https://app.example/callback"],
      "requiredScopes": ["oauth", "crm.objects.contacts.read"],
      "optionalScopes": ["crm.objects.deals.read"],
      "conditionallyRequiredScopes": ["automation"]
    }
  }
}
"#;

const PUBLIC: &str = r#"{
  "name": "Old public app",
  "uid": "old",
  "auth": {
    "redirectUrls": ["http://localhost:3000/oauth"],
    "requiredScopes": ["crm.objects.contacts.read"],
    "optionalScopes": [],
    "conditionallyRequiredScopes": ["tickets"]
  }
}"#;

const PRIVATE: &str =
    r#"{ "name": "Old private app", "uid": "p", "public": false, "scopes": ["crm.objects.contacts.read", "tickets"] }"#;

#[test]
fn hsmeta() {
    let (sources, manifest) = read_text("src/app/app-hsmeta.json", HSMETA);
    let manifest = manifest.unwrap();
    assert_eq!((manifest.format, manifest.auth_type), (Format::Hsmeta, Some(AuthType::Oauth)));
    assert_eq!(names(&manifest, List::Required), ["oauth", "crm.objects.contacts.read"]);
    assert_eq!(names(&manifest, List::Optional), ["crm.objects.deals.read"]);
    assert_eq!(names(&manifest, List::ConditionallyRequired), ["automation"]);
    assert_eq!(manifest.name.as_ref().map(|name| &*name.text), Some("Contact reader"));
    assert_eq!(manifest.uid.as_ref().map(|uid| &*uid.text), Some("reader"));
    assert_eq!(manifest.distribution.as_ref().map(|kind| &*kind.text), Some("marketplace"));
    assert_eq!(&*manifest.redirect_urls[0].text, "https://app.example/callback");
    assert_eq!(manifest.problems, []);
    assert_eq!(sources.file(manifest.source).name, "src/app/app-hsmeta.json");
}

#[test]
fn every_place_is_the_very_string() {
    for (file, text) in [("app-hsmeta.json", HSMETA), ("public-app.json", PUBLIC), ("app.json", PRIVATE)] {
        for prefix in ["", "\u{feff}", "\u{feff}\r\n"] {
            let text = format!("{prefix}{text}").replace("Old", "Äöü€😀");
            let (sources, manifest) = read_text(file, &text);
            let manifest = manifest.unwrap();
            assert!(manifest.entries().count() > 0);
            for entry in manifest.entries() {
                assert_eq!(sources.snippet(entry.span), format!("\"{}\"", entry.scope));
            }
            for list in &manifest.lists {
                let Some(place) = list.place else { continue };
                let key = list.list.key(manifest.format).unwrap();
                assert_eq!(sources.snippet(place.key), format!("\"{key}\""));
                assert!(sources.snippet(place.array).starts_with('[') && sources.snippet(place.array).ends_with(']'));
            }
        }
    }
}

#[test]
fn public_and_private_apps_of_older_platforms() {
    let manifest = read_text("public-app.json", PUBLIC).1.unwrap();
    assert_eq!((manifest.format, manifest.auth_type), (Format::PublicApp, Some(AuthType::Oauth)));
    assert_eq!(names(&manifest, List::Required), ["crm.objects.contacts.read"]);
    assert_eq!(names(&manifest, List::ConditionallyRequired), ["tickets"]);
    let manifest = read_text("app.json", PRIVATE).1.unwrap();
    assert_eq!((manifest.format, manifest.auth_type), (Format::PrivateApp, Some(AuthType::Static)));
    assert_eq!(names(&manifest, List::Required), ["crm.objects.contacts.read", "tickets"]);
    assert_eq!(manifest.list(List::Optional).place, None);
}

#[test]
fn a_file_of_any_name_is_known_by_its_content() {
    for (text, format) in [(HSMETA, Format::Hsmeta), (PUBLIC, Format::PublicApp), (PRIVATE, Format::PrivateApp)] {
        assert_eq!(read_text("settings.json", text).1.unwrap().format, format);
    }
}

#[test]
fn empty_optional_lists_of_a_static_app_are_fine() {
    let text = r#"{"uid": "a", "type": "app", "config": {"auth": {"type": "static", "requiredScopes": ["oauth"],
        "optionalScopes": [], "conditionallyRequiredScopes": []}}}"#;
    let manifest = read_text("app-hsmeta.json", text).1.unwrap();
    assert_eq!(manifest.auth_type, Some(AuthType::Static));
    assert_eq!(manifest.problems, []);
}

const TEMPLATE: &str = r#"{
  "uid": "app-${STAGE}",
  "type": "app",
  "config": {
    "name": "Sync (${STAGE})",
    "auth": {
      "type": "${AUTH}",
      "requiredScopes": ["crm.objects.${OBJECT}.read", "oauth", "${EXTRA}"]
    },
    "support": { "supportEmail": "${MAIL}" }
  }
}"#;

fn project(profile: &str) -> Tree {
    Tree::new(&[
        ("hsproject.json", r#"{"name": "sync", "srcDir": "src", "platformVersion": "2025.2"}"#),
        ("src/app/app-hsmeta.json", TEMPLATE),
        ("src/hsprofile.dev.json", profile),
    ])
}

#[test]
fn a_profile_fills_placeholders() {
    let tree = project(
        r#"{"accountId": 1, "variables": {"STAGE": "dev", "AUTH": "static", "OBJECT": "deals", "EXTRA": "tickets", "MAIL": 7}}"#,
    );
    let (sources, manifest) = tree.read("src/app/app-hsmeta.json", Some("dev"));
    let manifest = manifest.unwrap();
    assert_eq!(show(&sources, &manifest.problems), [""; 0]);
    assert_eq!(names(&manifest, List::Required), ["crm.objects.deals.read", "oauth", "tickets"]);
    assert_eq!(manifest.auth_type, Some(AuthType::Static));
    assert_eq!(manifest.uid.as_ref().map(|uid| &*uid.text), Some("app-dev"));
    let literal: Vec<bool> = manifest.entries().map(|entry| entry.literal).collect();
    assert_eq!(literal, [false, true, false]);
}

#[test]
fn a_placeholder_without_a_value_is_found() {
    let tree = project(r#"{"variables": {"STAGE": "dev", "AUTH": "oauth", "OBJECT": "deals"}}"#);
    let (sources, manifest) = tree.read("src/app/app-hsmeta.json", Some("dev"));
    assert_eq!(
        show(&sources, &manifest.unwrap().problems),
        [
            "malformed-manifest 8:65 the profile `dev` gives `EXTRA` no value (add `EXTRA` to `variables` in hsprofile.dev.json)",
            "malformed-manifest 10:34 the profile `dev` gives `MAIL` no value (add `MAIL` to `variables` in hsprofile.dev.json)",
        ]
    );
    let (sources, manifest) = tree.read("src/app/app-hsmeta.json", None);
    let manifest = manifest.unwrap();
    assert_eq!(names(&manifest, List::Required), ["oauth"]);
    assert_eq!(
        show(&sources, &manifest.problems),
        [
            "malformed-manifest 7:15 the placeholder `AUTH` has no value without a profile (choose one with `--profile`: dev)",
            "malformed-manifest 8:26 the placeholder `OBJECT` has no value without a profile (choose one with `--profile`: dev)",
            "malformed-manifest 8:65 the placeholder `EXTRA` has no value without a profile (choose one with `--profile`: dev)",
        ]
    );
}

#[test]
fn without_any_profile_every_placeholder_is_found() {
    let app = r#"{"uid": "app", "type": "app", "config": {"description": "for ${TEAM}", "auth": {"type": "oauth"}}}"#;
    let tree = Tree::new(&[
        ("hsproject.json", r#"{"name": "s", "srcDir": "src", "platformVersion": "2025.2"}"#),
        ("src/app/app-hsmeta.json", app),
    ]);
    let (sources, manifest) = tree.read("src/app/app-hsmeta.json", None);
    assert_eq!(
        show(&sources, &manifest.unwrap().problems),
        [
            "malformed-manifest 1:57 the placeholder `TEAM` has no value (write the value, or add a profile hsprofile.NAME.json that gives it one)"
        ]
    );
}

#[test]
fn a_profile_is_strict_json_and_is_used_all_the_same() {
    let tree =
        project(r#"{"variables": {"STAGE": "dev", "AUTH": "oauth", "OBJECT": "deals", "EXTRA": "files", "MAIL": 7,}}"#);
    let (sources, manifest) = tree.read("src/app/app-hsmeta.json", Some("dev"));
    let manifest = manifest.unwrap();
    assert_eq!(names(&manifest, List::Required), ["crm.objects.deals.read", "oauth", "files"]);
    let said = show(&sources, &manifest.problems);
    assert!(said.len() == 1 && said[0].starts_with("malformed-manifest 1:95 "), "{said:?}");
}

#[test]
fn a_profile_that_does_not_exist_or_cannot_be_read() {
    let tree = project("{}");
    let error = tree.read("src/app/app-hsmeta.json", Some("prod")).1.unwrap_err();
    assert_eq!(plain(&error, &tree.root()), "src/hsprofile.prod.json: there is no such file; choose one of: dev");
    tree.write("src/hsprofile.dev.json", "{\n \"variables\": [] }");
    let error = tree.read("src/app/app-hsmeta.json", Some("dev")).1.unwrap_err();
    assert_eq!(
        plain(&error, &tree.root()),
        "src/hsprofile.dev.json:2:15: `variables` is an array; a profile is an object with an object `variables`"
    );
    for value in ["[\"forms\"]", "{}", "null"] {
        tree.write("src/hsprofile.dev.json", &format!("{{\"variables\": {{\"SCOPE\": {value}}}}}"));
        let error = plain(&tree.read("src/app/app-hsmeta.json", Some("dev")).1.unwrap_err(), &tree.root());
        assert!(error.starts_with("src/hsprofile.dev.json:1:25: the variable `SCOPE` is "), "{error}");
        assert!(error.ends_with("; a variable is a string, a number, or true or false"), "{error}");
    }
}
