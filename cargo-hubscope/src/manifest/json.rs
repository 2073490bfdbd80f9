//! JSON files as trees with places.
//!
//! HubSpot reads strict JSON. People write comments and trailing commas, and a file that HubSpot refuses is worth
//! analysing all the same: the text is read leniently, and what strict JSON forbids is reported beside the tree.

use std::sync::Arc;

use jsonc_parser::ast::{ObjectPropName, Value as Ast};
use jsonc_parser::common::Ranged;
use jsonc_parser::tokens::{Token, TokenAndRange};
use jsonc_parser::{CollectOptions, CommentCollectionStrategy, ParseOptions, parse_to_ast};

use super::{Problem, ProblemKind};
use crate::source::{SourceId, Span};

/// A value with its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node {
    pub(super) value: Value,
    /// The whole value with its quotes or brackets.
    pub(super) span: Span,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Null,
    Bool(bool),
    Number(Arc<str>),
    String(Arc<str>),
    Array(Vec<Node>),
    Object(Vec<Property>),
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Property {
    pub(super) key: Arc<str>,
    pub(super) key_span: Span,
    pub(super) value: Node,
}

/// A file that could be read.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) root: Node,
    /// What strict JSON forbids, and keys that occur twice.
    pub(super) problems: Vec<Problem>,
}

/// Why a text is not JSON of any dialect.
#[derive(Debug)]
pub(super) struct Broken {
    pub(super) message: String,
    pub(super) span: Span,
}

impl Node {
    pub(super) fn as_str(&self) -> Option<&Arc<str>> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn as_array(&self) -> Option<&[Node]> {
        match &self.value {
            Value::Array(elements) => Some(elements),
            _ => None,
        }
    }

    pub(super) fn as_object(&self) -> Option<&[Property]> {
        match &self.value {
            Value::Object(properties) => Some(properties),
            _ => None,
        }
    }

    /// The property of an object; of several with the same key the last, as in JavaScript.
    pub(super) fn property(&self, key: &str) -> Option<&Property> {
        self.as_object()?.iter().rev().find(|property| &*property.key == key)
    }

    /// The value of a property of an object.
    pub(super) fn get(&self, key: &str) -> Option<&Node> {
        self.property(key).map(|property| &property.value)
    }

    /// The string value of a property of an object.
    pub(super) fn get_str(&self, key: &str) -> Option<&Arc<str>> {
        self.get(key)?.as_str()
    }

    /// The elements of an array property; nothing for any other value.
    pub(super) fn get_array(&self, key: &str) -> &[Node] {
        self.get(key).and_then(Node::as_array).unwrap_or_default()
    }

    /// The value without its places; of keys that occur twice the last.
    pub(super) fn content(&self) -> serde_json::Value {
        use serde_json::Value as Json;
        match &self.value {
            Value::Null => Json::Null,
            Value::Bool(value) => Json::Bool(*value),
            // As written: only its identity matters.
            Value::Number(text) => Json::String(format!("number {text}")),
            Value::String(text) => Json::String(text.to_string()),
            Value::Array(elements) => Json::Array(elements.iter().map(Self::content).collect()),
            Value::Object(properties) => {
                Json::Object(properties.iter().map(|entry| (entry.key.to_string(), entry.value.content())).collect())
            }
        }
    }

    /// What the value is, for people.
    pub(super) fn kind(&self) -> &'static str {
        match &self.value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        }
    }
}

