//! What the attribute macros of `scope-macros` do to a check: the built program on small projects.

// The lints' exception for tests does not reach the helpers of an integration test.
#![allow(clippy::unwrap_used, clippy::panic)]

mod project;

use project::Project as Built;

/// What every program begins with; it has as many lines as [`HEAD_LINES`].
const HEAD: &str = r#"use reqwest::Client;
const B: &str = "https://api.hubapi.com";
pub async fn list(c: &Client, object: &str) { c.get(format!("{B}/crm/v3/objects/{object}")).send().await; }
pub async fn create(c: &Client, object: &str) { c.post(format!("{B}/crm/v3/objects/{object}")).send().await; }
pub async fn any(c: &Client, path: &str) { c.get(format!("{B}{path}")).send().await; }
"#;
const HEAD_LINES: u64 = 5;

const MANIFEST: &str =
    r#"{"uid": "app", "type": "app", "config": {"auth": {"type": "oauth", "requiredScopes": ["oauth"]}}}"#;

struct Project(Built);

impl Project {
    fn new(code: &str) -> Self {
        Self(Built::new(&format!("{HEAD}{code}"), MANIFEST))
    }

    fn json(&self, command: &str) -> serde_json::Value {
        self.0.json(command)
    }

    /// Line, severity and message of each finding of these rules, in the order of the lines.
    fn findings(&self, rules: &[&str]) -> Vec<String> {
        let all = self.0.findings(rules);
        all.into_iter().map(|(line, text)| format!("{} {text}", line - HEAD_LINES)).collect()
    }

    /// Line, method, path and install of each call below the head.
    fn calls(&self) -> Vec<String> {
        let report = self.json("calls");
        let text = |value: &serde_json::Value| value.as_str().unwrap_or("?").to_owned();
        let calls = report["calls"].as_array().unwrap().iter().filter_map(|call| {
            let line = call["location"]["line"].as_u64().unwrap().checked_sub(HEAD_LINES + 1)? + 1;
            Some(format!("{line} {} {} {}", text(&call["method"]), text(&call["path"]), text(&call["install"])))
        });
        calls.collect()
    }
}

/// The findings of `annotation-mismatch` in a program.
fn mismatches(code: &str) -> Vec<String> {
    Project::new(code).findings(&["annotation-mismatch"])
}

#[test]
fn an_annotation_that_agrees_says_nothing() {
    let found = mismatches(
        r#"use marks::scopes;
#[scopes("crm.objects.contacts.read")] pub async fn one(c: &Client) { list(c, "contacts").await }
#[scopes("crm.objects.contacts.read", "crm.objects.contacts.write")]
pub async fn through(c: &Client) { one(c).await; create(c, "contacts").await }
#[scopes("e-commerce")] pub async fn broader(c: &Client) { list(c, "products").await }
#[scopes(unchecked("crm.objects.spaceships.read"), "crm.objects.deals.read")]
pub async fn newer(c: &Client) { list(c, "deals").await }
"#,
    );
    assert_eq!(found, [""; 0]);
}

#[test]
fn half_of_what_a_call_needs_together_is_not_called_unneeded() {
    // Reading emails takes both scopes.
    let found = mismatches(
        r#"#[marks::scopes("crm.objects.contacts.read")] pub async fn half(c: &Client) { list(c, "emails").await }
#[marks::scopes("crm.objects.contacts.read", "forms")] pub async fn more(c: &Client) { list(c, "emails").await }
#[marks::scopes("crm.objects.contacts.read", "sales-email-read")] pub async fn both(c: &Client) { list(c, "emails").await }
"#,
    );
    assert_eq!(
        found,
        [
            "1 error: a call inside `half` needs `sales-email-read`, which its annotation does not name",
            "2 error: a call inside `more` needs `sales-email-read`, which its annotation does not name",
            "2 error: the annotation of `more` names `forms`, but nothing inside needs it",
        ]
    );
}

#[test]
fn what_a_call_inside_needs_and_the_annotation_does_not_name_is_found() {
    let found = mismatches(
        r#"#[marks::scopes("crm.objects.contacts.read")]
pub async fn update(c: &Client) {
    list(c, "contacts").await;
    helper(c).await;
}
async fn helper(c: &Client) {
    create(c, "contacts").await;
}
"#,
    );
    assert_eq!(
        found,
        ["7 error: a call inside `update` needs `crm.objects.contacts.write`, which its annotation does not name"]
    );
}

