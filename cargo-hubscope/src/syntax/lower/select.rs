//! `select!` of tokio and futures: whichever future is ready first has its arm run with what it gives. Nobody knows which
//! that is, so it reads as `if _ { match a.await { .. } } else if _ { match b.await { .. } } else { .. }`.

use proc_macro2::Span;
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;
use syn::spanned::Spanned as _;
use syn::{
    Arm, Block, Expr, ExprAwait, ExprBlock, ExprIf, ExprInfer, ExprMatch, Ident, Pat, PatGuard, Stmt, Token, token,
};

/// The choice that the arms of an invocation are.
pub(super) fn chosen(input: ParseStream<'_>) -> syn::Result<Expr> {
    if is_word(input, &["biased"]) && input.peek2(Token![;]) {
        input.call(Ident::parse_any)?;
        input.parse::<Token![;]>()?;
    }
    let (mut arms, mut last) = (Vec::new(), None);
    while !input.is_empty() {
        if (input.peek(Token![else]) || is_word(input, &["default", "complete"])) && input.peek2(Token![=>]) {
            input.call(Ident::parse_any)?;
            input.parse::<Token![=>]>()?;
            let body = body(input)?;
            last = Some(match last {
                Some(other) => either(other, body),
                None => body,
            });
        } else {
            arms.push(arm(input)?);
        }
    }
    let last = last.or_else(|| arms.pop()).ok_or_else(|| input.error("no arms"))?;
    Ok(arms.into_iter().rfold(last, |rest, arm| either(arm, rest)))
}

fn is_word(input: ParseStream<'_>, words: &[&str]) -> bool {
    input.fork().call(Ident::parse_any).is_ok_and(|found| words.iter().any(|word| found == word))
}

/// `pattern = future, if condition => body`.
fn arm(input: ParseStream<'_>) -> syn::Result<Expr> {
    let mut pat = Pat::parse_multi_with_leading_vert(input)?;
    input.parse::<Token![=]>()?;
    let future: Expr = input.parse()?;
    if input.peek(Token![,]) && input.peek2(Token![if]) {
        input.parse::<Token![,]>()?;
        let (if_token, guard) = (input.parse()?, input.parse()?);
        pat = Pat::Guard(PatGuard { attrs: vec![], pat: Box::new(pat), if_token, guard: Box::new(guard) });
    }
    let fat_arrow_token = input.parse()?;
    let body = Box::new(body(input)?);
    let span = future.span();
    let awaited = ExprAwait {
        attrs: vec![],
        base: Box::new(future),
        dot_token: Token![.](span),
        await_token: Token![await](span),
    };
    Ok(Expr::Match(ExprMatch {
        attrs: vec![],
        match_token: Token![match](span),
        expr: Box::new(Expr::Await(awaited)),
        brace_token: token::Brace(span),
        arms: vec![Arm { attrs: vec![], pat, fat_arrow_token, body, comma: None }],
    }))
}

fn body(input: ParseStream<'_>) -> syn::Result<Expr> {
    if input.peek(token::Brace) {
        let block: Block = input.parse()?;
        input.parse::<Option<Token![,]>>()?;
        return Ok(Expr::Block(ExprBlock { attrs: vec![], label: None, block }));
    }
    let body = input.parse()?;
    if !input.is_empty() {
        input.parse::<Token![,]>()?;
    }
    Ok(body)
}

/// One of two, and nobody knows which.
fn either(one: Expr, other: Expr) -> Expr {
    let span = one.span();
    Expr::If(ExprIf {
        attrs: vec![],
        if_token: Token![if](span),
        cond: Box::new(Expr::Infer(ExprInfer { attrs: vec![], underscore_token: Token![_](span) })),
        then_branch: block(one, span),
        else_branch: Some((
            Token![else](span),
            Box::new(Expr::Block(ExprBlock { attrs: vec![], label: None, block: block(other, span) })),
        )),
    })
}

fn block(expr: Expr, span: Span) -> Block {
    Block { brace_token: token::Brace(span), stmts: vec![Stmt::Expr(expr, None)] }
}
