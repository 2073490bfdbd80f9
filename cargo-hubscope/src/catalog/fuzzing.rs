//! What the fuzz targets do with the catalog; see [`crate::fuzzing`].

#![allow(clippy::expect_used, reason = "what is found is told by panicking")]

use std::sync::LazyLock;

use serde_json::{Value, json};

use super::assemble::assemble;
use super::data::Operation;
use super::history::History;
use super::matcher::{Matcher, fit_of, read_path};
use super::normalise::normalise;
use super::raw::read_description;
use super::reviewed::Reviewed;
use super::{AuthKind, Catalog};

/// Any JSON as an API description, as the paths of one, and as an operation of one: it is imported, what is kept of it
/// reads back, and a catalog can be made of it.
///
/// # Panics
/// When a property does not hold.
pub fn importer(text: &str) {
    static REVIEWED: LazyLock<Reviewed> = LazyLock::new(|| Reviewed::embedded().expect("the reviewed tables"));
    let Ok(value) = serde_json::from_str::<Value>(text) else { return };
    let mut operations = Vec::new();
    read_description(&value, "CRM", "Contacts", &mut operations);
    read_description(&json!({"paths": value}), "CRM", "Objects", &mut operations);
    read_description(&json!({"paths": {"/crm/v3/objects/{x}": {"get": value}}}), "CRM", "Deals", &mut operations);
    let (described, _) = normalise(&operations, "2026-01-01", &REVIEWED);
    let history = History { dates: vec![described] };
    let kept = history.to_text();
    // A carriage return in a path is no line end, and lines are what the text form is read by.
    if !kept.contains('\r') {
        let again = History::from_text(&kept).expect("what was written reads back");
        assert_eq!(again.to_text(), kept);
    }
    let (all, lifetimes) = history.up_to("2026-01-01");
    let data = assemble(&all, &lifetimes, &REVIEWED, "2026-01-01").expect("a catalog of what was imported");
    let _ = Catalog::new(data).resolve("GET", "/crm/v3/objects/contacts", &[], AuthKind::Oauth);
}

/// Any text whose first line is an asked path and whose other lines are templates: the index finds what a scan of the
/// templates finds.
///
/// # Panics
/// When it does not.
pub fn matcher(text: &str) {
    let mut lines = text.lines();
    let asked = lines.next().unwrap_or_default();
    let model = &Catalog::embedded().data.operations[0];
    let operations: Vec<Operation> =
        lines.take(200).map(|path| Operation { path: path.to_owned(), ..model.clone() }).collect();
    let index = Matcher::new(&operations);
    for way in read_path(asked) {
        let scanned: Vec<_> = operations
            .iter()
            .enumerate()
            .filter_map(|(at, operation)| Some((fit_of(&operation.path, &way.segments)?, at)))
            .collect();
        assert_eq!(index.find(&way.segments), scanned, "{asked} in {text:?}");
    }
}

/// Any text as an operation, a scope and an object type: each is explained, or it is said that it is none.
///
/// # Panics
/// When a page says nothing.
pub fn explain(text: &str) {
    let catalog = Catalog::embedded();
    for call in [text.to_owned(), format!("GET {text}"), format!("GET /crm/v3/{text}")] {
        if let Ok(page) = catalog.explain_operation(&call) {
            assert!(!page.operations.is_empty() || page.open.is_some(), "{call} has a page that says nothing");
        }
        let (method, path) = call.split_once(' ').unwrap_or(("GET", &call));
        for auth in [AuthKind::Oauth, AuthKind::Static] {
            let _ = catalog.resolve(method, path, &[], auth);
        }
    }
    if let Ok(page) = catalog.explain_scope(text) {
        assert!(!page.name.is_empty(), "{text}");
    }
    let _ = catalog.suggest_scope(text);
    let _ = catalog.object(text);
    let _ = catalog.family(text);
}
