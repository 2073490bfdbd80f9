//! Programs that are made to be hard on the analysis, each the text of a library. The tests run small ones, and the
//! benchmark `analysis` runs large ones.

// Each user uses a part of this.
#![allow(dead_code)]

use std::fmt::Write as _;

const HEAD: &str = "use reqwest::{Client, RequestBuilder};\nconst BASE: &str = \"https://api.hubapi.com\";\n";

/// A line for each number below a count.
fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).fold(String::new(), |mut text, number| {
        text.push_str(&line(number));
        text.push('\n');
        text
    })
}

/// The path of the records of one of many object types.
pub fn path(number: usize) -> String {
    format!("/crm/v3/objects/2-{number}")
}

/// Wrappers that each call the next one with the path; the last one sends it.
pub fn wrappers(depth: usize) -> String {
    let wrapper = |number: usize| {
        let next = number + 1;
        format!("fn f{number}(http: &Client, path: &str) -> RequestBuilder {{ f{next}(http, path) }}")
    };
    format!(
        "{HEAD}pub fn run(http: &Client) -> RequestBuilder {{ f0(http, \"{}\") }}\n{}fn f{depth}(http: &Client, path: &str) -> RequestBuilder {{ http.get(format!(\"{{BASE}}{{path}}\")) }}\n",
        path(0),
        lines(depth, wrapper)
    )
}

/// A path that comes out of one of many arms.
pub fn arms(count: usize) -> String {
    format!(
        "{HEAD}pub enum Kind {{\n{}}}\nfn path(kind: Kind) -> &'static str {{ match kind {{\n{}}} }}\npub fn run(http: &Client, kind: Kind) -> RequestBuilder {{ http.get(format!(\"{{BASE}}{{}}\", path(kind))) }}\n",
        lines(count, |number| format!("K{number},")),
        lines(count, |number| format!("Kind::K{number} => \"{}\",", path(number)))
    )
}

/// Functions that call one another in a ring until a number is used up, each with a longer tail of the path.
pub fn recursion(ring: usize) -> String {
    let member = |number: usize| {
        let next = (number + 1) % ring;
        format!(
            "fn f{number}(http: &Client, left: u32, path: String) -> RequestBuilder {{ if left == 0 {{ http.get(format!(\"{{BASE}}{{path}}\")) }} else {{ f{next}(http, left - 1, format!(\"{{path}}/{number}\")) }} }}"
        )
    };
    format!(
        "{HEAD}pub fn run(http: &Client, left: u32) -> RequestBuilder {{ f0(http, left, \"{}\".to_owned()) }}\n{}",
        path(0),
        lines(ring, member)
    )
}

/// What a generator writes: a method for each of many operations, about seven lines each, with one method that sends.
pub fn client(operations: usize) -> String {
    let method = |number: usize| {
        format!(
            "    /// Reads a record of the object type {number}.\n    pub fn read_{number}(&self, id: &str, archived: bool) -> RequestBuilder {{\n        let mut path = format!(\"{}/{{id}}\");\n        if archived {{\n            path.push_str(\"?archived=true\");\n        }}\n        self.send(reqwest::Method::GET, &path)\n    }}",
            path(number)
        )
    };
    format!(
        "{HEAD}pub struct Api {{ http: Client, token: String }}\nimpl Api {{\n    fn send(&self, method: reqwest::Method, path: &str) -> RequestBuilder {{\n        self.http.request(method, format!(\"{{BASE}}{{path}}\")).bearer_auth(&self.token)\n    }}\n{}}}\n",
        lines(operations, method)
    )
}

/// A request whose path is given by an implementation of a trait that nobody names.
pub fn implementations(count: usize) -> String {
    let implementation = |number: usize| {
        format!(
            "pub struct E{number};\nimpl Endpoint for E{number} {{ fn path(&self) -> &'static str {{ \"{}\" }} }}",
            path(number)
        )
    };
    format!(
        "{HEAD}pub trait Endpoint {{ fn path(&self) -> &'static str; }}\n{}pub fn run(http: &Client, endpoint: &dyn Endpoint) -> RequestBuilder {{ http.get(format!(\"{{BASE}}{{}}\", endpoint.path())) }}\n",
        lines(count, implementation)
    )
}

/// Closures that are made and called within one another.
pub fn closures(depth: usize) -> String {
    format!(
        "{HEAD}pub fn run(http: &Client) -> RequestBuilder {{\nlet path = \"{}\";\n{}http.get(format!(\"{{BASE}}{{path}}\"))\n{}}}\n",
        path(0),
        "let inner = || {\n".repeat(depth),
        "};\ninner()\n".repeat(depth)
    )
}

/// A type of which many instances are made, each with its path.
pub fn instances(count: usize) -> String {
    let maker = |number: usize| {
        format!("pub fn make_{number}(http: Client) -> Records {{ Records {{ http, path: \"{}\" }} }}", path(number))
    };
    format!(
        "{HEAD}pub struct Records {{ http: Client, path: &'static str }}\nimpl Records {{ pub fn list(&self) -> RequestBuilder {{ self.http.get(format!(\"{{BASE}}{{}}\", self.path)) }} }}\n{}",
        lines(count, maker)
    )
}

