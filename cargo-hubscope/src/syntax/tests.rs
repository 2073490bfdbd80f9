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

#[test]
fn zz_probe() {
    for text in [
        "a.b.0 += -1 as u8",
        "(a + b).c()",
        "x[1..]",
        "&mut *raw",
        "Foo { a, b: 1, ..Default::default() }",
        "if let Some(x) = y && x > 1 { 1 } else if z { 2 } else { 3 }",
        "match x { A | B(_, ..) if k => 1, #[cfg(feature = \"z\")] C { d, e: ref f, .. } => {} 1..=3 => {}, -1 => {}, n @ 4.. => {} \"s\" => {} _ => return }",
        "|a, b: &str| -> u8 { 1 }",
        "async move |x| x.await",
        "async { 1 }",
        "const { 5 }",
        "unsafe { f() }",
        "'l: { break 'l 5 }",
        "vec![0; 3]",
        "vec![]",
        "format!(\"{} {x}\", a, b = c,)",
        "tokio::select! { lists = self.get(x).send() => { a(lists)?; } Some(y) = rx.recv(), if ok => b(y), else => c() }",
        "json!({\"a\": f(1), \"b\": [g(), null], \"c\": {\"d\": h}})",
        "try_stream! { let x = 1; yield x; }",
        "matches!(x, A::B | C { .. })",
        "info!(user = %id, ?err, \"msg {}\", f())",
        "[#[cfg(a)] 1, 2]",
        "<T as Trait>::X.f::<Vec<_>, {3}, 'a>()",
        "b\"x\"",
        "1_000u32",
        "0xff",
        "1.5e3",
        "'c'",
        "b'a'",
        "c\"x\"",
        "r#\"raw\"#",
        "loop { continue }",
        "while let Some(_) = it.next() {}",
        "for (i, x) in v {}",
        "html! { <div class={f(x)}>{ g(y) }</div> }",
        "query!(\"select\", a as i32)",
    ] {
        println!("{text}\n    {}", expr(text));
    }
    for text in [
        "let Some(x) = y else { return }; let z: &'a str; z",
        "#[cfg(a)] { 1 } #[cfg(not(a))] { 2 }",
        "#[cfg(a)] f(); g()",
        "if x {} fn h() {} const C: u8 = 1; x()",
        "cfg_if::cfg_if! { if #[cfg(a)] { let x = 1; f(x) } else if #[cfg(b)] { g() } else { h() } }",
        "println!(\"x\"); vec![1]",
        "m! { a } b",
        "lazy_static! { static ref X: String = f(); } X",
        "let x = { struct S; 1 };",
        "#[cfg(a)] let x = 1;",
        "#[cfg(a)] x = 1;",
    ] {
        println!("{text}\n    {}", body(text));
    }
    for text in [
        "use a::{self, b::{self as c, *}, d as _}; use ::e::f; use g; use {h, i};",
        "extern crate a as b; extern crate c;",
        "#[derive(Debug)] #[doc = \"x\"] #[serde(rename = \"y\")] pub(crate) struct S<T: A + ?Sized = u8, 'a, const N: usize>(#[serde(skip)] pub T, &'a [u8; N]) where T: B, Vec<T>: C;",
        "enum E { A, #[strum(serialize = \"b\")] B(u8), C { d: dyn Fn(u8) -> u8 + Send } }",
        "impl<T> X<T> for Y where T: Z<Item = u8> { const A: u8 = 1; type B = C; fn f(self: Box<Self>, (a, b): (u8, impl D)) -> Self::B {} mac!{} }",
        "trait T: A + 'static { fn a(&mut self); fn b() {} const C: u8; type D: E; }",
        "macro_rules! m { ($x:expr) => { f($x) }; () => {} }",
        "mod a; mod b { #![cfg(x)] fn c() {} }",
        "static X: LazyLock<String> = LazyLock::new(|| f());",
        "thread_local! { static A: u8 = const { 1 }; pub static B: u8 = 2 }",
        "cfg_if! { if #[cfg(a)] { fn a() {} } else { fn b() {} } }",
        "bitflags! { struct F: u32 { const A = 1; } }",
        "mac!(a, b);",
        "extern \"C\" { fn x(); }",
        "impl !Send for X {}",
        "fn f<F>(f: F) -> fn(u8) -> u8 where F: for<'a> Fn(&'a str, u8) -> Option<u8> + Send {}",
        "",
        "//! doc\n",
        "union U { a: u8 }",
        "type A<T> = Result<T, E>;",
        "async unsafe extern \"C\" fn f() {}",
        "pub macro m($x:expr) { }",
        "trait A = B + C;",
    ] {
        println!("{text}\n    {}", items(text));
    }
}
