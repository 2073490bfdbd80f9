//! Declaring the items of a file: names, impls, and what item macros expand to.

use std::path::{Path as FilePath, PathBuf};
use std::rc::Rc;

use super::expansion::Waiting;
use super::load::{Loader, Place};
use super::{
    AdtDef, AdtId, AliasDef, AliasId, ConstDef, ConstId, CrateId, Def, Facts, FnDef, FnId, ImplDef, ImplId, ImplTarget,
    Import, MacroDef, MacroId, ModId, Ns, Owner, ProblemKind, Program, TraitDef, TraitId, macros,
};
use crate::syntax::facts::{
    ExprId, ExprKind, GenericParam, Item, ItemId, ItemKind, MacroCall, MacroRead, Name, Range, Token, TyKind,
};
use crate::syntax::{self, FragmentKind, FragmentRoot};

/// Declares items of one file or expansion.
pub(super) struct Declare<'l, 'a> {
    pub(super) loader: &'l mut Loader<'a>,
    pub(super) facts: Rc<Facts>,
    pub(super) krate: usize,
    pub(super) file: PathBuf,
    pub(super) depth: usize,
}

impl Declare<'_, '_> {
    /// Declares items in a module whose files live in `dir`.
    pub(super) fn items(&mut self, module: ModId, items: &[ItemId], dir: &FilePath) {
        self.items_in(module, items, dir, false);
    }

    fn items_in(&mut self, module: ModId, items: &[ItemId], dir: &FilePath, inline: bool) {
        for id in items {
            self.item(module, *id, dir, inline);
        }
    }

    fn item(&mut self, module: ModId, id: ItemId, dir: &FilePath, inline: bool) {
        let facts = Rc::clone(&self.facts);
        let item = facts.data.item(id);
        if !self.loader.configs[self.krate].counts(&item.attrs) {
            return;
        }
        let facts_id = facts.id;
        match &item.kind {
            ItemKind::Fn(_) => {
                let id = self.function(module, id, Owner::Free, item.name.clone());
                self.bind(module, &item.name, Def::Fn(id));
            }
            ItemKind::Struct { .. } | ItemKind::Enum { .. } => {
                let is_enum = matches!(item.kind, ItemKind::Enum { .. });
                let adt = AdtId(self.loader.program.adts.len() as u32);
                let name = item.name.clone();
                self.loader.program.adts.push(AdtDef { name, facts: facts_id, item: id, module, is_enum });
                self.bind(module, &item.name, Def::Adt(adt));
            }
            ItemKind::Const { value, .. } => {
                let const_id = self.constant(module, id, Owner::Free);
                if &*item.name != "_" {
                    self.bind(module, &item.name, Def::Const(const_id));
                }
                self.blocks_in(module, *value, dir);
            }
            ItemKind::TypeAlias { .. } => {
                let alias = AliasId(self.loader.program.aliases.len() as u32);
                self.loader.program.aliases.push(AliasDef { facts: facts_id, item: id, module });
                self.bind(module, &item.name, Def::Alias(alias));
            }
            ItemKind::Trait { items, .. } => {
                let trait_id = TraitId(self.loader.program.traits.len() as u32);
                let (name, facts) = (item.name.clone(), facts_id);
                self.loader.program.traits.push(TraitDef {
                    name,
                    facts,
                    item: id,
                    module,
                    fns: vec![],
                    consts: vec![],
                });
                self.bind(module, &item.name, Def::Trait(trait_id));
                let label = item.name.clone();
                self.associated(module, items, Owner::Trait(trait_id), &label, dir);
            }
            ItemKind::Impl { of_trait, self_ty, items, .. } => {
                let label = match &facts.data.ty(*self_ty).kind {
                    TyKind::Path(path) => path.segments.last().map(|segment| segment.name.clone()),
                    _ => None,
                };
                let trait_name =
                    of_trait.as_ref().and_then(|path| path.segments.last()).map(|segment| segment.name.clone());
                let impl_id = ImplId(self.loader.program.impls.len() as u32);
                self.loader.program.impls.push(ImplDef {
                    facts: facts_id,
                    item: id,
                    module,
                    target: ImplTarget::Outside("".into()),
                    of_trait: None,
                    trait_name: trait_name.clone(),
                    fns: vec![],
                    consts: vec![],
                    types: vec![],
                });
                let label = label.or(trait_name).unwrap_or_else(|| "impl".into());
                self.associated(module, items, Owner::Impl(impl_id), &label, dir);
            }
            ItemKind::Mod { items: Some(items) } => {
                let inner = self.module(module, id);
                let place = Place { krate: self.krate, file: &self.file, dir, inline };
                let given = self.loader.path_attrs(place, &item.attrs).into_iter().next();
                let folder = given.map_or_else(|| dir.join(&*item.name), |(path, _)| path);
                self.items_in(inner, items, &folder, true);
            }
            ItemKind::Mod { items: None } => {
                let inner = self.module(module, id);
                let place = Place { krate: self.krate, file: &self.file, dir, inline };
                self.loader.want_module(place, inner, &item.name, &item.attrs, facts.span(item.name_range));
            }
            ItemKind::Use(uses) => {
                let imports = uses.iter().map(|one| Import {
                    global: one.global,
                    path: one.path.clone(),
                    alias: one.alias.clone(),
                });
                self.loader.program.modules[module.index()].imports.extend(imports);
            }
            ItemKind::ExternCrate(name) => {
                let import = Import { global: true, path: vec![name.clone()], alias: Some(item.name.clone()) };
                self.loader.program.modules[module.index()].imports.push(import);
            }
            ItemKind::MacroRules(_) => {
                let id_of = MacroId(self.loader.program.macros.len() as u32);
                self.loader.program.macros.push(MacroDef {
                    name: item.name.clone(),
                    facts: facts_id,
                    item: id,
                    module,
                });
                self.loader.program.macros_by_name.entry(item.name.clone()).or_default().push(id_of);
                self.bind(module, &item.name, Def::Macro(id_of));
                // `#[macro_export]` puts it at the root of the crate.
                if item.attrs.iter().any(|attr| &*attr.path == "macro_export") {
                    let root = self.loader.program.crates[self.krate].root;
                    if root != module {
                        self.bind(root, &item.name, Def::Macro(id_of));
                    }
                }
            }
            ItemKind::MacroCall(call) => self.macro_items(module, item, call, Owner::Free, "", dir),
            ItemKind::Other => {}
        }
    }