/// Reads a text leniently.
pub(super) fn parse(source: SourceId, text: &str) -> Result<Document, Broken> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let at = Place { source, offset: text.len() - body.len() };
    let collect = CollectOptions { comments: CommentCollectionStrategy::AsTokens, tokens: true };
    let broken = |error: &jsonc_parser::errors::ParseError| Broken {
        message: lower(&error.kind().to_string()),
        span: at.span(error.range().start, error.range().end),
    };
    let parsed = parse_to_ast(body, &collect, &ParseOptions::default()).map_err(|error| broken(&error))?;
    let Some(value) = &parsed.value else {
        return Err(Broken { message: "the file is empty".to_owned(), span: at.span(0, body.len()) });
    };
    let mut problems = Vec::new();
    let root = at.node(value, &mut problems);
    dialect(&at, parsed.tokens.as_deref().unwrap_or_default(), &mut problems);
    let tolerant = ParseOptions { allow_comments: true, allow_trailing_commas: true, ..strict() };
    if let Err(error) = parse_to_ast(body, &CollectOptions::default(), &tolerant) {
        let Broken { message, span } = broken(&error);
        problems.push(not_strict(span, format!("HubSpot reads strict JSON: {message}")));
    } else if problems.is_empty() {
        // The measure is a strict parser, whatever the lenient one lets pass.
        if let Err(error) = serde_json::from_str::<serde_json::Value>(body) {
            problems.push(not_strict(root.span, format!("HubSpot reads strict JSON: {}", lower(&error.to_string()))));
        }
    }
    problems.sort_by_key(|problem| problem.span);
    Ok(Document { root, problems })
}

fn strict() -> ParseOptions {
    ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    }
}

fn not_strict(span: Span, message: String) -> Problem {
    Problem::new(ProblemKind::NotStrictJson, span, message)
}

/// Comments and commas before a closing bracket.
fn dialect(at: &Place, tokens: &[TokenAndRange<'_>], problems: &mut Vec<Problem>) {
    let mut comma = None;
    for token in tokens {
        match token.token {
            Token::CommentLine(_) | Token::CommentBlock(_) => {
                let message = "HubSpot reads strict JSON, which has no comments".to_owned();
                problems.push(not_strict(at.span(token.range.start, token.range.end), message));
            }
            Token::CloseBrace | Token::CloseBracket => {
                if let Some(span) = comma.take() {
                    let message = "HubSpot reads strict JSON, which has no comma after the last entry".to_owned();
                    problems.push(not_strict(span, message));
                }
            }
            Token::Comma => comma = Some(at.span(token.range.start, token.range.end)),
            _ => comma = None,
        }
    }
}

/// Where a text begins in its file.
struct Place {
    source: SourceId,
    offset: usize,
}

impl Place {
    fn span(&self, start: usize, end: usize) -> Span {
        let at = |offset: usize| u32::try_from(offset + self.offset).unwrap_or(u32::MAX);
        Span { source: self.source, start: at(start), end: at(end) }
    }

    fn node(&self, value: &Ast<'_>, problems: &mut Vec<Problem>) -> Node {
        let range = value.range();
        let span = self.span(range.start, range.end);
        let value = match value {
            Ast::StringLit(literal) => Value::String(Arc::from(&*literal.value)),
            Ast::NumberLit(literal) => Value::Number(Arc::from(literal.value)),
            Ast::BooleanLit(literal) => Value::Bool(literal.value),
            Ast::NullKeyword(_) => Value::Null,
            Ast::Array(array) => {
                Value::Array(array.elements.iter().map(|element| self.node(element, problems)).collect())
            }
            Ast::Object(object) => {
                let mut properties: Vec<Property> = Vec::with_capacity(object.properties.len());
                for property in &object.properties {
                    let range = match &property.name {
                        ObjectPropName::String(literal) => literal.range,
                        ObjectPropName::Word(literal) => literal.range,
                    };
                    let key: Arc<str> = Arc::from(property.name.as_str());
                    let key_span = self.span(range.start, range.end);
                    if let Some(first) = properties.iter().find(|other| other.key == key) {
                        let message = format!("the key `{key}` occurs twice; HubSpot takes the last one");
                        problems.push(
                            Problem::new(ProblemKind::DuplicateKey, key_span, message)
                                .label(first.key_span, "first here, without effect")
                                .help("keep one of them"),
                        );
                    }
                    properties.push(Property { key, key_span, value: self.node(&property.value, problems) });
                }
                Value::Object(properties)
            }
        };
        Node { value, span }
    }
}

/// The message with its first letter in lower case, unless it begins with a name.
pub(super) fn lower(message: &str) -> String {
    let mut letters = message.chars();
    match letters.next() {
        Some(first) if letters.clone().next().is_some_and(char::is_lowercase) => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => message.to_owned(),
    }
}
