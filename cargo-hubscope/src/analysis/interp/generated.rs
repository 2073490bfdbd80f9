//! Methods that derives of other crates write: accessors and builders, each for the field of its name.

use std::rc::Rc;

use super::super::models::derive;
use super::super::value::{Cause, Data, Type, Value, nowhere};
use super::Interp;
use super::method::MethodCall;
use crate::program::AdtId;
use crate::syntax::facts::{FieldItem, Name};

impl Interp<'_> {
    /// A method that a struct of the program does not have: an accessor of a field, a setter of a builder, its end.
    pub(super) fn generated(&mut self, value: &Value, ty: &Type, call: &MethodCall<'_>) -> Option<Value> {
        let Type::Adt(adt, _) = ty.peeled().clone() else { return None };
        if self.program.adt(adt).is_enum {
            return None;
        }
        match (call.args.as_slice(), value) {
            ([], _) => {
                if call.name == "build" && self.is_built(adt) {
                    return Some(value.clone());
                }
                let name = self.accessed(adt, call.name)?;
                Some(self.field(value, &name))
            }
            ([new], Value::Data(data)) if self.is_built(adt) => {
                let name = self.accessed(adt, call.name)?;
                let new = self.typed_field(data, &name, new);
                let mut data = (**data).clone();
                match data.fields.iter_mut().find(|(known, _)| *known == name) {
                    Some((_, slot)) => *slot = new,
                    None => data.fields.push((name, new)),
                }
                Some(self.made(data))
            }
            // An unknown value whose type has no such method is still inside of something that gives it out.
            (_, Value::Unknown(unknown)) if call.wanted == Type::Unknown && call.turbofish.is_empty() => {
                let unknown = Rc::clone(unknown);
                self.field_named(adt, call.name).is_none().then(|| self.part_of(&unknown, call.name, ty.clone()))
            }
            _ => None,
        }
    }

    fn typed_field(&mut self, data: &Data, name: &str, value: &Value) -> Value {
        let ty = self.field_type(data.adt, &data.args, None, name);
        self.typed(value.clone(), &ty)
    }

    /// The field that an accessor or setter is named for.
    fn accessed(&self, adt: AdtId, method: &str) -> Option<Name> {
        let stems = [
            Some(method),
            method.strip_prefix("get_"),
            method.strip_prefix("with_"),
            method.strip_prefix("set_"),
            method.strip_suffix("_ref"),
            method.strip_suffix("_mut"),
            method.strip_prefix("maybe_"),
        ];
        stems.into_iter().flatten().find_map(|stem| self.field_named(adt, stem))
    }

    fn field_named(&self, adt: AdtId, name: &str) -> Option<Name> {
        self.declared(adt).iter().find(|field| &*field.name == name).map(|field| field.name.clone())
    }

    fn declared(&self, adt: AdtId) -> Vec<FieldItem> {
        let def = self.program.adt(adt);
        let facts = self.program.facts(def.facts);
        self.program.fields(&facts, def.item, None).to_vec()
    }

    /// Whether a derive writes a builder for a struct.
    pub(super) fn is_built(&self, adt: AdtId) -> bool {
        let def = self.program.adt(adt);
        let facts = self.program.facts(def.facts);
        let attrs = &facts.data.item(def.item).attrs;
        ["Builder", "TypedBuilder"].iter().any(|name| derive::derives(attrs, name))
    }

    /// A builder at its beginning: an instance with the fields that the attributes give.
    pub fn builder_of(&mut self, adt: AdtId, args: &Rc<[Type]>) -> Option<Value> {
        if !self.is_built(adt) {
            return None;
        }
        let mut fields = Vec::new();
        for field in self.declared(adt) {
            let ty = self.field_type(adt, args, None, &field.name);
            let value = match derive::value_of(&field.attrs, &["builder"], "default") {
                // derive_builder writes code in a text: `default = "\"v3\".into()"`.
                Some(text) if ty == Type::Text => match text.split('"').nth(1) {
                    Some(inner) => Value::text(inner.trim_end_matches('\\')),
                    None => Value::text(&text),
                },
                _ => {
                    let name = field.name.clone();
                    let mut value = self.input(&name, ty);
                    if let Value::Unknown(unknown) = &value {
                        let mut unknown = (**unknown).clone();
                        unknown.cause = Cause::Input;
                        value = Value::Unknown(Rc::new(unknown));
                    }
                    value
                }
            };
            fields.push((field.name.clone(), value));
        }
        Some(Value::Data(Rc::new(Data { adt, variant: None, args: args.clone(), fields, origins: nowhere() })))
    }
}
