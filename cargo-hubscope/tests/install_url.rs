//! Install URLs that a program makes, held against the manifest: the built program on small projects.

// The lints' exception for tests does not reach the helpers of an integration test.
#![allow(clippy::unwrap_used, clippy::panic)]

mod project;

use project::Project;

const MANIFEST: &str = r#"{"uid": "app", "type": "app", "config": {"auth": {"type": "oauth",
    "requiredScopes": ["oauth", "crm.objects.contacts.read", "forms"],
    "conditionallyRequiredScopes": ["automation"],
    "optionalScopes": ["files"]}}}"#;

/// What is said of the install URLs of a program.
fn said(code: &str) -> Vec<String> {
    let found = Project::new(code, MANIFEST).findings(&["install-url"]);
    found.into_iter().map(|(line, text)| format!("{line} {text}")).collect()
}

/// Programs whose one URL asks for `contacts.read` and `automation`, and not for `forms`.
const LACKING_FORMS: &[(&str, &str)] = &[
    (
        "a literal",
        r#"pub const URL: &str = "https://app.hubspot.com/oauth/authorize?client_id=1&scope=crm.objects.contacts.read%20automation";"#,
    ),
    (
        "format!",
        r#"pub fn url(id: &str) -> String {
            let scopes = "crm.objects.contacts.read automation";
            format!("https://app.hubspot.com/oauth/authorize?client_id={id}&scope={scopes}&state=x")
        }"#,
    ),
    (
        "a base of its own",
        r#"const AUTHORIZE: &str = "https://app-eu1.hubspot.com/oauth/authorize";
        const SCOPES: [&str; 2] = ["crm.objects.contacts.read", "automation"];
        pub fn url(id: &str) -> String { format!("{AUTHORIZE}?client_id={id}&scope={}", SCOPES.join("%20")) }"#,
    ),
    (
        "query pairs",
        r#"pub fn url(id: &str) -> url::Url {
            let mut url = url::Url::parse("https://app.hubspot.com/oauth/123/authorize").unwrap();
            url.query_pairs_mut().append_pair("client_id", id).append_pair("scope", "crm.objects.contacts.read automation");
            url
        }"#,
    ),
    (
        "extended pairs",
        r#"pub fn url(id: &str) -> url::Url {
            let mut url = url::Url::parse("https://app.hubspot.com/oauth/authorize").unwrap();
            url.query_pairs_mut().extend_pairs([("client_id", id), ("scope", "crm.objects.contacts.read automation")]);
            url
        }"#,
    ),
    (
        "parse_with_params",
        r#"pub fn url(id: &str) -> url::Url {
            let scopes = vec!["crm.objects.contacts.read", "automation"].join(" ");
            url::Url::parse_with_params("https://app.hubspot.com/oauth/authorize", &[("client_id", id), ("scope", &scopes)]).unwrap()
        }"#,
    ),
    (
        "pushed",
        r#"pub fn url(id: &str) -> String {
            let mut url = String::from("https://app.hubspot.com/oauth/authorize?client_id=");
            url.push_str(id);
            url.push_str("&scope=");
            for (index, scope) in ["crm.objects.contacts.read", "automation"].iter().enumerate() {
                if index > 0 { url.push_str("%20"); }
                url += scope;
            }
            url
        }"#,
    ),
    (
        "given by the caller",
        r#"pub fn start(id: &str) -> String { url(id, &["crm.objects.contacts.read", "automation"]) }
        fn url(id: &str, scopes: &[&str]) -> String {
            let scopes = urlencoding::encode(&scopes.join(" ")).into_owned();
            format!("https://app.hubspot.com/oauth/authorize?client_id={id}&scope={scopes}")
        }"#,
    ),
    (
        "a struct that serde writes",
        r#"#[derive(serde::Serialize)]
        #[serde(rename_all = "snake_case")]
        struct Params<'a> {
            #[serde(rename = "client_id")]
            client: &'a str,
            #[serde(skip)]
            retries: u8,
            #[serde(flatten)]
            asked: Asked,
            #[serde(skip_serializing_if = "Option::is_none")]
            state: Option<String>,
        }
        #[derive(serde::Serialize)]
        struct Asked { scope: String, kind: Kind }
        #[derive(serde::Serialize)]
        #[serde(rename_all = "lowercase")]
        enum Kind { Code }
        pub fn url(id: &str, state: Option<String>) -> String {
            let asked = Asked { scope: ["crm.objects.contacts.read", "automation"].join(" "), kind: Kind::Code };
            let params = Params { client: id, retries: 3, asked, state };
            format!("https://app.hubspot.com/oauth/authorize?{}", serde_urlencoded::to_string(&params).unwrap())
        }"#,
    ),
    (
        "a serializer of pairs",
        r#"pub fn url(id: &str) -> String {
            let mut pairs = url::form_urlencoded::Serializer::new(String::new());
            pairs.append_pair("client_id", id);
            for (name, value) in [("scope", "crm.objects.contacts.read automation"), ("state", "x")] {
                pairs.append_pair(name, value);
            }
            format!("https://app.hubspot.com/oauth/authorize?{}", pairs.finish())
        }"#,
    ),
    (
        "a request that is not sent",
        r#"pub fn url(http: &reqwest::Client, id: &str) -> String {
            let request = http.get("https://app.hubspot.com/oauth/authorize")
                .query(&[("client_id", id)])
                .query(&[("scope", "crm.objects.contacts.read automation")])
                .build()
                .unwrap();
            request.url().to_string()
        }"#,
    ),
    (
        "a URI in parts",
        r#"pub fn url(id: &str) -> http::Uri {
            let scopes = ["crm.objects.contacts.read", "automation"].join("%20");
            http::Uri::builder().scheme("https").authority("app.hubspot.com")
                .path_and_query(format!("/oauth/authorize?client_id={id}&scope={scopes}")).build().unwrap()
        }"#,
    ),
    (
        "a line that is printed",
        r#"pub fn tell(id: &str) {
            let scopes = "crm.objects.contacts.read automation";
            println!("https://app.hubspot.com/oauth/authorize?client_id={id}&scope={scopes}");
        }"#,
    ),
    (
        "a link of a page",
        r##"pub fn page() -> String {
            let end = "here</a> & scope";
            format!(r#"<a href="https://app.hubspot.com/oauth/authorize?client_id=1&amp;scope=crm.objects.contacts.read%20automation" id="a">{end}"#)
        }"##,
    ),
    (
        "a field",
        r#"pub struct Auth { base: String, id: String }
        impl Auth {
            pub fn new(id: String) -> Self { Self { base: "https://app.hubspot.com/oauth/authorize".into(), id } }
            pub fn url(&self) -> String {
                format!("{}?client_id={}&scope=crm.objects.contacts.read%20automation", self.base, self.id)
            }
        }"#,
    ),
    (
        "oauth2 5",
        r#"use oauth2::{basic::BasicClient, AuthUrl, ClientId, CsrfToken, Scope};
        pub fn url(id: String) -> url::Url {
            let client = BasicClient::new(ClientId::new(id))
                .set_auth_uri(AuthUrl::new("https://app.hubspot.com/oauth/authorize".to_string()).unwrap());
            let (url, _csrf) = client.authorize_url(CsrfToken::new_random)
                .add_scope(Scope::new("crm.objects.contacts.read".to_string()))
                .add_scopes(["automation"].iter().map(|name| Scope::new(name.to_string())))
                .url();
            url
        }"#,
    ),
    (
        "oauth2 4",
        r#"use oauth2::{basic::BasicClient, AuthUrl, ClientId, ClientSecret, CsrfToken, Scope, TokenUrl};
        pub fn client(id: String, secret: String) -> BasicClient {
            BasicClient::new(
                ClientId::new(id),
                Some(ClientSecret::new(secret)),
                AuthUrl::new("https://app.hubspot.com/oauth/authorize".to_string()).unwrap(),
                Some(TokenUrl::new("https://api.hubapi.com/oauth/v1/token".to_string()).unwrap()),
            )
        }
        pub fn url(id: String, secret: String) -> String {
            let client = client(id, secret);
            let mut request = client.authorize_url(CsrfToken::new_random);
            for name in ["crm.objects.contacts.read", "automation"] {
                request = request.add_scope(Scope::new(name.to_string()));
            }
            request.url().0.to_string()
        }"#,
    ),
];

