//! Lowers tokens that a macro expanded to, and says how many tokens a fragment takes.

use proc_macro2::{TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser as _};
use syn::{Expr, Token as Punct};

use super::facts::{Block, ExprId, FileFacts, ItemId, Name, PatId, Range, SyntaxError, Token, TyId};
use super::lower::{Inside, Lowering, to_token};
use super::{nesting, stack};

/// What tokens are to be read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FragmentKind {
    /// Items of a module.
    Items,
    /// Items of an `impl`.
    ImplItems,
    /// Items of a `trait`.
    TraitItems,
    /// One expression; a `;` after it is passed over.
    Expr,
    /// Statements of a block.
    Stmts,
    /// One pattern, with `|` between alternatives.
    Pat,
    /// One type.
    Ty,
}

/// The facts of a fragment.
#[derive(Debug, Clone)]
pub struct Fragment {
    /// The arenas; `top` is empty.
    pub facts: FileFacts,
    /// What the tokens are.
    pub root: FragmentRoot,
    /// What [`FnItem::mentions`](super::facts::FnItem::mentions) is for a body: names that may be called. Empty for
    /// items, which have their own.
    pub mentions: Vec<Name>,
}

/// What the tokens of a fragment are.
#[derive(Debug, Clone)]
pub enum FragmentRoot {
    /// Items of any kind.
    Items(Vec<ItemId>),
    /// An expression.
    Expr(ExprId),
    /// Statements, perhaps with a value.
    Stmts(Block),
    /// A pattern.
    Pat(PatId),
    /// A type.
    Ty(TyId),
}

/// Lowers tokens. Every range in the result is `at`. Items that do not parse are left out and listed in the errors of
/// the facts.
///
/// # Errors
/// When the tokens do not read as one `kind`, or nest too deeply.
pub fn fragment(tokens: &[Token], kind: FragmentKind, at: Range) -> Result<Fragment, SyntaxError> {
    stack::parsing(|| lower(tokens, kind, at)).unwrap_or_else(|| Err(error(stack::FAILED, at)))
}

fn error(message: &str, at: Range) -> SyntaxError {
    SyntaxError { message: message.to_string(), at, skipped: at }
}

fn lower(tokens: &[Token], kind: FragmentKind, at: Range) -> Result<Fragment, SyntaxError> {
    let stream = stream(tokens).ok_or_else(|| error("tokens that cannot be in a source file", at))?;
    if nesting::is_too_deep(&stream) {
        return Err(error(nesting::MESSAGE, at));
    }
    let mut lowering = Lowering::at(at);
    lowering.begin_mentions();
    let root = match kind {
        FragmentKind::Items => FragmentRoot::Items(lowering.items_of(stream, Inside::Module)),
        FragmentKind::ImplItems => FragmentRoot::Items(lowering.items_of(stream, Inside::Impl)),
        FragmentKind::TraitItems => FragmentRoot::Items(lowering.items_of(stream, Inside::Trait)),
        FragmentKind::Expr => parse(expression, stream, at).map(|expr| FragmentRoot::Expr(lowering.expr(&expr)))?,
        FragmentKind::Stmts => {
            parse(syn::Block::parse_within, stream, at).map(|stmts| FragmentRoot::Stmts(lowering.stmts(&stmts)))?
        }
        FragmentKind::Pat => parse(syn::Pat::parse_multi_with_leading_vert, stream, at)
            .map(|pat| FragmentRoot::Pat(lowering.pat(&pat)))?,
        FragmentKind::Ty => {
            parse(<syn::Type as syn::parse::Parse>::parse, stream, at).map(|ty| FragmentRoot::Ty(lowering.ty(&ty)))?
        }
    };
    let mentions = lowering.end_mentions();
    Ok(Fragment { facts: lowering.facts, root, mentions })
}

fn parse<T>(parser: fn(ParseStream) -> syn::Result<T>, stream: TokenStream, at: Range) -> Result<T, SyntaxError> {
    parser.parse2(stream).map_err(|found| error(&super::lower::message_of(&found), at))
}

fn expression(input: ParseStream) -> syn::Result<Expr> {
    let expr = input.parse()?;
    input.parse::<Option<Punct![;]>>()?;
    Ok(expr)
}

