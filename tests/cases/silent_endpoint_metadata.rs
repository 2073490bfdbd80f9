//! A catalogue of endpoints for a settings page: shown, counted and sorted, never sent.
//@ deps: serde
//@ scopes:

use serde::Serialize;

#[derive(Clone, Copy, Debug, Serialize)]
pub struct Endpoint {
    pub method: &'static str,
    pub path: &'static str,
    pub base: &'static str,
    pub scope: &'static str,
}

pub const ENDPOINTS: [Endpoint; 2] = [
    Endpoint {
        method: "GET",
        path: "/crm/v3/objects/contacts",
        base: "https://api.hubapi.com",
        scope: "crm.objects.contacts.read",
    },
    Endpoint {
        method: "DELETE",
        path: "/crm/v3/objects/contacts/{contactId}",
        base: "https://api.hubapi.com",
        scope: "crm.objects.contacts.write",
    },
];

pub fn with_scope(scope: &str) -> impl Iterator<Item = String> + '_ {
    ENDPOINTS.iter().filter(move |endpoint| endpoint.scope == scope).map(|endpoint| {
        let Endpoint { method, base, path, .. } = endpoint;
        format!("{method} {base}{path}")
    })
}
