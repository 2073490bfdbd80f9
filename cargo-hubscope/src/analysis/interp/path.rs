//! Paths as values: variables, consts, functions, constructors, associated items.

use std::rc::Rc;

use super::super::guard::Guard;
use super::super::models::clients;
use super::super::value::{Cause, Data, Env, Func, Generics, Type, Value, nowhere};
use super::{Callee, Frame, Interp};
use crate::program::{AdtId, ConstId, Def, Facts, FnId, ImplId, Meaning, Ns, Owner, TraitId};
use crate::syntax::facts::{ExprId, Name, Path};

/// What a path in value position leads to.
#[derive(Debug, Clone)]
pub enum Target {
    /// Functions with their owner's type arguments; several where an open type decides.
    Functions(Vec<(Guard, FnId, Rc<Generics>)>),
    /// A constructor of a tuple struct or variant.
    Constructor(AdtId, Option<u32>),
    /// A value.
    Value(Value),
    /// Something outside of the program, by its path; the type that it is looked up on, if any.
    Outside(Name, Type),
    /// Nothing that is known.
    Unknown,
}

impl Interp<'_> {
    pub(super) fn eval_path(&mut self, path: &Path, id: ExprId, wanted: &Type) -> Value {
        if path.qself.is_none()
            && let [only] = path.segments.as_slice()
            && let Some(cell) = self.local(&only.name)
        {
            let value = self.read(cell);
            return match value {
                Value::Ref(_) | Value::Lazy(_) => value,
                other => other.within(&self.path),
            };
        }
        let range = self.here().data.expr(id).range;
        let at = self.span(range);
        match self.path_target(path, wanted) {
            Target::Value(value) => value,
            Target::Constructor(adt, variant) => {
                let origins = if variant.is_some() { Rc::from([at]) } else { nowhere() };
                if self.has_fields(adt, variant) {
                    return Value::Func(Rc::new(Func::Constructor(adt, variant, origins)));
                }
                let args = match wanted.peeled() {
                    Type::Adt(known, args) if *known == adt => args.clone(),
                    _ => Rc::from([]),
                };
                self.made(Data { adt, variant, args, fields: vec![], origins })
            }
            Target::Functions(found) => {
                let alts = found
                    .into_iter()
                    .map(|(guard, id, generics)| (guard, Value::Func(Rc::new(Func::Program(id, generics)))));
                Value::one_of(alts.collect())
            }
            Target::Outside(name, _) => match &*name {
                "std::None" => Value::Nothing,
                "self" => self.unknown(Type::Unknown, Cause::Opaque),
                _ => match clients::method_constant(&name) {
                    Some(method) => Value::text_at(method, at),
                    None => Value::Func(Rc::new(Func::Outside(name.as_ref().into()))),
                },
            },
            Target::Unknown => self.unknown(Type::Unknown, Cause::Opaque),
        }
    }

    /// The value of a path that stands for a value.
    pub fn path_value(&mut self, path: &Path, wanted: &Type) -> Value {
        match self.path_target(path, wanted) {
            Target::Value(value) => value,
            Target::Constructor(adt, variant) if !self.has_fields(adt, variant) => {
                Value::Data(Rc::new(Data { adt, variant, args: Rc::from([]), fields: vec![], origins: nowhere() }))
            }
            Target::Outside(name, _) => match clients::method_constant(&name) {
                Some(method) => Value::text(method),
                None => self.unknown(Type::Unknown, Cause::Opaque),
            },
            _ => self.unknown(Type::Unknown, Cause::Opaque),
        }
    }

    fn has_fields(&self, adt: AdtId, variant: Option<u32>) -> bool {
        let def = self.program.adt(adt);
        let facts = self.program.facts(def.facts);
        !self.program.fields(&facts, def.item, variant).is_empty()
    }

    /// What a path in value position leads to.
    pub fn path_target(&mut self, path: &Path, wanted: &Type) -> Target {
        let facts = self.here();
        let env = self.env();
        let Some(last) = path.segments.last().map(|segment| segment.name.clone()) else { return Target::Unknown };
        if let Some(qself) = path.qself {
            let on = self.lower_ty(&facts, qself, &env);
            let named = path.trait_segments as usize;
            let of_trait = (named > 0).then(|| Path {
                qself: None,
                trait_segments: 0,
                segments: path.segments[..named].to_vec(),
                ..path.clone()
            });
            let of_trait =
                of_trait.and_then(|path| match self.program.resolve_names(env.module, &path, Ns::Type)?.def {
                    Def::Trait(id) => Some(id),
                    _ => None,
                });
            return self.associated(&on, of_trait, &last);
        }
        let first = &path.segments[0].name;
        if path.segments.len() >= 2 {
            if &**first == "Self" {
                if path.segments.len() == 2 {
                    if let Type::Adt(adt, _) = &env.generics.self_ty
                        && let Some(variant) = self.program.variant(*adt, &last)
                    {
                        return Target::Constructor(*adt, Some(variant));
                    }
                    let on = env.generics.self_ty.clone();
                    return self.associated(&on, None, &last);
                }
                let mut prefix = path.clone();
                prefix.segments.pop();
                let on = self.lower_type_path(&facts, &prefix, &env);
                return self.associated(&on, None, &last);
            }
            if env.generics.params.iter().any(|(name, _)| name == first) {
                let mut prefix = path.clone();
                prefix.segments.pop();
                let on = self.lower_type_path(&facts, &prefix, &env);
                return self.associated(&on, None, &last);
            }
        } else if &**first == "Self" {
            return match &env.generics.self_ty {
                Type::Adt(adt, _) => Target::Constructor(*adt, None),
                _ => Target::Unknown,
            };
        }
        match self.program.meaning(env.module, path, Ns::Value) {
            Meaning::Def(found) if found.rest == 0 => match found.def {
                Def::Const(id) => Target::Value(self.const_value(id, None)),
                Def::Fn(id) => Target::Functions(vec![(Guard::always(), id, Rc::default())]),
                Def::Adt(adt) => Target::Constructor(adt, None),
                Def::Variant(adt, variant) => Target::Constructor(adt, Some(variant)),
                _ => Target::Unknown,
            },
            Meaning::Def(found) if found.rest == 1 => {
                let mut prefix = path.clone();
                prefix.segments.pop();
                match found.def {
                    Def::Trait(id) => self.trait_item(id, &last, wanted),
                    Def::Adt(_) | Def::Alias(_) => {
                        let on = self.lower_type_path(&facts, &prefix, &env);
                        if let Type::Adt(adt, _) = &on
                            && let Some(variant) = self.program.variant(*adt, &last)
                        {
                            return Target::Constructor(*adt, Some(variant));
                        }
                        self.associated(&on, None, &last)
                    }
                    _ => Target::Unknown,
                }
            }
            Meaning::Def(_) | Meaning::Unknown => {
                if path.segments.len() >= 2 {
                    let mut prefix = path.clone();
                    prefix.segments.pop();
                    let on = self.lower_type_path(&facts, &prefix, &env);
                    if on != Type::Unknown {
                        return self.associated(&on, None, &last);
                    }
                    let names: Vec<&str> = path.segments.iter().map(|segment| &*segment.name).collect();
                    return Target::Outside(names.join("::").into(), Type::Unknown);
                }
                Target::Unknown
            }
            Meaning::Outside(names) => {
                // An extension trait of the program may add functions to types from outside.
                if path.segments.len() >= 2 {
                    let mut prefix = path.clone();
                    prefix.segments.pop();
                    let on = self.lower_type_path(&facts, &prefix, &env);
                    if let Target::Functions(found) = self.associated(&on, None, &last) {
                        return Target::Functions(found);
                    }
                    return Target::Outside(names.join("::").into(), on);
                }
                Target::Outside(names.join("::").into(), Type::Unknown)
            }
        }
    }

    /// A path to something outside, as its canonical name.
    pub fn outside_path(&mut self, path: &Path) -> Option<String> {
        let module = self.frame().env.module;
        match self.program.meaning(module, path, Ns::Type) {
            Meaning::Outside(names) => Some(names.join("::")),
            _ => None,
        }
    }

    /// A path as a type.
    pub fn lower_type_path(&mut self, facts: &Facts, path: &Path, env: &Env) -> Type {
        self.lower_written_path(facts, path, env)
    }

    /// Type arguments written in a constructor's path.
    pub fn path_args(&mut self, path: &Path, adt: AdtId) -> Option<Rc<[Type]>> {
        if path.segments.iter().all(|segment| segment.args.is_empty()) && path.segments.len() > 1 {
            return None;
        }
        let (facts, env) = (self.here(), self.env());
        match self.lower_type_path(&facts, path, &env) {
            Type::Adt(known, args) if known == adt && args.iter().any(|arg| *arg != Type::Unknown) => Some(args),
            _ => None,
        }
    }

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
            let fns: Vec<FnId> =
                def.fns.iter().copied().filter(|id| &*self.program.function(*id).name == name).collect();
            for function in fns {
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
        let function = def.fns.iter().copied().find(|id| &*self.program.function(*id).name == name);
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
                def.fns.iter().any(|id| &*self.program.function(*id).name == name)
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
        let function = def.fns.iter().copied().find(|id| &*self.program.function(*id).name == name);
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
    fn trait_item(&mut self, id: TraitId, name: &str, wanted: &Type) -> Target {
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

    /// The value of a const or static; an associated one with its owner's type arguments.
    pub fn const_value(&mut self, id: ConstId, generics: Option<Rc<Generics>>) -> Value {
        let generics = generics.unwrap_or_default();
        let shared = generics.params.is_empty();
        if shared && let Some(known) = self.consts.get(&id) {
            return match known {
                Some(value) => value.clone(),
                // A const that needs itself.
                None => self.unknown(Type::Unknown, Cause::Opaque),
            };
        }
        let def = self.program.const_def(id);
        let (module, owner, facts) = (def.module, def.owner, self.program.facts(def.facts));
        let (ty, value) = self.program.const_parts(&facts, def.item);
        let name = def.name.clone();
        let generics = match owner {
            Owner::Impl(impl_id) if generics.self_ty == Type::Unknown => match self.impl_self(impl_id) {
                Some(self_ty) => self.impl_env(impl_id, &self_ty).generics,
                None => generics,
            },
            _ => generics,
        };
        let env = Env { module, generics };
        let written_ty = ty;
        let ty = ty.map_or(Type::Unknown, |ty| self.lower_ty(&facts, ty, &env));
        let Some(value) = value else { return self.input(&name, ty) };
        // Only a const of its own, and one that does not depend on `Self`, has one value.
        let shared = shared && matches!(owner, Owner::Free | Owner::Impl(_));
        if shared {
            self.consts.insert(id, None);
        }
        let holder = {
            let krate = self.program.crate_of(module);
            super::Holder {
                label: name.clone(),
                full: name.clone(),
                package: krate.package.as_str().into(),
                own: krate.own,
            }
        };
        if self.frames.len() >= super::MAX_DEPTH {
            self.consts.remove(&id);
            return self.bounded("depth");
        }
        let outer = std::mem::replace(&mut self.path, Guard::always());
        self.frames.push(Frame::new(Rc::clone(&facts), env, None, holder));
        let result = self.eval_as(value, &ty);
        let result = self.settled(&result);
        let changes = written_ty.is_some_and(|ty| super::instances::changes_inside(&facts, ty));
        let result = self.finished_const(result, &ty, changes);
        let raws = self.frames.pop().map(|frame| frame.raws).unwrap_or_default();
        self.path = outer;
        if !self.frames.is_empty() {
            self.frame().raws.extend(raws);
        }
        if shared {
            if matches!(result, Value::Closure(_)) || super::function::has_effects(&result, 0) {
                self.consts.remove(&id);
            } else {
                self.consts.insert(id, Some(result.clone()));
            }
        }
        result
    }

    /// The value of a static: what a lazy one computes, open where it can be written.
    fn finished_const(&mut self, value: Value, ty: &Type, changes: bool) -> Value {
        let value = self.computed_const(value, ty);
        if changes { self.loosened(&value, ty, true, false) } else { value }
    }

    fn computed_const(&mut self, value: Value, ty: &Type) -> Value {
        let value = match &value {
            Value::Closure(_) if !matches!(ty, Type::Fn(_) | Type::Unknown) => {
                let value = self.call_value(&value, vec![]);
                self.settled(&value)
            }
            _ => value,
        };
        self.typed(value, ty)
    }

    /// The functions among a call's targets that fit its arguments best.
    pub fn fitting(
        &mut self,
        found: Vec<(Guard, FnId, Rc<Generics>)>,
        args: &[Value],
        wanted: &Type,
    ) -> Vec<(Guard, Callee)> {
        let callee = |(guard, function, owner): (Guard, FnId, Rc<Generics>)| {
            (guard, Callee { function, owner, turbofish: vec![], wanted: wanted.clone(), by_name: false })
        };
        if found.len() <= 1 || found.iter().any(|(guard, ..)| !guard.is_always()) {
            return found.into_iter().map(callee).collect();
        }
        // Several functions of one name and no decision between them: `From` impls. Take the one for these arguments.
        let mut best: Vec<(u32, (Guard, FnId, Rc<Generics>))> = Vec::new();
        for entry in found {
            let score = self.fit(entry.1, &entry.2, args);
            best.push((score, entry));
        }
        let top = best.iter().map(|(score, _)| *score).max().unwrap_or(0);
        let mut kept: Vec<_> = best.into_iter().filter(|(score, _)| *score == top).map(|(_, entry)| entry).collect();
        kept.truncate(if top == 0 { 4 } else { 1 });
        if kept.len() > 1 {
            let sym = self.fresh();
            for (index, entry) in kept.iter_mut().enumerate() {
                let choice = self.choice(&format!("impl:{index}"));
                entry.0 = Guard::is(sym, choice);
            }
        }
        kept.into_iter().map(callee).collect()
    }

    /// How well a function's parameters fit the arguments.
    fn fit(&mut self, function: FnId, owner: &Rc<Generics>, args: &[Value]) -> u32 {
        let def = self.program.function(function);
        let (module, facts) = (def.module, self.program.facts(def.facts));
        let Some(item) = self.program.fn_item(&facts, def.item) else { return 0 };
        if item.params.len() != args.len() {
            return 0;
        }
        let env = Env { module, generics: Rc::clone(owner) };
        let mut score = 1;
        for ((_, ty), arg) in item.params.iter().zip(args) {
            let ty = self.lower_ty(&facts, *ty, &env);
            let arg = self.type_of(arg);
            score += match (ty.peeled(), arg.peeled()) {
                (Type::Adt(a, _), Type::Adt(b, _)) if a == b => 4,
                (a, b) if a == b && *a != Type::Unknown => 3,
                (Type::Unknown | Type::Param { .. } | Type::Traits(_), _) | (_, Type::Unknown) => 1,
                _ => 0,
            };
        }
        score
    }
}

/// A name for the choice of a type.
pub fn type_name(ty: &Type, id: ImplId) -> String {
    match ty {
        Type::Adt(adt, args) if args.is_empty() => format!("type:{}", adt.0),
        _ => format!("impl:{}", id.0),
    }
}
