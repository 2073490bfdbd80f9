//! The arguments of `#[endpoint(..)]`.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Error, LitStr, Result, Token};

use crate::arguments::{Problems, group, quoted};

/// The methods of HubSpot's operations.
const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/// Checks the arguments; the error names everything that is wrong, each at its place.
pub(crate) fn check(arguments: TokenStream) -> Result<()> {
    let mut problems = Problems::default();
    let ended = (|input: ParseStream| read(input, &mut problems)).parse2(arguments);
    problems.take(ended);
    problems.into_result()
}

fn read(input: ParseStream, problems: &mut Problems) -> Result<()> {
    problems.take(method(input)?);
    comma(input)?;
    let path = quoted(input, "expected the path in quotes: write `\"/crm/v3/objects/{objectType}\"`")?;
    problems.take(well_formed(&path));
    if !input.is_empty() {
        comma(input)?;
    }
    if !input.is_empty() {
        object_types(&path, input, problems)?;
        input.parse::<Option<Token![,]>>()?;
    }
    if !input.is_empty() {
        return Err(input.error("nothing more belongs here: an endpoint is a method, a path and `object_types(..)`"));
    }
    Ok(())
}

fn comma(input: ParseStream) -> Result<()> {
    input.parse::<Token![,]>().map(|_| ())
}

/// Reads a method. The outer error is that there is none, the inner one that it is written wrongly.
fn method(input: ParseStream) -> Result<Result<()>> {
    let span = input.span();
    let (written, quoted) = if input.peek(LitStr) {
        (input.parse::<LitStr>()?.value(), true)
    } else if input.peek(Ident::peek_any) {
        (Ident::parse_any(input)?.to_string(), false)
    } else {
        (String::new(), false)
    };
    let capitals = written.to_ascii_uppercase();
    if !METHODS.contains(&capitals.as_str()) {
        return Err(Error::new(span, "expected a method: `GET`, `POST`, `PUT`, `PATCH` or `DELETE`"));
    }
    if quoted || written != capitals {
        return Ok(Err(Error::new(span, format!("a method is a word in capitals: write `{capitals}`"))));
    }
    Ok(Ok(()))
}

/// Checks a path of HubSpot's API: `/segment/{parameter}/..`, without host and query.
fn well_formed(literal: &LitStr) -> Result<()> {
    let path = literal.value();
    let wrong = |message: String| Err(Error::new(literal.span(), message));
    let bare = bare(&path);
    if bare != path {
        return wrong(format!("a path has no host and no query: write `\"{bare}\"`"));
    }
    let Some(segments) = path.strip_prefix('/').filter(|segments| !segments.is_empty()) else {
        let path = if path.len() > 1 { &path } else { ".." };
        return wrong(format!("a path begins with a slash: write `\"/{path}\"`"));
    };
    // One operation of HubSpot's ends with a slash.
    for segment in segments.strip_suffix('/').unwrap_or(segments).split('/') {
        if segment.is_empty() {
            return wrong(format!("the path has an empty segment: write `\"{}\"`", single_slashes(&path)));
        }
        let name = parameter(segment).unwrap_or(segment);
        match name.chars().find(|c| !(c.is_ascii_alphanumeric() || "._-".contains(*c))) {
            None => {}
            Some('{' | '}') => {
                return wrong(format!("`{segment}` is only partly a parameter: write `{{name}}` for it"));
            }
            Some(strange) => {
                return wrong(format!(
                    "`{segment}` holds {strange:?}: write letters, digits, `.`, `_`, `-` or a `{{parameter}}`"
                ));
            }
        }
    }
    Ok(())
}

/// The path without the host before it and the query after it.
fn bare(url: &str) -> &str {
    let path = match url.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("/..", |slash| &rest[slash..]),
        None => url,
    };
    path.split(['?', '#']).next().unwrap_or(path)
}

/// The name within `{..}`, which may be empty.
fn parameter(segment: &str) -> Option<&str> {
    segment.strip_prefix('{')?.strip_suffix('}')
}

fn single_slashes(path: &str) -> String {
    let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    format!("/{}", segments.join("/"))
}

