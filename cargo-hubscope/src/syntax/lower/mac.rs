//! Macro invocations: their tokens, and what of them reads as Rust.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser as _};
use syn::{Expr, Ident, Token};

use super::super::facts::{ExprId, ExprKind, MacroCall, MacroRead, Name, Range, Token as FactToken};
use super::super::nesting;
use super::ty::delimiter_span;
use super::{Lowering, cover, select};

/// Invocations nested deeper than this inside the arguments of others keep their tokens but are not read: each level
/// holds its tokens again.
const MACRO_DEPTH: u32 = 32;

/// How many `=` and `:` of a part are taken for the one before a value: each costs a look at all that follows.
const TRIES: u32 = 4;

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
        let is_select = path.segments.last().is_some_and(|last| matches!(&*last.name, "select" | "select_biased"));
        let read = match is_select.then(|| self.select(&mac.tokens)).flatten() {
            Some(read) => read,
            None => self.read(&mac.tokens),
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

    /// Lowers what the tokens of an invocation hold, if neither they nor the invocations around them nest too deeply:
    /// all of these are on the stack at once, and each holds the tokens of those inside again.
    pub(super) fn inside_macro<R>(&mut self, tokens: &TokenStream, lower: impl FnOnce(&mut Self) -> R) -> Option<R> {
        let depth = self.macro_nesting.saturating_add(nesting::depth(tokens)?);
        if depth > nesting::LIMIT / 2 || self.macro_depth == MACRO_DEPTH {
            return None;
        }
        let outer = std::mem::replace(&mut self.macro_nesting, depth);
        self.macro_depth += 1;
        let lowered = lower(self);
        self.macro_depth -= 1;
        self.macro_nesting = outer;
        Some(lowered)
    }

    fn read(&mut self, tokens: &TokenStream) -> MacroRead {
        if let Some(Some(read)) = self.inside_macro(tokens, |lowering| lowering.read_whole(tokens)) {
            return read;
        }
        if let Some(plain) = without_await(tokens)
            && let Some(Some(read)) = self.inside_macro(&plain, |lowering| lowering.read_whole(&plain))
        {
            return read;
        }
        let mut parts = Vec::new();
        self.parts(&tokens.clone().into_iter().collect::<Vec<_>>(), &mut parts);
        if parts.is_empty() { MacroRead::Nothing } else { MacroRead::Parts(parts) }
    }

    /// `select!` of tokio and futures as the choice that it is.
    fn select(&mut self, tokens: &TokenStream) -> Option<MacroRead> {
        self.inside_macro(tokens, |lowering| {
            let chosen = select::chosen.parse2(tokens.clone()).ok()?;
            Some(MacroRead::Block(lowering.stmts(&[syn::Stmt::Expr(chosen, None)])))
        })?
    }

    fn read_whole(&mut self, tokens: &TokenStream) -> Option<MacroRead> {
        if let Ok(args) = arguments.parse2(tokens.clone()) {
            let mut lowered: Vec<(Option<Name>, ExprId)> = Vec::with_capacity(args.len());
            for (name, expr) in &args {
                let name = name.as_ref().map(|name| self.name(name));
                lowered.push((name, self.expr(expr)));
            }
            return Some(MacroRead::Args(lowered));
        }
        if let Ok((value, length)) = repeat.parse2(tokens.clone()) {
            return Some(MacroRead::Repeat(self.expr(&value), self.expr(&length)));
        }
        let stmts = syn::Block::parse_within.parse2(tokens.clone()).ok()?;
        Some(MacroRead::Block(self.stmts(&stmts)))
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
        if let Some(id) = self.whole_expr(tokens) {
            parts.push(id);
            return;
        }
        // `pattern = value`, `key: value`, `if condition`.
        let mut tries = 0;
        for (index, token) in tokens.iter().enumerate() {
            let rest = match token {
                TokenTree::Punct(punct) if matches!(punct.as_char(), '=' | ':') && lone(tokens, index) => {
                    &tokens[index + 1..]
                }
                TokenTree::Ident(ident) if index == 0 && ident == "if" => &tokens[1..],
                _ => continue,
            };
            tries += 1;
            if tries > TRIES {
                break;
            }
            if let Some(id) = self.whole_expr(rest) {
                // What stands before may hold expressions in groups of its own.
                for token in &tokens[..index] {
                    self.group(token, parts);
                }
                parts.push(id);
                return;
            }
        }
        for token in tokens {
            self.group(token, parts);
        }
    }

    fn group(&mut self, token: &TokenTree, parts: &mut Vec<ExprId>) {
        let TokenTree::Group(group) = token else { return };
        let tokens = group.stream();
        if group.delimiter() == Delimiter::Brace && !tokens.is_empty() {
            let block = self.inside_macro(&tokens, |lowering| {
                let stmts = syn::Block::parse_within.parse2(tokens.clone()).ok()?;
                Some(lowering.stmts(&stmts))
            });
            if let Some(Some(block)) = block {
                let range = self.range(group.span());
                parts.push(self.push_expr(ExprKind::Block(block), range));
                return;
            }
        }
        self.parts(&tokens.into_iter().collect::<Vec<_>>(), parts);
    }

    /// Tokens that are one expression; of `pattern = future`, an arm's, the future.
    fn whole_expr(&mut self, tokens: &[TokenTree]) -> Option<ExprId> {
        if tokens.is_empty() {
            return None;
        }
        let stream: TokenStream = tokens.iter().cloned().collect();
        self.inside_macro(&stream, |lowering| {
            let expr = syn::parse2(stream.clone()).ok()?;
            Some(lowering.expr(if let Expr::Assign(assign) = &expr { &assign.right } else { &expr }))
        })?
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

/// `for await item in stream` of async-stream as the loop over a stream that it is; `None` where there is none.
fn without_await(tokens: &TokenStream) -> Option<TokenStream> {
    let mut found = false;
    let mut after_for = false;
    let mut kept = Vec::new();
    for token in tokens.clone() {
        let is_await = after_for && matches!(&token, TokenTree::Ident(ident) if ident == "await");
        after_for = matches!(&token, TokenTree::Ident(ident) if ident == "for");
        match token {
            _ if is_await => found = true,
            TokenTree::Group(group) => match without_await(&group.stream()) {
                Some(inner) => {
                    found = true;
                    let mut plain = proc_macro2::Group::new(group.delimiter(), inner);
                    plain.set_span(group.span());
                    kept.push(TokenTree::Group(plain));
                }
                None => kept.push(TokenTree::Group(group)),
            },
            other => kept.push(other),
        }
    }
    found.then(|| kept.into_iter().collect())
}
