//! Types that are evident: of values and of fields.

use std::rc::Rc;

use super::super::interp::Interp;
use super::super::value::{TraitRef, Type, Value, Wrap};
use crate::program::{AdtId, TraitId};

impl Interp<'_> {
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
            Value::Path(_) => Type::outside("std::PathBuf"),
            Value::Range(_) => Type::List(Rc::new(Type::Number)),
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
