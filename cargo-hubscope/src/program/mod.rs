//! All facts joined into one program: crates, modules, items, impls and names.
//!
//! Definitions are numbered in source order, so that every list made from them has a defined order. Facts that a macro
//! expansion yields are added while the analysis runs ([`Program::add_facts`]); nothing is ever removed.

pub mod cfg;
mod defs;
mod expansion;
mod items;
mod load;
pub mod macros;
mod resolve;
pub mod walk;

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::source::{SourceId, Span};
use crate::syntax::facts::{
    ExprId, FieldItem, FileFacts, FnItem, GenericParam, ItemId, ItemKind, MacroRule, Name, Path, Range, Token, TyId,
};

pub use defs::{
    AdtDef, AliasDef, ConstDef, CrateData, Def, FnDef, ImplDef, ImplTarget, Import, MacroDef, Module, Owner, Problem,
    ProblemKind, TraitDef,
};
pub use load::{CrateInput, FileInput, Loaded, Lowered, ProgramInput, load};
pub use resolve::{Meaning, Ns, Resolved};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);
        impl $name {
            fn index(self) -> usize { self.0 as usize }
        }
    )+};
}

ids! {
    /// Facts of a file or of an expansion.
    FactsId;
    /// A crate: one target of one package.
    CrateId;
    /// A module, or the items of a block.
    ModId;
    /// A function, method or required method.
    FnId;
    /// A struct or an enum.
    AdtId;
    /// A trait.
    TraitId;
    /// An impl block.
    ImplId;
    /// A const or static, associated ones too.
    ConstId;
    /// A type alias.
    AliasId;
    /// A `macro_rules!` definition.
    MacroId;
}

/// Facts with the file that their ranges point into.
#[derive(Debug)]
pub struct Facts {
    /// Their id.
    pub id: FactsId,
    /// The file.
    pub source: SourceId,
    /// What was lowered.
    pub data: Arc<FileFacts>,
}

impl Facts {
    /// The place of a range of these facts.
    pub fn span(&self, range: Range) -> Span {
        Span { source: self.source, start: range.start, end: range.end }
    }
}

/// Everything the analysis evaluates.
#[derive(Debug, Default)]
pub struct Program {
    /// Crates of other code of which something is known: a name that several globs could bring is taken to be one's of
    /// theirs.
    pub(crate) known_crates: &'static [&'static str],
    facts: RefCell<Vec<Rc<Facts>>>,
    pub(crate) crates: Vec<CrateData>,
    pub(crate) modules: Vec<Module>,
    pub(crate) fns: Vec<FnDef>,
    pub(crate) adts: Vec<AdtDef>,
    pub(crate) traits: Vec<TraitDef>,
    pub(crate) impls: Vec<ImplDef>,
    pub(crate) consts: Vec<ConstDef>,
    pub(crate) aliases: Vec<AliasDef>,
    pub(crate) macros: Vec<MacroDef>,
    /// Item macros of other code: the literals that they are given, as written, and the place.
    pub(crate) foreign: Vec<(Vec<Name>, Span)>,
    /// Items of blocks: the block's first item gives its scope.
    block_scopes: FxHashMap<(FactsId, ItemId), ModId>,
    methods: FxHashMap<Name, Vec<FnId>>,
    /// The functions of impls and traits, with `self` or without.
    associated: FxHashMap<Name, Vec<FnId>>,
    adt_impls: FxHashMap<AdtId, Vec<ImplId>>,
    trait_impls: FxHashMap<TraitId, Vec<ImplId>>,
    blanket_impls: Vec<ImplId>,
    outside_impls: FxHashMap<Name, Vec<ImplId>>,
    macros_by_name: FxHashMap<Name, Vec<MacroId>>,
}

impl Program {
    /// The facts of an id.
    pub fn facts(&self, id: FactsId) -> Rc<Facts> {
        Rc::clone(&self.facts.borrow()[id.index()])
    }

    /// Adds facts that an expansion yields; their items are not declared.
    pub fn add_facts(&self, source: SourceId, data: Arc<FileFacts>) -> Rc<Facts> {
        let mut all = self.facts.borrow_mut();
        let facts = Rc::new(Facts { id: FactsId(all.len() as u32), source, data });
        all.push(Rc::clone(&facts));
        facts
    }

