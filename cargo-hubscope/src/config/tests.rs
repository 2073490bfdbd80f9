use std::path::Path;

use super::{
    AddedKind, CATALOG_FILE, Config, Date, Degree, Endpoint, FILE, HttpMethod, Level, Requests, Stated,
    manifest_of_cargo,
};
use crate::manifest::{List, from_settings};
use crate::source::Sources;

const RULES: [&str; 3] = ["missing-scope", "unneeded-scope", "unresolved-call"];

fn read(text: &str) -> (Sources, Result<Config, String>) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("hubscope.toml");
    std::fs::write(&path, text).unwrap();
    let mut sources = Sources::new();
    let config = Config::read(&path, dir.path(), &RULES, &mut sources);
    let config = config.map_err(|error| error.to_string().replace(&format!("{}/", dir.path().display()), ""));
    (sources, config)
}

/// A configuration that uses every key; also what the documentation of the keys is checked against.
const WHOLE: &str = r#"catalog-max-age-days = 90
scripts-reviewed = "the card only calls our own backend"

[[app]]
name = "sync"
manifest = "hubspot/src/app/app-hsmeta.json"
packages = ["sync", "sync-client"]
features = ["two-way"]
profile = "prod"

[[app]]
name = "legacy"
auth = "oauth"
required = ["oauth", "crm.objects.contacts.read"]
conditionally-required = ["automation"]
optional = ["crm.objects.deals.read"]

[[call]]
function = "client::Client::send_raw"
endpoints = ["GET /crm/v3/objects/contacts/{}", "post /crm/v3/objects/contacts"]

[[call]]
function = "billing::*"
not-hubspot = true
reason = "talks to the billing service"

[[client]]
crate = "house_http"
type = "Client"
method = "request"
http-method = "argument 1"
url = "argument 2"

[[client]]
crate = "house_http"
function = "get"
http-method = "GET"
url = "argument 1"

[[need]]
scope = "tickets"
reason = "the help desk card"

[optional]
features = ["two-way"]
packages = ["exporter"]
modules = ["sync::deals"]
functions = ["report::*"]
operations = ["GET /crm/v3/objects/deals"]

[[allow]]
rule = "unneeded-scope"
scope = "forms"
reason = "used by the website"
until = 2027-06-30

[[allow]]
rule = "unresolved-call"
path = "src/legacy/*.rs"
operation = "GET *"
until = "2026-12-31"

[rules]
missing-scope = "deny"
unresolved-call = "allow"

[[operation]]
methods = ["get"]
path = "/proxy/contacts/{id}"
any-of = ["crm.objects.contacts.read", "tickets + crm.objects.deals.read"]
source = "our own proxy"

[sensitive-properties]
contacts = ["iban", "birthday"]

[highly-sensitive-properties]
contacts = ["diagnosis"]
"#;

