//! What the lowering promises: [`lowering`] construct by construct, [`positions`] of every node, [`recovery`] from
//! broken files, [`robustness`] against hostile ones.

mod lowering;
mod positions;
mod recovery;
mod robustness;

use super::dump::Dump;
use super::facts::*;
use super::lower;

/// The body of `fn f() { .. }` as one line.
#[track_caller]
fn body(text: &str) -> String {
    let facts = lower(&format!("fn f() {{ {text} }}"));
    assert_eq!(facts.errors, [], "{text}");
    let ItemKind::Fn(f) = &facts.item(facts.top[0]).kind else { panic!("no function") };
    Dump(&facts).expr(f.body.expect("a body"))
}

/// An expression as one line.
#[track_caller]
fn expr(text: &str) -> String {
    let block = body(&format!("let _ = {text};"));
    let inner = block.strip_prefix("{(let _ ").and_then(|rest| rest.strip_suffix(")}"));
    inner.expect("one statement").to_string()
}

/// A type as one line.
#[track_caller]
fn ty(text: &str) -> String {
    let item = items(&format!("type A = {text};"));
    item.strip_prefix("(type A ").and_then(|rest| rest.strip_suffix(')')).expect("a type").to_string()
}

/// A pattern as one line.
#[track_caller]
fn pat(text: &str) -> String {
    let found = expr(&format!("match x {{ {text} => y }}"));
    found.strip_prefix("(match x [").and_then(|rest| rest.strip_suffix(" y])")).expect("one arm").to_string()
}

/// The items of a file as one line.
#[track_caller]
fn items(text: &str) -> String {
    let facts = lower(text);
    assert_eq!(facts.errors, [], "{text}");
    Dump(&facts).items(&facts.top)
}

/// The sources of this module: real code to hold the properties against.
const SOURCES: [&str; 10] = [
    include_str!("../facts/expr.rs"),
    include_str!("../file.rs"),
    include_str!("../fragment.rs"),
    include_str!("../nesting.rs"),
    include_str!("../text.rs"),
    include_str!("../lower/expr.rs"),
    include_str!("../lower/item.rs"),
    include_str!("../lower/known.rs"),
    include_str!("../lower/recover.rs"),
    include_str!("lowering.rs"),
];
