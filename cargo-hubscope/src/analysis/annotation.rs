//! Attributes with which the code itself says something of its calls.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::vendor::{Says, Vendor};
use crate::program::cfg::Config;
use crate::program::{CrateId, Def, FactsId, FnId, ModId, Owner, Program};
use crate::source::Span;
use crate::syntax::facts::{Attr, ItemId, Name, Token};

/// An attribute of another crate that speaks of the calls inside what it stands on.
#[derive(Debug, Clone)]
pub struct Annotation {
    /// The macro's own name, whatever it is called where it is used.
    pub name: String,
    /// What it says.
    pub says: Says,
    /// Its arguments; their ranges are of the file of `span`.
    pub arguments: Vec<Token>,
    /// The attribute.
    pub span: Span,
    /// What it stands on, attributes and all.
    pub item: Span,
    /// What it stands on, as `module::Type::name`.
    pub label: String,
    /// The functions with a body that it speaks of, by their numbers in the program: the function itself, those inside
    /// of an impl, trait or module, and those that implement a trait's. Sorted.
    pub functions: Vec<u32>,
}

/// An item of the program that may carry attributes.
type Carrier = (FactsId, ItemId);

/// Every annotation in the workspace's own code, in source order.
pub fn annotations(program: &Program, configs: &[Config], vendor: &dyn Vendor) -> Vec<Annotation> {
    let mut found = Found { program, configs, vendor, all: Vec::new(), by_item: FxHashMap::default() };
    for def in program.modules() {
        if let (Some(carrier), Some(parent)) = (def.declared, def.parent) {
            let label = join(&program.module_path(parent), &def.name);
            found.look(carrier, parent, label);
        }
    }
    for def in program.trait_defs() {
        found.look((def.facts, def.item), def.module, join(&program.module_path(def.module), &def.name));
    }
    for def in program.impl_defs() {
        let label = def.fns.first().map(|function| program.function(*function).label.clone());
        let owner = label.as_deref().and_then(|label| label.rsplit_once("::")).map_or("impl", |(owner, _)| owner);
        found.look((def.facts, def.item), def.module, join(&program.module_path(def.module), owner));
    }
    for (_, def) in program.functions() {
        found.look((def.facts, def.item), def.module, join(&program.module_path(def.module), &def.label));
    }
    for (id, _) in program.functions() {
        found.assign(id);
    }
    // A file that two targets share is one place.
    let mut joined: BTreeMap<(Span, String, usize), Annotation> = BTreeMap::new();
    for (ordinal, annotation) in found.all {
        let functions = annotation.functions.clone();
        let key = (annotation.span, annotation.label.clone(), ordinal);
        let one = joined.entry(key).or_insert(annotation);
        one.functions.extend(functions);
        one.functions.sort_unstable();
        one.functions.dedup();
    }
    joined.into_values().collect()
}

struct Found<'p> {
    program: &'p Program,
    configs: &'p [Config],
    vendor: &'p dyn Vendor,
    /// Each with which of its item's attributes it is.
    all: Vec<(usize, Annotation)>,
    by_item: FxHashMap<Carrier, Vec<usize>>,
}

impl Found<'_> {
    /// Takes in the annotations of an item that is declared in a module.
    fn look(&mut self, carrier: Carrier, module: ModId, label: String) {
        if !self.program.crate_of(module).own {
            return;
        }
        let facts = self.program.facts(carrier.0);
        let item = facts.data.item(carrier.1);
        let krate = self.program.module(module).krate;
        for (ordinal, attr) in self.unconditional(krate, &item.attrs).into_iter().enumerate() {
            let Some((name, says)) = self.annotation(module, &attr) else { continue };
            self.by_item.entry(carrier).or_default().push(self.all.len());
            let annotation = Annotation {
                name,
                says,
                arguments: attr.tokens,
                span: facts.span(attr.range),
                item: facts.span(item.range),
                label: label.clone(),
                functions: Vec::new(),
            };
            self.all.push((ordinal, annotation));
        }
    }

    /// The attributes with those that `cfg_attr` brings in where its condition may hold.
    fn unconditional(&self, krate: CrateId, attrs: &[Attr]) -> Vec<Attr> {
        static NONE: std::sync::LazyLock<Config> = std::sync::LazyLock::new(Config::default);
        let config = self.configs.get(krate.0 as usize).unwrap_or(&NONE);
        config.effective(attrs).into_iter().map(|(attr, _)| attr.into_owned()).collect()
    }

    /// Which annotation an attribute is, by whatever name it goes in the module.
    fn annotation(&self, module: ModId, attr: &Attr) -> Option<(String, Says)> {
        let names: Vec<Name> = attr.path.split("::").map(Name::from).collect();
        let known = |path: &[Name]| {
            let says = self.vendor.annotation(&path.join("::"))?;
            Some((path.last()?.to_string(), says))
        };
        if let Some(found) = self.program.outside_macro(module, &names).as_deref().and_then(known) {
            return Some(found);
        }
        // `#[macro_use] extern crate`, or one of several globs: nothing else of that name is in sight.
        let [name] = names.as_slice() else { return None };
        if self.is_bound(module, name) {
            return None;
        }
        let mut crates: Vec<&Name> = self.program.crate_of(module).externs.values().collect();
        crates.sort();
        crates.into_iter().find_map(|krate| known(&[krate.clone(), name.clone()]))
    }

    /// Whether a module, or one around a block, binds a name to a macro or by an import.
    fn is_bound(&self, module: ModId, name: &Name) -> bool {
        let mut at = Some(module);
        while let Some(id) = at {
            let module = self.program.module(id);
            let defined =
                module.names.get(name).is_some_and(|defs| defs.iter().any(|def| matches!(def, Def::Macro(_))));
            if defined || module.imports.iter().any(|import| import.alias.as_ref() == Some(name)) {
                return true;
            }
            at = module.parent.filter(|_| module.is_block);
        }
        false
    }

    /// Gives a function to the annotations that speak of it.
    fn assign(&mut self, id: FnId) {
        let program = self.program;
        let def = program.function(id);
        let facts = program.facts(def.facts);
        if program.fn_item(&facts, def.item).is_none_or(|item| item.body.is_none()) {
            return;
        }
        let mut carriers: Vec<Carrier> = vec![(def.facts, def.item)];
        match def.owner {
            Owner::Free => {}
            Owner::Trait(of) => {
                let of = program.trait_def(of);
                carriers.push((of.facts, of.item));
            }
            Owner::Impl(of) => {
                let of = program.impl_def(of);
                carriers.push((of.facts, of.item));
                if let Some(of_trait) = of.of_trait.map(|id| program.trait_def(id)) {
                    carriers.push((of_trait.facts, of_trait.item));
                    let same = of_trait.fns.iter().map(|id| program.function(*id)).find(|one| one.name == def.name);
                    carriers.extend(same.map(|one| (one.facts, one.item)));
                }
            }
        }
        let mut at = Some(def.module);
        while let Some(module) = at.map(|id| program.module(id)) {
            carriers.extend(module.declared);
            at = module.parent;
        }
        for index in carriers.iter().filter_map(|carrier| self.by_item.get(carrier)).flatten() {
            self.all[*index].1.functions.push(id.0);
        }
    }
}

fn join(module: &str, name: &str) -> String {
    if module.is_empty() { name.to_owned() } else { format!("{module}::{name}") }
}