#[test]
fn every_key() {
    let (sources, config) = read(WHOLE);
    let config = config.unwrap();
    assert_eq!(config.catalog_max_age_days, Some(90));
    assert_eq!(&*config.scripts_reviewed.as_ref().unwrap().text, "the card only calls our own backend");

    let [sync, legacy] = config.apps.as_slice() else { panic!("{:?}", config.apps) };
    let Requests::Manifest(manifest) = &sync.requests else { panic!("{:?}", sync.requests) };
    assert!(manifest.path.is_absolute() && manifest.path.ends_with("hubspot/src/app/app-hsmeta.json"));
    assert_eq!(sources.snippet(manifest.span), "\"hubspot/src/app/app-hsmeta.json\"");
    assert_eq!(sync.packages.iter().map(|name| &*name.text).collect::<Vec<_>>(), ["sync", "sync-client"]);
    assert_eq!(&*sync.features[0].text, "two-way");
    assert_eq!(&*sync.profile.as_ref().unwrap().text, "prod");
    let Requests::Settings(settings) = &legacy.requests else { panic!("{:?}", legacy.requests) };
    assert_eq!(sources.snippet(settings.required.as_ref().unwrap().span), "[\"oauth\", \"crm.objects.contacts.read\"]");

    let Stated::Endpoints(endpoints) = &config.calls[0].calls else { panic!("{:?}", config.calls) };
    let endpoints: Vec<String> = endpoints.iter().map(|(endpoint, _)| endpoint.to_string()).collect();
    assert_eq!(endpoints, ["GET /crm/v3/objects/contacts/{}", "POST /crm/v3/objects/contacts"]);
    assert_eq!(config.calls[1].calls, Stated::NotHubspot);
    assert_eq!((&config.clients[0].http_method, config.clients[0].url), (&HttpMethod::Argument(0), 1));
    assert_eq!((&config.clients[1].http_method, config.clients[1].url), (&HttpMethod::Fixed("GET".into()), 0));
    assert_eq!(&*config.needs[0].scope.as_ref().unwrap().text, "tickets");
    assert_eq!(&*config.optional.modules[0].text, "sync::deals");
    assert_eq!(config.optional.operations[0].0, Endpoint::parse("GET /crm/v3/objects/deals").unwrap());
    assert_eq!(config.allows[0].until.unwrap().0, Date { year: 2027, month: 6, day: 30 });
    assert_eq!(config.allows[1].until.unwrap().0.to_string(), "2026-12-31");
    assert_eq!(config.allows[1].reason, None);
    let rules: Vec<_> = config.rules.iter().map(|(rule, level)| (&*rule.text, *level)).collect();
    assert_eq!(rules, [("missing-scope", Level::Deny), ("unresolved-call", Level::Allow)]);
    let Some([first, second]) = config.operations[0].any_of.as_deref() else { panic!("{:?}", config.operations) };
    assert_eq!(first.iter().map(|name| &**name).collect::<Vec<_>>(), ["crm.objects.contacts.read"]);
    assert_eq!(second.iter().map(|name| &**name).collect::<Vec<_>>(), ["tickets", "crm.objects.deals.read"]);
    let sensitive: Vec<_> =
        config.sensitive_properties.iter().map(|entry| (&*entry.property.text, entry.degree)).collect();
    assert_eq!(
        sensitive,
        [("birthday", Degree::Sensitive), ("diagnosis", Degree::HighlySensitive), ("iban", Degree::Sensitive)]
    );
}

#[test]
fn every_place_is_the_very_string_behind_a_byte_order_mark_too() {
    let (sources, config) = read(&format!("\u{feff}# ä\r\n{}", WHOLE.replace('\n', "\r\n")));
    let config = config.unwrap();
    assert_eq!(sources.snippet(config.needs[0].scope.as_ref().unwrap().span), "\"tickets\"");
    assert_eq!(sources.snippet(config.rules[0].0.span), "missing-scope");
    assert_eq!(sources.snippet(config.allows[0].until.unwrap().1), "2027-06-30");
    assert!(sources.snippet(config.allows[0].span).contains("[[allow]]"));
}

#[test]
fn one_app_as_a_table() {
    let (sources, config) = read("[app]\nauth = \"static\"\nrequired = [\"a\", \"b\", \"a\"]\noptional = [\"b\"]\n");
    let config = config.unwrap();
    let app = &config.apps[0];
    let Requests::Settings(settings) = &app.requests else { panic!("{:?}", app.requests) };
    let manifest = from_settings(app, settings, config.source.unwrap(), Path::new("hubscope.toml"));
    let names: Vec<&str> = manifest.list(List::Required).entries.iter().map(|entry| &*entry.scope).collect();
    assert_eq!(names, ["a", "b", "a"]);
    let problems: Vec<String> = manifest
        .problems
        .iter()
        .map(|problem| format!("{} {}", sources.range(problem.span).0.line, problem.message))
        .collect();
    assert_eq!(
        problems,
        [
            "3 `a` occurs twice among the required scopes",
            "4 an app with static auth cannot have optional scopes",
            "4 `b` is both required and optional"
        ]
    );
}

#[test]
fn no_file_is_the_default() {
    let dir = tempfile::tempdir().unwrap();
    let config = Config::of_workspace(dir.path(), &RULES, &mut Sources::new()).unwrap();
    assert_eq!(config, Config::default());
}

