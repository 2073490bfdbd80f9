//! Lowers token streams; where one does not parse, lowers what of it does and reports the rest.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser as _};
use syn::{Attribute, ImplItem, Item, TraitItem};

use super::super::facts::{Block, ExprId, ExprKind, ItemId, ItemKind, Range, Stmt, StmtKind, SyntaxError};
use super::super::nesting;
use super::item::Inside;
use super::stmt::Collected;
use super::{Lowering, cover, split};

/// Bodies nested deeper than this are not looked into: every level is parsed again.
const DEPTH: u32 = 32;

/// Parsed items of one kind.
enum Parsed {
    Module(Vec<Item>),
    Impl(Vec<ImplItem>),
    Trait(Vec<TraitItem>),
}

impl Lowering {
    /// Lowers the items of a file, and its inner attributes.
    pub(in crate::syntax) fn file_items(&mut self, tokens: TokenStream) -> Vec<ItemId> {
        if !nesting::is_too_deep(&tokens)
            && let Ok(file) = syn::parse2::<syn::File>(tokens.clone())
        {
            let attrs = self.attrs(&file.attrs);
            self.facts.attrs.extend(attrs);
            return self.items(&file.items);
        }
        let trees: Vec<TokenTree> = tokens.into_iter().collect();
        let (attrs, rest) = inner_attributes(&trees);
        let attrs = self.attrs(&attrs);
        self.facts.attrs.extend(attrs);
        self.recover_items(rest, Inside::Module)
    }

    /// Lowers the items of a token stream.
    pub(in crate::syntax) fn items_of(&mut self, tokens: TokenStream, inside: Inside) -> Vec<ItemId> {
        if !nesting::is_too_deep(&tokens)
            && let Ok(parsed) = parse(tokens.clone(), inside)
        {
            return self.parsed(&parsed);
        }
        let trees: Vec<TokenTree> = tokens.into_iter().collect();
        self.recover_items(&trees, inside)
    }

    /// The head of a `mod`, `impl` or `trait` whose body is empty, and what stands in its body.
    pub(in crate::syntax) fn empty_container(&mut self, tokens: TokenStream) -> Option<(ItemId, Inside)> {
        if nesting::is_too_deep(&tokens) {
            return None;
        }
        let Ok(item) = syn::parse2::<Item>(tokens) else { return None };
        let inside = match &item {
            Item::Mod(_) => Inside::Module,
            Item::Impl(_) => Inside::Impl,
            Item::Trait(_) => Inside::Trait,
            _ => return None,
        };
        let id = self.item(&item).first().copied()?;
        // A negative impl has no items.
        (!matches!(self.facts.item(id).kind, ItemKind::Other)).then_some((id, inside))
    }

    fn parsed(&mut self, parsed: &Parsed) -> Vec<ItemId> {
        match parsed {
            Parsed::Module(items) => self.items(items),
            Parsed::Impl(items) => items.iter().flat_map(|item| self.impl_item(item)).collect(),
            Parsed::Trait(items) => items.iter().flat_map(|item| self.trait_item(item)).collect(),
        }
    }

    fn recover_items(&mut self, trees: &[TokenTree], inside: Inside) -> Vec<ItemId> {
        let mut ids = Vec::new();
        for range in split::items(trees) {
            let piece = &trees[range];
            let tokens: TokenStream = piece.iter().cloned().collect();
            let error = if nesting::is_too_deep(&tokens) {
                None
            } else {
                match parse(tokens, inside) {
                    Ok(parsed) => {
                        ids.extend(self.parsed(&parsed));
                        continue;
                    }
                    Err(error) => Some(error),
                }
            };
            self.recoveries += 1;
            let recovered = if self.recoveries < DEPTH { self.recover_body(piece, inside) } else { None };
            self.recoveries -= 1;
            match recovered {
                Some(id) => ids.push(id),
                None => self.skip(piece, error.as_ref()),
            }
        }
        ids
    }

    /// An item whose body does not parse: its head with what of its body does. `None` where the head is the trouble.
    fn recover_body(&mut self, piece: &[TokenTree], inside: Inside) -> Option<ItemId> {
        let (TokenTree::Group(body), head) = piece.split_last()? else { return None };
        if body.delimiter() != Delimiter::Brace {
            return None;
        }
        let mut empty = Group::new(Delimiter::Brace, TokenStream::new());
        empty.set_span(body.span());
        let tokens: TokenStream = head.iter().cloned().chain([TokenTree::Group(empty)]).collect();
        if nesting::is_too_deep(&tokens) {
            return None;
        }
        let parsed = parse(tokens, inside).ok()?;
        let within = match &parsed {
            Parsed::Module(items) => match items.as_slice() {
                [Item::Mod(_)] => Some(Inside::Module),
                [Item::Impl(_)] => Some(Inside::Impl),
                [Item::Trait(_)] => Some(Inside::Trait),
                [Item::Fn(_)] => None,
                _ => return None,
            },
            Parsed::Impl(items) if matches!(items.as_slice(), [ImplItem::Fn(_)]) => None,
            Parsed::Trait(items) if matches!(items.as_slice(), [TraitItem::Fn(_)]) => None,
            _ => return None,
        };
        let id = *self.parsed(&parsed).first()?;
        let trees: Vec<TokenTree> = body.stream().into_iter().collect();
        let (attrs, trees) = inner_attributes(&trees);
        let attrs = self.attrs(&attrs);
        match within {
            Some(within) => {
                let children = self.recover_items(trees, within);
                match &mut self.facts.items[id.0 as usize].kind {
                    ItemKind::Mod { items: Some(items) }
                    | ItemKind::Impl { items, .. }
                    | ItemKind::Trait { items, .. } => *items = children,
                    _ => {}
                }
            }
            None => {
                self.begin_mentions();
                let block = self.recover_stmts(trees);
                let names = self.end_mentions();
                let range = self.range(body.span());
                let block = self.push_expr(ExprKind::Block(block), range);
                if let ItemKind::Fn(function) = &mut self.facts.items[id.0 as usize].kind {
                    function.body = Some(block);
                    function.mentions = names;
                }
            }
        }
        self.facts.items[id.0 as usize].attrs.extend(attrs);
        Some(id)
    }

