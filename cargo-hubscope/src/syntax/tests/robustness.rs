//! Nothing in a file makes the lowering panic, abort or hang.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::SOURCES;
use crate::syntax::dump::Dump;
use crate::syntax::facts::*;
use crate::syntax::{FragmentKind, fragment, lower, nesting, stack};

/// Every kind of nesting, `depth` deep; those of expressions around `innermost`.
fn nested(depth: usize, innermost: &str) -> Vec<(&'static str, String)> {
    let around =
        |open: &str, middle: &str, close: &str| format!("{}{middle}{}", open.repeat(depth), close.repeat(depth));
    let value = |open: &str, close: &str| format!("fn f() {{ let _ = {}; }}", around(open, innermost, close));
    let ty = |open: &str, close: &str| format!("fn f(a: {}) {{}}", around(open, "u8", close));
    let pat = |open: &str, close: &str| format!("fn f() {{ match a {{ {} => 1 }} }}", around(open, "x", close));
    let item = |open: &str, close: &str| around(open, "", close);
    vec![
        ("parentheses", value("(", ")")),
        ("brackets", value("[", "]")),
        ("blocks", value("{", "}")),
        ("mixed", value("({[", "]})")),
        ("calls", value("f(", ")")),
        ("structs", value("S { a: ", "}")),
        ("labels", value("'a: {", "}")),
        ("unclosed", value("(", "")),
        ("unopened", value("", "}")),
        ("not", value("!", "")),
        ("negation", value("- ", "")),
        ("references", value("&", "")),
        ("raw references", value("&raw const ", "")),
        ("dereferences", value("*", "")),
        ("closures", value("|| ", "")),
        ("closures with a parameter", value("|a| ", "")),
        ("closures with parameters", value("|a, b| ", "")),
        ("closures side by side", value("|a||b, c|", "")),
        ("closures after a label", value("break 'a |a, b| ", "")),
        ("closures after an attribute", value("#[x] |a, b| ", "")),
        ("closures with a result", value("|| -> u8 {", "}")),
        ("async closures", value("async move |a| ", "")),
        ("assignments", value("a = ", "")),
        ("sums", value("a + ", "")),
        ("all operators", value("a || b && c == d | e ^ f & g << h + i * ", "")),
        ("method calls", value("", ".b()")),
        ("question marks", value("", "?")),
        ("fields", value("", ".b")),
        ("indices", value("", "[0]")),
        ("call of call", value("", "()")),
        ("awaits", value("", ".await")),
        ("casts", value("", " as u8")),
        ("ranges", value("..", "")),
        ("closed ranges", value("..=", "")),
        ("returns", value("return ", "")),
        ("breaks", value("break 'a ", "")),
        ("attributes", value("#[a] ", "")),
        ("nested attributes", format!("{}fn f() {{}}", around("#[a(", "", ")]"))),
        ("else if", format!("fn f() {{ {} {{}} }}", around("if a {} else ", "", ""))),
        ("if in condition", value("if ", "{}")),
        ("match in scrutinee", value("match ", "{}")),
        ("for in iterator", value("for S {} in ", "{}")),
        ("while in condition", value("while ", "{}")),
        ("let chains", format!("fn f() {{ if {} {{}} }}", around("let a = b && ", "1", ""))),
        ("let else", format!("fn f() {{ {} }}", around("let a = b else { ", "", "};"))),
        ("match arms", format!("fn f() {{ {} }}", around("match a { b => ", "1", "}"))),
        ("turbofish", value("a::<", ">")),
        ("qualified paths", ty("<", ">::A")),
        ("generics", ty("A<", ">")),
        ("generics with two", ty("A<B, &", ">")),
        ("generics unclosed", ty("A<", "")),
        ("comparisons", value("a < ", "")),
        ("reference types", ty("&", "")),
        ("pointer types", ty("*const ", "")),
        ("slices", ty("[", "]")),
        ("tuples", ty("(", ",)")),
        ("function types", ty("fn() -> ", "")),
        ("bounds", ty("impl Fn() -> ", "")),
        ("higher ranked bounds", ty("for<'a> fn() -> ", "")),
        ("array lengths", ty("[u8; {", "}]")),
        ("associated types", ty("A<B = ", ">")),
        ("where clauses", format!("fn f() where {} {{}}", around("A: B<", "C", ">,"))),
        ("reference patterns", pat("&", "")),
        ("binding patterns", pat("a @ ", "")),
        ("tuple patterns", pat("(", ")")),
        ("struct patterns", pat("A { b: ", "}")),
        ("or patterns", pat("a | ", "")),
        ("modules", item("mod a {", "}")),
        ("functions", item("fn a() {", "}")),
        ("impls", item("fn a() { impl A {", "}}")),
        ("imports", format!("use {};", around("a::{", "b", "}"))),
        ("import paths", format!("use {}b;", "a::".repeat(depth))),
        ("macros", value("m!(", ")")),
        ("macro braces", item("m!{", "}")),
        ("macro rules", format!("macro_rules! m {{ {} => {{}} }}", around("(", "", ")"))),
        ("cfg_if", item("cfg_if! { if #[cfg(a)] {", "}}")),
        ("comments", around("/*", "", "*/")),
        ("lines of braces", around("mod a {\n", "", "")),
    ]
}

