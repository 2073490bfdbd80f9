//! Type parameters: what they are matched with, and open ones with their bounds.

use std::rc::Rc;

use super::super::interp::Interp;
use super::super::value::{Env, Generics, TraitRef, Type};
use super::is_transparent;
use crate::program::{AdtId, Def, Facts, ImplId, Meaning, Ns};
use crate::syntax::facts::{GenericParam, ItemId, ItemKind, Name, TyId, TyKind};

impl Interp<'_> {
    /// Scope and type arguments inside an impl for a known type.
    pub fn impl_env(&mut self, id: ImplId, self_ty: &Type) -> Env {
        let def = self.program.impl_def(id);
        let (module, item, facts) = (def.module, def.item, self.program.facts(def.facts));
        let in_trait = def.of_trait;
        let generics = Generics { params: vec![], self_ty: self_ty.clone(), in_impl: Some(id), in_trait };
        let mut env = Env { module, generics: Rc::new(generics) };
        if let ItemKind::Impl { generics: params, self_ty: written, .. } = &facts.data.item(item).kind
            && !params.is_empty()
        {
            let mut found = Vec::new();
            self.match_type(&facts, *written, self_ty.peeled(), params, &env.clone(), &mut found, 0);
            self.open_params(&facts, params, &mut env, found, &format!("impl{}", id.0));
        }
        env
    }

    /// Adds type parameters to `env`: those found, and open ones with their bounds.
    pub fn open_params(
        &mut self,
        facts: &Facts,
        params: &[GenericParam],
        env: &mut Env,
        mut found: Vec<(Name, Type)>,
        key: &str,
    ) {
        for param in params {
            let known = found.iter().position(|(name, ty)| *name == param.name && *ty != Type::Unknown);
            let entry = match known {
                Some(at) => found.swap_remove(at),
                None => {
                    let mut generics = (*env.generics).clone();
                    let placeholder = Type::Unknown;
                    generics.params.push((param.name.clone(), placeholder));
                    let bounds =
                        self.param_type(facts, param, &Env { module: env.module, generics: Rc::new(generics) }, key);
                    (param.name.clone(), bounds)
                }
            };
            let mut generics = (*env.generics).clone();
            generics.params.push(entry);
            env.generics = Rc::new(generics);
        }
    }

    /// An open type parameter. The same parameter of the same owner (`key`) is the same decision.
    fn param_type(&mut self, facts: &Facts, param: &GenericParam, env: &Env, key: &str) -> Type {
        match self.lower_traits(facts, &param.bounds, env, 0) {
            Type::Traits(bounds) if !bounds.is_empty() => {
                let stringy = |bound: &TraitRef| matches!(bound, TraitRef::Outside(name) if matches!(&**name, "Into" | "AsRef" | "Display" | "ToString" | "IntoUrl"));
                if bounds.iter().all(stringy) {
                    return Type::Text;
                }
                let sym = self.part(super::super::guard::Sym(0), &format!("{key}:{}", param.name));
                Type::Param { name: param.name.clone(), bounds, sym }
            }
            Type::Traits(_) => Type::Unknown,
            other => other,
        }
    }

    /// Matches a written type against a known one and collects what the parameters must be.
    pub fn match_type(
        &mut self,
        facts: &Facts,
        written: TyId,
        known: &Type,
        params: &[GenericParam],
        env: &Env,
        found: &mut Vec<(Name, Type)>,
        depth: usize,
    ) {
        if depth > 8 || *known == Type::Unknown {
            return;
        }
        match &facts.data.ty(written).kind {
            TyKind::Path(path) => {
                let Some(last) = path.segments.last() else { return };
                if path.qself.is_none()
                    && path.segments.len() == 1
                    && params.iter().any(|param| param.name == last.name)
                {
                    if !found.iter().any(|(name, _)| *name == last.name) {
                        found.push((last.name.clone(), known.clone()));
                    }
                    return;
                }
                if last.args.is_empty() {
                    return;
                }
                let inner: Rc<[Type]> = match known {
                    Type::Adt(adt, args) => match self.program.meaning(env.module, path, Ns::Type) {
                        Meaning::Def(resolved) if resolved.def == Def::Adt(*adt) => args.clone(),
                        // `Option<T>` given a plain value: see through the wrapper.
                        _ => Rc::from([known.clone()]),
                    },
                    Type::Outside(path, args) if path.rsplit("::").next() == Some(&*last.name) => args.clone(),
                    Type::List(inner) if matches!(&*last.name, "Vec" | "VecDeque" | "HashSet" | "BTreeSet") => {
                        Rc::from([(**inner).clone()])
                    }
                    _ if is_transparent(&last.name) => Rc::from([known.clone()]),
                    _ => return,
                };
                for (arg, known) in last.args.iter().zip(inner.iter()) {
                    self.match_type(facts, *arg, known, params, env, found, depth + 1);
                }
            }
            TyKind::Tuple(items) => {
                if let Type::Tuple(known) = known {
                    for (item, known) in items.iter().zip(known.iter()) {
                        self.match_type(facts, *item, known, params, env, found, depth + 1);
                    }
                }
            }
            TyKind::Slice(inner) => {
                if let Type::List(known) = known {
                    self.match_type(facts, *inner, known, params, env, found, depth + 1);
                }
            }
            _ => {}
        }
    }

    /// Scope and type arguments inside the declaration of a struct or enum.
    pub fn adt_env(
        &mut self,
        module: crate::program::ModId,
        facts: &Facts,
        item: ItemId,
        adt: AdtId,
        args: &Rc<[Type]>,
    ) -> Env {
        let params = self.program.generics(facts, item);
        let mut bound = Vec::new();
        for (index, param) in params.iter().enumerate() {
            let ty = match args.get(index) {
                Some(ty) if *ty != Type::Unknown => ty.clone(),
                _ => {
                    let env =
                        Env { module, generics: Rc::new(Generics { params: bound.clone(), ..Generics::default() }) };
                    self.param_type(facts, param, &env, &format!("adt{}", adt.0))
                }
            };
            bound.push((param.name.clone(), ty));
        }
        let self_ty = Type::Adt(adt, args.clone());
        Env { module, generics: Rc::new(Generics { params: bound, self_ty, in_impl: None, in_trait: None }) }
    }
}