/// proc-macro2's form of our tokens; `None` for tokens that no source file has, and for groups nested too deeply.
fn stream(tokens: &[Token]) -> Option<TokenStream> {
    if !nesting::groups_fit(tokens) {
        return None;
    }
    let mut trees = Vec::with_capacity(tokens.len());
    for token in tokens {
        to_token(token, &mut trees)?;
    }
    Some(trees.into_iter().collect())
}

/// A syntactic class of `macro_rules!` that takes more than one token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// `expr`
    Expr,
    /// `ty`
    Ty,
    /// `path`
    Path,
    /// `pat`, with `|` between alternatives.
    Pat,
    /// `pat_param`
    PatParam,
    /// `item`
    Item,
    /// `stmt`, without its `;`.
    Stmt,
    /// `meta`
    Meta,
}

/// How many of the tokens, from the first, the parser takes for one fragment of a class; `None` when they do not
/// begin with one.
pub fn fragment_length(tokens: &[Token], class: Class) -> Option<usize> {
    let first = tokens.first()?;
    // What most arguments are: one token and the end, or a separator.
    let alone = match tokens.get(1) {
        None => true,
        Some(Token::Punct(char, _, _)) => matches!(char, ',' | ';'),
        Some(_) => false,
    };
    if alone && matches!(class, Class::Expr) && matches!(first, Token::Literal(..)) {
        return Some(1);
    }
    stack::parsing(|| shortest(tokens, class))?
}

/// Looks at as few tokens as it can: up to the first `,` or `;`, or, since one inside generics or closure parameters
/// does not end the fragment, up to the second, the fourth, the eighth...
fn shortest(tokens: &[Token], class: Class) -> Option<usize> {
    let mut ends = tokens
        .iter()
        .enumerate()
        .filter(|(_, token)| matches!(token, Token::Punct(',' | ';', _, _)))
        .map(|(at, _)| at)
        .chain([tokens.len()]);
    let mut step = 1;
    let mut end = ends.next()?;
    loop {
        if let Some(length) = length_within(&tokens[..end], class) {
            return Some(length);
        }
        if end == tokens.len() {
            return None;
        }
        end = ends.nth(step - 1).unwrap_or(tokens.len());
        step *= 2;
    }
}

fn length_within(tokens: &[Token], class: Class) -> Option<usize> {
    let stream = stream(tokens)?;
    if nesting::is_too_deep(&stream) {
        return None;
    }
    let parser = |input: ParseStream| {
        match class {
            Class::Expr => drop(input.parse::<Expr>()?),
            Class::Ty => drop(input.parse::<syn::Type>()?),
            Class::Path => drop(input.parse::<syn::TypePath>()?),
            Class::Pat => drop(syn::Pat::parse_multi_with_leading_vert(input)?),
            Class::PatParam => drop(syn::Pat::parse_single(input)?),
            Class::Item => drop(input.parse::<syn::Item>()?),
            Class::Stmt => statement(input)?,
            Class::Meta => drop(input.parse::<syn::Meta>()?),
        }
        input.parse::<TokenStream>()
    };
    let rest = parser.parse2(stream).ok()?;
    let rest = count(rest);
    tokens.len().checked_sub(rest).filter(|length| *length > 0)
}

/// A statement without its `;`.
fn statement(input: ParseStream) -> syn::Result<()> {
    if input.peek(Punct![let]) {
        input.parse::<Punct![let]>()?;
        syn::Pat::parse_single(input)?;
        if input.parse::<Option<Punct![:]>>()?.is_some() {
            input.parse::<syn::Type>()?;
        }
        if input.parse::<Option<Punct![=]>>()?.is_some() {
            input.parse::<Expr>()?;
            if input.parse::<Option<Punct![else]>>()?.is_some() {
                input.parse::<syn::Block>()?;
            }
        }
        return Ok(());
    }
    let ahead = input.fork();
    if ahead.parse::<Expr>().is_ok() {
        input.parse::<Expr>()?;
    } else {
        input.parse::<syn::Item>()?;
    }
    Ok(())
}

/// How many of our tokens a stream makes: a lifetime is one.
fn count(stream: TokenStream) -> usize {
    let mut lifetimes = 0;
    let total = stream
        .into_iter()
        .inspect(|tree| {
            if matches!(tree, TokenTree::Punct(punct) if punct.as_char() == '\'') {
                lifetimes += 1;
            }
        })
        .count();
    total - lifetimes
}