    /// A crate.
    pub fn krate(&self, id: CrateId) -> &CrateData {
        &self.crates[id.index()]
    }

    /// Whether any item of a crate stands in a file.
    pub fn holds(&self, krate: &CrateData, source: SourceId) -> bool {
        let inside = |module: ModId| self.crate_of(module).root == krate.root;
        self.fns.iter().any(|def| inside(def.module) && self.facts(def.facts).source == source)
            || self.adts.iter().any(|def| inside(def.module) && self.facts(def.facts).source == source)
    }

    /// A module.
    pub fn module(&self, id: ModId) -> &Module {
        &self.modules[id.index()]
    }

    /// The crate of a module.
    pub fn crate_of(&self, id: ModId) -> &CrateData {
        self.krate(self.module(id).krate)
    }

    /// `a::b` of a module inside its crate; empty for the root.
    pub fn module_path(&self, id: ModId) -> String {
        let mut names = Vec::new();
        let mut at = Some(id);
        while let Some(id) = at {
            let module = self.module(id);
            if !module.name.is_empty() {
                names.push(&*module.name);
            }
            at = module.parent;
        }
        names.reverse();
        names.join("::")
    }

    /// All modules in order.
    pub fn modules(&self) -> &[Module] {
        &self.modules
    }

    /// All traits in order.
    pub fn trait_defs(&self) -> &[TraitDef] {
        &self.traits
    }

    /// All impls in order.
    pub fn impl_defs(&self) -> &[ImplDef] {
        &self.impls
    }

    /// A function.
    pub fn function(&self, id: FnId) -> &FnDef {
        &self.fns[id.index()]
    }

    /// All functions in order.
    pub fn functions(&self) -> impl Iterator<Item = (FnId, &FnDef)> {
        self.fns.iter().enumerate().map(|(index, def)| (FnId(index as u32), def))
    }

