//! Macros that declare items or switch code, lowered to what they stand for: `lazy_static!`, `thread_local!`, `cfg_if!`.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser as _};
use syn::{Attribute, Expr, Ident, Token, Type, Visibility};

use super::super::facts::{Attr, Item, ItemId, ItemKind, Name, Range, Token as FactToken};
use super::super::nesting;
use super::attr::call;
use super::stmt::Collected;
use super::{Lowering, cover};

/// `static ref NAME: T = value;` of `lazy_static!`, `static NAME: T = value;` of `thread_local!`.
struct Static {
    attrs: Vec<Attribute>,
    vis: Visibility,
    keyword: Token![static],
    name: Ident,
    ty: Type,
    value: Expr,
    end: Option<Token![;]>,
}

/// One branch of `cfg_if!`.
struct Branch {
    /// Between the parentheses of its `cfg`; `None` for `else`.
    condition: Option<TokenStream>,
    body: Group,
}

impl Lowering {
    /// The items that a well-known macro declares, each under the attributes of the invocation; `None` for any other
    /// macro, and for tokens that it would not accept.
    pub(super) fn known_items(&mut self, mac: &syn::Macro, attrs: &[Attr]) -> Option<Vec<ItemId>> {
        let name = &mac.path.segments.last()?.ident;
        if name != "lazy_static" && name != "thread_local" {
            return None;
        }
        self.inside_macro(&mac.tokens, |lowering| lowering.statics(mac, attrs))?
    }

    fn statics(&mut self, mac: &syn::Macro, attrs: &[Attr]) -> Option<Vec<ItemId>> {
        let statics = statics.parse2(mac.tokens.clone()).ok()?;
        let mut items = Vec::with_capacity(statics.len());
        for item in &statics {
            let mut own = self.attrs(&item.attrs);
            own.extend(attrs.iter().cloned());
            let (name, name_range) = self.ident(&item.name);
            let ty = Some(self.ty(&item.ty));
            let (value, end) = self.outer(&item.value);
            let mut range = cover(self.attrs_start(&item.attrs), self.range(item.keyword.span));
            range = cover(cover(range, self.vis_range(&item.vis)), end);
            if let Some(end) = &item.end {
                range = cover(range, self.mark(end.spans[0]));
            }
            let public = self.is_public(&item.vis);
            let kind = ItemKind::Const { ty, value: Some(value) };
            items.push(self.push_item(Item { name, attrs: own, public, kind, range, name_range }));
        }
        Some(items)
    }

    /// The items of all branches of a `cfg_if!`, each under its branch's conditions; `None` for any other macro.
    pub(super) fn cfg_if_items(&mut self, mac: &syn::Macro, attrs: &[Attr]) -> Option<Vec<ItemId>> {
        let branches = branches(mac)?;
        let conditions = self.conditions(&branches);
        let mut items = Vec::new();
        for (branch, cfgs) in branches.iter().zip(conditions) {
            let tokens = branch.body.stream();
            let ids =
                self.inside_macro(&tokens, |lowering| lowering.items_of(tokens.clone(), super::item::Inside::Module))?;
            for id in &ids {
                self.facts.items[id.0 as usize].attrs.extend(attrs.iter().chain(&cfgs).cloned());
            }
            items.extend(ids);
        }
        Some(items)
    }

    /// Adds the statements of all branches of a `cfg_if!` to a block; `false` for any other macro, and for branches
    /// that do not read as statements.
    pub(super) fn cfg_if_stmts(&mut self, mac: &syn::Macro, attrs: &[Attr], to: &mut Collected) -> bool {
        let Some(branches) = branches(mac) else { return false };
        let mut bodies = Vec::with_capacity(branches.len());
        for branch in &branches {
            let tokens = branch.body.stream();
            if nesting::is_too_deep(&tokens) {
                return false;
            }
            let Ok(stmts) = syn::Block::parse_within.parse2(tokens) else { return false };
            bodies.push(stmts);
        }
        let conditions = self.conditions(&branches);
        self.inside_macro(&mac.tokens, |lowering| {
            for (stmts, cfgs) in bodies.iter().zip(conditions) {
                let cfgs: Vec<Attr> = attrs.iter().cloned().chain(cfgs).collect();
                lowering.collect(to, stmts, &cfgs);
            }
        })
        .is_some()
    }

