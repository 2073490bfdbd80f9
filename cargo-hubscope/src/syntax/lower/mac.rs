//! Macro invocations: their tokens, and what of them reads as Rust.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser as _};
use syn::{Expr, Ident, Token};

use super::super::facts::{ExprId, ExprKind, MacroCall, MacroRead, Name, Range, Token as FactToken};
use super::ty::delimiter_span;
use super::{Lowering, cover};

/// Invocations nested deeper than this inside the arguments of others keep their tokens but are not read: each level
/// holds its tokens again.
const MACRO_DEPTH: u32 = 32;

/// How one argument of a macro reads: with the name of `name = expr`, if it has one.
type Argument = (Option<Ident>, Expr);

impl Lowering {
    /// Lowers an invocation; also gives its place.
    pub(super) fn macro_call(&mut self, mac: &syn::Macro) -> (MacroCall, Range) {
        let path = self.path(None, &mac.path);
        let range = cover(path.range, self.range(delimiter_span(&mac.delimiter)));
        if let Some(last) = path.segments.last() {
            let name = last.name.clone();
            self.mention(&name);
        }
        let tokens = self.tokens(&mac.tokens);
        self.mention_tokens(&tokens);
        let read = if self.macro_depth < MACRO_DEPTH {
            self.macro_depth += 1;
            let read = self.read(&mac.tokens);
            self.macro_depth -= 1;
            read
        } else {
            MacroRead::Nothing
        };
        (MacroCall { path, tokens, read }, range)
    }

    fn mention_tokens(&mut self, tokens: &[FactToken]) {
        if self.mentions.is_empty() {
            return;
        }
        for token in tokens {
            match token {
                FactToken::Ident(name, _) => match name.strip_prefix("r#") {
                    Some(plain) => {
                        let plain = self.intern(plain);
                        self.mention(&plain);
                    }
                    None => self.mention(name),
                },
                FactToken::Group(_, inner, _) => self.mention_tokens(inner),
                FactToken::Literal(..) | FactToken::Punct(..) => {}
            }
        }
    }

    fn read(&mut self, tokens: &TokenStream) -> MacroRead {
        if let Ok(args) = arguments.parse2(tokens.clone()) {
            let mut lowered: Vec<(Option<Name>, ExprId)> = Vec::with_capacity(args.len());
            for (name, expr) in &args {
                let name = name.as_ref().map(|name| self.name(name));
                lowered.push((name, self.expr(expr)));
            }
            return MacroRead::Args(lowered);
        }
        if let Ok((value, length)) = repeat.parse2(tokens.clone()) {
            return MacroRead::Repeat(self.expr(&value), self.expr(&length));
        }
        if let Ok(stmts) = syn::Block::parse_within.parse2(tokens.clone()) {
            return MacroRead::Block(self.stmts(&stmts));
        }
        let mut parts = Vec::new();
        self.parts(&tokens.clone().into_iter().collect::<Vec<_>>(), &mut parts);
        if parts.is_empty() { MacroRead::Nothing } else { MacroRead::Parts(parts) }
    }

    /// Lowers every part between `,`, `;` and `=>` that reads as an expression; looks into the groups of the others.
    fn parts(&mut self, tokens: &[TokenTree], parts: &mut Vec<ExprId>) {
        let mut start = 0;
        for index in 0..=tokens.len() {
            let separator = match tokens.get(index) {
                None => 1,
                Some(TokenTree::Punct(punct)) if matches!(punct.as_char(), ',' | ';') => 1,
                Some(TokenTree::Punct(punct))
                    if punct.as_char() == '='
                        && punct.spacing() == Spacing::Joint
                        && is_punct(tokens.get(index + 1), '>') =>
                {
                    2
                }
                Some(_) => continue,
            };
            if start < index {
                self.part(&tokens[start..index], parts);
            }
            start = start.max(index + separator);
        }
    }

    fn part(&mut self, tokens: &[TokenTree], parts: &mut Vec<ExprId>) {
        if let Some(expr) = whole_expr(tokens) {
            // `pattern = future` of an arm: the pattern is no value.
            let value = if let Expr::Assign(assign) = &expr { &*assign.right } else { &expr };
            let id = self.expr(value);
            parts.push(id);
            return;
        }
        // `pattern = value`, `key: value`, `if condition`.
        for (index, token) in tokens.iter().enumerate() {
            let rest = match token {
                TokenTree::Punct(punct) if punct.as_char() == '=' && lone(tokens, index) => &tokens[index + 1..],
                TokenTree::Punct(punct) if punct.as_char() == ':' && lone(tokens, index) => &tokens[index + 1..],
                TokenTree::Ident(ident) if index == 0 && ident == "if" => &tokens[1..],
                _ => continue,
            };
            if let Some(expr) = whole_expr(rest) {
                // What stands before may hold expressions in groups of its own.
                for token in &tokens[..index] {
                    self.inside(token, parts);
                }
                let id = self.expr(&expr);
                parts.push(id);
                return;
            }
        }
        for token in tokens {
            self.inside(token, parts);
        }
    }

    fn inside(&mut self, token: &TokenTree, parts: &mut Vec<ExprId>) {
        let TokenTree::Group(group) = token else { return };
        if group.stream().is_empty() {
            return;
        }
        if group.delimiter() == Delimiter::Brace
            && let Ok(stmts) = syn::Block::parse_within.parse2(group.stream())
        {
            let range = self.range(group.span());
            let block = self.stmts(&stmts);
            let id = self.push_expr(ExprKind::Block(block), range);
            parts.push(id);
            return;
        }
        self.parts(&group.stream().into_iter().collect::<Vec<_>>(), parts);
    }
}

/// Whether the punctuation at an index is a token of one character.
fn lone(tokens: &[TokenTree], index: usize) -> bool {
    let joined = |index: usize| matches!(&tokens[index], TokenTree::Punct(punct) if punct.spacing() == Spacing::Joint);
    !joined(index) && (index == 0 || !joined(index - 1))
}

fn is_punct(token: Option<&TokenTree>, char: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == char)
}

fn whole_expr(tokens: &[TokenTree]) -> Option<Expr> {
    if tokens.is_empty() {
        return None;
    }
    syn::parse2(tokens.iter().cloned().collect()).ok()
}

/// Expressions separated by commas. `name = expr` and `name: expr` have a name; the `%` and `?` of tracing's fields
/// are passed over.
fn arguments(input: ParseStream) -> syn::Result<Vec<Argument>> {
    let mut args = Vec::new();
    while !input.is_empty() {
        let named = input.peek(Ident)
            && (input.peek2(Token![=]) && !input.peek2(Token![==]) && !input.peek2(Token![=>])
                || input.peek2(Token![:]) && !input.peek2(Token![::]));
        let name = if named {
            let name: Ident = input.parse()?;
            if input.peek(Token![=]) {
                input.parse::<Token![=]>()?;
            } else {
                input.parse::<Token![:]>()?;
            }
            Some(name)
        } else {
            None
        };
        if input.peek(Token![%]) {
            input.parse::<Token![%]>()?;
        } else if input.peek(Token![?]) {
            input.parse::<Token![?]>()?;
        }
        args.push((name, input.parse()?));
        if input.is_empty() {
            break;
        }
        input.parse::<Token![,]>()?;
    }
    Ok(args)
}

fn repeat(input: ParseStream) -> syn::Result<(Expr, Expr)> {
    let value = input.parse()?;
    input.parse::<Token![;]>()?;
    Ok((value, input.parse()?))
}
