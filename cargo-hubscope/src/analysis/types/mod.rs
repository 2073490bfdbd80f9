//! Types as far as they are evident: what a written type means.

mod evident;
mod params;

use std::rc::Rc;

use super::interp::Interp;
use super::value::{Env, Generics, TraitRef, Type, Value};
use crate::program::{AdtId, Def, Facts, ImplId, Meaning, Ns};
use crate::syntax::facts::{ItemKind, Lit, Name, Path, TyId, TyKind};

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
            TyKind::Const(lit) => match lit {
                Lit::Int(digits) => digits.parse().map_or(Type::Unknown, |number| constant(Value::Number(number))),
                Lit::Bool(value) => constant(Value::Bool(*value)),
                Lit::Char(char) => constant(Value::text(char.encode_utf8(&mut [0; 4]))),
                _ => Type::Unknown,
            },
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
                // A path that is no type: none of that name is declared.
                _ => Type::Unknown,
            },
            Meaning::Def(_) => Type::Unknown,
            Meaning::Outside(names) => outside_type(&names, args),
            Meaning::Unknown => match path.segments.len() {
                1 => self.const_named(env, path),
                _ => Type::Outside(last.name.as_ref().into(), args.into()),
            },
        }
    }

    /// A const of the program as a const argument.
    fn const_named(&mut self, env: &Env, path: &Path) -> Type {
        match self.program.resolve_names(env.module, path, Ns::Value).map(|found| (found.def, found.rest)) {
            Some((Def::Const(id), 0)) => match self.const_value(id, None) {
                value @ (Value::Number(_) | Value::Bool(_) | Value::Text(_)) => constant(value),
                _ => Type::Unknown,
            },
            _ => Type::Unknown,
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
}

/// The type argument that is the value of a const parameter.
fn constant(value: Value) -> Type {
    Type::Const(Rc::new(value))
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
