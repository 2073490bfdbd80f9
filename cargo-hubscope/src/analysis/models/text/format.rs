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
        /// Width, precision and the like.
        spec: Spec,
    },
}

/// What follows the `:` of an argument, without `?`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Spec(String);

impl Spec {
    /// Whether the precision is an argument of its own, before the value: `{:.*}`.
    pub fn takes_precision(&self) -> bool {
        self.0.contains(".*")
    }

    /// Whether the text is taken as it is.
    pub fn is_plain(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it is about the width only, so that a text stays what it is but for what is put around it.
    pub fn only_pads(&self) -> bool {
        !self.0.contains(['.', '#', '+']) && !self.0.ends_with(['x', 'X', 'o', 'b', 'e', 'E', 'p'])
    }

    /// A known text or number in this form; `None` where the form is not known.
    pub fn applied(&self, value: Shown<'_>) -> Option<String> {
        let (spec, kind) = match self.0.chars().next_back() {
            Some(kind @ ('x' | 'X' | 'o' | 'b' | 'e' | 'E' | 'p')) => (&self.0[..self.0.len() - 1], Some(kind)),
            _ => (&*self.0, None),
        };
        if spec.contains('$') || spec.contains(".*") {
            return None;
        }
        let mut chars: Vec<char> = spec.chars().collect();
        let (mut fill, mut align) = (' ', None);
        match chars.as_slice() {
            [char, at @ ('<' | '>' | '^'), ..] => {
                (fill, align) = (*char, Some(*at));
                chars.drain(..2);
            }
            [at @ ('<' | '>' | '^'), ..] => {
                align = Some(*at);
                chars.drain(..1);
            }
            _ => {}
        }
        let rest: String = chars.into_iter().collect();
        let (rest, plus) = rest.strip_prefix('+').map_or((&*rest, false), |rest| (rest, true));
        let (rest, alternate) = rest.strip_prefix('#').map_or((rest, false), |rest| (rest, true));
        let (rest, zeros) = rest.strip_prefix('0').map_or((rest, false), |rest| (rest, true));
        let (width, precision) =
            rest.split_once('.').map_or((rest, None), |(width, precision)| (width, Some(precision)));
        let width: usize = if width.is_empty() { 0 } else { width.parse().ok()? };
        let (mut text, numeric) = match (value, kind) {
            (Shown::Text(text), None) if !zeros && !plus => (text.to_owned(), false),
            (Shown::Number(number), None) => (number.to_string(), true),
            (Shown::Number(number), Some(kind)) if number >= 0 => match kind {
                'x' => (format!("{}{number:x}", if alternate { "0x" } else { "" }), true),
                'X' => (format!("{}{number:X}", if alternate { "0x" } else { "" }), true),
                'o' => (format!("{}{number:o}", if alternate { "0o" } else { "" }), true),
                'b' => (format!("{}{number:b}", if alternate { "0b" } else { "" }), true),
                _ => return None,
            },
            _ => return None,
        };
        match precision {
            Some(precision) if !numeric => text = text.chars().take(precision.parse().ok()?).collect(),
            Some(_) => return None,
            None => {}
        }
        if plus && numeric && !text.starts_with('-') {
            text.insert(0, '+');
        }
        let missing = width.saturating_sub(text.chars().count());
        if missing > MAX_PADDING {
            return None;
        }
        if zeros && numeric {
            // Zeros stand behind the sign and `0x`.
            let at = text.find(|char: char| char.is_ascii_alphanumeric()).unwrap_or(0);
            let at = if alternate && kind.is_some() { at + 2 } else { at };
            text.insert_str(at.min(text.len()), &"0".repeat(missing));
            return Some(text);
        }
        let before = match align {
            Some('>') => missing,
            Some('^') => missing / 2,
            None if numeric => missing,
            _ => 0,
        };
        let pad = |count: usize| fill.to_string().repeat(count);
        Some(format!("{}{text}{}", pad(before), pad(missing - before)))
    }
}

/// How wide padding is followed.
const MAX_PADDING: usize = 256;

/// What is shown in a form.
#[derive(Debug, Clone, Copy)]
pub enum Shown<'t> {
    /// A text.
    Text(&'t str),
    /// A number.
    Number(i64),
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
        pieces.push(FormatPiece::Arg { which, style, spec: Spec(spec.trim().trim_end_matches('?').to_owned()) });
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

    fn arg(which: Which, style: Style, spec: &str) -> FormatPiece {
        FormatPiece::Arg { which, style, spec: Spec(spec.to_owned()) }
    }

    #[test]
    fn format_strings_come_apart() {
        let lit = |text: &str| FormatPiece::Lit(text.to_owned());
        assert_eq!(
            parse_format("a{}b{1}c{name}d{x:?}"),
            [
                lit("a"),
                arg(Which::Next, Style::Display, ""),
                lit("b"),
                arg(Which::Index(1), Style::Display, ""),
                lit("c"),
                arg(Which::Name("name".into()), Style::Display, ""),
                lit("d"),
                arg(Which::Name("x".into()), Style::Debug, ""),
            ]
        );
        assert_eq!(parse_format("{{{}}}"), [lit("{"), arg(Which::Next, Style::Display, ""), lit("}")]);
        assert_eq!(parse_format("{cart:0>width$}"), [arg(Which::Name("cart".into()), Style::Display, "0>width$")]);
        assert_eq!(parse_format("open {"), [lit("open {")]);
    }

    #[test]
    fn padding_and_radix_are_those_of_the_standard_library() {
        let text = |spec: &str, text: &str| Spec(spec.to_owned()).applied(Shown::Text(text));
        let number = |spec: &str, number: i64| Spec(spec.to_owned()).applied(Shown::Number(number));
        assert_eq!(text(">5", "ab"), Some(format!("{:>5}", "ab")));
        assert_eq!(text("*^7", "ab"), Some(format!("{:*^7}", "ab")));
        assert_eq!(text("-<4", "ab"), Some(format!("{:-<4}", "ab")));
        assert_eq!(text(".3", "deals"), Some(format!("{:.3}", "deals")));
        assert_eq!(text("8.3", "deals"), Some(format!("{:8.3}", "deals")));
        assert_eq!(number("02", 7), Some(format!("{:02}", 7)));
        assert_eq!(number("0>4", 7), Some(format!("{:0>4}", 7)));
        assert_eq!(number("5", 7), Some(format!("{:5}", 7)));
        assert_eq!(number("+", 7), Some(format!("{:+}", 7)));
        assert_eq!(number("+04", 7), Some(format!("{:+04}", 7)));
        assert_eq!(number("05", -7), Some(format!("{:05}", -7)));
        assert_eq!(number("#06x", 255), Some(format!("{:#06x}", 255)));
        assert_eq!(number("08b", 5), Some(format!("{:08b}", 5)));
        assert_eq!(number("X", 255), Some(format!("{:X}", 255)));
        // What is not known is not guessed.
        assert_eq!(number(">width$", 7), None);
        assert_eq!(number(".1", 7), None);
        assert_eq!(text("x", "ab"), None);
    }
}