    /// The statements that parse; of the others, the blocks in them.
    fn recover_stmts(&mut self, trees: &[TokenTree]) -> Block {
        let mut collected = Collected::default();
        for range in split::stmts(trees) {
            let piece = &trees[range];
            let tokens: TokenStream = piece.iter().cloned().collect();
            let error = if nesting::is_too_deep(&tokens) {
                None
            } else {
                match syn::Block::parse_within.parse2(tokens) {
                    Ok(stmts) => {
                        self.collect(&mut collected, &stmts, &[]);
                        continue;
                    }
                    Err(error) => Some(error),
                }
            };
            self.recoveries += 1;
            let blocks = if self.recoveries < DEPTH { self.recover_blocks(piece) } else { Vec::new() };
            self.recoveries -= 1;
            if blocks.is_empty() {
                self.skip(piece, error.as_ref());
            }
            for id in blocks {
                collected.push(Stmt { attrs: Vec::new(), kind: StmtKind::Expr(id) }, false);
            }
        }
        collected.finish()
    }

    /// The blocks of a statement that does not parse, if the trouble is inside of them.
    fn recover_blocks(&mut self, piece: &[TokenTree]) -> Vec<ExprId> {
        let is_block =
            |tree: &TokenTree| matches!(tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
        let mut emptied = Vec::with_capacity(piece.len());
        for tree in piece {
            match tree {
                TokenTree::Group(group) if is_block(tree) => {
                    let mut empty = Group::new(Delimiter::Brace, TokenStream::new());
                    empty.set_span(group.span());
                    emptied.push(TokenTree::Group(empty));
                }
                tree => emptied.push(tree.clone()),
            }
        }
        let tokens: TokenStream = emptied.into_iter().collect();
        if nesting::is_too_deep(&tokens) || syn::Block::parse_within.parse2(tokens).is_err() {
            return Vec::new();
        }
        let mut blocks = Vec::new();
        for tree in piece {
            if let TokenTree::Group(group) = tree
                && is_block(tree)
            {
                let trees: Vec<TokenTree> = group.stream().into_iter().collect();
                let block = self.recover_stmts(&trees);
                let range = self.range(group.span());
                blocks.push(self.push_expr(ExprKind::Block(block), range));
            }
        }
        blocks
    }

    fn skip(&mut self, piece: &[TokenTree], error: Option<&syn::Error>) {
        let skipped = piece.iter().fold(Range::default(), |range, tree| cover(range, self.range(tree.span())));
        match error {
            Some(error) => {
                let last = piece.last().map(|tree| self.range(tree.span())).unwrap_or_default();
                self.error(error, skipped, last);
            }
            None => {
                let message = nesting::MESSAGE.to_string();
                self.facts.errors.push(SyntaxError { message, at: skipped, skipped });
            }
        }
    }
}

fn parse(tokens: TokenStream, inside: Inside) -> syn::Result<Parsed> {
    Ok(match inside {
        Inside::Module => Parsed::Module(all.parse2(tokens)?),
        Inside::Impl => Parsed::Impl(all.parse2(tokens)?),
        Inside::Trait => Parsed::Trait(all.parse2(tokens)?),
    })
}

fn all<T: syn::parse::Parse>(input: ParseStream) -> syn::Result<Vec<T>> {
    let mut items = Vec::new();
    while !input.is_empty() {
        items.push(input.parse()?);
    }
    Ok(items)
}

/// The `#![..]` at the start, and what follows them. Ones that do not parse are passed over.
fn inner_attributes(trees: &[TokenTree]) -> (Vec<Attribute>, &[TokenTree]) {
    let mut attrs = Vec::new();
    let mut rest = trees;
    while let [pound, bang, TokenTree::Group(_), after @ ..] = rest
        && split::is_punct(pound, '#')
        && split::is_punct(bang, '!')
    {
        let tokens: TokenStream = rest[..3].iter().cloned().collect();
        if !nesting::is_too_deep(&tokens)
            && let Ok(parsed) = Attribute::parse_inner.parse2(tokens)
        {
            attrs.extend(parsed);
        }
        rest = after;
    }
    (attrs, rest)
}
