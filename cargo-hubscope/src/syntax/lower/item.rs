//! Items.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use syn::{Fields, FnArg, ImplItem, ReceiverKind, TraitItem, UseTree, Visibility};

use super::super::facts::{
    Attr, FieldItem, FnItem, Item, ItemId, ItemKind, MacroRule, Name, Range, Receiver, UseItem, VariantItem,
};
use super::ty::delimiter_span;
use super::{Lowering, cover};

/// What kind of items a token stream holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::syntax) enum Inside {
    /// Those of a file or module.
    Module,
    /// Those of an `impl`.
    Impl,
    /// Those of a `trait`.
    Trait,
}

/// What all items have in common, before the name is known.
#[derive(Clone, Copy)]
struct Head<'a> {
    attrs: &'a [syn::Attribute],
    vis: Option<&'a Visibility>,
    /// The first keyword.
    keyword: proc_macro2::Span,
}

impl Lowering {
    /// Lowers one item: several for a macro that stands for several.
    pub(super) fn item(&mut self, item: &syn::Item) -> Vec<ItemId> {
        vec![match item {
            syn::Item::Fn(item) => {
                let start = self.signature_start(&item.sig);
                let head = Head { attrs: &item.attrs, vis: Some(&item.vis), keyword: start };
                self.function(head, &item.sig, Some(&item.block), None)
            }
            syn::Item::Struct(item) => {
                let head = Head { attrs: &item.attrs, vis: Some(&item.vis), keyword: item.struct_token.span };
                let generics = self.generics(&item.generics);
                let (fields, fields_end) = self.fields(&item.fields);
                let end = cover(fields_end, self.maybe_span(item.semi_token.as_ref().map(|token| token.spans[0])));
                self.named(head, &item.ident, ItemKind::Struct { generics, fields }, end)
            }
            syn::Item::Union(item) => {
                let head = Head { attrs: &item.attrs, vis: Some(&item.vis), keyword: item.union_token.span };
                let generics = self.generics(&item.generics);
                let fields = self.named_fields(&item.fields);
                let end = self.range(item.fields.brace_token.span.join());
                self.named(head, &item.ident, ItemKind::Struct { generics, fields }, end)
            }
            syn::Item::Enum(item) => {
                let head = Head { attrs: &item.attrs, vis: Some(&item.vis), keyword: item.enum_token.span };
                let generics = self.generics(&item.generics);
                let mut variants = Vec::with_capacity(item.variants.len());
                for variant in &item.variants {
                    let name = self.name(&variant.ident);
                    let (fields, _) = self.fields(&variant.fields);
                    let value = variant.discriminant.as_ref().map(|(_, value)| self.outer(value).0);
                    variants.push(VariantItem { name, fields, value, attrs: self.attrs(&variant.attrs) });
                }
                let end = self.range(item.brace_token.span.join());
                self.named(head, &item.ident, ItemKind::Enum { generics, variants }, end)
            }
            syn::Item::Const(item) => {
                let head = Head { attrs: &item.attrs, vis: Some(&item.vis), keyword: item.const_token.span };
                self.constant(head, &item.ident, &item.ty, Some(&item.expr), item.semi_token.spans[0])
            }
            syn::Item::Static(item) => {
                let head = Head { attrs: &item.attrs, vis: Some(&item.vis), keyword: item.static_token.span };
                self.constant(head, &item.ident, &item.ty, Some(&item.expr), item.semi_token.spans[0])
            }
            syn::Item::Type(item) => {
                let head = Head { attrs: &item.attrs, vis: Some(&item.vis), keyword: item.type_token.span };
                let generics = self.generics(&item.generics);
                let ty = Some(self.ty(&item.ty));
                let end = self.mark(item.semi_token.spans[0]);
                self.named(head, &item.ident, ItemKind::TypeAlias { generics, ty }, end)
            }
            syn::Item::Mod(item) => {
                let head = Head { attrs: &item.attrs, vis: Some(&item.vis), keyword: item.mod_token.span };
                let (items, end) = match &item.content {
                    Some((brace, items)) => {
                        let items = self.items(items);
                        (Some(items), self.range(brace.span.join()))
                    }
                    None => (None, self.maybe_span(item.semi.as_ref().map(|token| token.spans[0]))),
                };
                self.named(head, &item.ident, ItemKind::Mod { items }, end)
            }
            syn::Item::Impl(item) => {
                let head = Head { attrs: &item.attrs, vis: None, keyword: item.impl_token.span };
                let end = self.range(item.brace_token.span.join());
                if item.modifiers.polarity.is_some() {
                    return vec![self.unnamed(head, ItemKind::Other, end)];
                }
                let generics = self.generics(&item.generics);
                let of_trait = item.trait_.as_ref().map(|(path, _)| self.path(None, path));
                let self_ty = self.ty(&item.self_ty);
                let mut items = Vec::with_capacity(item.items.len());
                for item in &item.items {
                    items.extend(self.impl_item(item));
                }
                self.unnamed(head, ItemKind::Impl { generics, of_trait, self_ty, items }, end)
            }
            syn::Item::Trait(item) => {
                let head = Head { attrs: &item.attrs, vis: Some(&item.vis), keyword: item.trait_token.span };
                let generics = self.generics(&item.generics);
                let (supertraits, _) = self.bounds(&item.supertraits);
                let mut items = Vec::with_capacity(item.items.len());
                for item in &item.items {
                    items.extend(self.trait_item(item));
                }
                let end = self.range(item.brace_token.span.join());
                self.named(head, &item.ident, ItemKind::Trait { generics, supertraits, items }, end)
            }
            syn::Item::TraitAlias(item) => {
                let head = Head { attrs: &item.attrs, vis: Some(&item.vis), keyword: item.trait_token.span };
                let generics = self.generics(&item.generics);
                let (supertraits, _) = self.bounds(&item.bounds);
                let end = self.mark(item.semi_token.spans[0]);
                self.named(head, &item.ident, ItemKind::Trait { generics, supertraits, items: Vec::new() }, end)
            }
            syn::Item::Use(item) => {
                let head = Head { attrs: &item.attrs, vis: Some(&item.vis), keyword: item.use_token.span };
                let mut entries = Vec::new();
                self.use_tree(&item.tree, item.leading_colon.is_some(), &mut Vec::new(), &mut entries);
                let end = self.mark(item.semi_token.spans[0]);
                self.unnamed(head, ItemKind::Use(entries), end)
            }
            syn::Item::ExternCrate(item) => {
                let head = Head { attrs: &item.attrs, vis: Some(&item.vis), keyword: item.extern_token.span };
                let name = self.name(&item.ident);
                let bound = item.rename.as_ref().map_or(&item.ident, |(_, rename)| rename);
                let end = self.mark(item.semi_token.spans[0]);
                self.named(head, bound, ItemKind::ExternCrate(name), end)
            }
            syn::Item::Macro(item) => {
                return self.item_macro(&item.attrs, item.ident.as_ref(), &item.mac, item.semi_token.as_ref());
            }
            syn::Item::ForeignMod(item) => {
                let head = Head { attrs: &item.attrs, vis: None, keyword: item.abi.extern_token.span };
                let end = self.range(item.brace_token.span.join());
                self.unnamed(head, ItemKind::Other, end)
            }
            syn::Item::Verbatim(tokens) => self.verbatim(tokens),
            _ => return Vec::new(),
        }]
    }

