//! Associated items: of types, of their traits, and of what is promised to have traits.

use std::rc::Rc;

use super::super::guard::Guard;
use super::super::value::{Env, Generics, Type};
use super::Interp;
use super::path::Target;
use crate::program::{Def, FnId, ImplId, Ns, TraitId};

impl Interp<'_> {
    /// `Type::name`: a function or const of the type, of the traits that it has, or of the traits it is promised to have.
    pub fn associated(&mut self, on: &Type, of_trait: Option<TraitId>, name: &str) -> Target {
        let on_peeled = on.peeled().clone();
        if matches!(on_peeled, Type::Param { .. } | Type::Traits(_)) {
            return self.promised(&on_peeled, of_trait, name);
        }
        let mut functions: Vec<(Guard, FnId, Rc<Generics>)> = Vec::new();
        for id in self.impls_for(&on_peeled) {
            let def = self.program.impl_def(id);
            if of_trait.is_some() && def.of_trait != of_trait {
                continue;
            }
            if let Some(found) = def.consts.iter().copied().find(|id| &*self.program.const_def(*id).name == name) {
                let env = self.impl_env(id, &on_peeled);
                return Target::Value(self.const_value(found, Some(env.generics)));
            }
            for function in self.program.fns_of_impl(id, name) {
                let env = self.impl_env(id, &on_peeled);
                functions.push((Guard::always(), function, env.generics));
            }
        }
        if !functions.is_empty() {
            return Target::Functions(functions);
        }
        // Default methods and consts of the traits that the type has.
        for id in self.impls_for(&on_peeled) {
            let Some(trait_id) = self.program.impl_def(id).of_trait else { continue };
            if of_trait.is_none_or(|wanted| wanted == trait_id)
                && let Some(found) = self.default_item(trait_id, &on_peeled, Some(id), name)
            {
                return found;
            }
        }
        match &on_peeled {
            Type::Outside(path, _) => Target::Outside(format!("{path}::{name}").into(), on.clone()),
            Type::Text => Target::Outside(format!("std::String::{name}").into(), on.clone()),
            Type::List(_) => Target::Outside(format!("std::Vec::{name}").into(), on.clone()),
            Type::Adt(..) => Target::Outside(format!("derived::{name}").into(), on.clone()),
            _ => Target::Outside(format!("unknown::{name}").into(), on.clone()),
        }
    }

    /// An item that a trait gives by default, for a type.
    fn default_item(&mut self, id: TraitId, on: &Type, in_impl: Option<ImplId>, name: &str) -> Option<Target> {
        let def = self.program.trait_def(id);
        let constant = def.consts.iter().copied().find(|id| &*self.program.const_def(*id).name == name);
        let function = self.program.fns_of_trait(id, name).first().copied();
        let mut generics = match in_impl {
            Some(id) => (*self.impl_env(id, on).generics).clone(),
            None => Generics { self_ty: on.clone(), ..Generics::default() },
        };
        generics.in_trait = Some(id);
        let generics = Rc::new(generics);
        if let Some(constant) = constant {
            return Some(Target::Value(self.const_value(constant, Some(generics))));
        }
        function.map(|function| Target::Functions(vec![(Guard::always(), function, generics)]))
    }

    /// An item of a type of which only traits are known: that of every impl in the program.
    fn promised(&mut self, on: &Type, of_trait: Option<TraitId>, name: &str) -> Target {
        let sym = match on {
            Type::Param { sym, .. } => *sym,
            _ => self.fresh(),
        };
        let traits = of_trait.map_or_else(|| self.promised_traits(on), |id| vec![id]);
        let mut values = Vec::new();
        let mut functions = Vec::new();
        for trait_id in self.with_supertraits(&traits) {
            let declares = {
                let def = self.program.trait_def(trait_id);
                !self.program.fns_of_trait(trait_id, name).is_empty()
                    || def.consts.iter().any(|id| &*self.program.const_def(*id).name == name)
            };
            if !declares {
                continue;
            }
            for id in self.program.impls_for_trait(trait_id).to_vec() {
                let Some(ty) = self.impl_self(id) else { continue };
                if ty == *on {
                    continue;
                }
                let choice = self.choice(&type_name(&ty, id));
                let guard = Guard::is(sym, choice);
                let found = match &ty {
                    // An impl for a type parameter is no type to look things up on: it would lead to all impls again.
                    Type::Param { .. } | Type::Traits(_) => self.own_item(id, &ty, trait_id, name),
                    _ => self.associated(&ty, Some(trait_id), name),
                };
                match found {
                    Target::Value(value) => values.push((guard, value)),
                    Target::Functions(found) => {
                        functions.extend(
                            found.into_iter().map(|(_, function, generics)| (guard.clone(), function, generics)),
                        );
                    }
                    _ => {}
                }
            }
            if values.is_empty()
                && functions.is_empty()
                && let Some(found) = self.default_item(trait_id, on, None, name)
            {
                return found;
            }
            break;
        }
        if !values.is_empty() {
            return Target::Value(self.one_of(values));
        }
        if !functions.is_empty() {
            return Target::Functions(functions);
        }
        Target::Outside(format!("unknown::{name}").into(), on.clone())
    }

    /// An item of one impl, or the trait's default for it.
    fn own_item(&mut self, id: ImplId, ty: &Type, trait_id: TraitId, name: &str) -> Target {
        let def = self.program.impl_def(id);
        let constant = def.consts.iter().copied().find(|id| &*self.program.const_def(*id).name == name);
        let function = self.program.fns_of_impl(id, name).first().copied();
        let generics = self.impl_env(id, ty).generics;
        match (constant, function) {
            (Some(constant), _) => Target::Value(self.const_value(constant, Some(generics))),
            (None, Some(function)) => Target::Functions(vec![(Guard::always(), function, generics)]),
            (None, None) => self.default_item(trait_id, ty, Some(id), name).unwrap_or(Target::Unknown),
        }
    }

    /// Traits with those that they require.
    pub fn with_supertraits(&mut self, traits: &[TraitId]) -> Vec<TraitId> {
        let mut all: Vec<TraitId> = Vec::new();
        let mut open: Vec<TraitId> = traits.iter().rev().copied().collect();
        while let Some(id) = open.pop() {
            if all.contains(&id) || all.len() > 64 {
                continue;
            }
            all.push(id);
            let def = self.program.trait_def(id);
            let facts = self.program.facts(def.facts);
            if let crate::syntax::facts::ItemKind::Trait { supertraits, .. } = &facts.data.item(def.item).kind {
                for path in supertraits {
                    if let Some(Def::Trait(id)) =
                        self.program.resolve_names(def.module, path, Ns::Type).map(|found| found.def)
                    {
                        open.push(id);
                    }
                }
            }
        }
        all
    }

    /// The type that an impl is for; its type parameters are open.
    pub fn impl_self(&mut self, id: ImplId) -> Option<Type> {
        let def = self.program.impl_def(id);
        let (module, facts) = (def.module, self.program.facts(def.facts));
        let crate::syntax::facts::ItemKind::Impl { generics, self_ty, .. } = &facts.data.item(def.item).kind else {
            return None;
        };
        let mut env = Env { module, generics: Rc::default() };
        self.open_params(&facts, generics, &mut env, vec![], &format!("impl{}", id.0));
        Some(self.lower_ty(&facts, *self_ty, &env).peeled().clone())
    }

    /// `Trait::name`.
    pub(super) fn trait_item(&mut self, id: TraitId, name: &str, wanted: &Type) -> Target {
        if matches!(wanted.peeled(), Type::Adt(..)) && name == "default" {
            return self.associated(wanted.peeled(), Some(id), name);
        }
        let sym = self.fresh();
        let on =
            Type::Param { name: "Self".into(), bounds: Rc::from([super::super::value::TraitRef::Program(id)]), sym };
        let in_trait = self.frame().env.generics.clone();
        // Inside of the trait or its impls `Trait::NAME` means the one of `Self`.
        if in_trait.in_trait == Some(id) {
            return self.associated(&in_trait.self_ty, Some(id), name);
        }
        self.promised(&on, Some(id), name)
    }
}

/// A name for the choice of a type.
pub fn type_name(ty: &Type, id: ImplId) -> String {
    match ty {
        Type::Adt(adt, args) if args.is_empty() => format!("type:{}", adt.0),
        _ => format!("impl:{}", id.0),
    }
}