#[test]
fn urls_are_found_however_they_are_put_together() {
    for (what, code) in LACKING_FORMS {
        let found = said(code);
        assert_eq!(found.len(), 1, "{what}: {found:?}");
        assert!(found[0].ends_with(" error: the required scope `forms` is not in `scope`"), "{what}: {found:?}");
    }
}

#[test]
fn every_mismatch_is_told_at_its_place() {
    let found = said(
        r#"pub fn url(id: &str) -> String {
    let scopes = [
        "crm.objects.contacts.read",
        "files",
        "crm.objects.deals.read",
        "contacts.read",
    ];
    let optional = "automation";
    format!("https://app.hubspot.com/oauth/authorize?client_id={id}&scope={}&optional_scope={optional}", scopes.join(" "))
}
pub const COMMAS: &str = "https://app.hubspot.com/oauth/authorize?client_id=1&scope=crm.objects.contacts.read,forms";
"#,
    );
    assert_eq!(
        found,
        [
            "4 error: the optional scope `files` is in `scope`",
            "5 error: `crm.objects.deals.read` is in `scope`, but not in the manifest",
            "6 error: `contacts.read` in `scope` is not a scope",
            "8 error: the conditionally required scope `automation` is in `optional_scope`",
            "9 error: the required scope `forms` is not in `scope`",
            "11 error: the scopes of `scope` are separated by `,`",
        ]
    );
}

