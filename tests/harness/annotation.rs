//! The annotations in a case: `//@` directives and `//~` expectations.

use std::collections::BTreeMap;

/// A call that a line says is expected.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Expected {
    /// The method, in capitals.
    pub method: String,
    /// The path in [`normal`] form.
    pub path: String,
    /// The line that decides it, from 1.
    pub line: usize,
}

/// What the annotations of one file say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expectations {
    /// The calls, in the order of the file.
    pub calls: Vec<Expected>,
    /// The lines of calls that cannot be known.
    pub unresolved: Vec<usize>,
}

const METHODS: [&str; 6] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"];

/// The expectations of one file.
///
/// An annotation stands at the end of the line that decides the call, or alone on the line before it.
///
/// # Errors
///
/// Says which line holds an annotation that means nothing.
pub fn expectations(text: &str) -> Result<Expectations, crate::Error> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Expectations::default();
    for (at, line) in lines.iter().enumerate() {
        let Some((code, said)) = line.split_once("//~") else { continue };
        let mut target = if code.trim().is_empty() { at + 1 } else { at };
        while lines.get(target).is_some_and(|line| line.trim_start().starts_with("//~")) {
            target += 1;
        }
        for item in said.split(';').map(str::trim) {
            if item == "unresolved" {
                found.unresolved.push(target + 1);
                continue;
            }
            match item.split_once(' ') {
                Some((method, path)) if METHODS.contains(&method) && is_path(path) => {
                    found.calls.push(Expected { method: method.to_owned(), path: normal(path), line: target + 1 });
                }
                _ => return Err(format!("line {}: {item:?} is no expectation", at + 1).into()),
            }
        }
    }
    Ok(found)
}

fn is_path(path: &str) -> bool {
    path.starts_with('/') && !path.contains(char::is_whitespace)
}

/// The directives of a case by name, each with its lines.
#[must_use]
pub fn directives(text: &str) -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in text.lines() {
        let Some((name, value)) = line.trim_start().strip_prefix("//@").and_then(|said| said.split_once(':')) else {
            continue;
        };
        let name = name.trim();
        if name.chars().all(|c| c.is_alphanumeric() || c == '_') {
            found.entry(name.to_owned()).or_default().push(value.trim().to_owned());
        }
    }
    found
}

/// A path without origin, query and outer slashes, its parameters without their names.
#[must_use]
pub fn normal(path: &str) -> String {
    let path = path.split('?').next().unwrap_or_default();
    let path = match path.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |slash| &rest[slash..]),
        None => path,
    };
    let mut plain = String::with_capacity(path.len());
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((_, behind)) = after.split_once('}') else { break };
        plain.push_str(before);
        plain.push_str("{}");
        rest = behind;
    }
    plain.push_str(rest);
    format!("/{}", plain.trim_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expected(method: &str, path: &str, line: usize) -> Expected {
        Expected { method: method.into(), path: path.into(), line }
    }

    #[test]
    fn an_annotation_means_its_line_or_the_next_line_of_code() {
        let text = "a(); //~ GET /a\n    //~ POST /b ; PUT /c/{id}\n//~ unresolved\nb();\n";
        let found = expectations(text).unwrap();
        assert_eq!(found.calls, [expected("GET", "/a", 1), expected("POST", "/b", 4), expected("PUT", "/c/{}", 4)]);
        assert_eq!(found.unresolved, [4]);
    }

    #[test]
    fn an_annotation_that_means_nothing_is_refused() {
        for text in ["x //~ FETCH /a", "x //~ GET a", "x //~ GET /a b", "x //~ nothing", "x //~"] {
            assert!(expectations(text).is_err(), "{text}");
        }
    }

    #[test]
    fn paths_are_compared_without_origin_query_names_and_outer_slashes() {
        assert_eq!(normal("https://api.hubapi.com/crm/v3/owners/?limit=1"), "/crm/v3/owners");
        assert_eq!(normal("crm/v3/objects/{objectType}/{id}"), "/crm/v3/objects/{}/{}");
        assert_eq!(normal("https://api.hubapi.com"), "/");
    }

    #[test]
    fn directives_repeat_and_may_be_empty() {
        let found =
            directives("//! About.\n//@ deps: a b\n//@ features: x = []\n  //@ features: y = []\n//@ scopes:\n");
        assert_eq!(found["deps"], ["a b"]);
        assert_eq!(found["features"], ["x = []", "y = []"]);
        assert_eq!(found["scopes"], [""]);
    }
}
