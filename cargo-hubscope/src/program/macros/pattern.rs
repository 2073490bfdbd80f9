//! The left side of a rule.

use super::ExpandError;
use crate::syntax::facts::{Delimiter, Name, Token};

/// A piece of a matcher.
#[derive(Debug, Clone)]
pub(super) enum Pattern {
    /// A token that must stand there.
    Token(Token),
    /// A group whose content must match.
    Group(Delimiter, Vec<Pattern>),
    /// `$name:class`.
    Variable(Name, Class),
    /// `$( .. ) separator operator`.
    Repeat(Repeat),
}

/// A repetition.
#[derive(Debug, Clone)]
pub(super) struct Repeat {
    /// What is repeated.
    pub(super) inner: Vec<Pattern>,
    /// The tokens between repetitions: none, or those of one operator.
    pub(super) separator: Vec<Token>,
    /// How often.
    pub(super) times: Times,
    /// The variables inside, which are bound even where there are no repetitions.
    pub(super) variables: Vec<Name>,
}

/// How often a repetition may match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Times {
    /// `*`
    Any,
    /// `+`
    Some,
    /// `?`
    Optional,
}

/// What a variable matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Block,
    Expr,
    Ident,
    Item,
    Lifetime,
    Literal,
    Meta,
    Pat,
    PatParam,
    Path,
    Stmt,
    Tt,
    Ty,
    Vis,
}

/// Reads a matcher.
pub(super) fn parse(tokens: &[Token]) -> Result<Vec<Pattern>, ExpandError> {
    let mut patterns = Vec::new();
    let mut rest = tokens;
    while let Some((token, after)) = rest.split_first() {
        rest = after;
        match token {
            Token::Punct('$', ..) => match after {
                [Token::Group(Delimiter::Parenthesis, inner, _), after @ ..] => {
                    let inner = parse(inner)?;
                    let (separator, times, after) = repetition(after).ok_or(ExpandError::Malformed)?;
                    let mut variables = Vec::new();
                    collect(&inner, &mut variables);
                    patterns.push(Pattern::Repeat(Repeat { inner, separator, times, variables }));
                    rest = after;
                }
                [Token::Ident(name, range), after @ ..] if &**name == "crate" => {
                    patterns.push(Pattern::Token(Token::Ident(Name::from("$crate"), *range)));
                    rest = after;
                }
                [Token::Ident(name, _), Token::Punct(':', ..), Token::Ident(class, _), after @ ..] => {
                    let class = class_of(class).ok_or(ExpandError::Malformed)?;
                    patterns.push(Pattern::Variable(name.clone(), class));
                    rest = after;
                }
                _ => return Err(ExpandError::Malformed),
            },
            Token::Group(delimiter, inner, _) => patterns.push(Pattern::Group(*delimiter, parse(inner)?)),
            token => patterns.push(Pattern::Token(token.clone())),
        }
    }
    Ok(patterns)
}

/// What follows `$( .. )`: separator and operator, and the rest.
pub(super) fn repetition(tokens: &[Token]) -> Option<(Vec<Token>, Times, &[Token])> {
    if let Some(times) = times(tokens.first()?) {
        return Some((Vec::new(), times, &tokens[1..]));
    }
    let length = token_length(tokens);
    let times = times(tokens.get(length)?)?;
    Some((tokens[..length].to_vec(), times, &tokens[length + 1..]))
}

fn times(token: &Token) -> Option<Times> {
    match token {
        Token::Punct('*', ..) => Some(Times::Any),
        Token::Punct('+', ..) => Some(Times::Some),
        Token::Punct('?', ..) => Some(Times::Optional),
        _ => None,
    }
}

fn class_of(name: &str) -> Option<Class> {
    Some(match name {
        "block" => Class::Block,
        "expr" | "expr_2021" => Class::Expr,
        "ident" => Class::Ident,
        "item" => Class::Item,
        "lifetime" => Class::Lifetime,
        "literal" => Class::Literal,
        "meta" => Class::Meta,
        "pat" => Class::Pat,
        "pat_param" => Class::PatParam,
        "path" => Class::Path,
        "stmt" => Class::Stmt,
        "tt" => Class::Tt,
        "ty" => Class::Ty,
        "vis" => Class::Vis,
        _ => return None,
    })
}

fn collect(patterns: &[Pattern], names: &mut Vec<Name>) {
    for pattern in patterns {
        match pattern {
            Pattern::Variable(name, _) => names.push(name.clone()),
            Pattern::Group(_, inner) => collect(inner, names),
            Pattern::Repeat(repeat) => names.extend(repeat.variables.iter().cloned()),
            Pattern::Token(_) => {}
        }
    }
}

/// Operators of more than one character, longest first.
const OPERATORS: [&str; 25] = [
    "<<=", ">>=", "...", "..=", "::", "->", "=>", "<-", "==", "!=", "<=", ">=", "&&", "||", "<<", ">>", "+=", "-=",
    "*=", "/=", "%=", "^=", "&=", "|=", "..",
];

/// How many of our tokens make the first token as macros see it: those of a whole operator.
pub(super) fn token_length(tokens: &[Token]) -> usize {
    let mut text = String::new();
    for token in tokens.iter().take(3) {
        let Token::Punct(char, joint, _) = token else { break };
        text.push(*char);
        if !joint {
            break;
        }
    }
    OPERATORS.iter().find(|operator| text.starts_with(**operator)).map_or(1, |operator| operator.len())
}
