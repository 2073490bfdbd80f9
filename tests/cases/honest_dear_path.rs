//! A path that takes too long to put together: the request is said to be open, and the rest of the program is not.
//@ deps: ureq
//@ scopes: crm.objects.owners.read

type Reply = Result<ureq::http::Response<ureq::Body>, ureq::Error>;

const API: &str = "https://api.hubapi.com";

fn a(text: &str) -> String {
    let (left, right) = (b(&format!("{text}l")), b(&format!("{text}r")));
    format!("{left}{right}{}", b(text))
}

fn b(text: &str) -> String {
    let (left, right) = (c(&format!("{text}l")), c(&format!("{text}r")));
    format!("{left}{right}{}", c(text))
}

fn c(text: &str) -> String {
    let (left, right) = (d(&format!("{text}l")), d(&format!("{text}r")));
    format!("{left}{right}{}", d(text))
}

fn d(text: &str) -> String {
    let (left, right) = (e(&format!("{text}l")), e(&format!("{text}r")));
    format!("{left}{right}{}", e(text))
}

fn e(text: &str) -> String {
    let (left, right) = (f(&format!("{text}l")), f(&format!("{text}r")));
    format!("{left}{right}{}", f(text))
}

fn f(text: &str) -> String {
    let (left, right) = (g(&format!("{text}l")), g(&format!("{text}r")));
    format!("{left}{right}{}", g(text))
}

fn g(text: &str) -> String {
    let (left, right) = (h(&format!("{text}l")), h(&format!("{text}r")));
    format!("{left}{right}{}", h(text))
}

fn h(text: &str) -> String {
    let (left, right) = (i(&format!("{text}l")), i(&format!("{text}r")));
    format!("{left}{right}{}", i(text))
}

fn i(text: &str) -> String {
    let mut lines = Vec::new();
    let first = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let second = ["red", "green", "blue", "white", "black", "grey", "brown", "pink", "cyan", "gold", "lime", "navy"];
    for part in first.iter().chain(&second) {
        let line = format!("{text} {part}").trim().to_lowercase();
        if line.len() > 3 && line != "one" {
            lines.push(line.replace("one", "1").replace("two", "2"));
        }
    }
    lines.join("\n")
}

fn long_path(name: &str) -> String {
    [a(name), a("b"), a("c"), a("d")].concat()
}

pub fn somewhere() -> Reply {
    ureq::get(format!("{API}/{}", long_path("start"))).call() //~ unresolved
}

pub fn owners() -> Reply {
    ureq::get(format!("{API}/crm/v3/owners")).call() //~ GET /crm/v3/owners
}
