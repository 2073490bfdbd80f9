//! A table of OAuth providers for a sign-in page. The URLs are handed to the browser or to nobody.
//@ deps: url
//@ scopes:

use url::Url;

pub struct Provider {
    pub name: &'static str,
    pub authorize: &'static str,
    pub token: &'static str,
    pub scopes: &'static [&'static str],
}

pub const PROVIDERS: &[Provider] = &[
    Provider {
        name: "hubspot",
        authorize: "https://app.hubspot.com/oauth/authorize",
        token: "https://api.hubapi.com/oauth/v1/token",
        scopes: &["oauth", "crm.objects.contacts.read"],
    },
    Provider {
        name: "google",
        authorize: "https://accounts.google.com/o/oauth2/v2/auth",
        token: "https://oauth2.googleapis.com/token",
        scopes: &["openid"],
    },
];

pub fn authorize(name: &str, client: &str) -> Option<Url> {
    let provider = PROVIDERS.iter().find(|provider| provider.name == name)?;
    let scope = provider.scopes.join(" ");
    Url::parse_with_params(provider.authorize, [("client_id", client), ("scope", &scope)]).ok()
}

pub fn describe() -> Vec<String> {
    PROVIDERS.iter().map(|provider| format!("{}: {}", provider.name, provider.token)).collect()
}