#[test]
fn a_scope_that_nothing_inside_needs_is_found_unless_something_is_open() {
    let found = mismatches(
        r#"use marks::scopes;
#[scopes("crm.objects.deals.read", "crm.objects.deals.write")]
pub async fn surplus(c: &Client) { list(c, "deals").await }
#[scopes("files")] pub fn nothing() {}
#[scopes("forms")] pub async fn open(c: &Client, path: &str) { any(c, path).await }
#[scopes("forms")] pub async fn open_type(c: &Client, object: &str) { list(c, object).await }
"#,
    );
    assert_eq!(
        found,
        [
            "2 error: the annotation of `surplus` names `crm.objects.deals.write`, but nothing inside needs it",
            "4 error: the annotation of `nothing` names `files`, but nothing inside needs it",
        ]
    );
}

#[test]
fn what_is_certain_is_said_beside_a_call_that_is_open() {
    let found = mismatches(
        r#"#[marks::scopes("forms")]
pub async fn open(c: &Client, path: &str) { any(c, path).await; list(c, "deals").await }
"#,
    );
    assert_eq!(
        found,
        ["2 error: a call inside `open` needs `crm.objects.deals.read`, which its annotation does not name"]
    );
}

#[test]
fn a_scope_of_a_feature_that_is_off_is_needed() {
    let found = mismatches(
        r#"#[marks::scopes("crm.objects.deals.read", "crm.objects.deals.write")]
pub async fn deals(c: &Client) {
    list(c, "deals").await;
    #[cfg(feature = "extra")]
    create(c, "deals").await;
}
"#,
    );
    assert_eq!(found, [""; 0]);
}

#[test]
fn impls_traits_and_modules_speak_of_everything_inside() {
    let found = mismatches(
        r#"use marks::scopes;
pub struct Hub { c: Client }
#[scopes("crm.objects.deals.read")]
impl Hub {
    pub async fn read(&self) { list(&self.c, "deals").await }
    pub async fn write(&self) { create(&self.c, "deals").await }
}
#[scopes("crm.objects.companies.read")]
pub trait Source {
    #[scopes("crm.objects.quotes.read")]
    async fn pull(&self);
    async fn again(&self) { self.pull().await }
}
impl Source for Hub {
    async fn pull(&self) { list(&self.c, "companies").await }
}
#[scopes("forms")]
mod inner {
    pub mod deeper { pub async fn contacts(c: &reqwest::Client) { crate::list(c, "contacts").await } }
}
"#,
    );
    assert_eq!(
        found,
        [
            "6 error: a call inside `Hub` needs `crm.objects.deals.write`, which its annotation does not name",
            "10 error: the annotation of `Source::pull` names `crm.objects.quotes.read`, but nothing inside needs it",
            "15 error: a call inside `Source::pull` needs `crm.objects.companies.read`, which its annotation does not name",
            "17 error: the annotation of `inner` names `forms`, but nothing inside needs it",
            "19 error: a call inside `inner` needs `crm.objects.contacts.read`, which its annotation does not name",
        ]
    );
}

#[test]
fn the_macros_are_known_by_every_name() {
    for (uses, attribute) in [
        ("use marks::scopes;", "scopes"),
        ("use marks::scopes as needs;", "needs"),
        ("use marks as m;", "m::scopes"),
        ("use marks::*;", "scopes"),
        ("use reqwest::*; use marks::*;", "scopes"),
        ("mod again { pub use marks::scopes as expects; }", "again::expects"),
        ("mod again { pub use marks::*; } use again::scopes;", "scopes"),
        ("#[macro_use] extern crate marks;", "scopes"),
        ("extern crate marks as other;", "other::scopes"),
        ("", "::marks::scopes"),
    ] {
        let code = format!("{uses}\n#[{attribute}(\"files\")] pub fn nothing() {{}}\n");
        assert_eq!(mismatches(&code).len(), 1, "{uses} {attribute}");
    }
    for (uses, attribute) in [
        ("use other_crate::scopes;", "scopes"),
        ("use marks::endpoint as scopes;", "scopes"),
        ("", "cfg_attr(test, marks::scopes)"),
    ] {
        let code = format!("{uses}\n#[{attribute}(\"files\")] pub fn nothing() {{}}\n");
        assert_eq!(mismatches(&code), [""; 0], "{uses} {attribute}");
    }
    let conditional = "#[cfg_attr(all(), marks::scopes(\"files\"))] pub fn nothing() {}\n";
    assert_eq!(mismatches(conditional).len(), 1);
}