    /// Lowers items in order.
    pub(super) fn items(&mut self, items: &[syn::Item]) -> Vec<ItemId> {
        items.iter().flat_map(|item| self.item(item)).collect()
    }

    /// Lowers an item of an `impl`.
    pub(super) fn impl_item(&mut self, item: &ImplItem) -> Vec<ItemId> {
        vec![match item {
            ImplItem::Fn(item) => {
                let head = Head { attrs: &item.attrs, vis: Some(&item.vis), keyword: self.signature_start(&item.sig) };
                self.function(head, &item.sig, Some(&item.block), None)
            }
            ImplItem::Const(item) => {
                let head = Head { attrs: &item.attrs, vis: Some(&item.vis), keyword: item.const_token.span };
                self.constant(head, &item.ident, &item.ty, Some(&item.expr), item.semi_token.spans[0])
            }
            ImplItem::Type(item) => {
                let head = Head { attrs: &item.attrs, vis: Some(&item.vis), keyword: item.type_token.span };
                let generics = self.generics(&item.generics);
                let ty = Some(self.ty(&item.ty));
                let end = self.mark(item.semi_token.spans[0]);
                self.named(head, &item.ident, ItemKind::TypeAlias { generics, ty }, end)
            }
            ImplItem::Macro(item) => {
                return self.item_macro(&item.attrs, None, &item.mac, item.semi_token.as_ref());
            }
            ImplItem::Verbatim(tokens) => self.verbatim(tokens),
            _ => return Vec::new(),
        }]
    }

