//! The right side of a rule, written out.

use std::collections::BTreeMap;

use super::matching::{Binding, Bindings};
use super::pattern::{Class, repetition};
use super::{ExpandError, Fuel};
use crate::syntax::facts::{Delimiter, Name, Range, Token};

/// The deepest groups that an expansion may write; a source file may not nest deeper either.
const DEPTH: u32 = 300;

/// The variables that are known at a place of the body.
type Scope<'a> = BTreeMap<Name, &'a Binding>;

/// Writes out the body of a rule.
pub(super) fn transcribe(body: &[Token], bindings: &Bindings, fuel: &mut Fuel) -> Result<Vec<Token>, ExpandError> {
    let scope = bindings.iter().map(|(name, binding)| (name.clone(), binding)).collect();
    let mut out = Vec::new();
    write(body, &scope, &mut out, 0, fuel)?;
    Ok(out)
}

fn write(
    body: &[Token],
    scope: &Scope<'_>,
    out: &mut Vec<Token>,
    depth: u32,
    fuel: &mut Fuel,
) -> Result<(), ExpandError> {
    if depth > DEPTH {
        return Err(ExpandError::TooLarge);
    }
    let mut rest = body;
    while let Some((token, after)) = rest.split_first() {
        fuel.burn(1)?;
        rest = after;
        match token {
            Token::Punct('$', ..) => match after {
                [Token::Group(Delimiter::Parenthesis, inner, _), after @ ..] => {
                    let (separator, _, after) = repetition(after).ok_or(ExpandError::Malformed)?;
                    rest = after;
                    repeat(inner, &separator, scope, out, depth, fuel)?;
                }
                [Token::Ident(name, range), after @ ..] if &**name == "crate" => {
                    rest = after;
                    out.push(Token::Ident(Name::from("$crate"), *range));
                }
                [Token::Ident(name, range), after @ ..] if scope.contains_key(name) => {
                    rest = after;
                    match scope.get(name) {
                        Some(Binding::One(class, tokens)) => {
                            fuel.burn(size(tokens, depth)?)?;
                            substitute(*class, tokens, rest, *range, out);
                        }
                        // A variable of a repetition, outside of one.
                        _ => return Err(ExpandError::Malformed),
                    }
                }
                // `$name` of a macro that this body defines.
                _ => out.push(token.clone()),
            },
            Token::Group(delimiter, inner, range) => {
                let mut tokens = Vec::with_capacity(inner.len());
                write(inner, scope, &mut tokens, depth + 1, fuel)?;
                out.push(Token::Group(*delimiter, tokens, *range));
            }
            token => out.push(token.clone()),
        }
    }
    Ok(())
}

fn repeat(
    inner: &[Token],
    separator: &[Token],
    scope: &Scope<'_>,
    out: &mut Vec<Token>,
    depth: u32,
    fuel: &mut Fuel,
) -> Result<(), ExpandError> {
    let mut used = Vec::new();
    variables(inner, scope, &mut used);
    let mut rounds = None;
    for name in &used {
        if let Some(Binding::Many(values)) = scope.get(name) {
            if rounds.is_some_and(|rounds| rounds != values.len()) {
                return Err(ExpandError::Malformed);
            }
            rounds = Some(values.len());
        }
    }
    // Without a variable nothing says how often.
    let rounds = rounds.ok_or(ExpandError::Malformed)?;
    for round in 0..rounds {
        fuel.burn(1)?;
        if round > 0 {
            out.extend(separator.iter().cloned());
        }
        let mut narrowed = scope.clone();
        for name in &used {
            if let Some(Binding::Many(values)) = scope.get(name)
                && let Some(value) = values.get(round)
            {
                narrowed.insert(name.clone(), value);
            }
        }
        write(inner, &narrowed, out, depth, fuel)?;
    }
    Ok(())
}

/// The variables of the scope that a part of a body uses.
fn variables(body: &[Token], scope: &Scope<'_>, used: &mut Vec<Name>) {
    for (index, token) in body.iter().enumerate() {
        match token {
            Token::Ident(name, _)
                if index > 0 && matches!(body[index - 1], Token::Punct('$', ..)) && scope.contains_key(name) =>
            {
                used.push(name.clone());
            }
            Token::Group(_, inner, _) => variables(inner, scope, used),
            _ => {}
        }
    }
}

/// Writes the tokens of a variable so that they stay one operand or type.
fn substitute(class: Class, tokens: &[Token], rest: &[Token], range: Range, out: &mut Vec<Token>) {
    let path_follows = matches!(rest, [Token::Punct(':', true, _), Token::Punct(':', ..), ..]);
    match (class, tokens) {
        (Class::Expr, [_, _, ..]) => out.push(Token::Group(Delimiter::None, tokens.to_vec(), range)),
        // `Vec<T>::new` is no expression, `<Vec<T>>::new` is.
        (Class::Ty, [_, _, ..]) if path_follows => {
            out.push(Token::Punct('<', false, range));
            out.extend(tokens.iter().cloned());
            out.push(Token::Punct('>', false, range));
        }
        _ => out.extend(tokens.iter().cloned()),
    }
}

/// How many tokens there are at any depth.
fn size(tokens: &[Token], depth: u32) -> Result<usize, ExpandError> {
    if depth > DEPTH {
        return Err(ExpandError::TooLarge);
    }
    let mut total = tokens.len();
    for token in tokens {
        if let Token::Group(_, inner, _) = token {
            total += size(inner, depth + 1)?;
        }
    }
    Ok(total)
}
