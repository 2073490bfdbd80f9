//! Allow-lists and prefix checks of a policy: paths are compared, never asked for.
//@ deps: url
//@ scopes:

use std::collections::HashSet;
use url::Url;

const ALLOWED: &[(&str, &str)] = &[
    ("GET", "/crm/v3/objects/contacts"),
    ("POST", "/crm/v3/objects/contacts/search"),
    ("GET", "/crm/v3/owners"),
];

pub struct Policy {
    hosts: HashSet<&'static str>,
}

impl Policy {
    pub fn new() -> Self {
        Policy { hosts: HashSet::from(["api.hubapi.com", "api.hubspot.com"]) }
    }

    pub fn allows(&self, method: &str, url: &Url) -> bool {
        let path = url.path().trim_end_matches('/');
        let known = url.host_str().is_some_and(|host| self.hosts.contains(host));
        let destructive = path.starts_with("/crm/v3/objects/contacts/gdpr-delete") || path.ends_with("/batch/archive");
        known && !destructive && ALLOWED.iter().any(|(verb, prefix)| *verb == method && path.starts_with(prefix))
    }
}

pub fn category(path: &str) -> &'static str {
    match path {
        "/crm/v3/objects/deals" | "/crm/v3/objects/deals/search" => "sales",
        _ if path.strip_prefix("/crm/v3/objects/tickets").is_some() => "service",
        _ => "other",
    }
}