#[test]
fn annotations_that_a_macro_writes_are_read() {
    let found = mismatches(
        r#"macro_rules! reader {
    ($name:ident, $scope:literal, $object:expr) => {
        #[marks::scopes($scope, optional("files", reason = "attachments"))]
        pub async fn $name(c: &Client) { list(c, $object).await }
    };
}
reader!(deals, "crm.objects.deals.read", "deals");
reader!(quotes, "crm.objects.deals.read", "quotes");
"#,
    );
    assert_eq!(
        found,
        [
            "7 error: the annotation of `deals` names `files`, but nothing inside needs it",
            "8 error: a call inside `quotes` needs `crm.objects.quotes.read`, which its annotation does not name",
            "8 error: the annotation of `quotes` names `crm.objects.deals.read`, but nothing inside needs it",
            "8 error: the annotation of `quotes` names `files`, but nothing inside needs it",
        ]
    );
}

#[test]
fn calls_of_an_optional_scope_belong_to_the_optional_install() {
    let project = Project::new(
        r#"use marks::scopes;
#[scopes("crm.objects.deals.read", optional("crm.objects.deals.write", reason = "two-way sync"))]
mod deals {
    pub async fn read(c: &reqwest::Client) { crate::list(c, "deals").await }
    pub async fn write(c: &reqwest::Client) { crate::create(c, "deals").await }
}
#[scopes(optional("crm.objects.contacts.read"))]
pub async fn extra(c: &Client) { shared(c).await }
#[scopes(optional("crm.objects.companies.read"))]
pub async fn more(c: &Client) { list(c, "companies").await }
pub async fn always(c: &Client) { shared(c).await }
async fn shared(c: &Client) {
    list(c, "contacts").await
}
"#,
    );
    // `shared` is reached without a condition too.
    assert_eq!(
        project.calls(),
        [
            "4 GET /crm/v3/objects/deals required",
            "5 POST /crm/v3/objects/deals optional",
            "10 GET /crm/v3/objects/companies optional",
            "13 GET /crm/v3/objects/contacts required",
        ]
    );
    assert_eq!(project.findings(&["annotation-mismatch"]), [""; 0]);
    let report = project.json("check");
    let help = |scope: &str| {
        let findings = report["findings"].as_array().unwrap();
        let of = |finding: &&serde_json::Value| {
            finding["message"].as_str().unwrap().starts_with(&format!("scope `{scope}`"))
        };
        findings.iter().find(of).unwrap()["help"][0].as_str().unwrap().to_owned()
    };
    assert_eq!(help("crm.objects.deals.write"), "add `\"crm.objects.deals.write\"` to `optionalScopes`");
    assert_eq!(help("crm.objects.contacts.read"), "add `\"crm.objects.contacts.read\"` to `requiredScopes`");
}

#[test]
fn a_stated_endpoint_stands_in_for_what_is_not_seen() {
    let project = Project::new(
        r#"use marks::endpoint;
#[endpoint(GET, "/crm/v3/objects/{objectType}", object_types("contacts", "2-1234567"))]
pub async fn replay(c: &Client, path: &str) { c.get(format!("{B}{path}")).send().await; }
#[endpoint(GET, "/crm/v3/objects/{objectType}/{objectId}", object_types("deals"))]
pub async fn one(c: &Client, object: &str, id: u64) { c.get(format!("{B}/crm/v3/objects/{object}/{id}")).send().await; }
#[endpoint(GET, "/crm/v3/owners")]
pub fn hidden() { foreign() }
#[marks::scopes("crm.objects.owners.read")] pub fn around() { hidden() }
pub async fn unstated(c: &Client, path: &str) { any(c, path).await }
#[endpoint(POST, "/crm/v3/imports")] pub async fn stated(c: &Client) { send(c).await }
pub async fn also(c: &Client) { send(c).await }
async fn send(c: &Client) { let path = std::fs::read_to_string("path").unwrap();
    c.post(format!("{B}{path}")).send().await;
}
"#,
    );
    // The request of `send` is stated for one way to it only.
    assert_eq!(
        project.calls(),
        [
            "3 GET /crm/v3/objects/2-1234567 required",
            "3 GET /crm/v3/objects/contacts required",
            "5 GET /crm/v3/objects/deals/{} required",
            "6 GET /crm/v3/owners required",
            "9 GET ? required",
            "13 POST ? required",
            "13 POST /crm/v3/imports required",
        ]
    );
    assert_eq!(project.findings(&["annotation-mismatch", "unknown-endpoint"]), [""; 0]);
}