#[test]
fn what_agrees_is_not_mentioned() {
    let found = said(
        r#"pub fn url(id: &str, eu: bool) -> String {
    let front = if eu { "app-eu1" } else { "app" };
    format!("https://{front}.hubspot.com/oauth/authorize?client_id={id}&scope=crm.objects.contacts.read+forms&optional_scope=files")
}
pub fn elsewhere() -> &'static str { "https://other.example.com/oauth/authorize?client_id=1&scope=x" }
pub fn base() -> &'static str { "https://app.hubspot.com/oauth/authorize" }
"#,
    );
    assert_eq!(found, [""; 0]);
}

#[test]
fn nothing_is_claimed_of_what_is_not_known() {
    let found = said(
        r#"pub fn from_outside(id: &str) -> String {
    let scopes = std::env::var("SCOPES").unwrap();
    format!("https://app.hubspot.com/oauth/authorize?client_id={id}&scope={scopes}")
}
pub fn partly(id: &str, more: &str) -> String {
    format!("https://app.hubspot.com/oauth/authorize?client_id={id}&scope=tickets%20{more}")
}
pub fn rest(query: &str) -> String { format!("https://app.hubspot.com/oauth/authorize?client_id=1&{query}") }
pub fn all(query: &str) -> String { format!("https://app.hubspot.com/oauth/authorize?{query}") }
pub fn none(to: &str) -> (String, String) { (format!("https://app.hubspot.com/oauth/authorize"), to.to_owned()) }
"#,
    );
    assert_eq!(
        found,
        [
            "3 note: which scopes this install URL asks for is only known at run time",
            "6 error: `tickets` is in `scope`, but not in the manifest",
            "8 note: which scopes this install URL asks for is only known at run time",
            "9 note: which scopes this install URL asks for is only known at run time",
        ]
    );
}

#[test]
fn macros_stand_for_what_the_lock_says() {
    let project = Project::new(
        r#"const SCOPES: &[&str] = marks::required_scopes!();
use marks::optional_scopes as optional;
pub fn url(id: &str) -> String {
    let (required, optional) = (SCOPES.join("%20"), optional!().join("%20"));
    format!("https://app.hubspot.com/oauth/authorize?client_id={id}&scope={required}&optional_scope={optional}")
}
"#,
        MANIFEST,
    );
    let lists = "version = 1\nrequired = [\"crm.objects.contacts.read\"]\noptional = [\"crm.objects.deals.read\"]\n";
    // printf 'required crm.objects.contacts.read\noptional crm.objects.deals.read\n' | sha256sum
    let hash = "6b905d561791e10a04474d4b0ae9261958cedde6e1f1a43808ce8fd518e0d4ad";
    project.write("hubscope.lock", &format!("{lists}hash = \"{hash}\"\n"));
    let found: Vec<String> = project.findings(&["install-url"]).into_iter().map(|(_, text)| text).collect();
    assert_eq!(
        found,
        [
            "error: `crm.objects.deals.read` is in `optional_scope`, but not in the manifest",
            "error: the required scope `forms` is not in `scope`",
        ]
    );
}