    /// Signature and body of a function.
    pub fn fn_item<'f>(&self, facts: &'f Facts, item: ItemId) -> Option<&'f FnItem> {
        match &facts.data.item(item).kind {
            ItemKind::Fn(item) => Some(item),
            _ => None,
        }
    }

    /// A struct or enum.
    pub fn adt(&self, id: AdtId) -> &AdtDef {
        &self.adts[id.index()]
    }

    /// All structs and enums in order.
    pub fn adts(&self) -> impl Iterator<Item = (AdtId, &AdtDef)> {
        self.adts.iter().enumerate().map(|(index, def)| (AdtId(index as u32), def))
    }

    /// The fields of a struct, or of the variant of an enum.
    pub fn fields<'f>(&self, facts: &'f Facts, item: ItemId, variant: Option<u32>) -> &'f [FieldItem] {
        match (&facts.data.item(item).kind, variant) {
            (ItemKind::Struct { fields, .. }, None) => fields,
            (ItemKind::Enum { variants, .. }, Some(index)) => variants.get(index as usize).map_or(&[], |v| &v.fields),
            _ => &[],
        }
    }

    /// The generic parameters of an item.
    pub fn generics<'f>(&self, facts: &'f Facts, item: ItemId) -> &'f [GenericParam] {
        match &facts.data.item(item).kind {
            ItemKind::Fn(FnItem { generics, .. })
            | ItemKind::Struct { generics, .. }
            | ItemKind::Enum { generics, .. }
            | ItemKind::Impl { generics, .. }
            | ItemKind::Trait { generics, .. }
            | ItemKind::TypeAlias { generics, .. } => generics,
            _ => &[],
        }
    }

    /// A trait.
    pub fn trait_def(&self, id: TraitId) -> &TraitDef {
        &self.traits[id.index()]
    }

    /// An impl.
    pub fn impl_def(&self, id: ImplId) -> &ImplDef {
        &self.impls[id.index()]
    }

    /// A const or static.
    pub fn const_def(&self, id: ConstId) -> &ConstDef {
        &self.consts[id.index()]
    }

    /// A type alias.
    pub fn alias(&self, id: AliasId) -> &AliasDef {
        &self.aliases[id.index()]
    }

    /// The impls for a struct or enum, inherent ones and of traits.
    pub fn impls_of(&self, adt: AdtId) -> &[ImplId] {
        self.adt_impls.get(&adt).map_or(&[], Vec::as_slice)
    }

    /// The impls of a trait.
    pub fn impls_for_trait(&self, id: TraitId) -> &[ImplId] {
        self.trait_impls.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Impls for every type.
    pub fn blanket_impls(&self) -> &[ImplId] {
        &self.blanket_impls
    }

    /// Impls for a type outside of the program, by the last name of its path.
    pub fn outside_impls(&self, name: &str) -> &[ImplId] {
        self.outside_impls.get(name).map_or(&[], Vec::as_slice)
    }

    /// Functions that take `self` and have this name.
    pub fn methods_named(&self, name: &str) -> &[FnId] {
        self.methods.get(name).map_or(&[], Vec::as_slice)
    }

    /// The functions of a name in an impl.
    pub fn fns_of_impl(&self, id: ImplId, name: &str) -> Vec<FnId> {
        self.fns_of(Owner::Impl(id), &self.impl_def(id).fns, name)
    }

    /// The functions of a name in a trait.
    pub fn fns_of_trait(&self, id: TraitId, name: &str) -> Vec<FnId> {
        self.fns_of(Owner::Trait(id), &self.trait_def(id).fns, name)
    }

    /// A generated client has thousands of functions in one impl, so the shorter of the two lists is gone through.
    fn fns_of(&self, owner: Owner, fns: &[FnId], name: &str) -> Vec<FnId> {
        let Some(named) = self.associated.get(name) else { return Vec::new() };
        if named.len() < fns.len() {
            named.iter().copied().filter(|id| self.function(*id).owner == owner).collect()
        } else {
            fns.iter().copied().filter(|id| &*self.function(*id).name == name).collect()
        }
    }

    /// The scope of a block that declares items.
    pub fn block_scope(&self, facts: FactsId, first: ItemId) -> Option<ModId> {
        self.block_scopes.get(&(facts, first)).copied()
    }

    /// The macro that a path means in a module: by `use` and path, else by its name in the crate, else anywhere.
    pub fn find_macro(&self, module: ModId, path: &Path) -> Option<&MacroDef> {
        let last = &path.segments.last()?.name;
        let candidates = self.macros_by_name.get(last)?;
        if let Some(Resolved { def: Def::Macro(id), .. }) = self.resolve_names(module, path, Ns::Macro) {
            return Some(&self.macros[id.index()]);
        }
        let krate = self.module(module).krate;
        let own = candidates.iter().rev().find(|id| self.module(self.macros[id.index()].module).krate == krate);
        own.or(candidates.first()).map(|id| &self.macros[id.index()])
    }

    /// The rules of a macro.
    pub fn macro_rules<'f>(&self, facts: &'f Facts, item: ItemId) -> &'f [MacroRule] {
        match &facts.data.item(item).kind {
            ItemKind::MacroRules(rules) => rules,
            _ => &[],
        }
    }

    /// All macro definitions.
    pub fn macro_defs(&self) -> &[MacroDef] {
        &self.macros
    }

    /// Value and type of a const.
    pub fn const_parts(&self, facts: &Facts, item: ItemId) -> (Option<TyId>, Option<ExprId>) {
        match &facts.data.item(item).kind {
            ItemKind::Const { ty, value } => (*ty, *value),
            _ => (None, None),
        }
    }
}

/// Calls `visit` on every identifier of a token tree.
pub fn each_ident(tokens: &[Token], visit: &mut dyn FnMut(&Name)) {
    let mut open: Vec<&[Token]> = vec![tokens];
    while let Some(tokens) = open.pop() {
        for token in tokens {
            match token {
                Token::Ident(name, _) => visit(name),
                Token::Group(_, inner, _) => open.push(inner),
                _ => {}
            }
        }
    }
}

/// Calls `visit` on every literal of a token tree, as written.
pub fn each_literal(tokens: &[Token], visit: &mut dyn FnMut(&Name)) {
    let mut open: Vec<&[Token]> = vec![tokens];
    while let Some(tokens) = open.pop() {
        for token in tokens {
            match token {
                Token::Literal(text, _) => visit(text),
                Token::Group(_, inner, _) => open.push(inner),
                _ => {}
            }
        }
    }
}