    /// Lowers an item of a `trait`.
    pub(super) fn trait_item(&mut self, item: &TraitItem) -> Vec<ItemId> {
        vec![match item {
            TraitItem::Fn(item) => {
                let head = Head { attrs: &item.attrs, vis: None, keyword: self.signature_start(&item.sig) };
                let semi = item.semi_token.as_ref().map(|token| token.spans[0]);
                self.function(head, &item.sig, item.default.as_ref(), semi)
            }
            TraitItem::Const(item) => {
                let head = Head { attrs: &item.attrs, vis: None, keyword: item.const_token.span };
                let value = item.default.as_ref().map(|(_, value)| value);
                self.constant(head, &item.ident, &item.ty, value, item.semi_token.spans[0])
            }
            TraitItem::Type(item) => {
                let head = Head { attrs: &item.attrs, vis: None, keyword: item.type_token.span };
                let generics = self.generics(&item.generics);
                let ty = item.default.as_ref().map(|(_, ty)| self.ty(ty));
                let end = self.mark(item.semi_token.spans[0]);
                self.named(head, &item.ident, ItemKind::TypeAlias { generics, ty }, end)
            }
            TraitItem::Macro(item) => {
                return self.item_macro(&item.attrs, None, &item.mac, item.semi_token.as_ref());
            }
            TraitItem::Verbatim(tokens) => self.verbatim(tokens),
            _ => return Vec::new(),
        }]
    }

    fn item_macro(
        &mut self,
        attrs: &[syn::Attribute],
        ident: Option<&proc_macro2::Ident>,
        mac: &syn::Macro,
        semi: Option<&syn::Token![;]>,
    ) -> Vec<ItemId> {
        let lowered = self.attrs(attrs);
        if let Some(items) = self.known_items(mac, &lowered) {
            return items;
        }
        if let Some(items) = self.cfg_if_items(mac, &lowered) {
            return items;
        }
        let path = self.mod_path_range(&mac.path);
        let body = self.range(delimiter_span(&mac.delimiter));
        let end = cover(body, self.maybe_span(semi.map(|token| token.spans[0])));
        let range = cover(cover(self.attrs_start(attrs), path), end);
        let (name, name_range, kind) = match ident {
            Some(ident) if mac.path.is_ident("macro_rules") => {
                let rules = self.macro_rules(mac.tokens.clone());
                let (name, range) = self.ident(ident);
                (name, range, ItemKind::MacroRules(rules))
            }
            _ => {
                let (call, _) = self.macro_call(mac);
                (self.intern(""), path, ItemKind::MacroCall(call))
            }
        };
        vec![self.push_item(Item { name, attrs: lowered, public: false, kind, range, name_range })]
    }

