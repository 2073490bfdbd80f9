//! Between proc-macro2's tokens and ours.

use std::str::FromStr;

use proc_macro2::{Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};

use super::super::facts::{Delimiter, Name, Range, Token};
use super::Lowering;

/// Stands for `$crate` where proc-macro2 wants an ordinary identifier.
pub(in crate::syntax) const DOLLAR_CRATE: &str = "__dollar_crate";

impl Lowering {
    /// Our form of a token stream.
    pub(super) fn tokens(&mut self, stream: &TokenStream) -> Vec<Token> {
        let mut tokens = Vec::new();
        let mut trees = stream.clone().into_iter().peekable();
        while let Some(tree) = trees.next() {
            let token = match tree {
                TokenTree::Ident(ident) => self.ident_token(&ident),
                TokenTree::Literal(literal) => {
                    Token::Literal(Name::from(literal.to_string()), self.range(literal.span()))
                }
                TokenTree::Punct(punct) if punct.as_char() == '\'' && punct.spacing() == Spacing::Joint => {
                    let range = self.mark(punct.span());
                    match trees.next() {
                        Some(TokenTree::Ident(ident)) => {
                            let end = self.range(ident.span()).end;
                            let name = self.intern(&format!("'{ident}"));
                            Token::Ident(name, Range { start: range.start, end })
                        }
                        _ => Token::Punct('\'', true, range),
                    }
                }
                TokenTree::Punct(punct) => {
                    let joint = punct.spacing() == Spacing::Joint;
                    Token::Punct(punct.as_char(), joint, self.mark(punct.span()))
                }
                TokenTree::Group(group) => {
                    let inner = self.tokens(&group.stream());
                    Token::Group(delimiter(group.delimiter()), inner, self.range(group.span()))
                }
            };
            tokens.push(token);
        }
        tokens
    }

    /// An identifier with its `r#`.
    fn ident_token(&mut self, ident: &Ident) -> Token {
        let (name, range) = self.ident(ident);
        // What was printed last is the identifier as written.
        if self.text.starts_with("r#") {
            let name = self.intern(&format!("r#{name}"));
            return Token::Ident(name, range);
        }
        Token::Ident(name, range)
    }
}

fn delimiter(delimiter: proc_macro2::Delimiter) -> Delimiter {
    match delimiter {
        proc_macro2::Delimiter::Parenthesis => Delimiter::Parenthesis,
        proc_macro2::Delimiter::Brace => Delimiter::Brace,
        proc_macro2::Delimiter::Bracket => Delimiter::Bracket,
        proc_macro2::Delimiter::None => Delimiter::None,
    }
}

/// proc-macro2's form of one of our tokens, without a place. `None` for a text that is no token.
pub(in crate::syntax) fn to_token(token: &Token, out: &mut Vec<TokenTree>) -> Option<()> {
    match token {
        Token::Ident(name, _) => match name.strip_prefix('\'') {
            Some(lifetime) => {
                out.push(Punct::new('\'', Spacing::Joint).into());
                out.push(identifier(lifetime)?.into());
            }
            None => out.push(identifier(name)?.into()),
        },
        Token::Literal(text, _) => {
            let mut literal = Literal::from_str(text).ok()?;
            literal.set_span(Span::call_site());
            out.push(literal.into());
        }
        Token::Punct(char, joint, _) => {
            if !"=<>!~+-*/%^&|@.,;:#$?'".contains(*char) {
                return None;
            }
            out.push(Punct::new(*char, if *joint { Spacing::Joint } else { Spacing::Alone }).into());
        }
        Token::Group(kind, tokens, _) => {
            let mut inner = Vec::with_capacity(tokens.len());
            for token in tokens {
                to_token(token, &mut inner)?;
            }
            let kind = match kind {
                Delimiter::Parenthesis => proc_macro2::Delimiter::Parenthesis,
                Delimiter::Brace => proc_macro2::Delimiter::Brace,
                Delimiter::Bracket => proc_macro2::Delimiter::Bracket,
                Delimiter::None => proc_macro2::Delimiter::None,
            };
            out.push(Group::new(kind, inner.into_iter().collect()).into());
        }
    }
    Some(())
}

fn identifier(name: &str) -> Option<Ident> {
    if name == "$crate" {
        return Some(Ident::new(DOLLAR_CRATE, Span::call_site()));
    }
    let (plain, raw) = match name.strip_prefix("r#") {
        Some(plain) => (plain, true),
        None => (name, false),
    };
    // `Ident::new` panics on what is no identifier.
    let mut chars = plain.chars();
    let first = chars.next()?;
    if !(first == '_' || first.is_alphabetic()) || !chars.all(|c| c == '_' || c.is_alphanumeric() || !c.is_ascii()) {
        return None;
    }
    if raw && matches!(plain, "_" | "super" | "self" | "Self" | "crate") {
        return None;
    }
    Some(if raw { Ident::new_raw(plain, Span::call_site()) } else { Ident::new(plain, Span::call_site()) })
}
