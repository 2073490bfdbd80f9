//! Types as far as they are evident: lowering of written types, matching of type parameters, types of values.

use std::rc::Rc;

use super::interp::Interp;
use super::value::{Env, Generics, TraitRef, Type, Value, Wrap};
use crate::program::{AdtId, Def, Facts, ImplId, Meaning, Ns, TraitId};
use crate::syntax::facts::{GenericParam, ItemId, ItemKind, Name, Path, TyId, TyKind};

/// How many aliases may lead to one another.
const ALIAS_DEPTH: usize = 12;

impl Type {
    /// A type outside of the program.
    pub fn outside(path: &str) -> Type {
        Type::Outside(path.into(), Rc::from([]))
    }

    /// The type inside of wrappers that do not matter for who a method belongs to: `Option`, `Result`, pointers, locks,
    /// futures.
    pub fn peeled(&self) -> &Type {
        let mut at = self;
        for _ in 0..16 {
            match at {
                Type::Outside(path, args) if is_transparent(path) => match args.first() {
                    Some(inner) => at = inner,
                    None => return at,
                },
                _ => return at,
            }
        }
        at
    }

    /// Whether values of it are texts, or may be.
    pub fn may_be_text(&self) -> bool {
        match self.peeled() {
            Type::Text | Type::Unknown | Type::Param { .. } | Type::Traits(_) => true,
            Type::Outside(path, _) => {
                let last = path.rsplit("::").next().unwrap_or(path);
                matches!(
                    last,
                    "Url"
                        | "Uri"
                        | "PathBuf"
                        | "Path"
                        | "OsString"
                        | "Cow"
                        | "Method"
                        | "SmolStr"
                        | "CompactString"
                        | "Uuid"
                ) || !path.starts_with("std::")
            }
            _ => false,
        }
    }
}

/// Whether a type outside is a wrapper that methods see through.
pub fn is_transparent(path: &str) -> bool {
    let last = path.rsplit("::").next().unwrap_or(path);
    matches!(
        last,
        "Option"
            | "Result"
            | "Box"
            | "Arc"
            | "Rc"
            | "Pin"
            | "Cow"
            | "Mutex"
            | "RwLock"
            | "RefCell"
            | "Cell"
            | "MutexGuard"
            | "RwLockReadGuard"
            | "RwLockWriteGuard"
            | "Ref"
            | "RefMut"
            | "Lazy"
            | "LazyLock"
            | "LazyCell"
            | "OnceLock"
            | "OnceCell"
            | "Weak"
            | "ManuallyDrop"
            | "Saturating"
            | "Wrapping"
            | "BoxFuture"
            | "LocalBoxFuture"
            | "Data"
            | "State"
            | "Extension"
            | "Json"
            | "JoinHandle"
            | "ArcSwap"
            | "Guard"
            | "AsyncOnceCell"
            | "SecretString"
            | "Secret"
            | "SecretBox"
            | "Zeroizing"
            | "ControlFlow"
            | "Poll"
    )
}