    /// `(matcher) => { body }; ...`; stops at the first rule that does not have this form.
    fn macro_rules(&mut self, tokens: TokenStream) -> Vec<MacroRule> {
        let mut rules = Vec::new();
        let mut tokens = tokens.into_iter();
        while let Some(TokenTree::Group(matcher)) = tokens.next() {
            let arrow = matches!(tokens.next(), Some(TokenTree::Punct(p)) if p.as_char() == '=' && p.spacing() == Spacing::Joint)
                && matches!(tokens.next(), Some(TokenTree::Punct(p)) if p.as_char() == '>');
            let Some(TokenTree::Group(body)) = tokens.next() else { break };
            if !arrow || matcher.delimiter() == Delimiter::None || body.delimiter() == Delimiter::None {
                break;
            }
            rules.push(MacroRule { matcher: self.tokens(&matcher.stream()), body: self.tokens(&body.stream()) });
            if !matches!(tokens.next(), Some(TokenTree::Punct(p)) if p.as_char() == ';') {
                break;
            }
        }
        rules
    }

    fn verbatim(&mut self, tokens: &TokenStream) -> ItemId {
        let range = self.stream_range(tokens);
        let name = self.intern("");
        let name_range = Range { start: range.start, end: range.start };
        self.push_item(Item { name, attrs: Vec::new(), public: false, kind: ItemKind::Other, range, name_range })
    }

    fn function(
        &mut self,
        head: Head<'_>,
        sig: &syn::Signature,
        body: Option<&syn::Block>,
        semi: Option<proc_macro2::Span>,
    ) -> ItemId {
        let generics = self.generics(&sig.generics);
        let mut receiver = Receiver::None;
        let mut params = Vec::with_capacity(sig.inputs.len());
        for input in &sig.inputs {
            match input {
                FnArg::Receiver(arg) => {
                    receiver = match &arg.kind {
                        ReceiverKind::Reference(_, _, None) => Receiver::Ref,
                        ReceiverKind::Reference(_, _, Some(_)) => Receiver::RefMut,
                        ReceiverKind::Typed(_, ty) => match &**ty {
                            syn::Type::Reference(ty) if ty.mutability.is_some() => Receiver::RefMut,
                            syn::Type::Reference(_) => Receiver::Ref,
                            _ => Receiver::Value,
                        },
                        _ => Receiver::Value,
                    };
                }
                FnArg::Typed(arg) => {
                    let pat = self.pat(&arg.pat);
                    params.push((pat, self.ty(&arg.ty)));
                }
            }
        }
        let ret = self.return_ty(&sig.output);
        let mut end = cover(self.range(sig.paren_token.span.join()), ret.map(|(_, range)| range).unwrap_or_default());
        self.begin_mentions();
        let body = body.map(|body| {
            let (id, range) = self.block_id(body);
            end = cover(end, range);
            id
        });
        let mentions = self.end_mentions();
        end = cover(end, self.maybe_span(semi));
        let item = FnItem { generics, receiver, params, ret: ret.map(|(id, _)| id), body, mentions };
        self.named(head, &sig.ident, ItemKind::Fn(item), end)
    }

    fn signature_start(&self, sig: &syn::Signature) -> proc_macro2::Span {
        if let Some(token) = &sig.constness {
            token.span
        } else if let Some(token) = &sig.asyncness {
            token.span
        } else if let syn::Safety::Unsafe(token) = &sig.safety {
            token.span
        } else if let Some(abi) = &sig.abi {
            abi.extern_token.span
        } else {
            sig.fn_token.span
        }
    }

    fn constant(
        &mut self,
        head: Head<'_>,
        name: &proc_macro2::Ident,
        ty: &syn::Type,
        value: Option<&syn::Expr>,
        end: proc_macro2::Span,
    ) -> ItemId {
        let ty = Some(self.ty(ty));
        let value = value.map(|value| self.expr(value));
        let end = self.range(end);
        self.named(head, name, ItemKind::Const { ty, value }, end)
    }

    fn named(&mut self, head: Head<'_>, name: &proc_macro2::Ident, kind: ItemKind, end: Range) -> ItemId {
        let (name, name_range) = self.ident(name);
        self.finish(head, name, name_range, kind, end)
    }