#[test]
fn nesting_of_every_kind_ends_soon() {
    // Unoptimized code takes ten times as long.
    let (depth, limit) = if cfg!(debug_assertions) { (20_000, 10) } else { (100_000, 2) };
    for (kind, text) in nested(depth, "1") {
        let text = format!("{text}\nfn after() {{ last(); }}\n");
        let start = Instant::now();
        let facts = lower(&text);
        let taken = start.elapsed();
        assert!(taken < Duration::from_secs(limit), "{kind} took {taken:?}");
        for error in &facts.errors {
            assert_ne!(error.message, stack::FAILED, "{kind}");
        }
        drop(facts);
    }
}

/// The depth that the guard sees, if it can see one.
fn depth(text: &str) -> Option<u32> {
    nesting::depth(&text.parse().ok()?)
}

#[test]
fn the_deepest_that_is_let_through_fits_the_stack() {
    // At the bottom of each another macro, as deep as one may be there.
    let types = format!("m!(a as {}u8)", "&".repeat(nesting::LIMIT as usize / 2 - 10));
    for kind in 0..nested(1, "").len() {
        let (mut low, mut high) = (1, nesting::LIMIT as usize + 1);
        while low + 1 < high {
            let middle = usize::midpoint(low, high);
            let fits = depth(&nested(middle, &types)[kind].1).is_some_and(|depth| depth <= nesting::LIMIT);
            *(if fits { &mut low } else { &mut high }) = middle;
        }
        let facts = lower(&nested(low, &types)[kind].1);
        assert!(facts.errors.iter().all(|error| error.message != nesting::MESSAGE));
    }
}

#[test]
fn what_is_nested_too_deeply_does_not_take_the_rest() {
    let text = format!("fn f() {{ a(); let _ = {}1; b(); }}\nfn g() {{}}\n", "!".repeat(20_000));
    let facts = lower(&text);
    assert_eq!(Dump(&facts).items(&facts.top), "(fn f {(call a); (call b);}) (fn g {})");
    let [error] = facts.errors.as_slice() else { panic!("{:?}", facts.errors) };
    assert_eq!(error.message, "nested too deeply to be read");
    assert!(text[error.skipped.start as usize..].starts_with("let _ = !!!"));
}

#[test]
fn honest_depths_are_read() {
    let refused: Vec<&str> =
        nested(100, "1").into_iter().filter(|(_, text)| !lower(text).errors.is_empty()).map(|(kind, _)| kind).collect();
    assert_eq!(
        refused,
        ["unclosed", "unopened", "ranges", "generics unclosed", "comparisons", "lines of braces"],
        "what is not Rust"
    );
}

#[test]
fn long_files_are_not_deep() {
    for part in [
        "fn f() {} ",
        "use a::b; ",
        "const A: &[u8] = &[1, 2, 3]; ",
        "impl A { fn f() {} } ",
        "m! { a } ",
        "#[a] struct S { b: C<D> } ",
    ] {
        assert_eq!(lower(&part.repeat(20_000)).errors, [], "{part}");
    }
    for part in [
        "a(); ",
        "if a == b { c } ",
        "for a in b { c } ",
        "match a { b => c } ",
        "let a = b < c; ",
        "'a: loop {} ",
        "a = |b, c| d; ",
        "m!(a, b);",
    ] {
        assert_eq!(lower(&format!("fn f() {{ {} }}", part.repeat(20_000))).errors, [], "{part}");
    }
    for part in ["1, ", "(a, b), ", "a::<B, C>(), ", "|a, b| c, ", "a || b, ", "A { b: c }, ", "a | b, ", "\"a\", "] {
        assert_eq!(lower(&format!("fn f() {{ x = [{}]; }}", part.repeat(20_000))).errors, [], "{part}");
    }
    for part in
        ["a => b, ", "A { b } => { c } ", "(a, b) | (c, d) if e < f => { g } ", "| a | b => c, ", "_ if a || b => {} "]
    {
        assert_eq!(lower(&format!("fn f() {{ match x {{ {} }} }}", part.repeat(20_000))).errors, [], "{part}");
    }
}