#[test]
fn operations_may_stand_in_a_file_of_their_own() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join(CATALOG_FILE);
    let text = r#"
        [[operation]]
        path = "/gate/{kind}/{id}"
        object = "kind"

        [[operation]]
        path = "/gate/settings"
        read = ["crm.schemas.deals.read"]
        write = ["crm.schemas.deals.write + crm.objects.deals.read"]

        [[operation]]
        path = "/gate/keys"
        kind = "developer"
    "#;
    std::fs::write(&file, text).unwrap();
    let config = Config::of_workspace(dir.path(), &RULES, &mut Sources::new()).unwrap();
    let [records, settings, keys] = config.operations.as_slice() else { panic!("{:?}", config.operations) };
    assert_eq!(records.object.as_deref(), Some("kind"));
    assert_eq!(settings.write.as_ref().map(|write| write[0].len()), Some(2));
    assert_eq!(keys.kind, AddedKind::Developer);

    std::fs::write(dir.path().join(FILE), "[[operation]]\npath = \"/own\"\nany-of = [\"tickets\"]\n").unwrap();
    let config = Config::of_workspace(dir.path(), &RULES, &mut Sources::new()).unwrap();
    assert_eq!(config.operations.len(), 4, "both files count");

    for (text, says) in [
        ("[app]\n", "catalog.toml:1:2: unknown key `app`"),
        ("[[operation]]\npath = \"/x\"\n", "catalog.toml:2:8: it is not said what the operation accepts"),
        ("[[operation]]\npath = \"/x\"\nobject = \"kind\"\n", "catalog.toml:3:10: the path has no `{kind}`"),
    ] {
        std::fs::write(&file, text).unwrap();
        let error = Config::of_workspace(dir.path(), &RULES, &mut Sources::new()).unwrap_err().to_string();
        assert!(error.contains(says), "{error}");
    }
}

