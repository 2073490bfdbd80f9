//! Whether the tokens of an invocation match a rule, and what its variables stand for.

use std::collections::BTreeMap;

use super::pattern::{Class, Pattern, Repeat, Times, token_length};
use super::{ExpandError, Fuel};
use crate::syntax::facts::{Delimiter, Name, Token};
use crate::syntax::{Class as Syntax, fragment_length};

/// What a variable stands for.
#[derive(Debug, Clone)]
pub(super) enum Binding {
    /// Its tokens.
    One(Class, Vec<Token>),
    /// One for each repetition of what it stands in.
    Many(Vec<Binding>),
}

/// The variables of a rule.
pub(super) type Bindings = BTreeMap<Name, Binding>;

/// The bindings if all tokens match.
pub(super) fn matches(patterns: &[Pattern], input: &[Token], fuel: &mut Fuel) -> Result<Option<Bindings>, ExpandError> {
    let mut bindings = Bindings::new();
    let rest = sequence(patterns, input, &mut bindings, fuel)?;
    Ok(rest.is_some_and(<[Token]>::is_empty).then_some(bindings))
}

/// Matches patterns in order; gives what is left of the input.
fn sequence<'a>(
    patterns: &[Pattern],
    mut input: &'a [Token],
    bindings: &mut Bindings,
    fuel: &mut Fuel,
) -> Result<Option<&'a [Token]>, ExpandError> {
    for pattern in patterns {
        fuel.burn(1)?;
        let rest = match pattern {
            Pattern::Token(expected) => match input.split_first() {
                Some((token, rest)) if same(expected, token) => Some(rest),
                _ => None,
            },
            Pattern::Group(delimiter, inner) => match input.split_first() {
                Some((Token::Group(found, tokens, _), rest)) if found == delimiter => {
                    sequence(inner, tokens, bindings, fuel)?.is_some_and(<[Token]>::is_empty).then_some(rest)
                }
                _ => None,
            },
            Pattern::Variable(name, class) => match variable(*class, input, fuel)? {
                Some(length) => {
                    let (tokens, rest) = input.split_at(length);
                    bindings.insert(name.clone(), Binding::One(*class, tokens.to_vec()));
                    Some(rest)
                }
                None => None,
            },
            Pattern::Repeat(repeat) => repetition(repeat, input, bindings, fuel)?,
        };
        match rest {
            Some(rest) => input = rest,
            None => return Ok(None),
        }
    }
    Ok(Some(input))
}

/// Matches as many repetitions as there are; gives what is left.
fn repetition<'a>(
    repeat: &Repeat,
    mut input: &'a [Token],
    bindings: &mut Bindings,
    fuel: &mut Fuel,
) -> Result<Option<&'a [Token]>, ExpandError> {
    let mut rounds: Vec<Bindings> = Vec::new();
    while rounds.is_empty() || repeat.times != Times::Optional {
        fuel.burn(1)?;
        let start = if rounds.is_empty() { Some(input) } else { after(&repeat.separator, input) };
        let mut round = Bindings::new();
        match start {
            Some(start) if !start.is_empty() => match sequence(&repeat.inner, start, &mut round, fuel)? {
                // A repetition that takes nothing would go on for ever.
                Some(rest) if rest.len() < input.len() => input = rest,
                _ => break,
            },
            _ => break,
        }
        rounds.push(round);
    }
    if rounds.is_empty() && repeat.times == Times::Some {
        return Ok(None);
    }
    for name in &repeat.variables {
        let values = rounds.iter_mut().filter_map(|round| round.remove(name)).collect();
        bindings.insert(name.clone(), Binding::Many(values));
    }
    Ok(Some(input))
}

/// What is left after a separator, if it stands there.
fn after<'a>(separator: &[Token], input: &'a [Token]) -> Option<&'a [Token]> {
    let (start, rest) = input.split_at_checked(separator.len())?;
    separator.iter().zip(start).all(|(expected, token)| same(expected, token)).then_some(rest)
}

/// Whether a token of a matcher is the token of an invocation.
fn same(expected: &Token, token: &Token) -> bool {
    match (expected, token) {
        (Token::Ident(a, _), Token::Ident(b, _)) | (Token::Literal(a, _), Token::Literal(b, _)) => a == b,
        (Token::Punct(a, ..), Token::Punct(b, ..)) => a == b,
        _ => false,
    }
}

/// How many tokens a variable takes; `None` when they do not begin with what it matches.
fn variable(class: Class, input: &[Token], fuel: &mut Fuel) -> Result<Option<usize>, ExpandError> {
    let syntax = match class {
        Class::Vis => return Ok(Some(visibility(input))),
        Class::Tt => return Ok((!input.is_empty()).then(|| token_length(input))),
        Class::Ident => {
            return Ok(
                matches!(input, [Token::Ident(name, _), ..] if &**name != "_" && !name.starts_with('\'')).then_some(1)
            );
        }
        Class::Lifetime => {
            return Ok(matches!(input, [Token::Ident(name, _), ..] if name.starts_with('\'')).then_some(1));
        }
        Class::Block => return Ok(matches!(input, [Token::Group(Delimiter::Brace, ..), ..]).then_some(1)),
        Class::Literal => {
            return Ok(match input {
                [Token::Literal(..), ..] => Some(1),
                [Token::Punct('-', ..), Token::Literal(..), ..] => Some(2),
                [Token::Ident(name, _), ..] if matches!(&**name, "true" | "false") => Some(1),
                _ => None,
            });
        }
        Class::Expr => Syntax::Expr,
        Class::Item => Syntax::Item,
        Class::Meta => Syntax::Meta,
        Class::Pat => Syntax::Pat,
        Class::PatParam => Syntax::PatParam,
        Class::Path => Syntax::Path,
        Class::Stmt => Syntax::Stmt,
        Class::Ty => Syntax::Ty,
    };
    fuel.burn(input.len().min(64))?;
    let length = fragment_length(input, syntax);
    fuel.burn(length.unwrap_or(input.len()))?;
    Ok(length)
}

/// `pub`, `pub(crate)`, `pub(in path)`, or nothing.
fn visibility(input: &[Token]) -> usize {
    match input {
        [Token::Ident(word, _), Token::Group(Delimiter::Parenthesis, inner, _), ..] if &**word == "pub" => {
            let restricted = matches!(inner.first(), Some(Token::Ident(name, _)) if matches!(&**name, "crate" | "self" | "super" | "in"));
            // `pub (u8)` of a tuple field is `pub` and a type.
            if restricted
                && (inner.len() == 1 || matches!(inner.first(), Some(Token::Ident(name, _)) if &**name == "in"))
            {
                2
            } else {
                1
            }
        }
        [Token::Ident(word, _), ..] if &**word == "pub" => 1,
        _ => 0,
    }
}
