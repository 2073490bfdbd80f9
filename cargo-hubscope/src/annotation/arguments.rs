//! The arguments of the attribute macros, out of tokens.

use super::{Endpoint, Word};
use crate::source::{SourceId, Span};
use crate::syntax::facts::{Delimiter, Range, Token};
use crate::syntax::string_literal;

/// What the arguments of `#[scopes(..)]` name.
#[derive(Default)]
pub(super) struct Scopes {
    pub required: Vec<Word>,
    pub optional: Vec<Word>,
    /// Rules with the reason.
    pub allowed: Vec<(Vec<Word>, String)>,
}

/// Reads `"a", optional("b", unchecked("c"), reason = ".."), unchecked("d"), allow(rule, reason = "..")`.
pub(super) fn scopes(tokens: &[Token], source: SourceId) -> Scopes {
    let mut read = Scopes::default();
    let reader = Reader { source };
    for entry in entries(&flat(tokens)) {
        match entry.as_slice() {
            [Token::Literal(text, range)] => read.required.extend(reader.word(text, *range)),
            [Token::Ident(word, _), Token::Group(Delimiter::Parenthesis, inner, _)] => {
                let inner = entries(&flat(inner));
                match &**word {
                    "optional" => read.optional.extend(reader.names(&inner)),
                    "unchecked" => read.required.extend(reader.names(&inner)),
                    "allow" => read.allowed.push(reader.allowed(&inner)),
                    _ => {}
                }
            }
            _ => {}
        }
    }
    read
}

/// Reads `GET, "/path/{objectType}", object_types("contacts")`: one endpoint for each object type.
pub(super) fn endpoint(tokens: &[Token], source: SourceId) -> Option<Vec<Endpoint>> {
    let tokens = flat(tokens);
    let mut parts = entries(&tokens).into_iter();
    let (Some(method), Some(path)) = (parts.next(), parts.next()) else { return None };
    let ([Token::Ident(method, _)], [Token::Literal(path, range)]) = (method.as_slice(), path.as_slice()) else {
        return None;
    };
    let reader = Reader { source };
    let path = reader.word(path, *range)?;
    let mut types = Vec::new();
    if let Some([Token::Ident(word, _), Token::Group(Delimiter::Parenthesis, inner, _)]) = parts.next().as_deref()
        && &**word == "object_types"
    {
        types = reader.names(&entries(&flat(inner)));
    }
    let segments: Vec<&str> = path.text.split('/').collect();
    let place = object_place(&segments);
    let written = |object: Option<&str>| {
        let parts = segments.iter().enumerate().map(|(index, segment)| match object {
            Some(object) if Some(index) == place => object,
            _ if segment.starts_with('{') => "{}",
            _ => segment,
        });
        parts.collect::<Vec<_>>().join("/")
    };
    let endpoint =
        |object: Option<&str>| Endpoint { method: method.to_string(), path: written(object), span: path.span };
    Some(match types.as_slice() {
        [] => vec![endpoint(None)],
        types => types.iter().map(|object| endpoint(Some(&object.text))).collect(),
    })
}

/// The segment that the object types stand for: the one that is named so, else the first parameter.
fn object_place(segments: &[&str]) -> Option<usize> {
    let parameter = |segment: &&str| segment.starts_with('{');
    let named = |segment: &&str| parameter(segment) && segment.to_lowercase().contains("objecttype");
    segments.iter().position(named).or_else(|| segments.iter().position(parameter))
}

struct Reader {
    source: SourceId,
}

impl Reader {
    fn word(&self, literal: &str, range: Range) -> Option<Word> {
        let text = string_literal(literal)?;
        let span = Span { source: self.source, start: range.start, end: range.end };
        Some(Word { text: text.into(), span })
    }

    /// The texts among entries, those of `unchecked(..)` too.
    fn names(&self, entries: &[Vec<Token>]) -> Vec<Word> {
        let mut names = Vec::new();
        for entry in entries {
            match entry.as_slice() {
                [Token::Literal(text, range)] => names.extend(self.word(text, *range)),
                [Token::Ident(word, _), Token::Group(Delimiter::Parenthesis, inner, _)] if &**word == "unchecked" => {
                    names.extend(self::entries(&flat(inner)).iter().filter_map(|entry| match entry.as_slice() {
                        [Token::Literal(text, range)] => self.word(text, *range),
                        _ => None,
                    }));
                }
                _ => {}
            }
        }
        names
    }

    fn allowed(&self, entries: &[Vec<Token>]) -> (Vec<Word>, String) {
        let mut rules = Vec::new();
        let mut reason = String::new();
        for entry in entries {
            match entry.as_slice() {
                [Token::Ident(rule, range)] => {
                    let span = Span { source: self.source, start: range.start, end: range.end };
                    rules.push(Word { text: rule.clone(), span });
                }
                [Token::Ident(key, _), Token::Punct('=', ..), Token::Literal(text, _)] if &**key == "reason" => {
                    reason = string_literal(text).unwrap_or_default();
                }
                _ => {}
            }
        }
        (rules, reason)
    }
}

/// The tokens without the invisible groups in which a macro's fragments come.
fn flat(tokens: &[Token]) -> Vec<Token> {
    let mut flat = Vec::with_capacity(tokens.len());
    let mut open: Vec<&Token> = tokens.iter().rev().collect();
    while let Some(token) = open.pop() {
        match token {
            Token::Group(Delimiter::None, inner, _) => open.extend(inner.iter().rev()),
            token => flat.push(token.clone()),
        }
    }
    flat
}

/// The parts between commas.
fn entries(tokens: &[Token]) -> Vec<Vec<Token>> {
    let parts = tokens.split(|token| matches!(token, Token::Punct(',', ..)));
    parts.filter(|part| !part.is_empty()).map(<[Token]>::to_vec).collect()
}