#[test]
fn mistakes_point_into_the_file() {
    let table = [
        ("manifst = \"x\"", "hubscope.toml:1:1: unknown key `manifst`; did you mean `manifest`?"),
        ("[app]\nrequred = []", "hubscope.toml:2:1: unknown key `requred`; did you mean `required`?"),
        ("[[app]]\nname = \"a\"\nprofil = \"x\"", "hubscope.toml:3:1: unknown key `profil`; did you mean `profile`?"),
        (
            "[rules]\nmissing-scope = \"denied\"",
            "hubscope.toml:2:17: unknown value `denied`; known are: deny, warn, allow",
        ),
        (
            "[rules]\nmising-scope = \"deny\"",
            "hubscope.toml:2:1: there is no rule `mising-scope`; did you mean `missing-scope`?",
        ),
        ("[[allow]]\nrule = \"zzz\"", "hubscope.toml:2:8: there is no rule `zzz`"),
        (
            "[[allow]]\nrule = \"missing-scope\"\nuntil = \"2027-02-29\"",
            "hubscope.toml:3:9: `2027-02-29` is not a day; write it as YYYY-MM-DD",
        ),
        ("[[app]]\nmanifest = \"a\"", "hubscope.toml:2:12: an app of several has no `name`; add `name = \"...\"`"),
        (
            "[[app]]\nname = \"a\"\n[[app]]\nname = \"a\"",
            "hubscope.toml:4:8: there are two apps of the name `a`; give each its own",
        ),
        (
            "[app]\nmanifest = \"a\"\nrequired = []",
            "hubscope.toml:3:12: the app has a manifest, and scope lists too; name a manifest, or list the scopes, not both",
        ),
        (
            "manifest = \"a\"\n[app]\nmanifest = \"b\"",
            "hubscope.toml:1:12: the manifest is named here and in an app's table; keep `manifest` in one place",
        ),
        (
            "[[call]]\nfunction = \"f\"",
            "hubscope.toml:2:12: it is not said what the function calls; add `endpoints = [\"GET /...\"]` or `not-hubspot = true`",
        ),
        (
            "[[call]]\nfunction = \"f\"\nnot-hubspot = true",
            "hubscope.toml:3:15: it is not said why the function is not HubSpot's; add `reason = \"...\"`",
        ),
        (
            "[[call]]\nfunction = \"f\"\nnot-hubspot = true\nendpoints = [\"GET /a\"]",
            "hubscope.toml:4:14: the function calls nothing of HubSpot's, and these too; keep one of `endpoints` and `not-hubspot`",
        ),
        (
            "[[call]]\nfunction = \"f\"\nendpoints = [\"FETCH /a\"]",
            "hubscope.toml:3:14: `FETCH` is not a method of HubSpot's API; there are: GET, POST, PUT, PATCH, DELETE, HEAD",
        ),
        (
            "[[call]]\nfunction = \"f\"\nendpoints = [\"/a\"]",
            "hubscope.toml:3:14: `/a` is not a method and a path, such as `GET /crm/v3/objects/contacts/{}`",
        ),
        (
            "[[call]]\nfunction = \"f\"\nendpoints = [\"GET crm\"]",
            "hubscope.toml:3:14: `crm` is not a path: it has to start with `/` and to have no spaces",
        ),
        (
            "[[call]]\nfunction = \"f\"\nendpoints = [\"GET /a?limit=1\"]",
            "hubscope.toml:3:14: `/a?limit=1` has a query; leave it out",
        ),
        (
            "[[client]]\ncrate = \"c\"\nfunction = \"f\"\nhttp-method = \"GET\"\nurl = \"first\"",
            "hubscope.toml:5:7: `first` does not say which argument is the URL; write `argument 1` for the first",
        ),
        (
            "[[client]]\ncrate = \"c\"\nfunction = \"f\"\nhttp-method = \"argument 0\"\nurl = \"argument 1\"",
            "hubscope.toml:4:15: `argument 0` is not a method of HubSpot's API; there are: GET, POST, PUT, PATCH, DELETE, HEAD; or write where it comes from: `argument 1`",
        ),
        (
            "[[client]]\ncrate = \"c\"\nhttp-method = \"GET\"\nurl = \"argument 1\"",
            "hubscope.toml:2:9: a client is either a function or a method; give one of `function` and `method`",
        ),
        (
            "[[need]]\nscope = \"a b\"\nreason = \"x\"",
            "hubscope.toml:2:9: `a b` cannot be the name of a scope; write each scope as an entry of its own",
        ),
        ("[[need]]\nscope = \"a\"\nreason = \" \"", "hubscope.toml:3:10: the reason is empty"),
        ("[[need]]\nscope = \"a\"", "hubscope.toml:1:1: `reason` is missing; add `reason = \"...\"`"),
        (
            "[[need]]\nreason = \"x\"",
            "hubscope.toml:2:10: the need has neither `scope` nor `component`; name the scope, or the component that needs none: `scope = \"...\"`, `component = \"...\"`",
        ),
        ("[[need]]\ncomponent = \"\"\nreason = \"x\"", "hubscope.toml:2:13: the component is empty"),
        ("catalog-max-age-days = -1", "hubscope.toml:1:24: -1 is not a number of days"),
        (
            "[[operation]]\npath = \"/a\"\nany-of = []",
            "hubscope.toml:2:8: it is not said what the operation accepts; add `any-of = [\"scope\"]`, or `any-of = [\"\"]` where it needs none",
        ),
        ("app = 3", "hubscope.toml:1:7: this is the integer `3`, not a table or an array of tables"),
        (
            "rules = 3",
            "hubscope.toml:1:9: this is the integer `3`, not a table; write a table: `key = value` below `[name]`",
        ),
        (
            "[rules]\nmissing-scope = 1",
            "hubscope.toml:2:17: this is not the level of a rule; write \"deny\", \"warn\" or \"allow\"",
        ),
        (
            "[app]\nrequired = \"tickets\"",
            "hubscope.toml:2:12: this is the string \"tickets\", not an array; write it as an array: `[\"...\"]`",
        ),
        ("[app]\nname = 3", "hubscope.toml:2:8: this is the integer `3`, not a string; write it in quotes"),
        ("[[allow]]\nrule = [\"a\"]", "hubscope.toml:2:8: this is an array, not a string; write it in quotes"),
        ("catalog-max-age-days = \"x\"", "hubscope.toml:1:24: this is the string \"x\", not a whole number"),
    ];
    for (text, expected) in table {
        assert_eq!(read(text).1.unwrap_err(), expected, "{text}");
    }
}