/// Checks that every range lies in the text and every id in its arena.
fn check(text: &str) {
    let facts = lower(text);
    let within = |range: Range| {
        assert!(range.start <= range.end, "{range:?}");
        assert!(text.get(range.start as usize..range.end as usize).is_some(), "{range:?} in {text:?}");
    };
    facts.exprs.iter().for_each(|expr| within(expr.range));
    facts.pats.iter().for_each(|pat| within(pat.range));
    facts.types.iter().for_each(|ty| within(ty.range));
    for error in &facts.errors {
        within(error.at);
        within(error.skipped);
        assert!(error.skipped.start <= error.at.start && error.at.end <= error.skipped.end, "{error:?} in {text:?}");
        assert_ne!(error.message, stack::FAILED, "{text:?}");
    }
    for item in &facts.items {
        within(item.range);
        within(item.name_range);
        if let ItemKind::MacroCall(call) = &item.kind {
            // Whatever the facts keep can be lowered again.
            for kind in [FragmentKind::Items, FragmentKind::Stmts] {
                if let Err(error) = fragment(&call.tokens, kind, item.range) {
                    assert_ne!(error.message, stack::FAILED, "{text:?}");
                }
            }
        }
    }
    let _ = Dump(&facts).items(&facts.top);
}

/// Pieces of which nonsense is made.
const PIECES: &[&str] = &[
    "fn",
    "f",
    "impl",
    "trait",
    "mod",
    "struct",
    "enum",
    "use",
    "pub",
    "const",
    "static",
    "let",
    "if",
    "else",
    "match",
    "for",
    "in",
    "while",
    "loop",
    "return",
    "break",
    "async",
    "await",
    "move",
    "unsafe",
    "where",
    "as",
    "dyn",
    "ref",
    "mut",
    "self",
    "Self",
    "crate",
    "super",
    "type",
    "extern",
    "macro_rules",
    "lazy_static",
    "cfg_if",
    "cfg",
    "union",
    "auto",
    "default",
    "yield",
    "become",
    "builtin",
    "try",
    "raw",
    "safe",
    "r#fn",
    "_",
    "'a",
    "a",
    "b::c",
    "1",
    "1.5",
    "\"x\"",
    "r#\"x\"#",
    "b'x'",
    "'x'",
    "c\"x\"",
    "-1",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "{}",
    "()",
    "<",
    ">",
    ",",
    ";",
    ":",
    "::",
    "=",
    "=>",
    "->",
    "==",
    "|",
    "||",
    "&",
    "&&",
    "*",
    "+",
    "-",
    "/",
    "!",
    "?",
    ".",
    "..",
    "..=",
    "...",
    "#",
    "#![",
    "#[",
    "$",
    "@",
    "%",
    "~",
    "^",
    "\n",
    "// x\n",
    "/// x\n",
    "/* x */",
    "\"",
    "'",
    "é",
    "\u{feff}",
    "\\",
    "`",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn nonsense_is_read_without_harm(pieces in prop::collection::vec((prop::sample::select(PIECES), any::<bool>()), 0..60)) {
        let mut text = String::new();
        for (piece, space) in pieces {
            text.push_str(piece);
            if space {
                text.push(' ');
            }
        }
        check(&text);
        check(&format!("fn f() {{ {text} }}"));
        check(&format!("m! {{ {text} }}"));
    }

    #[test]
    fn any_text_is_read_without_harm(text in any::<String>()) {
        check(&text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn damaged_files_are_read_without_harm(
        source in prop::sample::select(&SOURCES[..]),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0usize..40, prop::sample::select(PIECES)), 1..6),
    ) {
        let mut text = source.to_string();
        for (at, length, piece) in cuts {
            let start = text.floor_char_boundary(at.index(text.len() + 1));
            let end = text.floor_char_boundary((start + length).min(text.len()));
            text.replace_range(start..end, piece);
        }
        check(&text);
    }
}
