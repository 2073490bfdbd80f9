//! What invocations expand to.

use super::{ExpandError, expand};
use crate::syntax::facts::{Delimiter, FileFacts, ItemKind, MacroRule, Token};
use crate::syntax::{FragmentKind, fragment, lower};

/// Expands `m! { input }` with the rules in `definition` and prints the tokens; `⟦ ⟧` is a group without delimiters.
fn expansion(definition: &str, input: &str) -> Result<String, ExpandError> {
    let facts = lower(&format!("macro_rules! m {{ {definition} }} m! {{ {input} }}"));
    assert_eq!(facts.errors, []);
    expand(rules(&facts), invocation(&facts)).map(|tokens| squeeze(&print(&tokens)))
}

fn rules(facts: &FileFacts) -> &[MacroRule] {
    let ItemKind::MacroRules(rules) = &facts.item(facts.top[0]).kind else { panic!("no rules") };
    rules
}

fn invocation(facts: &FileFacts) -> &[Token] {
    let ItemKind::MacroCall(call) = &facts.item(facts.top[1]).kind else { panic!("no invocation") };
    &call.tokens
}

fn print(tokens: &[Token]) -> String {
    let mut out = String::new();
    for token in tokens {
        match token {
            Token::Ident(text, _) | Token::Literal(text, _) => out.push_str(text),
            Token::Punct(char, ..) => out.push(*char),
            Token::Group(delimiter, inner, _) => {
                let (open, close) = match delimiter {
                    Delimiter::Parenthesis => ('(', ')'),
                    Delimiter::Brace => ('{', '}'),
                    Delimiter::Bracket => ('[', ']'),
                    Delimiter::None => ('⟦', '⟧'),
                };
                out.push(open);
                out.push_str(&print(inner));
                out.push(close);
            }
        }
        out.push(' ');
    }
    out
}

/// Leaves a space only where it parts two words.
fn squeeze(text: &str) -> String {
    let word = |char: char| char.is_alphanumeric() || matches!(char, '_' | '\'' | '$' | '#' | '"');
    let mut out = String::new();
    for part in text.split_whitespace() {
        if out.ends_with(word) && part.starts_with(word) {
            out.push(' ');
        }
        out.push_str(part);
    }
    out
}

/// Checks an expansion; spaces between other than words do not count.
#[track_caller]
fn expands(definition: &str, input: &str, expected: &str) {
    assert_eq!(expansion(definition, input), Ok(squeeze(expected)), "{definition} with {input}");
}

#[test]
fn each_class_takes_its_tokens() {
    let cases = [
        ("expr", "a + b * c", "⟦a + b * c⟧"),
        ("expr", "f(1)", "⟦f (1)⟧"),
        ("expr", "x", "x"),
        ("expr", "Foo::<A, B>::new(|a, b| a)", "⟦Foo ::< A , B >::new (| a , b | a)⟧"),
        ("ident", "r#type", "r#type"),
        ("ty", "dyn A<B, C> + Send", "dyn A<B, C> + Send"),
        ("ty", "&'a Vec<Option<u8>>", "& 'a Vec < Option < u8 >>"),
        ("literal", "-1", "- 1"),
        ("literal", "\"a\"", "\"a\""),
        ("literal", "true", "true"),
        ("tt", "=>", "=>"),
        ("tt", "(a b)", "(a b)"),
        ("path", "a::b<C>::d", "a ::b < C >::d"),
        ("pat", "A(_) | B { .. }", "A (_) | B {..}"),
        ("pat_param", "Some(x)", "Some (x)"),
        ("block", "{ a; b }", "{a ; b}"),
        ("stmt", "let x = a else { b }", "let x = a else {b}"),
        ("item", "pub fn f() {}", "pub fn f () {}"),
        ("vis", "pub(crate)", "pub (crate)"),
        ("vis", "", ""),
        ("lifetime", "'a", "'a"),
        ("meta", "serde(rename = \"a\")", "serde (rename = \"a\")"),
    ];
    for (class, input, expected) in cases {
        expands(&format!("($x:{class}) => {{ $x }};"), input, expected);
    }
}

#[test]
fn a_class_refuses_what_it_is_not() {
    for (class, input) in [
        ("ident", "1"),
        ("ident", "_"),
        ("ident", "'a"),
        ("literal", "a"),
        ("ty", "1"),
        ("expr", "=> 1"),
        ("block", "(a)"),
        ("lifetime", "a"),
        ("item", "1"),
        ("tt", ""),
        ("tt", "a b"),
    ] {
        let found = expansion(&format!("($x:{class}) => {{ $x }};"), input);
        assert_eq!(found, Err(ExpandError::NoRule), "{class}: {input}");
    }
}

#[test]
fn the_first_rule_that_matches_is_taken() {
    let rules = "(get $p:literal) => { G $p }; ($m:ident $p:literal) => { M $m $p }; ($($t:tt)*) => { T };";
    expands(rules, "get \"/a\"", "G \"/a\"");
    expands(rules, "put \"/a\"", "M put \"/a\"");
    expands(rules, "get get get", "T");
}

#[test]
fn repetitions_nest_and_keep_their_separators() {
    let rules =
        "($($name:ident { $($method:ident $path:literal),* $(,)? })*) => { $(mod $name { $(f($method, $path);)* })* };";
    let input = "contacts { get \"/a\", put \"/b\", } deals { } companies { del \"/c\" }";
    expands(
        rules,
        input,
        "mod contacts {f (get , \"/a\") ; f (put , \"/b\") ;} mod deals {} mod companies {f (del , \"/c\") ;}",
    );
}