/// A path that is put together by a builder, one segment after the other, followed by many parameters of the query.
pub fn builder(parameters: usize) -> String {
    let segments: String = path(0).split('/').skip(1).fold(String::new(), |mut text, segment| {
        // Writing to a string does not fail.
        let _ = write!(text, ".segment(\"{segment}\")");
        text
    });
    format!(
        "{HEAD}#[derive(Default)]\npub struct Path {{ text: String, query: Vec<(String, String)> }}\nimpl Path {{\n    fn segment(mut self, name: &str) -> Self {{ self.text.push('/'); self.text.push_str(name); self }}\n    fn parameter(mut self, name: &str, value: &str) -> Self {{ self.query.push((name.to_owned(), value.to_owned())); self }}\n    fn send(self, http: &Client) -> RequestBuilder {{ http.get(format!(\"{{BASE}}{{}}\", self.text)).query(&self.query) }}\n}}\npub fn run(http: &Client) -> RequestBuilder {{\n    Path::default(){segments}\n{}    .send(http)\n}}\n",
        lines(parameters, |number| format!("    .parameter(\"p{number}\", \"{number}\")"))
    )
}

/// A table of many routes that a loop sends.
pub fn routes(count: usize) -> String {
    format!(
        "{HEAD}const ROUTES: &[(&str, &str)] = &[\n{}];\npub fn run(http: &Client) {{\n    for (name, path) in ROUTES {{\n        let _ = http.get(format!(\"{{BASE}}{{path}}\")).header(\"x-name\", *name);\n    }}\n}}\n",
        lines(count, |number| format!("(\"route {number}\", \"{}\"),", path(number)))
    )
}

/// Modules that import everything from one another and from the root, with one part of a call in each of three.
pub fn globs(modules: usize) -> String {
    let module = |number: usize| {
        let others: String =
            (0..modules).filter(|other| *other != number).map(|other| format!("pub use super::m{other}::*;")).collect();
        let own = match number {
            0 => "pub fn run(http: &Client) -> RequestBuilder { let missing: Missing = absent(); send(http, PATH) }"
                .to_owned(),
            1 => "pub fn send(http: &Client, path: &str) -> RequestBuilder { http.get(format!(\"{BASE}{path}\")) }"
                .to_owned(),
            _ if number + 1 == modules => format!("pub const PATH: &str = \"{}\";", path(0)),
            _ => String::new(),
        };
        format!("pub mod m{number} {{ use super::*; {others} {own} }}")
    };
    format!("{HEAD}{}", lines(modules, module))
}

/// A module as services have them: types, wrappers and calls to a host that is not HubSpot's.
pub fn other_service(number: usize) -> String {
    format!(
        r#"//! Module {number} of a service that talks to a warehouse.

use reqwest::{{Client, Method, RequestBuilder}};
use serde_json::{{Value, json}};

const BASE: &str = "https://warehouse.example.com";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {{ Item, Shelf, Order }}

impl Kind {{
    pub fn path(self) -> &'static str {{
        match self {{
            Kind::Item => "items",
            Kind::Shelf => "shelves",
            Kind::Order => "orders",
        }}
    }}
}}

pub struct Warehouse {{ http: Client, token: String }}

impl Warehouse {{
    pub fn new(token: impl Into<String>) -> Self {{
        Self {{ http: Client::new(), token: token.into() }}
    }}

    fn request(&self, method: Method, path: &str) -> RequestBuilder {{
        let url = format!("{{BASE}}/v{number}/{{}}", path.trim_start_matches('/'));
        self.http.request(method, url).bearer_auth(&self.token)
    }}

    pub fn list(&self, kind: Kind) -> RequestBuilder {{
        self.request(Method::GET, kind.path())
    }}

    pub fn one(&self, kind: Kind, id: u64) -> RequestBuilder {{
        self.request(Method::GET, &format!("{{}}/{{id}}", kind.path()))
    }}

    pub fn add(&self, kind: Kind, name: &str) -> RequestBuilder {{
        self.request(Method::POST, kind.path()).json(&json!({{ "name": name, "module": {number} }}))
    }}

    pub fn stock(&self, items: &[u64]) -> Vec<RequestBuilder> {{
        items.iter().filter(|item| *item % 2 == 0).map(|item| self.one(Kind::Item, *item)).collect()
    }}
}}

pub fn total(values: &[Value]) -> f64 {{
    let mut sum = 0.0;
    for value in values {{
        sum += match value.get("amount").and_then(Value::as_f64) {{
            Some(amount) if amount > 0.0 => amount,
            Some(_) | None => continue,
        }};
    }}
    sum
}}
"#
    )
}

/// A module like [`other_service`] that calls HubSpot.
pub fn service(number: usize) -> String {
    other_service(number)
        .replace("https://warehouse.example.com", "https://api.hubapi.com")
        .replace(&format!("/v{number}/"), &format!("{}/", path(number)))
}