/// `object_types("contacts", "2-1234567")`: what stands for the path's parameter.
fn object_types(path: &LitStr, input: ParseStream, problems: &mut Problems) -> Result<()> {
    const EXPECTED: &str = "expected `object_types(\"contacts\", ..)`";
    let word = Ident::parse_any(input).map_err(|error| Error::new(error.span(), EXPECTED))?;
    if word != "object_types" {
        return Err(Error::new(word.span(), EXPECTED));
    }
    let mut named = BTreeSet::new();
    let mut types = 0;
    let reason = group(&word, input, |input| {
        types += 1;
        let literal = quoted(input, "expected an object type in quotes, such as `\"contacts\"`")?;
        let name = literal.value();
        let sound = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c));
        if !sound {
            let message = format!("{name:?} is no object type: write one as in a path, such as `\"contacts\"`");
            problems.add(Error::new(literal.span(), message));
        } else if !named.insert(name.clone()) {
            problems.add(Error::new(literal.span(), format!("object type `{name}` is named twice: write it once")));
        }
        Ok(())
    })?;
    if let Some(reason) = reason {
        problems.add(Error::new(reason.span(), "`object_types` takes no reason: say it in a comment"));
    } else if types == 0 {
        problems.add(Error::new(word.span(), "`object_types` names none: write `object_types(\"contacts\")`"));
    } else if !path.value().split('/').any(|segment| parameter(segment).is_some()) {
        problems.add(Error::new(
            word.span(),
            "the path has no parameter that an object type could stand for: leave `object_types` out",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::check;

    /// The messages for `arguments`, one a line.
    fn messages(arguments: &str) -> String {
        match check(arguments.parse().unwrap()) {
            Ok(()) => "fine".to_owned(),
            Err(error) => error.into_iter().map(|error| error.to_string()).collect::<Vec<_>>().join("\n"),
        }
    }

    #[test]
    fn endpoints_of_every_form_are_accepted() {
        for arguments in [
            r#"GET, "/crm/v3/objects/contacts""#,
            r#"DELETE, "/crm/v3/objects/contacts/{contactId}","#,
            r#"PATCH, "/crm/objects/2026-03/{}/{}", object_types("contacts", "0-2", "p123_space_ships")"#,
            r#"POST, "/crm/v3/objects/{objectType}/search", object_types("deals",),"#,
            r#"PUT, "/cms/v3/hubdb/tables/{tableIdOrName}/rows/{rowId}/draft/""#,
        ] {
            assert_eq!(messages(arguments), "fine", "{arguments}");
        }
    }

    #[test]
    fn method_path_and_object_types_are_told_at_once() {
        assert_eq!(
            messages(r#"get, "crm", object_types("a/b")"#),
            "a method is a word in capitals: write `GET`\n\
             a path begins with a slash: write `\"/crm\"`\n\
             \"a/b\" is no object type: write one as in a path, such as `\"contacts\"`\n\
             the path has no parameter that an object type could stand for: leave `object_types` out"
        );
    }

    #[test]
    fn malformed_arguments_are_answered_with_what_to_write() {
        const METHOD: &str = "expected a method: `GET`, `POST`, `PUT`, `PATCH` or `DELETE`";
        const PATH: &str = "expected the path in quotes: write `\"/crm/v3/objects/{objectType}\"`";
        const TYPES: &str = "expected `object_types(\"contacts\", ..)`";
        const ALONE: &str = "`object_types` stands alone: write `object_types(..)`";
        for (arguments, message) in [
            ("", METHOD),
            (r#"42, "/crm""#, METHOD),
            (r#""/crm/v3/objects/contacts""#, METHOD),
            (r#""GET", "/crm""#, "a method is a word in capitals: write `GET`"),
            (r#"Patch, "/crm""#, "a method is a word in capitals: write `PATCH`"),
            (r#"FETCH, "/crm""#, METHOD),
            ("GET", "expected `,`"),
            (r#"GET "/crm""#, "expected `,`"),
            ("GET,", PATH),
            ("GET, PATH", PATH),
            (r#"GET, """#, "a path begins with a slash: write `\"/..\"`"),
            (r#"GET, "/""#, "a path begins with a slash: write `\"/..\"`"),
            (r#"GET, "crm/v3""#, "a path begins with a slash: write `\"/crm/v3\"`"),
            (r#"GET, "https://api.hubapi.com/crm/v3""#, "a path has no host and no query: write `\"/crm/v3\"`"),
            (r#"GET, "https://api.hubapi.com""#, "a path has no host and no query: write `\"/..\"`"),
            (r#"GET, "/crm/v3?limit=1""#, "a path has no host and no query: write `\"/crm/v3\"`"),
            (r#"GET, "/crm//v3/""#, "the path has an empty segment: write `\"/crm/v3\"`"),
            (r#"GET, "/crm/{id""#, "`{id` is only partly a parameter: write `{name}` for it"),
            (r#"GET, "/crm/p{id}_x""#, "`p{id}_x` is only partly a parameter: write `{name}` for it"),
            (r#"GET, "/crm/:id""#, "`:id` holds ':': write letters, digits, `.`, `_`, `-` or a `{parameter}`"),
            (r#"GET, "/crm/a b""#, "`a b` holds ' ': write letters, digits, `.`, `_`, `-` or a `{parameter}`"),
            (r#"GET, "/crm" object_types("deals")"#, "expected `,`"),
            (r#"GET, "/crm/{}", objects("deals")"#, TYPES),
            (r#"GET, "/crm/{}", "deals""#, TYPES),
            (r#"GET, "/crm/{}", object_types"#, ALONE),
            (r#"GET, "/crm/{}", object_types = "deals""#, ALONE),
            (r#"GET, "/crm/{}", object_types()"#, "`object_types` names none: write `object_types(\"contacts\")`"),
            (r#"GET, "/crm/{}", object_types(deals)"#, "expected an object type in quotes, such as `\"contacts\"`"),
            (r#"GET, "/crm/{}", object_types("a", "a")"#, "object type `a` is named twice: write it once"),
            (
                r#"GET, "/crm/{}", object_types("deals", reason = "x")"#,
                "`object_types` takes no reason: say it in a comment",
            ),
            (
                r#"GET, "/crm", object_types("deals")"#,
                "the path has no parameter that an object type could stand for: leave `object_types` out",
            ),
            (
                r#"GET, "/crm/{}", object_types("deals"), "more""#,
                "nothing more belongs here: an endpoint is a method, a path and `object_types(..)`",
            ),
        ] {
            assert_eq!(messages(arguments), message, "{arguments}");
        }
    }
}