    fn unnamed(&mut self, head: Head<'_>, kind: ItemKind, end: Range) -> ItemId {
        let name_range = self.range(head.keyword);
        let name = self.intern("");
        self.finish(head, name, name_range, kind, end)
    }

    fn finish(&mut self, head: Head<'_>, name: Name, name_range: Range, kind: ItemKind, end: Range) -> ItemId {
        let mut range = cover(self.attrs_start(head.attrs), self.range(head.keyword));
        range = cover(cover(range, name_range), end);
        let mut public = false;
        if let Some(vis) = head.vis {
            range = cover(range, self.vis_range(vis));
            public = self.is_public(vis);
        }
        let attrs: Vec<Attr> = self.attrs(head.attrs);
        self.push_item(Item { name, attrs, public, kind, range, name_range })
    }

    /// Whether it is `pub` in any form.
    pub(super) fn is_public(&self, vis: &Visibility) -> bool {
        !matches!(vis, Visibility::Inherited)
    }

    /// The place of a visibility's first token.
    pub(super) fn vis_range(&self, vis: &Visibility) -> Range {
        match vis {
            Visibility::Public(token) => self.range(token.span),
            Visibility::Restricted(vis) => self.range(vis.pub_token.span),
            Visibility::Inherited => Range::default(),
        }
    }

    fn maybe_span(&self, span: Option<proc_macro2::Span>) -> Range {
        span.map(|span| self.range(span)).unwrap_or_default()
    }

    fn fields(&mut self, fields: &Fields) -> (Vec<FieldItem>, Range) {
        match fields {
            Fields::Named(fields) => (self.named_fields(fields), self.range(fields.brace_token.span.join())),
            Fields::Unnamed(fields) => {
                let mut lowered = Vec::with_capacity(fields.unnamed.len());
                for (index, field) in fields.unnamed.iter().enumerate() {
                    let name = self.intern(&index.to_string());
                    let ty = self.ty(&field.ty);
                    lowered.push(FieldItem { name, ty, attrs: self.attrs(&field.attrs) });
                }
                (lowered, self.range(fields.paren_token.span.join()))
            }
            Fields::Unit => (Vec::new(), Range::default()),
        }
    }

    fn named_fields(&mut self, fields: &syn::FieldsNamed) -> Vec<FieldItem> {
        let mut lowered = Vec::with_capacity(fields.named.len());
        for field in &fields.named {
            let name = match &field.ident {
                Some(ident) => self.name(ident),
                None => self.intern("_"),
            };
            let ty = self.ty(&field.ty);
            lowered.push(FieldItem { name, ty, attrs: self.attrs(&field.attrs) });
        }
        lowered
    }

    fn use_tree(&mut self, tree: &UseTree, global: bool, prefix: &mut Vec<Name>, entries: &mut Vec<UseItem>) {
        match tree {
            UseTree::Path(tree) => {
                prefix.push(self.name(&tree.ident));
                self.use_tree(&tree.tree, global, prefix, entries);
                prefix.pop();
            }
            UseTree::Name(tree) => {
                let name = self.name(&tree.ident);
                let entry = self.use_entry(name, None, global, prefix);
                entries.push(entry);
            }
            UseTree::Rename(tree) => {
                let name = self.name(&tree.ident);
                let alias = self.name(&tree.rename);
                let entry = self.use_entry(name, Some(alias), global, prefix);
                entries.push(entry);
            }
            UseTree::Glob(_) => entries.push(UseItem { global, path: prefix.clone(), alias: None }),
            UseTree::Group(tree) => {
                for tree in &tree.items {
                    self.use_tree(tree, global, prefix, entries);
                }
            }
        }
    }

    fn use_entry(&mut self, name: Name, alias: Option<Name>, global: bool, prefix: &[Name]) -> UseItem {
        let mut path = prefix.to_vec();
        if &*name != "self" || prefix.is_empty() {
            path.push(name.clone());
        }
        let bound = alias.or_else(|| path.last().cloned()).unwrap_or(name);
        UseItem { global, path, alias: Some(bound) }
    }
}