    fn module(&mut self, parent: ModId, item: ItemId) -> ModId {
        let name = self.facts.data.item(item).name.clone();
        let inner = self.loader.program.add_module(CrateId(self.krate as u32), Some(parent), &name, false);
        self.loader.program.modules[inner.index()].declared = Some((self.facts.id, item));
        self.bind(parent, &name, Def::Mod(inner));
        inner
    }

    fn bind(&mut self, module: ModId, name: &Name, def: Def) {
        self.loader.program.modules[module.index()].names.entry(name.clone()).or_default().push(def);
    }

    fn constant(&mut self, module: ModId, id: ItemId, owner: Owner) -> ConstId {
        let const_id = ConstId(self.loader.program.consts.len() as u32);
        let name = self.facts.data.item(id).name.clone();
        self.loader.program.consts.push(ConstDef { name, facts: self.facts.id, item: id, module, owner });
        const_id
    }

    fn function(&mut self, module: ModId, id: ItemId, owner: Owner, label: Name) -> FnId {
        let fn_id = FnId(self.loader.program.fns.len() as u32);
        let name = self.facts.data.item(id).name.clone();
        self.loader.program.fns.push(FnDef { name, facts: self.facts.id, item: id, module, owner, label });
        let facts = Rc::clone(&self.facts);
        if let ItemKind::Fn(item) = &facts.data.item(id).kind {
            self.blocks_in(module, item.body, FilePath::new(""));
        }
        fn_id
    }

