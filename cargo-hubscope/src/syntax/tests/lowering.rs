//! What each construct lowers to.

use super::{body, expr, items, pat, ty};
use crate::syntax::dump::Dump;
use crate::syntax::facts::*;
use crate::syntax::{Fragment, FragmentKind, FragmentRoot, fragment, lower};

#[track_caller]
fn all(lowered: impl Fn(&str) -> String, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(lowered(text), *expected, "{text}");
    }
}

#[test]
fn literals() {
    all(
        expr,
        &[
            (r#""a\n\u{e9}""#, r#""a\né""#),
            (r##"r#"a"b\n"#"##, r#""a\"b\\n""#),
            ("b\"ab\"", "b[97, 98]"),
            ("c\"ab\"", "b[97, 98]"),
            ("b'a'", "97"),
            ("'é'", "'é'"),
            ("1_000u32", "1000"),
            ("0xff", "255"),
            ("1.5e3f32", "1.5e3f32"),
            ("true", "true"),
        ],
    );
}

#[test]
fn a_line_feed_in_a_string_is_one_whatever_the_file_uses() {
    assert_eq!(expr("\"a\r\nb\""), "\"a\\nb\"");
    assert_eq!(expr("r\"a\r\nb\""), "\"a\\nb\"");
    assert_eq!(expr("\"a\\r\\nb\""), "\"a\\r\\nb\"");
}

#[test]
fn calls_methods_and_places() {
    all(
        expr,
        &[
            ("a::b(1, \"x\")", "(call a::b 1 \"x\")"),
            ("self.http.get::<T>(&url)", "(.get<T> (field self http) (& url))"),
            ("a.send().await?", "(? (await (.send a)))"),
            ("(a + b).c()", "(.c (Add a b))"),
            ("a.0.1", "(field (field a 0) 1)"),
            ("x[1..]", "(index x ( 1..))"),
            ("a[..=b]", "(index a (..= b))"),
            ("&mut *raw", "(&mut (Deref raw))"),
            ("&raw const x", "(& x)"),
            ("<T as Trait>::X.f::<Vec<_>, {3}, 'a>()", "(.f<Vec<_>, ?> <T/1>::Trait::X)"),
            ("<[T]>::len", "<[T]/0>::len"),
            ("r#type.r#fn()", "(.fn type)"),
            ("Vec::<u8>::new()", "(call Vec<u8>::new)"),
            ("-1 as u8", "(as (Neg 1) u8)"),
        ],
    );
}

#[test]
fn operators_bind_as_rust_has_them() {
    all(
        expr,
        &[
            ("a + b * c", "(Add a (Mul b c))"),
            ("a && b || c == d", "(Or (And a b) (Eq c d))"),
            ("a < b", "(Lt a b)"),
            ("!a != -b", "(Ne (Not a) (Neg b))"),
            ("a = b = c", "(= a (= b c))"),
            ("a += b", "(Add= a b)"),
            ("a |= b", "(BitOr= a b)"),
            ("a << b ^ c", "(BitXor (Shl a b) c)"),
        ],
    );
}

#[test]
fn aggregates() {
    all(
        expr,
        &[
            ("(a,)", "(tuple a)"),
            ("()", "(tuple)"),
            ("(a)", "a"),
            ("[a, b]", "(array a b)"),
            ("[a; 3]", "(repeat a 3)"),
            ("Foo { a, b: 1, ..Default::default() }", "(struct Foo a=a b=1 ..(call Default::default))"),
            ("Self::A { 0: x }", "(struct Self::A 0=x)"),
        ],
    );
}

#[test]
fn control_flow() {
    all(
        expr,
        &[
            (
                "if let Some(x) = y && x > 1 { 1 } else if z { 2 } else { 3 }",
                "(if (And (let (Some x) y) (Gt x 1)) {^1} (if z {^2} {^3}))",
            ),
            ("loop { continue }", "(loop {^(continue)})"),
            ("while let Some(_) = it.next() {}", "(while (let (Some _) (.next it)) {})"),
            ("for (i, x) in v {}", "(for (tuple i x) v {})"),
            ("'l: { break 'l 5 }", "(loop (break {^(break 5)}))"),
            ("return", "(return)"),
            ("yield 1", "(yield 1)"),
            ("unsafe { f() }", "{^(call f)}"),
            ("const { 5 }", "{^5}"),
            ("try { f()? }", "{^(? (call f))}"),
            ("async move { 1 }", "(async {^1})"),
            ("_", "?"),
        ],
    );
}

#[test]
fn closures() {
    all(
        expr,
        &[
            ("|a, b: &str| -> u8 { 1 }", "(|a b:str| {^1})"),
            ("move || x", "(|| x)"),
            ("async move |x| x.await", "(|x| (await x))"),
            ("|(a, _), Foo { b, .. }| a", "(|(tuple a _) {Foo b=b}| a)"),
        ],
    );
}

#[test]
fn matches_keep_guards_and_conditions() {
    assert_eq!(
        expr("match x { A | B(_, ..) if k => 1, #[cfg(feature = \"z\")] C { d, e: ref f, .. } => {} _ => return }"),
        "(match x [(or A (B _ ..)) if k 1] [#cfg(feature = \"z\") {C d=d e=~f} {}] [_ (return)])"
    );
}

#[test]
fn patterns() {
    all(
        pat,
        &[
            ("a", "a"),
            ("mut a", "~a"),
            ("ref a @ 1..", "~a@range"),
            ("A::B", "`A::B`"),
            ("-1", "-1"),
            ("\"s\"", "\"s\""),
            ("1..=3", "range"),
            ("&mut (a, ..)", "(tuple a ..)"),
            ("[a, rest @ ..]", "(slice a rest@..)"),
            ("A { x: 1, 0: y }", "{A x=1 0=y}"),
            ("| A | B", "(or A B)"),
            ("(A | B)", "(or A B)"),
            ("const { 1 }", "_"),
            ("m!(x)", "_"),
        ],
    );
}

#[test]
fn types() {
    all(
        ty,
        &[
            ("&'a mut [u8; 3]", "[u8]"),
            ("Vec<&'static str>", "Vec<str>"),
            ("Map<'a, K, V, 3, { N }>", "Map<K, V, 3, ?>"),
            ("(A, (B))", "(A, B)"),
            ("dyn Fn(A, B) -> C + Send + 'static", "dyn(Fn<(A, B), Output=C>+Send)"),
            ("Box<dyn Fn()>", "Box<dyn(Fn<(), Output=()>)>"),
            ("impl Iterator<Item = T> + ?Sized", "impl(Iterator<Item=T>)"),
            ("impl Iterator<Item: Display>", "impl(Iterator<Item=impl(Display)>)"),
            ("fn(u8, name: A) -> B", "fn(u8, A)->B"),
            ("<T as ::a::Tr>::Out<U>", "<T/2>::a::Tr::Out<U>"),
            ("_", "_"),
            ("!", "?"),
            ("*const T", "?"),
            ("m!(x)", "?"),
        ],
    );
}

#[test]
fn statements() {
    all(
        body,
        &[
            (
                "let Some(x) = y else { return }; let z: &'a str; z",
                "{(let (Some x) y else {^(return)}) (let z:str) ^z}",
            ),
            ("a; b", "{a; ^b}"),
            ("if x {} fn h() {} const C: u8 = 1; x()", "{(fn h {}) (const C:u8 1) (if x {}); ^(call x)}"),
            ("use a::b; b();;", "{(use a::b=b) (call b);}"),
            ("println!(\"x\"); vec![1]", "{(println! \"x\"); ^(vec! 1)}"),
            ("m! { a } b", "{(m! a); ^b}"),
            ("#[cfg(a)] let x = 1;", "{#cfg(a) (let x 1)}"),
            ("#[cfg(a)] x = 1;", "{#cfg(a) (= x 1);}"),
            ("#[allow(x)] f()", "{^(call f)}"),
        ],
    );
}

#[test]
fn the_value_of_a_block_may_depend_on_cfg() {
    all(
        body,
        &[
            ("#[cfg(a)] { 1 } #[cfg(not(a))] { 2 }", "{#cfg(a) ^?{^1} #cfg(not (a)) ^{^2}}"),
            ("f() ; #[cfg(a)] { 1 } { 2 }", "{(call f); #cfg(a) {^1}; ^{^2}}"),
            ("#[cfg(a)] return 1; #[cfg(b)] f()", "{#cfg(a) (return 1); #cfg(b) ^(call f)}"),
        ],
    );
    assert_eq!(expr("[#[cfg(a)] 1, 2]"), "(array {#cfg(a) ^1} 2)");
    assert_eq!(expr("A { #[cfg(a)] b: 1 }"), "(struct A b={#cfg(a) ^1})");
}

#[test]
fn macros_read_as_arguments() {
    all(
        expr,
        &[
            ("vec![]", "(vec! )"),
            ("format!(\"{} {x}\", a, b = c,)", "(format! \"{} {x}\" a b=c)"),
            ("std::concat!(\"a\", \"b\")", "(std::concat! \"a\" \"b\")"),
            (
                "info!(target: \"t\", user = %id, ?err, \"m {}\", f())",
                "(info! target=\"t\" user=id err \"m {}\" (call f))",
            ),
            ("assert!(a == b)", "(assert! (Eq a b))"),
            ("vec![0; 3]", "(vec! 0; 3)"),
            ("json!([1, {}])", "(json! (array 1 {}))"),
        ],
    );
}

#[test]
fn macros_read_as_statements_or_in_parts() {
    all(
        expr,
        &[
            ("try_stream! { let x = f(); yield x; }", "(try_stream! {(let x (call f)) (yield x);})"),
            (
                "tokio::select! { l = self.get(x).send() => { a(l)?; } Some(y) = rx.recv(), if ok => b(y), else => c() }",
                "(tokio::select! {^(if ? {^(match (await (.send (.get self x))) [l {(? (call a l));}])} {^(if ? {^(match (await (.recv rx)) [(Some y) if ok (call b y)])} {^(call c)})})})",
            ),
            (
                "json!({\"a\": f(1), \"b\": [g(), null], \"c\": {\"d\": h}})",
                "(json! parts: (call f 1) (array (call g) null) h)",
            ),
            ("hashmap! { \"a\" => b(), c => d }", "(hashmap! parts: \"a\" (call b) c d)"),
            ("html! { <p class={f(x)}>{ g(y) }</p> }", "(html! parts: {^(call f x)} {^(call g y)})"),
            ("m!(# ?)", "(m! tokens: # ?)"),
        ],
    );
}

#[test]
fn the_macros_of_nested_macros_are_read_too() {
    assert_eq!(expr("a!(b!(c!(d(1))))"), "(a! (b! (c! (call d 1))))");
}

#[test]
fn cfg_if_becomes_what_its_branches_hold() {
    assert_eq!(
        body("cfg_if::cfg_if! { if #[cfg(a)] { let x = 1; f(x) } else if #[cfg(b)] { g() } else { h() } }"),
        "{#cfg(a) (let x 1) #cfg(a) ^?(call f x) #cfg(b) #cfg(not (any (a))) ^?(call g) #cfg(not (any (a , b))) ^(call h)}"
    );
    assert_eq!(
        items("cfg_if! { if #[cfg(a)] { fn a() {} mod m; } else { fn b() {} } }"),
        "(#cfg(a) fn a {}) (#cfg(a) mod m) (#cfg(not (any (a))) fn b {})"
    );
}

#[test]
fn lazy_statics_become_constants() {
    all(
        items,
        &[
            (
                "lazy_static! { /// Doc.\n pub static ref A: String = f(); static ref B: u8 = 1; }",
                "(pub const A:String (call f)) (const B:u8 1)",
            ),
            ("thread_local! { static A: u8 = const { 1 } }", "(const A:u8 {^1})"),
            ("#[cfg(a)] lazy_static::lazy_static! { static ref A: u8 = 1; }", "(#cfg(a) const A:u8 1)"),
            ("static X: LazyLock<u8> = LazyLock::new(|| 1);", "(const X:LazyLock<u8> (call LazyLock::new (|| 1)))"),
        ],
    );
    assert_eq!(body("lazy_static! { static ref X: String = f(); } X"), "{(const X:String (call f)) ^X}");
}

#[test]
fn functions() {
    all(
        items,
        &[
            (
                "fn f<F>(f: F) where F: for<'a> Fn(&'a str) -> u8 + Send {}",
                "(fn f<F:Fn<(str), Output=u8>+Send> f:F {})",
            ),
            ("pub(crate) async unsafe extern \"C\" fn f(_: u8) -> ! {}", "(pub fn f _:u8 -> ? {})"),
            ("fn f(mut a: impl B, (c, d): (E, F)) {}", "(fn f ~a:impl(B) (tuple c d):(E, F) {})"),
            ("fn f<'a, const N: usize, T: A + ?Sized>() where T: B, Vec<T>: C {}", "(fn f<N, T:A+B> {})"),
            ("#[tokio::main] fn main() {}", "(#tokio::main fn main {})"),
        ],
    );
}

#[test]
fn receivers() {
    for (receiver, expected) in [
        ("self", "self"),
        ("mut self", "self"),
        ("&self", "&self"),
        ("&'a mut self", "&mut-self"),
        ("self: Box<Self>", "self"),
        ("self: &Self", "&self"),
        ("self: &mut Self", "&mut-self"),
    ] {
        assert_eq!(items(&format!("impl A {{ fn f({receiver}) {{}} }}")), format!("(impl A (fn f {expected} {{}}))"));
    }
}

#[test]
fn types_and_traits() {
    all(
        items,
        &[
            (
                "#[derive(Debug)] #[serde(rename = \"y\")] pub struct S<T = u8>(#[serde(skip)] pub T, &'a [u8; N]);",
                "(#derive(Debug) #serde(rename = \"y\") pub struct S<T=u8> #serde(skip) 0:T 1:[u8])",
            ),
            ("struct S { #[arg(long)] a: A, b: B }", "(struct S #arg(long) a:A b:B)"),
            ("struct S;", "(struct S)"),
            ("union U { a: u8 }", "(struct U a:u8)"),
            (
                "enum E<T> { A = 1, #[strum(serialize = \"b\")] B(T), C { d: u8 } }",
                "(enum E<T> [A] [#strum(serialize = \"b\") B 0:T] [C d:u8])",
            ),
            (
                "impl<T> X<T> for Y where T: Z<Item = u8> { const A: u8 = 1; type B = C; fn f() {} mac!{} }",
                "(impl<T:Z<Item=u8>> X<T> for Y (const A:u8 1) (type B C) (fn f {}) ((mac! )))",
            ),
            ("impl !Send for X {}", "(other)"),
            (
                "trait T: A + 'static { fn a(&mut self); fn b() {} const C: u8; const D: u8 = 1; type E: F; }",
                "(trait T: A (fn a &mut-self) (fn b {}) (const C:u8) (const D:u8 1) (type E))",
            ),
            ("type A<T> = Result<T, E>;", "(type A<T> Result<T, E>)"),
        ],
    );
}

#[test]
fn imports_are_flattened() {
    all(
        items,
        &[
            ("use a::{self, b::{self as c, *}, d as _};", "(use a=a a::b=c a::b::* a::d=_)"),
            ("use ::e::f;", "(use ::e::f=f)"),
            ("pub use g as h;", "(pub use g=h)"),
            ("use self::r#type;", "(use self::type=type)"),
            ("extern crate a as b; extern crate c;", "(extern-crate a as b) (extern-crate c as c)"),
        ],
    );
}

#[test]
fn modules_and_macros() {
    all(
        items,
        &[
            (
                "#[path = \"x.rs\"] mod a; mod b { #![cfg(x)] fn c() {} }",
                "(#path(\"x.rs\") mod a) (#cfg(x) mod b (fn c {}))",
            ),
            (
                "#[macro_export] macro_rules! m { ($x:expr) => { f($x) }; [] => () }",
                "(#macro_export macro_rules m $ x : expr => f ($ x);  => ;)",
            ),
            ("mac!(a, b);", "((mac! a b))"),
            ("extern \"C\" { fn x(); }", "(other)"),
            ("", ""),
            ("//! doc\n", ""),
        ],
    );
}

#[test]
fn inner_attributes_of_the_file_are_kept() {
    let facts = lower("#![cfg(unix)]\n#![allow(x)]\nfn f() {}");
    assert_eq!(Dump(&facts).attrs(&facts.attrs), "#cfg(unix) ");
}

#[test]
fn attributes_that_say_nothing_are_dropped() {
    assert_eq!(
        items("/// Doc\n#[allow(x)] #[inline] #[must_use] #[cfg_attr(a, b)] #[scopes(\"x\")] #[clippy::x] fn f() {}"),
        "(#cfg_attr(a , b) #scopes(\"x\") fn f {})"
    );
}

#[test]
fn mentions_are_what_a_body_may_call() {
    let facts = lower(
        "fn f() { a::b(); c.d(e.f); (self.g)(); let _ = H; m!(i(j.k) => 'l r#type); fn inner() { x() } lazy_static! { static ref L: u8 = y(); } }",
    );
    let ItemKind::Fn(f) = &facts.item(facts.top[0]).kind else { panic!() };
    let names: Vec<&str> = f.mentions.iter().map(|name| &**name).collect();
    assert_eq!(names, ["'l", "H", "b", "c", "d", "e", "g", "i", "j", "k", "m", "self", "type", "y"]);
}

/// Tokens as the facts keep them.
fn tokens(text: &str) -> Vec<Token> {
    let facts = lower(&format!("m! {{ {text} }}"));
    let ItemKind::MacroCall(call) = &facts.item(facts.top[0]).kind else { panic!("no invocation") };
    call.tokens.clone()
}

const AT: Range = Range { start: 7, end: 9 };

fn lowered(text: &str, kind: FragmentKind) -> Result<String, SyntaxError> {
    let Fragment { facts, root, .. } = fragment(&tokens(text), kind, AT)?;
    assert_eq!(facts.errors, [], "{text}");
    let dump = Dump(&facts);
    assert!(facts.exprs.iter().all(|expr| expr.range == AT), "{text}");
    assert!(facts.types.iter().all(|ty| ty.range == AT), "{text}");
    assert!(facts.pats.iter().all(|pat| pat.range == AT), "{text}");
    assert!(facts.items.iter().all(|item| item.range == AT && item.name_range == AT), "{text}");
    Ok(match root {
        FragmentRoot::Items(ids) => dump.items(&ids),
        FragmentRoot::Expr(id) => dump.expr(id),
        FragmentRoot::Stmts(block) => dump.block(&block),
        FragmentRoot::Pat(id) => dump.pat(id),
        FragmentRoot::Ty(id) => dump.ty(id),
    })
}

#[test]
fn fragments_stand_at_their_invocation() {
    for (text, kind, expected) in [
        ("fn f(&self) {} const A: u8 = 1;", FragmentKind::ImplItems, "(fn f &self {}) (const A:u8 1)"),
        ("fn f(&self); type A;", FragmentKind::TraitItems, "(fn f &self) (type A)"),
        ("fn f() { g!(\"a\", 'x: loop {}) }", FragmentKind::Items, "(fn f {^(g! \"a\" (loop {}))})"),
        ("a + b", FragmentKind::Expr, "(Add a b)"),
        ("f(1);", FragmentKind::Expr, "(call f 1)"),
        ("let a = -1; a", FragmentKind::Stmts, "{(let a (Neg 1)) ^a}"),
        ("A(-1) | B", FragmentKind::Pat, "(or (A -1) B)"),
        ("&'a Vec<r#fn>", FragmentKind::Ty, "Vec<fn>"),
    ] {
        assert_eq!(lowered(text, kind).as_deref(), Ok(expected), "{text}");
    }
    let error = lowered("a b", FragmentKind::Expr).expect_err("two expressions");
    assert_eq!((error.at, error.skipped), (AT, AT));
}

#[test]
fn a_group_without_delimiters_is_one_operand() {
    let sum = Token::Group(Delimiter::None, tokens("a + b"), AT);
    let mut product = vec![sum];
    product.extend(tokens("* c"));
    let found = fragment(&product, FragmentKind::Expr, AT).expect("an expression");
    let FragmentRoot::Expr(id) = found.root else { panic!() };
    assert_eq!(Dump(&found.facts).expr(id), "(Mul (Add a b) c)");
}

#[test]
fn dollar_crate_is_a_segment() {
    let path = [Token::Ident("$crate".into(), AT)].into_iter().chain(tokens("::f(1)")).collect::<Vec<_>>();
    let found = fragment(&path, FragmentKind::Expr, AT).expect("an expression");
    let FragmentRoot::Expr(id) = found.root else { panic!() };
    assert_eq!(Dump(&found.facts).expr(id), "(call $crate::f 1)");
    let names: Vec<&str> = found.mentions.iter().map(|name| &**name).collect();
    assert_eq!(names, ["f"]);
}

#[test]
fn tokens_that_no_file_has_are_refused() {
    for token in [
        Token::Ident("a b".into(), AT),
        Token::Ident("".into(), AT),
        Token::Ident("1".into(), AT),
        Token::Ident("r#self".into(), AT),
        Token::Literal("a".into(), AT),
        Token::Punct('a', false, AT),
    ] {
        let error = fragment(&[token], FragmentKind::Expr, AT).expect_err("no token");
        assert_eq!(error.message, "tokens that cannot be in a source file");
    }
}
