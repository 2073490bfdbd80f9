//! Which calls the app can do without, by the configuration.

use std::collections::BTreeSet;

use crate::analysis::{Call, Function};
use crate::catalog::{AuthKind, Catalog, Outcome};
use crate::config::{Endpoint, OptionalCalls, Text};
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
            || self.config.operations.iter().any(|(endpoint, _)| is_operation(call, endpoint, self.catalog, self.auth))
    }

    /// Whether the app can do without what a function calls.
    pub fn holds_function(&self, function: &Function) -> bool {
        any(&self.config.modules, &|module| in_module(function, module))
            || any(&self.config.functions, &|pattern| is_named(function, pattern))
    }
}

/// Whether a call is of an operation that is written as in the catalog or as it is called; a hole in it stands for
/// whatever is called there.
pub(super) fn is_operation(call: &Call, endpoint: &Endpoint, catalog: &Catalog, auth: AuthKind) -> bool {
    let (Some(method), Some(path)) = (&call.method, &call.path) else { return false };
    if **method != *endpoint.method {
        return false;
    }
    let name = |path: &str| match catalog.resolve(method, path, &[], auth).outcome {
        Outcome::Known(known) => Some(known.operation),
        Outcome::Open { .. } | Outcome::Unknown { .. } => None,
    };
    covers(&endpoint.path, path) || name(path).is_some_and(|own| Some(own) == name(&endpoint.path))
}

/// Whether a path with holes for segments is that of a call.
fn covers(pattern: &str, path: &str) -> bool {
    let is_hole = |segment: &str| segment.starts_with('{') && segment.ends_with('}');
    let (pattern, path) = (pattern.split('/'), path.split('/'));
    pattern.clone().count() == path.clone().count()
        && pattern.zip(path).all(|(pattern, segment)| pattern == segment || is_hole(pattern))
}

fn any(patterns: &[Text], fits: &dyn Fn(&str) -> bool) -> bool {
    patterns.iter().any(|pattern| fits(&pattern.text))
}

/// The path of a function with its crate in front.
pub(super) fn in_crate(function: &Function) -> String {
    format!("{}::{}", function.package.replace('-', "_"), function.path)
}

/// Whether a function stands in a module or in a module inside it. The module is a path joined by `::`, with or without
/// the crate in front.
pub(super) fn in_module(function: &Function, module: &str) -> bool {
    let inside = |path: &str| path.strip_prefix(module).is_some_and(|rest| rest.starts_with("::"));
    inside(&function.path) || inside(&in_crate(function))
}

/// Whether a pattern is that of a function, with or without the crate in front.
pub(super) fn is_named(function: &Function, pattern: &str) -> bool {
    is_function(&function.path, pattern) || glob(pattern, &in_crate(function))
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
    }

    fn function(package: &str, path: &str) -> Function {
        Function { package: package.into(), path: path.into(), number: None }
    }

    #[test]
    fn modules_hold_what_is_deeper_and_may_have_their_crate_in_front() {
        let deep = function("two-way", "sync::deep::f");
        for (module, expected) in [
            ("sync", true),
            ("sync::deep", true),
            ("two_way::sync", true),
            ("two_way", true),
            ("syn", false),
            ("sync::deep::f", false),
            ("other::sync", false),
        ] {
            assert_eq!(in_module(&deep, module), expected, "{module}");
        }
        assert!(is_named(&deep, "two_way::sync::*") && is_named(&deep, "f") && !is_named(&deep, "other::sync::*"));
    }

    #[test]
    fn a_hole_of_an_operation_stands_for_one_segment() {
        assert!(covers("/crm/v3/objects/{}", "/crm/v3/objects/contacts"));
        assert!(covers("/crm/v3/objects/{}", "/crm/v3/objects/{}"));
        assert!(!covers("/crm/v3/objects/contacts", "/crm/v3/objects/{}"));
        assert!(!covers("/crm/v3/objects/{}", "/crm/v3/objects/contacts/search"));
    }
}