    /// Items of an impl or a trait.
    fn associated(&mut self, module: ModId, items: &[ItemId], owner: Owner, label: &str, dir: &FilePath) {
        let facts = Rc::clone(&self.facts);
        for id in items {
            let item = facts.data.item(*id);
            if !self.loader.configs[self.krate].counts(&item.attrs) {
                continue;
            }
            match &item.kind {
                ItemKind::Fn(_) => {
                    let id = self.function(module, *id, owner, format!("{label}::{}", item.name).into());
                    match owner {
                        Owner::Impl(of) => self.loader.program.impls[of.index()].fns.push(id),
                        Owner::Trait(of) => self.loader.program.traits[of.index()].fns.push(id),
                        Owner::Free => {}
                    }
                }
                ItemKind::Const { .. } => {
                    let id = self.constant(module, *id, owner);
                    match owner {
                        Owner::Impl(of) => self.loader.program.impls[of.index()].consts.push(id),
                        Owner::Trait(of) => self.loader.program.traits[of.index()].consts.push(id),
                        Owner::Free => {}
                    }
                }
                ItemKind::TypeAlias { ty: Some(ty), .. } => {
                    if let Owner::Impl(of) = owner {
                        self.loader.program.impls[of.index()].types.push((item.name.clone(), *ty));
                    }
                }
                ItemKind::MacroCall(call) => self.macro_items(module, item, call, owner, label, dir),
                _ => {}
            }
        }
    }

    /// What a macro invocation in item position yields.
    fn macro_items(&mut self, module: ModId, item: &Item, call: &MacroCall, owner: Owner, label: &str, dir: &FilePath) {
        let span = self.facts.span(item.range);
        let last = call.path.segments.last().map(|segment| segment.name.clone());
        if last.as_deref() == Some("include") {
            let place = Place { krate: self.krate, file: &self.file, dir, inline: false };
            self.loader.want_include(place, module, &call.tokens, span);
            return;
        }
        if let Some(def) = self.loader.program.near_macro(module, call) {
            return self.expand_items(&[def], module, item.range, call, (owner, label), dir);
        }
        if last.as_deref() == Some("paste") {
            let tokens = macros::pasted(&call.tokens);
            if let Err(message) = self.declare_tokens(module, item.range, &tokens, (owner, label), dir) {
                let message = format!("the macro `paste!` cannot be expanded: {message}");
                self.loader.report(ProblemKind::Macro, span, message);
            }
            return;
        }
        // Where it comes from can be told when every file is read: a module further down may hold it.
        self.loader.waiting.push(Waiting {
            module,
            facts: Rc::clone(&self.facts),
            range: item.range,
            call: call.clone(),
            owner,
            label: label.to_owned(),
            dir: dir.to_owned(),
            krate: self.krate,
            file: self.file.clone(),
            depth: self.depth,
            declared: self.loader.program.macros.len(),
        });
    }

    /// Declares the items that tokens read as; every place is that of the invocation.
    pub(super) fn declare_tokens(
        &mut self,
        module: ModId,
        range: Range,
        tokens: &[Token],
        (owner, label): (Owner, &str),
        dir: &FilePath,
    ) -> Result<(), String> {
        let kind = match owner {
            Owner::Free => FragmentKind::Items,
            Owner::Impl(_) => FragmentKind::ImplItems,
            Owner::Trait(_) => FragmentKind::TraitItems,
        };
        let fragment = syntax::fragment(tokens, kind, range).map_err(|error| error.message)?;
        let FragmentRoot::Items(top) = fragment.root else { return Ok(()) };
        let facts = self.loader.add_expansion(self.facts.source, fragment.facts);
        let outer = std::mem::replace(&mut self.facts, facts);
        self.depth += 1;
        match owner {
            Owner::Free => self.items_in(module, &top, dir, true),
            Owner::Impl(_) | Owner::Trait(_) => self.associated(module, &top, owner, label, dir),
        }
        self.depth -= 1;
        self.facts = outer;
        Ok(())
    }