#[test]
fn a_stated_object_type_is_held_against_the_catalog() {
    let project = Project::new(
        r#"use marks::endpoint;
#[endpoint(GET, "/crm/v3/objects/{objectType}", object_types("contcts"))]
pub async fn misspelt(c: &Client, path: &str) { c.get(format!("{B}{path}")).send().await; }
#[endpoint(GET, "/crm/v3/objects/{objectType}")]
pub async fn open(c: &Client, path: &str) { c.get(format!("{B}{path}")).send().await; }
"#,
    );
    let report = project.json("check");
    let findings = report["findings"].as_array().unwrap().iter();
    let open: Vec<(u64, &str, &str)> = findings
        .filter(|finding| finding["rule"] == "open-object-type")
        .filter_map(|finding| {
            // Those of the head are of no interest.
            let line = finding["location"]["line"].as_u64().unwrap().checked_sub(HEAD_LINES)?;
            Some((line, finding["message"].as_str().unwrap(), finding["help"][0].as_str().unwrap()))
        })
        .collect();
    let attribute = "say it where it is stated what is called: `object_types(\"contacts\", ..)` in `#[endpoint(..)]`, or the whole path in `endpoints`";
    assert_eq!(
        open,
        [
            (
                3,
                "`contcts` of `GET /crm/v3/objects/contcts` is no object type that is known",
                "did you mean `contacts`?"
            ),
            (5, "the object type of `GET /crm/v3/objects/{}` is only known at run time", attribute),
        ]
    );
}

#[test]
fn a_stated_endpoint_is_held_against_the_catalog_and_what_is_seen() {
    let project = Project::new(
        r#"use marks::endpoint;
#[endpoint(GET, "/crm/v3/objets/contacts")]
pub async fn misspelt(c: &Client, path: &str) { c.get(format!("{B}{path}")).send().await; }
#[endpoint(GET, "/crm/v3/owners")]
pub async fn other(c: &Client) { list(c, "quotes").await }
#[endpoint(DELETE, "/crm/v3/objects/{objectType}/{objectId}")]
pub async fn verb(c: &Client, path: &str) { c.get(format!("{B}{path}")).send().await; }
#[endpoint(GET, "/crm/v3/objects/contacts/{contactId}")]
pub async fn agrees(c: &Client) { c.get(format!("{B}/crm/v3/objects/contacts/7")).send().await; }
"#,
    );
    assert_eq!(
        project.findings(&["annotation-mismatch", "unknown-endpoint"]),
        [
            "3 warning: `GET /crm/v3/objets/contacts` is not in the catalog",
            "4 error: `other` is stated to call `GET /crm/v3/owners`, but that is not what it calls",
            "6 error: `verb` is stated to call `DELETE /crm/v3/objects/{}/{}`, but that is not what it calls",
        ]
    );
}

#[test]
fn an_attribute_suppresses_inside_its_item_and_says_when_it_is_idle() {
    let project = Project::new(
        r#"use marks::scopes;
#[scopes(allow(unresolved_call, reason = "passes on what the administrator typed"))]
pub async fn console(c: &Client, path: &str) {
    c.get(format!("{B}{path}")).send().await;
}
#[scopes(allow(unresolved_call, reason = "gone"))]
pub fn idle() {}
#[scopes(allow(unresolvd_call, reason = "misspelt"))]
pub fn misspelt() {}
pub async fn beside(c: &Client, path: &str) { c.get(format!("{B}{path}")).send().await; }
"#,
    );
    assert_eq!(
        project.findings(&["unresolved-call", "unused-suppression", "unexplained-suppression"])[1..],
        [
            "6 warning: there is no finding of `unresolved-call` to suppress here",
            "8 warning: there is no rule `unresolvd_call`",
            "10 warning: unresolved HubSpot call: GET with a path that the caller of `beside` decides through `path`",
        ]
    );
    // A suppression hides a finding and not the gap.
    assert_eq!(project.json("check")["complete"], false);
}
