//! Format strings taken apart.

use crate::analysis::interp::convert::Style;

/// A part of a format string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormatPiece {
    /// Characters.
    Lit(String),
    /// An argument.
    Arg {
        /// Which one.
        which: Which,
        /// How it is shown.
        style: Style,
        /// Whether its text is taken as it is: no padding, no precision.
        exact: bool,
    },
}

/// Which argument a format string means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// The next one in order.
    Next,
    /// By position.
    Index(usize),
    /// By name.
    Name(String),
}

/// Takes a format string apart; what is malformed is taken as text.
pub fn parse_format(format: &str) -> Vec<FormatPiece> {
    let mut pieces = Vec::new();
    let mut lit = String::new();
    let mut rest = format;
    while let Some(at) = rest.find(['{', '}']) {
        lit.push_str(&rest[..at]);
        let tail = &rest[at..];
        if tail.starts_with("{{") || tail.starts_with("}}") {
            lit.push_str(&tail[..1]);
            rest = &tail[2..];
            continue;
        }
        let end = if tail.starts_with('{') { tail.find('}') } else { None };
        let Some(end) = end else {
            lit.push_str(&tail[..1]);
            rest = &tail[1..];
            continue;
        };
        if !lit.is_empty() {
            pieces.push(FormatPiece::Lit(std::mem::take(&mut lit)));
        }
        let (name, spec) = tail[1..end].split_once(':').unwrap_or((&tail[1..end], ""));
        let name = name.trim();
        let which = match (name.is_empty(), name.parse::<usize>()) {
            (true, _) => Which::Next,
            (_, Ok(index)) => Which::Index(index),
            _ => Which::Name(name.to_owned()),
        };
        let style = if spec.ends_with('?') { Style::Debug } else { Style::Display };
        pieces.push(FormatPiece::Arg { which, style, exact: spec.trim_end_matches('?').is_empty() });
        rest = &tail[end + 1..];
    }
    lit.push_str(rest);
    if !lit.is_empty() {
        pieces.push(FormatPiece::Lit(lit));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arg(which: Which, style: Style, exact: bool) -> FormatPiece {
        FormatPiece::Arg { which, style, exact }
    }

    #[test]
    fn format_strings_come_apart() {
        let lit = |text: &str| FormatPiece::Lit(text.to_owned());
        assert_eq!(
            parse_format("a{}b{1}c{name}d{x:?}"),
            [
                lit("a"),
                arg(Which::Next, Style::Display, true),
                lit("b"),
                arg(Which::Index(1), Style::Display, true),
                lit("c"),
                arg(Which::Name("name".into()), Style::Display, true),
                lit("d"),
                arg(Which::Name("x".into()), Style::Debug, true),
            ]
        );
        assert_eq!(parse_format("{{{}}}"), [lit("{"), arg(Which::Next, Style::Display, true), lit("}")]);
        assert_eq!(parse_format("{cart:0>width$}"), [arg(Which::Name("cart".into()), Style::Display, false)]);
        assert_eq!(parse_format("open {"), [lit("open {")]);
    }
}