    /// The attributes of each branch: its own condition, and that no earlier one holds.
    fn conditions(&mut self, branches: &[Branch]) -> Vec<Vec<Attr>> {
        let (not, any) = (Name::from("not"), Name::from("any"));
        let mut earlier: Vec<FactToken> = Vec::new();
        let mut conditions = Vec::with_capacity(branches.len());
        for branch in branches {
            let place = self.range(branch.body.span());
            let mut attrs = Vec::new();
            let own = branch.condition.as_ref().map(|tokens| (self.tokens(tokens), self.stream_range(tokens)));
            let at = own.as_ref().map_or(place, |(_, range)| *range);
            if let Some((tokens, range)) = &own {
                attrs.push(self.cfg_attr(tokens.clone(), *range));
            }
            if !earlier.is_empty() {
                attrs.push(self.cfg_attr(call(&not, call(&any, earlier.clone(), at), at), at));
            }
            if let Some((tokens, range)) = own {
                if !earlier.is_empty() {
                    earlier.push(FactToken::Punct(',', false, Range { start: range.end, end: range.end }));
                }
                earlier.extend(tokens);
            }
            conditions.push(attrs);
        }
        conditions
    }
}

fn statics(input: ParseStream) -> syn::Result<Vec<Static>> {
    let mut statics = Vec::new();
    while !input.is_empty() {
        let attrs = input.call(Attribute::parse_outer)?;
        let vis = input.parse()?;
        let keyword = input.parse()?;
        input.parse::<Option<Token![ref]>>()?;
        let name = input.parse()?;
        input.parse::<Token![:]>()?;
        let ty = input.parse()?;
        input.parse::<Token![=]>()?;
        let value = input.parse()?;
        let end: Option<Token![;]> = if input.is_empty() { None } else { Some(input.parse()?) };
        statics.push(Static { attrs, vis, keyword, name, ty, value, end });
    }
    Ok(statics)
}

/// `if #[cfg(a)] { .. } else if #[cfg(b)] { .. } else { .. }`.
fn branches(mac: &syn::Macro) -> Option<Vec<Branch>> {
    if mac.path.segments.last()?.ident != "cfg_if" {
        return None;
    }
    let mut branches = Vec::new();
    let mut tokens = mac.tokens.clone().into_iter();
    loop {
        let condition = match tokens.next()? {
            TokenTree::Ident(word) if word == "if" => {
                if !matches!(tokens.next()?, TokenTree::Punct(punct) if punct.as_char() == '#') {
                    return None;
                }
                let TokenTree::Group(attr) = tokens.next()? else { return None };
                let mut attr = attr.stream().into_iter();
                match (attr.next()?, attr.next()?) {
                    (TokenTree::Ident(word), TokenTree::Group(condition)) if word == "cfg" => Some(condition.stream()),
                    _ => return None,
                }
            }
            TokenTree::Group(body) if body.delimiter() == Delimiter::Brace && !branches.is_empty() => {
                branches.push(Branch { condition: None, body });
                return tokens.next().is_none().then_some(branches);
            }
            _ => return None,
        };
        let TokenTree::Group(body) = tokens.next()? else { return None };
        if body.delimiter() != Delimiter::Brace {
            return None;
        }
        branches.push(Branch { condition, body });
        match tokens.next() {
            None => return Some(branches),
            Some(TokenTree::Ident(word)) if word == "else" => {}
            Some(_) => return None,
        }
    }
}