    /// Declares the items of the blocks inside an expression.
    fn blocks_in(&mut self, module: ModId, body: Option<ExprId>, dir: &FilePath) {
        let Some(body) = body else { return };
        let facts = Rc::clone(&self.facts);
        // Most files declare no items in blocks: then there is nothing to look for.
        if facts.data.items.len() == facts.data.top.len() {
            return;
        }
        // Depth first, so that a block inside a block gets the outer one as its parent.
        let mut open = vec![(body, module)];
        while let Some((expr, scope)) = open.pop() {
            let mut inner = scope;
            if let Some(items) = block_items(&facts.data.expr(expr).kind)
                && let Some(first) = items.first()
            {
                inner = self.loader.program.add_module(CrateId(self.krate as u32), Some(scope), "", true);
                self.loader.program.set_block_scope(facts.id, *first, inner);
                self.items_in(inner, items, dir, true);
            }
            super::walk::children(&facts.data, expr, &mut |child| open.push((child, inner)));
        }
    }
}

/// The items that a block, or a macro read as a block, declares.
fn block_items(kind: &ExprKind) -> Option<&[ItemId]> {
    match kind {
        ExprKind::Block(block) | ExprKind::Async(block) => Some(&block.items),
        ExprKind::Macro(MacroCall { read: MacroRead::Block(block), .. }) => Some(&block.items),
        _ => None,
    }
}

impl Program {
    /// Resolves what each impl is for, once every name is declared.
    pub(super) fn link_impls(&mut self) {
        for index in 0..self.impls.len() {
            let (target, of_trait) = {
                let def = &self.impls[index];
                let facts = self.facts(def.facts);
                let ItemKind::Impl { generics, of_trait, self_ty, .. } = &facts.data.item(def.item).kind else {
                    continue;
                };
                let of_trait =
                    of_trait.as_ref().and_then(|path| match self.resolve_names(def.module, path, Ns::Type)?.def {
                        Def::Trait(id) => Some(id),
                        _ => None,
                    });
                (self.impl_target(def.module, &facts, *self_ty, generics, 0), of_trait)
            };
            let id = ImplId(index as u32);
            match &target {
                ImplTarget::Adt(adt) => self.adt_impls.entry(*adt).or_default().push(id),
                ImplTarget::Blanket => self.blanket_impls.push(id),
                ImplTarget::Outside(name) => self.outside_impls.entry(name.clone()).or_default().push(id),
                ImplTarget::Object(_) => {}
            }
            if let Some(of_trait) = of_trait {
                self.trait_impls.entry(of_trait).or_default().push(id);
            }
            self.impls[index].target = target;
            self.impls[index].of_trait = of_trait;
        }
    }

    fn impl_target(
        &self,
        module: ModId,
        facts: &Facts,
        ty: syntax::facts::TyId,
        generics: &[GenericParam],
        depth: usize,
    ) -> ImplTarget {
        let outside = |name: &str| ImplTarget::Outside(name.into());
        match &facts.data.ty(ty).kind {
            TyKind::Path(path) => {
                let Some(last) = path.segments.last() else { return outside("") };
                if path.segments.len() == 1 && generics.iter().any(|param| param.name == last.name) {
                    return ImplTarget::Blanket;
                }
                match self.resolve_names(module, path, Ns::Type).map(|found| found.def) {
                    Some(Def::Adt(adt)) => ImplTarget::Adt(adt),
                    Some(Def::Alias(alias)) if depth < 8 => {
                        let alias = self.alias(alias);
                        let alias_facts = self.facts(alias.facts);
                        match &alias_facts.data.item(alias.item).kind {
                            ItemKind::TypeAlias { ty: Some(ty), .. } => {
                                self.impl_target(alias.module, &alias_facts, *ty, &[], depth + 1)
                            }
                            _ => outside(""),
                        }
                    }
                    _ => match (&*last.name, last.args.first()) {
                        // A smart pointer stands for what it points to.
                        ("Box" | "Arc" | "Rc" | "Pin", Some(inner)) if depth < 8 => {
                            self.impl_target(module, facts, *inner, generics, depth + 1)
                        }
                        (name, _) => outside(name),
                    },
                }
            }
            TyKind::Dyn(traits) => traits
                .first()
                .and_then(|path| self.resolve_names(module, path, Ns::Type))
                .and_then(|found| match found.def {
                    Def::Trait(id) => Some(ImplTarget::Object(id)),
                    _ => None,
                })
                .unwrap_or_else(|| outside("")),
            TyKind::Slice(_) => outside("slice"),
            _ => outside(""),
        }
    }
}
