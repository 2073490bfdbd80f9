//! What is kept of a file that does not parse, and what is said of the rest.

use crate::syntax::dump::Dump;
use crate::syntax::facts::*;
use crate::syntax::lower;

/// The items that were kept, and for each error its message, the text at it, and the text left out.
fn recovered(text: &str) -> (String, Vec<(String, String, String)>) {
    let facts = lower(text);
    let at = |range: Range| text[range.start as usize..range.end as usize].to_string();
    let errors = facts.errors.iter().map(|error| (error.message.clone(), at(error.at), at(error.skipped))).collect();
    (Dump(&facts).items(&facts.top), errors)
}

#[track_caller]
fn case(text: &str, items: &str, errors: &[(&str, &str, &str)]) {
    let (found, found_errors) = recovered(text);
    let found_errors: Vec<(&str, &str, &str)> =
        found_errors.iter().map(|(message, at, skipped)| (&**message, &**at, &**skipped)).collect();
    assert_eq!((&*found, &*found_errors), (items, errors), "{text}");
}

#[test]
fn one_broken_item_does_not_take_the_others() {
    case(
        "#![cfg(x)]\nuse a;\nstruct { b: c }\nfn f() { g() }\n",
        "(use a=a) (fn f {^(call g)})",
        &[("expected identifier", "{", "struct { b: c }")],
    );
    assert_eq!(lower("#![cfg(x)]\nstruct;\n").attrs.len(), 1);
}

#[test]
fn an_item_without_its_end_stops_before_the_next() {
    case(
        "use a::b\nfn f() {}\nconst A: u8 = 1\npub fn g() {}\n",
        "(fn f {}) (pub fn g {})",
        &[("expected `;`", "b", "use a::b"), ("expected `;`", "1", "const A: u8 = 1")],
    );
}

#[test]
fn statements_around_a_broken_one_are_kept() {
    case(
        "impl A { fn f(&self) { let a = 1; let = 2; if a { b(); c d; } a.e() } fn g() {} }",
        "(impl A (fn f &self {(let a 1) {(call b);}; ^(.e a)}) (fn g {}))",
        &[
            (
                "expected one of: identifier, `::`, `<`, `_`, literal, `const`, `ref`, `mut`, `&`, parentheses, square brackets, `..`, `const`",
                "=",
                "let = 2;",
            ),
            ("unexpected token, expected `;`", "d", "c d;"),
        ],
    );
    let facts = lower("fn f() { a(); b c; d.e(); }");
    let ItemKind::Fn(f) = &facts.item(facts.top[0]).kind else { panic!() };
    assert_eq!(f.mentions.iter().map(|name| &**name).collect::<Vec<_>>(), ["a", "d", "e"]);
}

#[test]
fn broken_modules_and_traits_keep_their_heads() {
    case(
        "mod m { #![cfg(a)] fn f() {} fn {} } trait T: A { fn g(); fn; }",
        "(#cfg(a) mod m (fn f {})) (trait T: A (fn g))",
        &[("expected identifier", "{", "fn {}"), ("expected identifier", ";", "fn;")],
    );
}

#[test]
fn an_unbalanced_function_does_not_take_the_others() {
    case(
        "fn f() {\n    a();\n\nfn g() {\n    b()\n}\n",
        "(fn g {^(call b)})",
        &[("this delimiter is not closed", "{", "fn f() {\n    a();")],
    );
    case(
        "/// Doc\nfn f() { a(]; }\n\n/// Doc\n#[x]\nfn g() {}\n",
        "(#x fn g {})",
        &[("this closing delimiter matches no open one", "]", "/// Doc\nfn f() { a(]; }")],
    );
}

#[test]
fn an_unbalanced_method_does_not_take_the_others() {
    let text = "impl A {\n    fn f() {\n        if x {\n    }\n\n    fn g() {\n        b()\n    }\n}\n\nfn h() {}\n";
    case(
        text,
        "(impl A (fn g {^(call b)})) (fn h {})",
        &[("this delimiter is not closed", "{", "    fn f() {\n        if x {\n    }")],
    );
    let facts = lower(text);
    let range = facts.item(facts.top[0]).range;
    assert_eq!(
        &text[range.start as usize..range.end as usize],
        text.strip_suffix("\n\nfn h() {}\n").expect("a suffix")
    );
}

#[test]
fn bodies_that_are_not_indented_are_kept_whole() {
    case(
        "fn f() { a( }\nimpl A {\npub fn g() {\nb()\n}\npub fn h() {}\n}\nfn i() {}\n",
        "(impl A (pub fn g {^(call b)}) (pub fn h {})) (fn i {})",
        &[("this closing delimiter matches no open one", "}", "fn f() { a( }")],
    );
}

#[test]
fn a_file_that_only_lacks_its_end_is_broken_all_the_same() {
    case("impl A {\n    fn f() {}\n", "(impl A (fn f {}))", &[("this delimiter is not closed", "{", "{")]);
}

#[test]
fn a_bad_literal_is_named() {
    case("fn f() { \"a }\nfn g() {}\n", "(fn g {})", &[("this literal is not well formed", "\"", "fn f() { \"a }")]);
    case("fn f() { '\\q' }\nfn g() {}\n", "(fn g {})", &[("this literal is not well formed", "'", "fn f() { '\\q' }")]);
    case("/* a\nfn g() {}\n", "(fn g {})", &[("this comment is not closed", "/", "/* a")]);
    case("fn g() {}\nfn f() { ` }", "(fn g {})", &[("this is no token of Rust", "`", "fn f() { ` }")]);
}

#[test]
fn positions_in_pieces_are_those_of_the_file() {
    let text = "fn ä() { \"é\" ( }\nfn g() { h(\"ü\") }\n";
    let facts = lower(text);
    let call = facts.exprs.iter().find(|expr| matches!(expr.kind, ExprKind::Call { .. })).expect("a call");
    assert_eq!(&text[call.range.start as usize..call.range.end as usize], "h(\"ü\")");
    assert_eq!(facts.errors.len(), 1);
}

#[test]
fn a_file_that_is_not_rust_is_one_error() {
    for text in ["hello world", "%PDF-1.4", "<html></html>", "{\"a\": 1}"] {
        let (items, errors) = recovered(text);
        assert_eq!((&*items, errors.len()), ("", 1), "{text}: {errors:?}");
    }
}

#[test]
fn more_errors_than_anyone_reads_are_joined() {
    let text = "fn f() { ` }\n".repeat(150);
    let facts = lower(&text);
    let [.., last] = facts.errors.as_slice() else { panic!("no errors") };
    assert_eq!(facts.errors.len(), 100);
    assert_eq!(last.message, "51 more errors from here on");
    assert_eq!((last.at.start as usize, last.skipped.end as usize), (99 * 13 + 9, text.trim_end().len()));
}
