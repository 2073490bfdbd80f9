//! What the analysis asks about HubSpot.

use crate::analysis::{Hint, Host, Says, Vendor};

use super::Catalog;
use super::matcher::{Segment, read_path};
use super::reviewed::HostPattern;

/// First segments of paths that other vendors' APIs have too: there, more has to match.
const COMMON_STARTS: [&str; 24] = [
    "automation",
    "cms",
    "collector",
    "commerce",
    "contacts",
    "content",
    "conversations",
    "crm",
    "events",
    "extensions",
    "feature-flags",
    "files",
    "forms",
    "integrations",
    "marketing",
    "meta",
    "oauth",
    "owners",
    "properties",
    "scheduler",
    "settings",
    "submissions",
    "uploads",
    "webhooks",
];

/// Second segments that make a path below a common start HubSpot's own.
const MARKS: [&str; 28] = [
    "associations",
    "blogs",
    "campaigns",
    "conversations",
    "custom-channels",
    "emails",
    "event-definitions",
    "exports",
    "extensions",
    "flows",
    "forms",
    "hubdb",
    "imports",
    "integration",
    "limits",
    "lists",
    "marketing-events",
    "objects",
    "owners",
    "pipelines",
    "properties",
    "schemas",
    "sequences",
    "site-search",
    "source-code",
    "timeline",
    "transactional",
    "url-redirects",
];

/// Names that stand for HubSpot in crates, modules, types, functions, constants and environment variables.
const NAMES: [&str; 4] = ["hubspot", "hubapi", "hub_spot", "hub-spot"];

impl Vendor for Catalog {
    fn host(&self, host: &str) -> Host {
        let host = host.trim_end_matches('.');
        if host.is_empty() || host == "{}" || is_nobodys(host) {
            return Host::Unknown;
        }
        match self.hosts().iter().find(|pattern| may_match(&pattern.pattern, host)) {
            Some(HostPattern { is, .. }) if is == "api" => Host::Api,
            Some(_) => Host::Pages,
            None if host.contains("{}") && is_anyones(host) => Host::Unknown,
            None => Host::Other,
        }
    }

    /// The rule: the template is an operation's (of any method, as real code calls operations with methods that they do
    /// not have), whose path has a version and no open end. Of the literals of the asked path, besides the version,
    /// either the first is HubSpot's own word (`account-info`, `crm-object-schemas`), or the first is common to many
    /// vendors and the second is a mark (`/crm/v3/objects`, `/crm/v3/owners`, `/marketing/v3/emails`) or there are four
    /// or more.
    fn distinctive(&self, method: Option<&str>, path: &str) -> bool {
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let found = self.find(method, path).or_else(|| self.find(None, path));
        let Some((asked, found)) = found else { return false };
        let Some(operation) = found.first().map(|index| &self.operations()[*index]) else { return false };
        if operation.versions.is_empty() || operation.path.ends_with("{*}") {
            return false;
        }
        let Some(Segment::Literal(first)) = asked.segments.first() else { return false };
        let literals: Vec<&str> = asked
            .segments
            .iter()
            .filter_map(|segment| match segment {
                Segment::Literal(text) => Some(text.as_str()),
                Segment::Hole | Segment::Partial(..) => None,
            })
            .collect();
        if COMMON_STARTS.contains(&first.as_str()) {
            return literals.len() >= 4 || literals.get(1).is_some_and(|second| MARKS.contains(second));
        }
        literals.len() >= 2
    }

    /// Whether the path begins like an operation's: its first literal segment does, and it has a version.
    fn plausible(&self, path: &str) -> bool {
        let path = path.split(['?', '#']).next().unwrap_or_default();
        if self.find(None, path).is_some() {
            return true;
        }
        read_path(path).iter().any(|asked| match asked.segments.first() {
            Some(Segment::Literal(first)) => self.is_first_segment(first),
            _ => false,
        })
    }

    fn is_name(&self, name: &str) -> bool {
        let lower = name.to_ascii_lowercase();
        NAMES.iter().any(|known| lower.contains(known)) || lower == "hs" || lower.starts_with("hs_api")
    }

    fn hint(&self, text: &str) -> bool {
        const HOSTS: [&str; 8] = ["hubapi", "hubspot", "hsforms", "HubSpot", "Hubspot", "HUBSPOT", "HUBAPI", "HubApi"];
        if HOSTS.iter().any(|host| text.contains(host)) {
            return true;
        }
        let start = without_open_start(text).trim_start_matches('/');
        let mut segments = start.split('/');
        let (Some(first), Some(second)) = (segments.next(), segments.next()) else {
            return text.starts_with("/crm") || start == "crm";
        };
        if !self.is_first_segment(first) {
            return false;
        }
        let is_version = |segment: &str| super::normalise::is_version(segment) || segment.contains("{");
        !COMMON_STARTS.contains(&first)
            || is_version(second)
            || MARKS.contains(&second)
            || segments.next().is_some_and(is_version)
    }