#[test]
fn all_mistakes_are_said_at_once() {
    let said = read("catalog-max-age-days = -1\n[rules]\nx = \"deny\"\ny = \"warn\"\n").1.unwrap_err();
    assert_eq!(
        said,
        "hubscope.toml:1:24: -1 is not a number of days\nhubscope.toml:3:1: there is no rule `x`\nhubscope.toml:4:1: there is no rule `y`"
    );
}

#[test]
fn a_file_that_is_not_there_or_not_toml() {
    let dir = tempfile::tempdir().unwrap();
    let said = |name: &str| {
        let error = Config::read(&dir.path().join(name), dir.path(), &RULES, &mut Sources::new()).unwrap_err();
        error.to_string().replace(&format!("{}", dir.path().display()), "")
    };
    assert_eq!(said("none.toml"), "/none.toml: there is no such file");
    assert_eq!(said(""), ": this is a directory, not a file");
    let (_, broken) = read("app = [\n");
    assert!(broken.unwrap_err().starts_with("hubscope.toml:"), "the place is named");
}

#[test]
fn an_app_is_chosen_by_name() {
    let config = read("[[app]]\nname = \"sync\"\n[[app]]\nname = \"export\"\n").1.unwrap();
    assert_eq!(&*config.app("sync").unwrap().name.as_ref().unwrap().text, "sync");
    assert_eq!(config.app("snyc").unwrap_err(), "there is no app `snyc`; did you mean `sync`?");
    assert_eq!(config.app("billing").unwrap_err(), "there is no app `billing`; there are: sync, export");
    assert_eq!(Config::default().app("x").unwrap_err(), "there is no app `x`: hubscope.toml names none");
}

#[test]
fn the_manifest_that_a_cargo_file_names() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("Cargo.toml");
    let read = |text: &str| {
        std::fs::write(&path, text).unwrap();
        let mut sources = Sources::new();
        let found = manifest_of_cargo(&path, dir.path(), &mut sources);
        let prefix = format!("{}/", dir.path().display());
        match found {
            Ok(Some(located)) => {
                format!("{} {}", located.path.display().to_string().replace(&prefix, ""), sources.snippet(located.span))
            }
            Ok(None) => "none".to_owned(),
            Err(error) => error.to_string().replace(&prefix, ""),
        }
    };
    assert_eq!(read("[package]\nname = \"x\"\n"), "none");
    assert_eq!(
        read("[workspace]\nmembers = []\n[workspace.metadata.hubscope]\nmanifest = \"hs/app.json\"\n"),
        "hs/app.json \"hs/app.json\""
    );
    assert_eq!(
        read("[workspace.metadata.hubscope]\nmanifest = \"a\"\n[package.metadata.hubscope]\nmanifest = \"b\"\n"),
        "b \"b\""
    );
    assert_eq!(
        read("[package]\nname = \"x\"\n[package.metadata.hubscope]\nmanifests = \"b\"\n"),
        "Cargo.toml:4:1: unknown key `manifests`; did you mean `manifest`?"
    );
}

#[test]
fn days_that_exist() {
    for text in ["2024-02-29", "2000-02-29", "2026-12-31"] {
        assert_eq!(Date::parse(text).unwrap().to_string(), text);
    }
    for text in ["2023-02-29", "1900-02-29", "2026-13-01", "2026-04-31", "2026-1-1", "2026-01-00", "2026-01-01-01", "x"]
    {
        assert_eq!(Date::parse(text), None, "{text}");
    }
    assert!(Date::parse("2026-09-30") < Date::parse("2026-10-01"));
}

/// The schema that editors use is the one of the code. `UPDATE_SCHEMA=1` writes it anew.
#[test]
fn the_committed_schema_is_current() {
    let schema = schemars::schema_for!(super::raw::RawConfig);
    let current = serde_json::to_string_pretty(&schema).unwrap() + "\n";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/hubscope.schema.json");
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &current).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap();
    assert_eq!(committed, current, "run this test with UPDATE_SCHEMA=1 and commit docs/hubscope.schema.json");
}
