//! Nothing in a file makes the lowering panic, abort or hang.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::SOURCES;
use crate::syntax::dump::Dump;
use crate::syntax::facts::*;
use crate::syntax::{FragmentKind, fragment, lower, nesting, stack};

/// A way to nest: what is repeated before and after the middle, and what stands around it all.
struct Nest {
    kind: &'static str,
    before: &'static str,
    open: &'static str,
    middle: &'static str,
    close: &'static str,
    after: &'static str,
}

impl Nest {
    /// The text with so many levels around `middle`, or the usual middle.
    fn text(&self, depth: usize, middle: Option<&str>) -> String {
        let (open, close) = (self.open.repeat(depth), self.close.repeat(depth));
        format!("{}{open}{}{close}{}", self.before, middle.unwrap_or(self.middle), self.after)
    }
}

/// Every kind of nesting.
const NESTS: &[Nest] = &[
    value("parentheses", "(", ")"),
    value("brackets", "[", "]"),
    value("blocks", "{", "}"),
    value("mixed", "({[", "]})"),
    value("calls", "f(", ")"),
    value("structs", "S { a: ", "}"),
    value("labels", "'a: {", "}"),
    value("unclosed", "(", ""),
    value("unopened", "", "}"),
    value("not", "!", ""),
    value("negation", "- ", ""),
    value("references", "&", ""),
    value("raw references", "&raw const ", ""),
    value("dereferences", "*", ""),
    value("closures", "|| ", ""),
    value("closures with a parameter", "|a| ", ""),
    value("closures with parameters", "|a, b| ", ""),
    value("closures side by side", "|a||b, c|", ""),
    value("closures after a label", "break 'a |a, b| ", ""),
    value("closures after an attribute", "#[x] |a, b| ", ""),
    value("closures with a result", "|| -> u8 {", "}"),
    value("async closures", "async move |a| ", ""),
    value("assignments", "a = ", ""),
    value("sums", "a + ", ""),
    value("all operators", "a || b && c == d | e ^ f & g << h + i * ", ""),
    value("method calls", "", ".b()"),
    value("question marks", "", "?"),
    value("fields", "", ".b"),
    value("indices", "", "[0]"),
    value("call of call", "", "()"),
    value("awaits", "", ".await"),
    value("casts", "", " as u8"),
    value("ranges", "..", ""),
    value("closed ranges", "..=", ""),
    value("returns", "return ", ""),
    value("breaks", "break 'a ", ""),
    value("attributes", "#[a] ", ""),
    nest("nested attributes", "", ["#[a(", "", ")]"], "fn f() {}"),
    nest("else if", "fn f() { ", ["if a {} else ", "", ""], " {} }"),
    value("if in condition", "if ", "{}"),
    value("match in scrutinee", "match ", "{}"),
    value("for in iterator", "for S {} in ", "{}"),
    value("while in condition", "while ", "{}"),
    nest("let chains", "fn f() { if ", ["let a = b && ", "1", ""], " {} }"),
    nest("let else", "fn f() { ", ["let a = b else { ", "", "};"], " }"),
    nest("match arms", "fn f() { ", ["match a { b => ", "1", "}"], " }"),
    value("turbofish", "a::<", ">"),
    ty("qualified paths", "<", ">::A"),
    ty("generics", "A<", ">"),
    ty("generics with two", "A<B, &", ">"),
    ty("generics unclosed", "A<", ""),
    value("comparisons", "a < ", ""),
    ty("reference types", "&", ""),
    ty("pointer types", "*const ", ""),
    ty("slices", "[", "]"),
    ty("tuples", "(", ",)"),
    ty("function types", "fn() -> ", ""),
    ty("bounds", "impl Fn() -> ", ""),
    ty("higher ranked bounds", "for<'a> fn() -> ", ""),
    ty("array lengths", "[u8; {", "}]"),
    ty("associated types", "A<B = ", ">"),
    nest("where clauses", "fn f() where ", ["A: B<", "C", ">,"], " {}"),
    pat("reference patterns", "&", ""),
    pat("binding patterns", "a @ ", ""),
    pat("tuple patterns", "(", ")"),
    pat("struct patterns", "A { b: ", "}"),
    pat("or patterns", "a | ", ""),
    nest("modules", "", ["mod a {", "", "}"], ""),
    nest("functions", "", ["fn a() {", "", "}"], ""),
    nest("impls", "", ["fn a() { impl A {", "", "}}"], ""),
    nest("imports", "use ", ["a::{", "b", "}"], ";"),
    nest("import paths", "use ", ["a::", "", ""], "b;"),
    value("macros", "m!(", ")"),
    nest("macro braces", "", ["m!{", "", "}"], ""),
    nest("macro rules", "macro_rules! m { ", ["(", "", ")"], " => {} }"),
    nest("cfg_if", "", ["cfg_if! { if #[cfg(a)] {", "", "}}"], ""),
    nest("comments", "", ["/*", "", "*/"], ""),
    nest("lines of braces", "", ["mod a {\n", "", ""], ""),
];

