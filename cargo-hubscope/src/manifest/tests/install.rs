use super::*;
use crate::manifest::install::{InstallUrl, Refusal, compare};
use crate::source::{SourceId, Span};

const APP: &str = r#"{"type": "app", "config": {"auth": {"type": "oauth",
    "requiredScopes": ["oauth", "crm.objects.contacts.read", "tickets"],
    "conditionallyRequiredScopes": ["automation"],
    "optionalScopes": ["files"]}}}"#;

/// What is said about a query string, each with what the user sees.
fn said(manifest: &str, query: &str) -> Vec<(String, Refusal)> {
    let manifest = read_text("app-hsmeta.json", manifest).1.unwrap();
    let span = Span { source: SourceId(9), start: 0, end: 1 };
    let is_scope = |name: &str| name != "contacts";
    let found = compare(&manifest, &InstallUrl::of_query(query, span), &is_scope);
    found.into_iter().map(|found| (format!("{}; {}", found.message, found.help), found.refusal)).collect()
}

#[test]
fn urls_that_agree() {
    let urls = [
        "client_id=1&scope=oauth%20crm.objects.contacts.read%20tickets",
        "scope=crm.objects.contacts.read+tickets&state=a%3Db",
        "scope=tickets%20crm.objects.contacts.read%20automation&optional_scope=files",
    ];
    for query in urls {
        assert_eq!(said(APP, query), [], "{query}");
    }
}

#[test]
fn urls_that_disagree() {
    let table: &[(&str, &[(&str, Refusal)])] = &[
        (
            "scope=crm.objects.contacts.read",
            &[(
                "the required scope `tickets` is not in `scope`; add it to `scope`, or make it optional in the manifest",
                Refusal::Insufficient,
            )],
        ),
        (
            "scope=crm.objects.contacts.read&optional_scope=tickets",
            &[(
                "the required scope `tickets` is in `optional_scope`, not in `scope`; move it to `scope`, or make it optional in the manifest",
                Refusal::Insufficient,
            )],
        ),
        (
            "scope=crm.objects.contacts.read%20tickets%20files",
            &[("the optional scope `files` is in `scope`; move it to `optional_scope`", Refusal::Mismatch)],
        ),
        (
            "scope=crm.objects.contacts.read%20tickets&optional_scope=automation",
            &[(
                "the conditionally required scope `automation` is in `optional_scope`; move it to `scope` for accounts that need it",
                Refusal::Mismatch,
            )],
        ),
        (
            "scope=crm.objects.contacts.read%20tickets%20forms",
            &[(
                "`forms` is in `scope`, but not in the manifest; add it to the manifest, or remove it from the URL",
                Refusal::Mismatch,
            )],
        ),
        (
            "scope=crm.objects.contacts.read%20tickets&optional_scope=contacts",
            &[("`contacts` in `optional_scope` is not a scope; correct or remove it", Refusal::Invalid)],
        ),
        (
            "scope=crm.objects.contacts.read,tickets",
            &[(
                "the scopes of `scope` are separated by `,`; separate them by a space, written `%20` in a URL",
                Refusal::Invalid,
            )],
        ),
    ];
    for (query, expected) in table {
        let expected: Vec<(String, Refusal)> =
            expected.iter().map(|(text, refusal)| ((*text).to_owned(), *refusal)).collect();
        assert_eq!(said(APP, query), expected, "{query}");
    }
}

#[test]
fn an_app_with_a_static_token_has_no_install_url() {
    let app = r#"{"type": "app", "config": {"auth": {"type": "static", "requiredScopes": ["tickets"]}}}"#;
    assert_eq!(said(app, "scope=forms"), []);
}
