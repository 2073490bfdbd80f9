//! Which calls the app can do without, by the configuration.

use std::collections::BTreeSet;

use crate::analysis::Call;
use crate::catalog::{AuthKind, Catalog, Outcome};
use crate::config::{OptionalCalls, Text};
use crate::workspace::glob;

/// What makes a call optional.
pub(super) struct Optional<'a> {
    config: &'a OptionalCalls,
    catalog: &'a Catalog,
    auth: AuthKind,
    /// Calls that are there without the optional features, where there are such features.
    always: Option<BTreeSet<CallKey>>,
}

/// By what a call is recognised in another selection of features.
type CallKey = (Option<String>, Option<String>, String, u32);

/// The key of a call in a file of a name.
pub(super) fn key(call: &Call, file: &str) -> CallKey {
    (call.method.clone(), call.path.clone(), file.to_owned(), call.location.span.start)
}

impl<'a> Optional<'a> {
    pub fn new(
        config: &'a OptionalCalls,
        catalog: &'a Catalog,
        auth: AuthKind,
        always: Option<BTreeSet<CallKey>>,
    ) -> Self {
        Self { config, catalog, auth, always }
    }

    /// Whether the app can do without a call in a file of a name, whoever makes it.
    pub fn holds(&self, call: &Call, file: &str) -> bool {
        self.always.as_ref().is_some_and(|always| !always.contains(&key(call, file)))
            || any(&self.config.packages, &|package| *package == call.location.package)
            || self.is_operation(call)
    }

    /// Whether the app can do without what a function calls.
    pub fn holds_function(&self, function: &str) -> bool {
        any(&self.config.modules, &|module| in_module(function, module))
            || any(&self.config.functions, &|pattern| is_function(function, pattern))
    }

    fn is_operation(&self, call: &Call) -> bool {
        let (Some(method), Some(path)) = (&call.method, &call.path) else { return false };
        let name = |method: &str, path: &str| match self.catalog.resolve(method, path, &[], self.auth).outcome {
            Outcome::Known(known) => Some(known.operation),
            Outcome::Open { .. } | Outcome::Unknown { .. } => None,
        };
        self.config.operations.iter().any(|(endpoint, _)| {
            if **method != *endpoint.method {
                return false;
            }
            **path == *endpoint.path || name(method, path).is_some_and(|own| Some(own) == name(method, &endpoint.path))
        })
    }
}

fn any(patterns: &[Text], fits: &dyn Fn(&str) -> bool) -> bool {
    patterns.iter().any(|pattern| fits(&pattern.text))
}

/// Whether a function stands in a module or in a module inside it; both are paths joined by `::`.
fn in_module(function: &str, module: &str) -> bool {
    function.strip_prefix(module).is_some_and(|rest| rest.starts_with("::"))
}

/// Whether a pattern is that of a function: of its whole path or of the end of it.
pub(super) fn is_function(function: &str, pattern: &str) -> bool {
    glob(pattern, function) || glob(&format!("*::{pattern}"), function)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_named_by_their_path_or_its_end() {
        for (pattern, expected) in [
            ("sync::Client::push", true),
            ("Client::push", true),
            ("push", true),
            ("ush", false),
            ("sync::*", true),
            ("Client::*", true),
            ("other::*", false),
        ] {
            assert_eq!(is_function("sync::Client::push", pattern), expected, "{pattern}");
        }
        assert!(in_module("sync::deep::f", "sync") && !in_module("synchronous::f", "sync"));
    }
}