const fn nest(
    kind: &'static str,
    before: &'static str,
    [open, middle, close]: [&'static str; 3],
    after: &'static str,
) -> Nest {
    Nest { kind, before, open, middle, close, after }
}

const fn value(kind: &'static str, open: &'static str, close: &'static str) -> Nest {
    nest(kind, "fn f() { let _ = ", [open, "1", close], "; }")
}

const fn ty(kind: &'static str, open: &'static str, close: &'static str) -> Nest {
    nest(kind, "fn f(a: ", [open, "u8", close], ") {}")
}

const fn pat(kind: &'static str, open: &'static str, close: &'static str) -> Nest {
    nest(kind, "fn f() { match a { ", [open, "x", close], " => 1 } }")
}

#[test]
fn nesting_of_every_kind_ends_soon() {
    // Unoptimized code takes ten times as long.
    let (depth, limit) = if cfg!(debug_assertions) { (10_000, 10) } else { (100_000, 2) };
    for nest in NESTS {
        let kind = nest.kind;
        let text = format!("{}\nfn after() {{ last(); }}\n", nest.text(depth, None));
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
    for nest in NESTS {
        let middle = (nest.middle == "1").then_some(&*types);
        // The depth grows evenly with the levels; without a depth there are too many groups.
        let most = match (depth(&nest.text(100, middle)), depth(&nest.text(200, middle))) {
            (Some(one), Some(two)) if two > one => (nesting::LIMIT - one) as usize * 100 / (two - one) as usize + 99,
            _ => 0,
        };
        let groups = nest.open.matches(['(', '[', '{']).count().max(1);
        let most = if depth(&nest.text(most, middle)).is_some() { most } else { (nesting::GROUP_LIMIT - 5) / groups };
        let text = nest.text(most, middle);
        let facts = lower(&text);
        assert!(depth(&text).is_none_or(|depth| depth <= nesting::LIMIT), "{}", nest.kind);
        assert!(facts.errors.iter().all(|error| error.message != nesting::MESSAGE), "{}", nest.kind);
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
        NESTS.iter().filter(|nest| !lower(&nest.text(100, None)).errors.is_empty()).map(|nest| nest.kind).collect();
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
        assert_eq!(lower(&part.repeat(10_000)).errors, [], "{part}");
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
        assert_eq!(lower(&format!("fn f() {{ {} }}", part.repeat(10_000))).errors, [], "{part}");
    }
    for part in ["1, ", "(a, b), ", "a::<B, C>(), ", "|a, b| c, ", "a || b, ", "A { b: c }, ", "a | b, ", "\"a\", "] {
        assert_eq!(lower(&format!("fn f() {{ x = [{}]; }}", part.repeat(10_000))).errors, [], "{part}");
    }
    for part in
        ["a => b, ", "A { b } => { c } ", "(a, b) | (c, d) if e < f => { g } ", "| a | b => c, ", "_ if a || b => {} "]
    {
        assert_eq!(lower(&format!("fn f() {{ match x {{ {} }} }}", part.repeat(10_000))).errors, [], "{part}");
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
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

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
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

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