#[test]
fn a_variable_outside_a_repetition_is_written_in_each_round() {
    expands(
        "($base:expr; $($p:literal)=>+) => { [$(concat($base, $p)),+] };",
        "a; \"x\" => \"y\"",
        "[concat (a , \"x\") , concat (a , \"y\")]",
    );
}

#[test]
fn an_optional_part_is_written_once_or_not_at_all() {
    let rules = "($a:ident $(= $v:expr)?) => { let $a $(= $v)?; };";
    expands(rules, "x", "let x ;");
    expands(rules, "x = 1", "let x = 1 ;");
}

#[test]
fn an_optional_separator_at_the_end_is_left_to_what_follows() {
    for rules in ["($($x:expr),* $(,)?) => { [$($x),*] };", "($($x:expr,)*) => { [$($x),*] };"] {
        expands(rules, "1, 2, 3,", "[1 , 2 , 3]");
    }
}

#[test]
fn one_or_more_needs_one() {
    assert_eq!(expansion("($($x:ident)+) => { a };", ""), Err(ExpandError::NoRule));
}

#[test]
fn a_type_before_a_path_is_put_in_angle_brackets() {
    expands("($t:ty) => { $t::new() };", "Vec<u8>", "< Vec < u8 > > ::new ()");
    expands("($t:ty) => { $t::new() };", "Contact", "Contact ::new ()");
}

#[test]
fn dollar_crate_becomes_a_name_of_its_own() {
    expands("() => { $crate::f() };", "", "$crate ::f ()");
}

#[test]
fn a_macro_that_the_body_defines_keeps_its_variables() {
    expands(
        "($a:ident) => { macro_rules! $a { ($x:expr) => { $x } } };",
        "n",
        "macro_rules ! n {($ x : expr) => {$ x}}",
    );
}

#[test]
fn growth_is_bounded() {
    // Each level writes its argument a hundred times.
    let hundred = "$($x)*".repeat(100);
    let rules = format!("($($x:tt)*) => {{ {hundred} }};");
    assert_eq!(expansion(&rules, &"a ".repeat(50_000)), Err(ExpandError::TooLarge));
}

#[test]
fn broken_rules_are_reported() {
    for rules in ["($x) => {};", "($x:nonsense) => {};", "($($x:ident)) => {};", "($($x:ident)*) => { $x };"] {
        assert_eq!(expansion(rules, "a"), Err(ExpandError::Malformed), "{rules}");
    }
    assert_eq!(
        expansion("($($x:ident)*; $($y:ident)*) => { $($x $y)* };", "a b; c"),
        Err(ExpandError::Malformed),
        "repetitions of different length"
    );
}

#[test]
fn long_lists_are_matched_in_reasonable_time() {
    let input = "f::<A, B, C>(|a, b| a), ".repeat(2000);
    let start = std::time::Instant::now();
    let found = expansion("($($x:expr),* $(,)?) => { $($x;)* };", &input).expect("an expansion");
    assert_eq!(found.matches("⟦f::<A,B,C>(|a,b|a)⟧;").count(), 2000);
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

/// Pieces of which nonsensical rules and invocations are made.
const PIECES: &[&str] = &[
    "$",
    "$x",
    "$y",
    "$x:expr",
    "$x:tt",
    "$y:ident",
    "$y:ty",
    "$z:pat",
    "$z:stmt",
    "$v:vis",
    "$i:item",
    "$p:path",
    "$b:block",
    "$l:literal",
    "$m:meta",
    "$($x:tt)*",
    "$($y:ident),*",
    "$(",
    "$(,)?",
    ")",
    ")*",
    "),+",
    ")?",
    "(",
    "[",
    "]",
    "{",
    "}",
    ",",
    ";",
    "=>",
    "::",
    "<",
    ">",
    "a",
    "b",
    "1",
    "-",
    "\"s\"",
    "'a",
    "fn",
    "let",
    "pub",
    "(crate)",
    "#",
    "!",
    "$crate",
    "||",
    "|",
    "&",
    "=",
    ".",
    "+",
    "r#x",
    "_",
];

fn nonsense(pieces: &[&str]) -> String {
    pieces.join(" ")
}

proptest::proptest! {
    #[test]
    fn nonsense_is_expanded_or_refused(
        matcher in proptest::collection::vec(proptest::sample::select(PIECES), 0..12),
        body in proptest::collection::vec(proptest::sample::select(PIECES), 0..12),
        input in proptest::collection::vec(proptest::sample::select(PIECES), 0..12),
    ) {
        let (matcher, body, input) = (nonsense(&matcher), nonsense(&body), nonsense(&input));
        let facts = lower(&format!("macro_rules! m {{ ({matcher}) => {{ {body} }} }}\nm! {{ {input} }}\n"));
        if let [rules, invocation] = facts.top.as_slice()
            && let ItemKind::MacroRules(rules) = &facts.item(*rules).kind
            && let ItemKind::MacroCall(call) = &facts.item(*invocation).kind
            && let Ok(tokens) = expand(rules, &call.tokens)
        {
            let at = facts.item(*invocation).range;
            for kind in [FragmentKind::Items, FragmentKind::Stmts, FragmentKind::Expr, FragmentKind::Pat, FragmentKind::Ty] {
                let _ = fragment(&tokens, kind, at);
            }
        }
    }
}
