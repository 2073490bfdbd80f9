//! The type arguments of a function in a call.

use std::rc::Rc;

use super::super::value::{Env, Generics, Type, Value};
use super::Callee;
use super::Interp;
use crate::program::{ModId, Owner};
use crate::syntax::facts::{ItemKind, Name};

impl Interp<'_> {
    /// The type arguments of a function in a call.
    pub(super) fn generics_of(&mut self, callee: &Callee, receiver: Option<&Value>, args: &[Value]) -> Rc<Generics> {
        let def = self.program.function(callee.function);
        let (module, item_id, facts, owner) = (def.module, def.item, self.program.facts(def.facts), def.owner);
        let Some(item) = self.program.fn_item(&facts, item_id) else { return Rc::clone(&callee.owner) };
        let mut env = Env { module, generics: Rc::clone(&callee.owner) };
        // Parameters of the impl that the receiver left open may show in the arguments.
        if let Owner::Impl(id) = owner {
            let def = self.program.impl_def(id);
            let impl_facts = self.program.facts(def.facts);
            if let ItemKind::Impl { generics, self_ty, .. } = &impl_facts.data.item(def.item).kind
                && !generics.is_empty()
            {
                let open = |env: &Env, name: &Name| {
                    env.generics
                        .params
                        .iter()
                        .rev()
                        .find(|(known, _)| known == name)
                        .is_none_or(|(_, ty)| matches!(ty, Type::Unknown | Type::Param { .. }))
                };
                let mut found = Vec::new();
                if generics.iter().any(|param| open(&env, &param.name)) {
                    for ((_, ty), arg) in item.params.iter().zip(args) {
                        let arg = self.shown_type(arg);
                        self.match_type(&facts, *ty, &arg, generics, &env, &mut found, 0);
                    }
                    if let Some(ret) = item.ret
                        && callee.wanted != Type::Unknown
                    {
                        let wanted = callee.wanted.clone();
                        if is_self(&facts, ret) {
                            self.match_type(&impl_facts, *self_ty, wanted.peeled(), generics, &env, &mut found, 0);
                        } else {
                            self.match_type(&facts, ret, &wanted, generics, &env, &mut found, 0);
                        }
                    }
                    found.retain(|(name, ty)| open(&env, name) && !matches!(ty, Type::Unknown | Type::Param { .. }));
                    if !found.is_empty() {
                        let mut changed = (*env.generics).clone();
                        for (name, ty) in found {
                            match changed.params.iter_mut().rev().find(|(known, _)| *known == name) {
                                Some((_, slot)) => *slot = ty,
                                None => changed.params.push((name, ty)),
                            }
                        }
                        env.generics = Rc::new(changed);
                        let self_ty = self.lower_ty(&impl_facts, *self_ty, &env);
                        if receiver.is_none() && self_ty != Type::Unknown {
                            let mut changed = (*env.generics).clone();
                            changed.self_ty = self_ty;
                            env.generics = Rc::new(changed);
                        }
                    }
                }
            }
        }
        if item.generics.is_empty() {
            return env.generics;
        }
        let mut found: Vec<(Name, Type)> = Vec::new();
        for (param, ty) in item.generics.iter().zip(&callee.turbofish) {
            if *ty != Type::Unknown {
                found.push((param.name.clone(), ty.clone()));
            }
        }
        for ((_, ty), arg) in item.params.iter().zip(args) {
            let arg = self.shown_type(arg);
            self.match_type(&facts, *ty, &arg, &item.generics, &env, &mut found, 0);
        }
        if let Some(ret) = item.ret
            && callee.wanted != Type::Unknown
        {
            let wanted = callee.wanted.clone();
            self.match_type(&facts, ret, &wanted, &item.generics, &env, &mut found, 0);
        }
        let key = format!("fn{}", callee.function.0);
        self.open_params(&facts, &item.generics, &mut env, found, &key);
        env.generics
    }

    /// The type of an argument; of a call that was put off the one that its function declares.
    pub(super) fn shown_type(&mut self, value: &Value) -> Type {
        match value {
            Value::Lazy(lazy) if lazy.result.borrow().is_none() => {
                let def = self.program.function(lazy.function);
                let (module, item, facts) = (def.module, def.item, self.program.facts(def.facts));
                let ret = self.program.fn_item(&facts, item).and_then(|item| item.ret);
                let env = Env { module, generics: Rc::clone(&lazy.generics) };
                ret.map_or(Type::Unknown, |ret| self.lower_ty(&facts, ret, &env))
            }
            Value::Ref(place) => {
                let value = self.read_place(place);
                if matches!(value, Value::Ref(_)) { Type::Unknown } else { self.shown_type(&value) }
            }
            Value::Tuple(items) => Type::Tuple(items.iter().map(|item| self.shown_type(item)).collect()),
            Value::List(list) => {
                let first = list.elems.first().map_or(Type::Unknown, |elem| self.shown_type(elem));
                Type::List(Rc::new(first))
            }
            _ => self.type_of(value),
        }
    }

    /// Type arguments of an impl or trait about which nothing more is known.
    pub fn open_owner(&mut self, owner: Owner, module: ModId) -> Rc<Generics> {
        match owner {
            Owner::Free => Rc::default(),
            Owner::Impl(id) => {
                let def = self.program.impl_def(id);
                let (item, facts) = (def.item, self.program.facts(def.facts));
                let ItemKind::Impl { generics, self_ty, .. } = &facts.data.item(item).kind else {
                    return Rc::default();
                };
                let mut env = Env { module, generics: Rc::default() };
                self.open_params(&facts, generics, &mut env, vec![], &format!("impl{}", id.0));
                let self_ty = self.lower_ty(&facts, *self_ty, &env);
                let mut all = (*env.generics).clone();
                all.self_ty = self_ty;
                all.in_impl = Some(id);
                all.in_trait = def.of_trait;
                Rc::new(all)
            }
            Owner::Trait(id) => {
                let sym = self.part(super::Sym(0), &format!("trait{}", id.0));
                let bounds = Rc::from([super::super::value::TraitRef::Program(id)]);
                let self_ty = Type::Param { name: "Self".into(), bounds, sym };
                Rc::new(Generics { params: vec![], self_ty, in_impl: None, in_trait: Some(id) })
            }
        }
    }
}

fn is_self(facts: &crate::program::Facts, ty: crate::syntax::facts::TyId) -> bool {
    use crate::syntax::facts::TyKind;
    match &facts.data.ty(ty).kind {
        TyKind::Path(path) => match path.segments.as_slice() {
            [only] if &*only.name == "Self" => true,
            [.., last] if super::super::types::is_transparent(&last.name) => {
                last.args.first().is_some_and(|arg| is_self(facts, *arg))
            }
            _ => false,
        },
        _ => false,
    }
}
