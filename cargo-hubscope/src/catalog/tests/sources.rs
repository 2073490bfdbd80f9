//! The committed sources: well-formed, and the embedded catalog is what they give.

use super::super::assemble::assemble;
use super::super::history::{EMBEDDED as HISTORY, History};
use super::super::reviewed::Reviewed;
use super::super::text::{from_text, to_text};
use super::super::{Catalog, EMBEDDED};

#[test]
fn the_embedded_catalog_is_what_its_sources_give() {
    let reviewed = Reviewed::embedded().unwrap();
    let history = History::embedded().unwrap();
    let as_of = &reviewed.overlay.as_of;
    let (all, lifetimes) = history.up_to(as_of);
    let made = to_text(&assemble(&all, &lifetimes, &reviewed, as_of).unwrap());
    if std::env::var_os("UPDATE_CATALOG").is_some() {
        let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/catalog.md");
        let mut text = Vec::new();
        let catalog = Catalog::from_text(&made).unwrap();
        super::super::commands::stats(&catalog, super::super::commands::Format::Markdown, &mut text).unwrap();
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/data/catalog.tsv"), made).unwrap();
        std::fs::write(page, text).unwrap();
        return;
    }
    assert!(made == EMBEDDED, "data/catalog.tsv is not what its sources give; run this test with UPDATE_CATALOG=1");
}

#[test]
fn what_is_embedded_stays_small() {
    use super::super::{published, reviewed};
    let texts = [EMBEDDED, HISTORY, published::EMBEDDED, reviewed::SCOPES, reviewed::OBJECTS, reviewed::OVERLAY];
    let bytes: usize = texts.iter().map(|text| text.len()).sum();
    assert!(bytes < 1_000_000, "{bytes} bytes; 3 MB is the bound for ever, 1 MB the reason to look");
}

#[test]
fn both_text_forms_are_read_back_as_written() {
    assert!(to_text(&from_text(EMBEDDED).unwrap()) == EMBEDDED);
    assert!(History::from_text(HISTORY).unwrap().to_text() == HISTORY);
}

#[test]
fn the_catalog_says_what_it_is() {
    let catalog = Catalog::embedded();
    assert_eq!(catalog.as_of(), "2026-11-21");
    assert_eq!(catalog.described(), "2026-08-21");
    assert_eq!(catalog.sha256().len(), 64);
    assert_eq!(catalog.objects().len(), 37, "36 object types and custom objects");
}

#[test]
fn the_privilege_of_every_scope_follows_the_rule() {
    let catalog = Catalog::embedded();
    for scope in catalog.scopes().iter().filter(|scope| &*scope.name != "oauth") {
        let derived = scope.derived_privilege(|name| catalog.privilege(name));
        assert_eq!(scope.privilege, derived, "{}", scope.name);
    }
}

#[test]
fn the_catalog_stays_small() {
    assert!(EMBEDDED.len() + HISTORY.len() < 3 * 1024 * 1024);
}
