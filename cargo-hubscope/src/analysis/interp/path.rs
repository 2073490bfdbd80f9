//! Paths as values: what a path in value position leads to.

use std::rc::Rc;

use super::super::guard::Guard;
use super::super::models::{clients, derive};
use super::super::value::{Cause, Data, Env, Func, Generics, Type, Value, nowhere};
use super::Interp;
use crate::program::{AdtId, Def, Facts, FnId, Meaning, Ns};
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
            Target::Outside(name, Type::Adt(adt, args)) if &*name == "derived::VARIANTS" => {
                derive::variants(self, adt, &args).unwrap_or_else(|| self.unknown(Type::Unknown, Cause::Opaque))
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
        if path.segments.len() == 1
            && let Some((_, Type::Const(value))) = env.generics.params.iter().rev().find(|(name, _)| name == first)
        {
            return Target::Value((**value).clone());
        }
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
                    if let Some(on) = self.built_by(&prefix) {
                        return Target::Outside("derived::builder".into(), on);
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

    /// The struct that a derived builder builds: `HubBuilder` of `Hub`.
    fn built_by(&mut self, path: &Path) -> Option<Type> {
        let mut built = path.clone();
        let last = built.segments.last_mut()?;
        last.name = last.name.strip_suffix("Builder")?.into();
        let (facts, env) = (self.here(), self.env());
        match self.lower_type_path(&facts, &built, &env) {
            on @ Type::Adt(adt, _) if self.is_built(adt) => Some(on),
            _ => None,
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
}