impl Interp<'_> {
    /// The type that a written type means.
    pub fn lower_ty(&mut self, facts: &Facts, ty: TyId, env: &Env) -> Type {
        self.lower_ty_at(facts, ty, env, 0)
    }

    fn lower_ty_at(&mut self, facts: &Facts, ty: TyId, env: &Env, depth: usize) -> Type {
        if depth > ALIAS_DEPTH {
            return Type::Unknown;
        }
        match &facts.data.ty(ty).kind {
            TyKind::Path(path) => self.lower_path(facts, path, env, depth),
            TyKind::Tuple(items) => {
                Type::Tuple(items.iter().map(|item| self.lower_ty_at(facts, *item, env, depth + 1)).collect())
            }
            TyKind::Slice(inner) => Type::List(Rc::new(self.lower_ty_at(facts, *inner, env, depth + 1))),
            TyKind::Impl(traits) | TyKind::Dyn(traits) => self.lower_traits(facts, traits, env, depth),
            TyKind::Fn { ret, .. } => {
                let ret = ret.map_or(Type::Unknown, |ret| self.lower_ty_at(facts, ret, env, depth + 1));
                Type::Fn(Rc::new(ret))
            }
            TyKind::Infer | TyKind::Other => Type::Unknown,
        }
    }

    fn lower_traits(&mut self, facts: &Facts, traits: &[Path], env: &Env, depth: usize) -> Type {
        for path in traits {
            let Some(last) = path.segments.last() else { continue };
            match &*last.name {
                "Future" | "IntoFuture" | "Stream" | "Deref" | "Borrow" | "AsRef" | "Into" => {
                    let output = last.assoc.iter().find(|(name, _)| matches!(&**name, "Output" | "Item" | "Target"));
                    if let Some(inner) = output.map(|(_, ty)| *ty).or(last.args.first().copied()) {
                        return self.lower_ty_at(facts, inner, env, depth + 1);
                    }
                }
                "Fn" | "FnMut" | "FnOnce" | "AsyncFn" | "AsyncFnMut" | "AsyncFnOnce" => {
                    let output = last.assoc.iter().find(|(name, _)| &**name == "Output").map(|(_, ty)| *ty);
                    let ret = output.map_or(Type::Unknown, |ty| self.lower_ty_at(facts, ty, env, depth + 1));
                    return Type::Fn(Rc::new(ret));
                }
                "Iterator" | "IntoIterator" | "DoubleEndedIterator" | "ExactSizeIterator" => {
                    let item = last.assoc.iter().find(|(name, _)| &**name == "Item").map(|(_, ty)| *ty);
                    let item = item.map_or(Type::Unknown, |ty| self.lower_ty_at(facts, ty, env, depth + 1));
                    return Type::List(Rc::new(item));
                }
                "Display" | "ToString" => return Type::Text,
                _ => {}
            }
        }
        Type::Traits(traits.iter().filter_map(|path| self.trait_ref(env, path)).collect())
    }

    /// The trait that a bound names.
    pub fn trait_ref(&mut self, env: &Env, path: &Path) -> Option<TraitRef> {
        match self.program.meaning(env.module, path, Ns::Type) {
            Meaning::Def(found) => match found.def {
                Def::Trait(id) => Some(TraitRef::Program(id)),
                _ => None,
            },
            _ => path.segments.last().map(|segment| TraitRef::Outside(segment.name.clone())),
        }
    }

    /// A path read as a type.
    pub fn lower_written_path(&mut self, facts: &Facts, path: &Path, env: &Env) -> Type {
        self.lower_path(facts, path, env, 0)
    }

    fn lower_path(&mut self, facts: &Facts, path: &Path, env: &Env, depth: usize) -> Type {
        if let Some(qself) = path.qself {
            let on = self.lower_ty_at(facts, qself, env, depth + 1);
            let rest = &path.segments[(path.trait_segments as usize).min(path.segments.len())..];
            return match rest.first() {
                Some(name) => self.associated_type(&on, &name.name, depth + 1),
                None => on,
            };
        }
        let Some(first) = path.segments.first() else { return Type::Unknown };
        if &*first.name == "Self" {
            return match path.segments.get(1) {
                None => env.generics.self_ty.clone(),
                Some(name) => self.associated_type(&env.generics.self_ty.clone(), &name.name, depth + 1),
            };
        }
        if let Some((_, ty)) = env.generics.params.iter().rev().find(|(name, _)| *name == first.name) {
            let ty = ty.clone();
            return match path.segments.get(1) {
                None => ty,
                Some(name) => self.associated_type(&ty, &name.name, depth + 1),
            };
        }
        let Some(last) = path.segments.last() else { return Type::Unknown };
        let args: Vec<Type> = last.args.iter().map(|arg| self.lower_ty_at(facts, *arg, env, depth + 1)).collect();
        match self.program.meaning(env.module, path, Ns::Type) {
            Meaning::Def(found) if found.rest == 0 => match found.def {
                Def::Adt(adt) => Type::Adt(adt, self.filled(adt, args)),
                Def::Variant(adt, _) => Type::Adt(adt, Rc::from([])),
                Def::Alias(alias) => {
                    let def = self.program.alias(alias);
                    let (module, item) = (def.module, def.item);
                    let alias_facts = self.program.facts(def.facts);
                    let ItemKind::TypeAlias { generics, ty: Some(ty) } = &alias_facts.data.item(item).kind else {
                        return Type::Unknown;
                    };
                    let mut params = Vec::new();
                    for (index, param) in generics.iter().enumerate() {
                        params.push((param.name.clone(), args.get(index).cloned().unwrap_or_default()));
                    }
                    let generics = Generics { params, ..Generics::default() };
                    self.lower_ty_at(&alias_facts, *ty, &Env { module, generics: Rc::new(generics) }, depth + 1)
                }
                Def::Trait(id) => Type::Traits(Rc::from([TraitRef::Program(id)])),
                _ => Type::Unknown,
            },
            Meaning::Def(_) => Type::Unknown,
            Meaning::Outside(names) => outside_type(&names, args),
            Meaning::Unknown => match path.segments.len() {
                1 => Type::Unknown,
                _ => Type::Outside(last.name.as_ref().into(), args.into()),
            },
        }
    }

    /// Type arguments completed by the parameters' defaults and unknowns.
    fn filled(&mut self, adt: AdtId, mut args: Vec<Type>) -> Rc<[Type]> {
        let def = self.program.adt(adt);
        let facts = self.program.facts(def.facts);
        let wanted = self.program.generics(&facts, def.item).len();
        args.truncate(wanted);
        args.resize(wanted, Type::Unknown);
        args.into()
    }

    /// `Type::Name` as a type.
    fn associated_type(&mut self, on: &Type, name: &Name, depth: usize) -> Type {
        if depth > ALIAS_DEPTH {
            return Type::Unknown;
        }
        for id in self.impls_for(on) {
            let def = self.program.impl_def(id);
            if let Some((_, ty)) = def.types.iter().find(|(known, _)| known == name) {
                let (facts, ty) = (self.program.facts(def.facts), *ty);
                let env = self.impl_env(id, on);
                return self.lower_ty_at(&facts, ty, &env, depth + 1);
            }
        }
        Type::Unknown
    }

    /// The impls that can apply to a type: its own, those for outside types of its name, blanket ones.
    pub fn impls_for(&self, ty: &Type) -> Vec<ImplId> {
        let own: &[ImplId] = match ty.peeled() {
            Type::Adt(adt, _) => self.program.impls_of(*adt),
            Type::Outside(path, _) => self.program.outside_impls(path.rsplit("::").next().unwrap_or(path)),
            Type::Text => {
                let all = ["str", "String"].iter().flat_map(|name| self.program.outside_impls(name));
                return all.chain(self.program.blanket_impls()).copied().collect();
            }
            Type::List(_) => self.program.outside_impls("slice"),
            _ => &[],
        };
        own.iter().chain(self.program.blanket_impls()).copied().collect()
    }

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
                let sym = self.part(super::guard::Sym(0), &format!("{key}:{}", param.name));
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

    /// The type of a value as far as it is evident.
    pub fn type_of(&self, value: &Value) -> Type {
        match value {
            Value::Text(_) => Type::Text,
            Value::Number(_) => Type::Number,
            Value::Bool(_) => Type::Bool,
            Value::Closure(_) | Value::Func(_) => Type::Fn(Rc::new(Type::Unknown)),
            Value::Data(data) => Type::Adt(data.adt, data.args.clone()),
            Value::Tuple(items) => Type::Tuple(items.iter().map(|item| self.type_of(item)).collect()),
            Value::List(list) => {
                Type::List(Rc::new(list.elems.first().map_or(Type::Unknown, |elem| self.type_of(elem))))
            }
            Value::Wrapped(Wrap::Some, inner) => Type::Outside("std::Option".into(), Rc::from([self.type_of(inner)])),
            Value::Wrapped(Wrap::Ok, inner) => Type::Outside("std::Result".into(), Rc::from([self.type_of(inner)])),
            Value::Alts(alts) => {
                alts.iter().map(|(_, value)| self.type_of(value)).find(|ty| *ty != Type::Unknown).unwrap_or_default()
            }
            Value::Unknown(unknown) => unknown.ty.clone(),
            Value::Request(request) => Type::outside(request.kind),
            Value::Ref(place) => self.type_of(&self.read_place(place)),
            Value::Lazy(lazy) => match &*lazy.result.borrow() {
                Some(value) => self.type_of(value),
                None => Type::Unknown,
            },
            _ => Type::Unknown,
        }
    }

    /// The declared type of a field of an instance.
    pub fn field_type(&mut self, adt: AdtId, args: &Rc<[Type]>, variant: Option<u32>, name: &str) -> Type {
        let def = self.program.adt(adt);
        let (module, item, facts) = (def.module, def.item, self.program.facts(def.facts));
        let Some(field) = self.program.fields(&facts, item, variant).iter().find(|field| &*field.name == name) else {
            return Type::Unknown;
        };
        let env = self.adt_env(module, &facts, item, adt, args);
        self.lower_ty(&facts, field.ty, &env)
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

    /// The traits of the program that a type parameter or trait object promises.
    pub fn promised_traits(&self, ty: &Type) -> Vec<TraitId> {
        let (Type::Param { bounds, .. } | Type::Traits(bounds)) = ty.peeled() else { return Vec::new() };
        bounds
            .iter()
            .filter_map(|bound| match bound {
                TraitRef::Program(id) => Some(*id),
                TraitRef::Outside(_) => None,
            })
            .collect()
    }
}

/// A type outside of the program by its canonical path.
pub fn outside_type(names: &[Name], args: Vec<Type>) -> Type {
    let last = names.last().map_or("", |name| &**name);
    let std = names.first().is_some_and(|name| &**name == "std");
    match last {
        "str" | "String" | "char" | "OsStr" | "OsString" | "CStr" | "CString" if std => Type::Text,
        "bool" if std => Type::Bool,
        "u8" | "u16" | "u32" | "u64" | "u128" | "usize" | "i8" | "i16" | "i32" | "i64" | "i128" | "isize" | "f32"
        | "f64"
            if std =>
        {
            Type::Number
        }
        "Vec" | "VecDeque" | "HashSet" | "BTreeSet" | "LinkedList" | "IndexSet" | "SmallVec" | "ArrayVec" => {
            Type::List(Rc::new(args.into_iter().next().unwrap_or_default()))
        }
        _ if std => Type::Outside(format!("std::{last}").into(), args.into()),
        _ => Type::Outside(names.join("::").into(), args.into()),
    }
}
