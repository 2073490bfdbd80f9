//! Reading functions, constants and types into a graph.

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::kind::{Here, Kinds};
use super::super::words::each_attr;
use crate::analysis::models::UserClient;
use crate::analysis::vendor::Vendor;
use crate::program::{AdtId, Facts, FnId, ModId, Owner, Program, TraitId, each_literal};
use crate::syntax::facts::{FnItem, ItemKind, Name, PatKind, Path, TyId, TyKind};

use super::{Graph, Mentions, Named};

/// Reads one body after the other into a graph.
pub(super) struct Reader<'p> {
    pub(super) program: &'p Program,
    pub(super) vendor: &'p dyn Vendor,
    pub(super) users: &'p [UserClient],
    pub(super) graph: Graph,
    pub(super) kinds: Kinds<'p>,
    pub(super) macros: FxHashMap<Name, Mentions>,
    /// By crate: whether a name such as `get` can be a client's.
    pub(super) client: Vec<bool>,
    /// Traits of operators and the like that the program has impls of.
    pub(super) overloaded: FxHashSet<Name>,
    /// Whether a name is the vendor's.
    pub(super) named: FxHashMap<Name, bool>,
}

impl Reader<'_> {
    pub(super) fn function(&mut self, id: FnId) {
        let def = self.program.function(id);
        let (module, facts) = (def.module, self.program.facts(def.facts));
        let node = id.0 as usize;
        let krate = self.program.crate_of(module);
        self.graph.spoken[node] = self.vendor.is_name(&def.label)
            || self.vendor.is_name(&krate.package)
            || self.vendor.is_name(&self.program.module_path(module));
        let Some(item) = self.program.fn_item(&facts, def.item) else { return };
        let self_adt = self.kinds.owner_adt(id);
        if let Some(adt) = self_adt {
            self.hold(node, adt);
        }
        self.signature(node, &facts, module, item);
        let Some(body) = item.body else { return };
        let locals = self.kinds.locals(id);
        self.body(node, Here { facts: &facts, module, self_adt, locals: &locals }, body);
    }

    pub(super) fn signature(&mut self, node: usize, facts: &Facts, module: ModId, item: &FnItem) {
        for (pat, ty) in &item.params {
            self.ty(node, facts, module, *ty);
            if let PatKind::Bind { name, .. } = &facts.data.pat(*pat).kind {
                self.word(node, name);
            }
        }
        if let Some(ty) = item.ret {
            self.ty(node, facts, module, ty);
        }
        for bound in item.generics.iter().flat_map(|param| &param.bounds) {
            self.path_words(node, bound);
        }
    }

    pub(super) fn constant(&mut self, index: usize) {
        let def = &self.program.consts[index];
        let (module, facts) = (def.module, self.program.facts(def.facts));
        let node = self.graph.fns + index;
        self.word(node, &def.name);
        let (ty, value) = self.program.const_parts(&facts, def.item);
        if let Some(ty) = ty {
            self.ty(node, &facts, module, ty);
        }
        let self_adt = match def.owner {
            Owner::Impl(id) => match self.program.impl_def(id).target {
                crate::program::ImplTarget::Adt(adt) => Some(adt),
                _ => None,
            },
            _ => None,
        };
        if let Some(value) = value {
            self.body(node, Here { facts: &facts, module, self_adt, locals: &FxHashMap::default() }, value);
        }
    }

    pub(super) fn adt(&mut self, adt: AdtId) {
        let def = self.program.adt(adt);
        let (module, facts) = (def.module, self.program.facts(def.facts));
        let node = self.graph.adt_node(adt.0 as usize);
        self.word(node, &def.name);
        let kind = &facts.data.item(def.item).kind;
        let fields: Vec<(Name, TyId)> = match kind {
            ItemKind::Struct { fields, .. } => fields.iter().map(|field| (field.name.clone(), field.ty)).collect(),
            ItemKind::Enum { variants, .. } => variants
                .iter()
                .flat_map(|variant| &variant.fields)
                .map(|field| (field.name.clone(), field.ty))
                .collect(),
            _ => Vec::new(),
        };
        for (name, ty) in fields {
            self.word(node, &name);
            self.ty(node, &facts, module, ty);
        }
        let mut given: Vec<Name> = Vec::new();
        each_attr(kind, &mut |attr| each_literal(&attr.tokens, &mut |text| given.push(text.clone())));
        for text in given {
            self.graph.spoken[node] |= self.vendor.hint(&text) || self.vendor.is_name(&text);
            // `default = "base_url"` names a function.
            let last = text.trim_matches('"').rsplit("::").next().unwrap_or_default();
            if last.starts_with(|char: char| char.is_alphabetic() || char == '_') && !last.contains([' ', '/', '.']) {
                let to = self.named(Named::Any(last.into()));
                self.graph.holds[node].push(to);
            }
        }
        // What its values are turned into: texts, other types.
        for id in self.program.impls_of(adt) {
            let def = self.program.impl_def(*id);
            if def.of_trait.is_none() && def.trait_name.is_some() {
                let fns: Vec<u32> = def.fns.iter().map(|id| id.0).collect();
                self.graph.holds[node].extend(fns);
            }
        }
    }

    /// Joins names with all that they can stand for.
    pub(super) fn names(&mut self) {
        let mut names: Vec<(Named, u32)> = self.graph.names.iter().map(|(name, node)| (name.clone(), *node)).collect();
        names.sort_by_key(|(_, node)| *node);
        let mut associated: FxHashMap<&Name, Vec<u32>> = FxHashMap::default();
        let mut any: FxHashMap<&Name, Vec<u32>> = FxHashMap::default();
        for (id, def) in self.program.functions() {
            any.entry(&def.name).or_default().push(id.0);
            if def.owner != Owner::Free {
                associated.entry(&def.name).or_default().push(id.0);
            }
        }
        for (index, def) in self.program.consts.iter().enumerate() {
            let node = (self.graph.fns + index) as u32;
            any.entry(&def.name).or_default().push(node);
            if def.owner != Owner::Free {
                associated.entry(&def.name).or_default().push(node);
            }
        }
        for (named, node) in names {
            let found: Vec<u32> = match &named {
                Named::Method(name, count) | Named::TraitMethod(name, count) => {
                    let of_trait = |id: &FnId| match self.program.function(*id).owner {
                        Owner::Impl(id) => self.program.impl_def(id).trait_name.is_some(),
                        Owner::Trait(_) => true,
                        Owner::Free => false,
                    };
                    let any = matches!(named, Named::Method(..));
                    let methods = self.program.methods_named(name).iter().copied().filter(|id| any || of_trait(id));
                    let takes = |id: &FnId| {
                        let def = self.program.function(*id);
                        let facts = self.program.facts(def.facts);
                        self.program.fn_item(&facts, def.item).is_some_and(|item| item.params.len() == *count)
                    };
                    methods.filter(takes).map(|id| id.0).collect()
                }
                Named::Associated(name) => associated.get(name).cloned().unwrap_or_default(),
                Named::OfTrait(id, name) => self.of_trait(*id, name),
                Named::Any(name) => any.get(name).cloned().unwrap_or_default(),
            };
            self.graph.calls[node as usize] = found;
        }
    }

    pub(super) fn of_trait(&self, id: TraitId, name: &Name) -> Vec<u32> {
        let own = self.program.trait_def(id);
        let impls = self.program.impls_for_trait(id).iter().map(|id| self.program.impl_def(*id));
        let lists = impls.map(|def| (&def.fns, &def.consts)).chain([(&own.fns, &own.consts)]);
        let mut found = Vec::new();
        for (fns, consts) in lists {
            found.extend(fns.iter().filter(|id| self.program.function(**id).name == *name).map(|id| id.0));
            let named = consts.iter().filter(|id| self.program.const_def(**id).name == *name);
            found.extend(named.map(|id| self.graph.fns as u32 + id.0));
        }
        found
    }

    pub(super) fn named(&mut self, name: Named) -> u32 {
        if let Some(node) = self.graph.names.get(&name) {
            return *node;
        }
        let node = self.graph.calls.len() as u32;
        self.graph.names.insert(name, node);
        self.graph.calls.push(Vec::new());
        self.graph.holds.push(Vec::new());
        node
    }

    pub(super) fn call(&mut self, node: usize, to: u32) {
        self.graph.calls[node].push(to);
    }

    pub(super) fn hold(&mut self, node: usize, adt: AdtId) {
        let to = self.graph.adt_node(adt.0 as usize) as u32;
        self.graph.holds[node].push(to);
    }

    pub(super) fn make(&mut self, node: usize, adt: AdtId) {
        self.hold(node, adt);
        self.graph.makers[adt.0 as usize].push(node as u32);
    }

    /// A name that stands in the code of a node.
    pub(super) fn word(&mut self, node: usize, name: &Name) {
        if self.graph.spoken[node] {
            return;
        }
        let vendor = self.vendor;
        self.graph.spoken[node] = *self.named.entry(name.clone()).or_insert_with(|| vendor.is_name(name));
    }

    pub(super) fn path_words(&mut self, node: usize, path: &Path) {
        for segment in &path.segments {
            self.word(node, &segment.name);
        }
    }

    pub(super) fn ty(&mut self, node: usize, facts: &Facts, module: ModId, ty: TyId) {
        let mut open = vec![ty];
        while let Some(ty) = open.pop() {
            match &facts.data.ty(ty).kind {
                TyKind::Path(path) => {
                    self.path_words(node, path);
                    open.extend(path.segments.iter().flat_map(|segment| &segment.args));
                    if let Some(adt) = self.kinds.adt(module, None, path) {
                        self.hold(node, adt);
                    }
                }
                TyKind::Tuple(items) => open.extend(items),
                TyKind::Slice(inner) => open.push(*inner),
                TyKind::Impl(traits) | TyKind::Dyn(traits) => {
                    for path in traits {
                        self.path_words(node, path);
                        open.extend(path.segments.iter().flat_map(|segment| &segment.args));
                    }
                }
                TyKind::Fn { params, ret } => open.extend(params.iter().chain(ret)),
                TyKind::Const(_) | TyKind::Infer | TyKind::Other => {}
            }
        }
    }
}
