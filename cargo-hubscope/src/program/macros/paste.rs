//! The `paste!` macro: `[<list_ $name>]` becomes one identifier.

use crate::syntax::facts::{Delimiter, Name, Token};

/// The tokens with every `[< .. >]` joined to an identifier; everything else stays.
pub fn pasted(tokens: &[Token]) -> Vec<Token> {
    tokens
        .iter()
        .map(|token| match token {
            Token::Group(Delimiter::Bracket, inner, range) => match joined(inner) {
                Some(name) => Token::Ident(name, *range),
                None => Token::Group(Delimiter::Bracket, pasted(inner), *range),
            },
            Token::Group(delimiter, inner, range) => Token::Group(*delimiter, pasted(inner), *range),
            other => other.clone(),
        })
        .collect()
}

/// The identifier of `< a b:snake >`; `None` where the tokens are something else.
fn joined(tokens: &[Token]) -> Option<Name> {
    let [Token::Punct('<', ..), inner @ .., Token::Punct('>', ..)] = tokens else { return None };
    let mut text = String::new();
    let mut last = String::new();
    let mut rest = inner.iter();
    while let Some(token) = rest.next() {
        match token {
            Token::Ident(name, _) | Token::Literal(name, _) => {
                text.push_str(&last);
                last = name.trim_matches('"').trim_start_matches("r#").to_owned();
            }
            Token::Group(Delimiter::None, inner, _) => {
                text.push_str(&last);
                last = match inner.as_slice() {
                    [Token::Ident(name, _) | Token::Literal(name, _)] => name.trim_matches('"').to_owned(),
                    _ => return None,
                };
            }
            Token::Punct(':', ..) => match rest.next()? {
                Token::Ident(modifier, _) => last = modified(&last, modifier)?,
                _ => return None,
            },
            _ => return None,
        }
    }
    text.push_str(&last);
    Some(text.into())
}

fn modified(text: &str, modifier: &str) -> Option<String> {
    Some(match modifier {
        "lower" => text.to_lowercase(),
        "upper" => text.to_uppercase(),
        "snake" => {
            let mut snake = String::new();
            for (index, char) in text.chars().enumerate() {
                if char.is_uppercase() && index > 0 {
                    snake.push('_');
                }
                snake.extend(char.to_lowercase());
            }
            snake
        }
        "camel" => {
            let title = |word: &str| {
                let mut chars = word.chars();
                chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
            };
            text.split('_').map(title).collect()
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::facts::Range;

    fn ident(name: &str) -> Token {
        Token::Ident(name.into(), Range::default())
    }

    fn punct(char: char) -> Token {
        Token::Punct(char, false, Range::default())
    }

    fn name_of(tokens: Vec<Token>) -> Option<String> {
        match pasted(&[Token::Group(Delimiter::Bracket, tokens, Range::default())]).as_slice() {
            [Token::Ident(name, _)] => Some(name.to_string()),
            _ => None,
        }
    }

    #[test]
    fn names_are_joined_and_modified() {
        let list = vec![punct('<'), ident("list_"), ident("Deals"), punct(':'), ident("lower"), punct('>')];
        assert_eq!(name_of(list).as_deref(), Some("list_deals"));
        let camel = vec![punct('<'), ident("line_items"), punct(':'), ident("camel"), ident("Api"), punct('>')];
        assert_eq!(name_of(camel).as_deref(), Some("LineItemsApi"));
    }

    #[test]
    fn other_brackets_stay() {
        assert_eq!(name_of(vec![ident("a"), punct(','), ident("b")]), None);
    }
}
