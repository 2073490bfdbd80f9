//! What each construct lowers to.

use super::dump::Dump;
use super::facts::*;
use super::lower;

/// The body of `fn f() { .. }` as one line.
fn body(text: &str) -> String {
    let facts = lower(&format!("fn f() {{ {text} }}"));
    assert_eq!(facts.errors, [], "{text}");
    let ItemKind::Fn(f) = &facts.item(facts.top[0]).kind else { panic!("no function") };
    Dump(&facts).expr(f.body.expect("a body"))
}

/// An expression as one line.
fn expr(text: &str) -> String {
    let block = body(&format!("let _ = {text};"));
    let inner = block.strip_prefix("{(let _ ").and_then(|rest| rest.strip_suffix(")}"));
    inner.expect("one statement").to_string()
}

/// The items of a file as one line.
fn items(text: &str) -> String {
    let facts = lower(text);
    assert_eq!(facts.errors, [], "{text}");
    Dump(&facts).items(&facts.top)
}

#[test]
fn calls_methods_and_fields() {
    assert_eq!(expr("a::b(1, \"x\")"), "(call a::b 1 \"x\")");
    assert_eq!(
        expr("self.http.get::<T>(&url).send().await?"),
        "(? (await (.send (.get<T> (field self http) (& url)))))"
    );
}