    fn is_operation(&self, method: Option<&str>, path: &str) -> bool {
        read_path(path).iter().any(|asked| {
            self.matches(&asked.segments).iter().any(|(fit, index)| {
                !fit.open_end
                    && fit.guesses == 0
                    && self.version_fits(*index, asked.version)
                    && method.is_none_or(|method| *self.operations()[*index].method == *method)
                    && !asked.segments.iter().any(|segment| matches!(segment, Segment::Partial(..)))
            })
        })
    }

    fn is_page(&self, host: &str, path: &str) -> bool {
        is_authorize(host, path)
    }

    fn page_hint(&self, text: &str) -> Option<Hint> {
        if text.contains("oauth") && text.contains("authorize") {
            return Some(Hint::Address);
        }
        (text.contains("scope") || text.contains("app.hubspot.com")).then_some(Hint::Part)
    }

    fn annotation(&self, path: &str) -> Option<Says> {
        match path {
            "scope_macros::scopes" => Some(Says::About),
            "scope_macros::endpoint" => Some(Says::Calls),
            _ => None,
        }
    }

    fn goes_on(&self, method: Option<&str>, path: &str) -> bool {
        ["/{}", "/{}/{}", "/{}/{}/{}"].iter().any(|more| {
            read_path(&format!("{path}{more}")).iter().any(|asked| {
                self.matches(&asked.segments).iter().any(|(fit, index)| {
                    !fit.open_end && method.is_none_or(|method| *self.operations()[*index].method == *method)
                })
            })
        })
    }
}

/// Whether an address is that of HubSpot's page for installing an app. The host is lower-case.
fn is_authorize(host: &str, path: &str) -> bool {
    let region = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let page = host.strip_suffix(".hubspot.com").is_some_and(|front| {
        matches!(front, "app" | "{}" | "app{}")
            || front.strip_prefix("app-").is_some_and(|rest| rest == "{}" || region(rest))
    });
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    let account = |part: &str| part == "{}" || (!part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    page && match parts.as_slice() {
        ["oauth", "authorize"] => true,
        ["oauth", number, "authorize"] => account(number),
        _ => false,
    }
}

/// A text without quotes and format arguments in front: `"{base}/crm/v3"` is `/crm/v3`.
fn without_open_start(text: &str) -> &str {
    let mut rest = text.trim_start_matches(['"', 'r', '#', 'b']);
    if !rest.starts_with(['{', '/']) {
        rest = text.trim_start_matches('"');
    }
    while let Some((_, after)) = rest.strip_prefix('{').and_then(|inner| inner.split_once('}')) {
        rest = after;
    }
    rest
}

/// Whether a host is loopback or reserved for tests and documentation.
fn is_nobodys(host: &str) -> bool {
    let is_loopback = host == "localhost"
        || host == "0.0.0.0"
        || host == "[::1]"
        || host == "::1"
        || host == "host.docker.internal"
        || host.starts_with("127.");
    is_loopback || [".test", ".localhost", ".invalid", ".example"].iter().any(|end| host.ends_with(end))
}

/// Whether so much of a host is unknown that it may be anyone's: after its last hole comes at most a top-level domain,
/// and before its first at most one label (`{}`, `{}.com`, `api.{}`; not `www.zohoapis.{}` or `{}.my.salesforce.com`).
fn is_anyones(host: &str) -> bool {
    let labels = |text: &str| text.split('.').filter(|label| !label.is_empty()).count();
    let before = host.split("{}").next().unwrap_or_default();
    let after = host.rsplit("{}").next().unwrap_or_default();
    labels(before) <= 1 && labels(after) <= 1
}

/// Whether a host that may hold holes can match a pattern that may hold a `*`. What is known after the last hole has to
/// be the pattern's whole end, but for a dot in front.
fn may_match(pattern: &str, host: &str) -> bool {
    let (start, end) = match pattern.split_once('*') {
        None if host.contains("{}") => (pattern, pattern),
        None => return host == pattern,
        Some(parts) => parts,
    };
    if !host.contains("{}") {
        return host.len() >= start.len() + end.len() && host.starts_with(start) && host.ends_with(end);
    }
    let before = host.split("{}").next().unwrap_or_default();
    let after = host.rsplit("{}").next().unwrap_or_default();
    (before.starts_with(start) || start.starts_with(before)) && after.ends_with(end.trim_start_matches('.'))
}