#[test]
fn why_a_lock_says_nothing_is_said() {
    let code = "pub fn url(id: &str) -> String {
    let scopes = marks::required_scopes!().join(\"%20\");
    format!(\"https://app.hubspot.com/oauth/authorize?client_id={id}&scope={scopes}\")
}
";
    let project = Project::new(code, MANIFEST);
    let lists = "version = 1\nrequired = [\"crm.objects.contacts.read\"]\noptional = []\n";
    for (lock, said) in [
        (None, "there is no `hubscope.lock` for package `app`"),
        (
            Some(format!("{lists}hash = \"6b90\"\n")),
            "`hubscope.lock`: the hash is not that of the two lists, so they were changed by hand",
        ),
        (Some(lists.to_owned()), "`hubscope.lock`: the key `hash` is missing"),
        (Some("version = 1\noptional = []\n".to_owned()), "`hubscope.lock`: `required` is no list of scopes"),
        (Some("version = 1\nrequired = [\n".to_owned()), "`hubscope.lock`, line 2: "),
    ] {
        if let Some(lock) = lock {
            project.write("hubscope.lock", &lock);
        }
        let notes = project.notes("check");
        let expected = format!("note: what `required_scopes!()` stands for is not known: {said}");
        let line = notes.lines().find(|line| line.starts_with(&expected)).unwrap_or_else(|| panic!("{said}: {notes}"));
        assert!(line.ends_with("; write it with `cargo hubscope lock`"), "{line}");
        let found = project.findings(&["install-url"]);
        assert_eq!(found, [(3, "note: which scopes this install URL asks for is only known at run time".to_owned())]);
    }
    // A package that uses none of the macros needs no lock.
    assert_eq!(Project::new("pub fn nothing() {}\n", MANIFEST).notes("check"), "");
}

#[test]
fn an_install_url_is_no_call() {
    for (what, code) in LACKING_FORMS {
        let report = Project::new(code, MANIFEST).json("calls");
        let paths = report["calls"].as_array().unwrap().iter().map(|call| call["path"].as_str().unwrap_or("?"));
        // Whoever is handed an OAuth client may have it fetch tokens.
        let others: Vec<&str> = paths.filter(|path| *path != "/oauth/v1/token").collect();
        assert_eq!(others, [""; 0], "{what}");
    }
}

#[test]
fn what_a_condition_adds_to_a_url_may_be_missing() {
    let found = said(
        r#"pub fn text(id: &str, all: bool) -> String {
    let mut url = format!("https://app.hubspot.com/oauth/authorize?client_id={id}&scope=crm.objects.contacts.read");
    if all { url.push_str("%20forms"); }
    url
}
pub fn list(id: &str, all: bool) -> String {
    let mut scopes = vec!["crm.objects.contacts.read"];
    if all { scopes.push("forms"); }
    format!("https://app-eu1.hubspot.com/oauth/authorize?client_id={id}&scope={}", scopes.join("%20"))
}
"#,
    );
    let lacking = "error: the required scope `forms` is not in `scope`";
    assert_eq!(found, [format!("2 {lacking}"), format!("9 {lacking}")]);
}

#[test]
fn what_is_added_whatever_the_condition_is_not_missing() {
    let found = said(
        r#"pub fn url(id: &str, all: bool) -> String {
    let mut url = format!("https://app.hubspot.com/oauth/authorize?client_id={id}&scope=crm.objects.contacts.read");
    if all { url.push_str("%20automation"); }
    url.push_str("%20forms");
    if all { url.push_str("&optional_scope=files"); }
    url
}
"#,
    );
    assert_eq!(found, [""; 0]);
}

#[test]
fn scopes_in_the_wrong_parameter_are_said_where_they_stand() {
    let code = r#"pub fn url(id: &str) -> String {
    format!("https://app.hubspot.com/oauth/authorize?client_id={id}&scope={}&optional_scope={}",
        "crm.objects.contacts.read automation",
        "files forms")
}"#;
    assert_eq!(said(code), ["4 error: the required scope `forms` is in `optional_scope`, not in `scope`"]);
}

#[test]
fn a_parameter_that_hubspot_does_not_document_is_said() {
    let code = r#"pub const URL: &str = "https://app.hubspot.com/oauth/authorize?client_id=1&scopes=crm.objects.contacts.read%20forms&optional_scopes=files";"#;
    assert_eq!(
        said(code),
        [
            "1 error: HubSpot documents no parameter `optional_scopes`, so its scopes are not asked for",
            "1 error: HubSpot documents no parameter `scopes`, so its scopes are not asked for",
        ]
    );
}

#[test]
fn a_name_that_several_globs_could_bring_is_one_that_is_known() {
    let code = r#"use marks::*;
use oauth2::*;
use oauth2::basic::BasicClient;
pub fn url(id: String) -> String {
    BasicClient::new(ClientId::new(id))
        .set_auth_uri(AuthUrl::new("https://app.hubspot.com/oauth/authorize".to_string()).unwrap())
        .authorize_url(CsrfToken::new_random)
        .add_scope(Scope::new("crm.objects.contacts.read".to_string()))
        .url().0.to_string()
}"#;
    let found = said(code);
    assert!(matches!(&found[..], [only] if only.contains("the required scope `forms` is not in `scope`")), "{found:?}");
}
