//! Fields, contents, texts and defaults of values.

use std::rc::Rc;

use super::super::guard::Guard;
use super::super::models::{derive, input};
use super::super::value::{Cause, Data, List, Piece, Place, Type, Unknown, Value, Wrap, nowhere};
use super::held::is_of_store;
use super::origins::tagged;
use super::{Interp, place::known_field};
use crate::program::AdtId;
use crate::source::Span;
use crate::syntax::facts::{ItemKind, Name};

/// How a value is formatted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `{}`
    Display,
    /// `{:?}`
    Debug,
}

impl Interp<'_> {
    /// A field of a value.
    pub fn field(&mut self, value: &Value, name: &str) -> Value {
        self.each(value, &mut |this, value| match value {
            Value::Unknown(unknown) => this.unknown_field(unknown, name),
            Value::Wrapped(Wrap::Some | Wrap::Ok, inner) => this.field(&inner.clone(), name),
            Value::Data(_) => match known_field(value, name) {
                Some(field) => field,
                None => {
                    // Through `Deref`, else a field that the literal did not show.
                    if let Some(target) = this.deref_target(value)
                        && target != *value
                    {
                        return this.field(&target, name);
                    }
                    this.unknown(Type::Unknown, Cause::Opaque)
                }
            },
            Value::Tuple(_) => known_field(value, name).unwrap_or(Value::Never),
            Value::Request(_) => match known_field(value, name) {
                Some(part) => part,
                None => this.unknown(Type::Unknown, Cause::Opaque),
            },
            // A newtype seen through: `self.0` of what stands for it.
            Value::Text(_) | Value::Number(_) if name == "0" => value.clone(),
            _ => this.unknown(Type::Unknown, Cause::Opaque),
        })
    }

    fn unknown_field(&mut self, unknown: &Rc<Unknown>, name: &str) -> Value {
        match unknown.ty.peeled().clone() {
            Type::Adt(adt, args) => {
                let opened = self.opened(unknown);
                if !matches!(opened, Value::Unknown(_)) {
                    return self.field(&opened, name);
                }
                let ty = self.field_type(adt, &args, None, name);
                if ty == Type::Unknown
                    && let Some(target) = self.deref_type(&unknown.ty)
                {
                    let inner = self.part_of(unknown, "*", target);
                    return self.field(&inner, name);
                }
                self.part_of(unknown, name, ty)
            }
            Type::Tuple(types) => {
                let ty = name.parse::<usize>().ok().and_then(|index| types.get(index)).cloned().unwrap_or_default();
                self.part_of(unknown, name, ty)
            }
            _ => self.part_of(unknown, name, Type::Unknown),
        }
    }

    /// An unknown value of a struct or enum, as far as the program shows what it can be.
    ///
    /// An enum is one of its variants. A struct is one of the instances that the program makes; where none is seen it
    /// stays unknown.
    pub fn opened(&mut self, unknown: &Rc<Unknown>) -> Value {
        let Type::Adt(adt, args) = unknown.ty.peeled().clone() else { return Value::Unknown(Rc::clone(unknown)) };
        if self.program.adt(adt).is_enum {
            let variants = self.variants(unknown, adt, &args);
            return match unknown.cause {
                Cause::Message => self.messages(unknown, adt, &variants),
                _ => variants,
            };
        }
        let instances = self.instances_of(adt);
        let mut alts = Vec::with_capacity(instances.len());
        for (index, instance) in instances.iter().enumerate() {
            // A typed handle is only made of instances with the same type arguments.
            if let Value::Data(data) = instance
                && !compatible(&data.args, &args)
            {
                continue;
            }
            let choice = self.choice(&format!("made:{index}"));
            alts.push((Guard::is(unknown.sym, choice), self.retyped(instance, &args)));
        }
        if alts.is_empty() {
            return Value::Unknown(Rc::clone(unknown));
        }
        self.one_of(alts)
    }

    /// An instance with the type arguments that are known where it is used.
    fn retyped(&mut self, instance: &Value, args: &Rc<[Type]>) -> Value {
        match instance {
            Value::Data(data) if !args.is_empty() && data.args.iter().all(|arg| !is_known(arg)) => {
                Value::Data(Rc::new(Data { args: args.clone(), ..(**data).clone() }))
            }
            other => other.clone(),
        }
    }

    fn variants(&mut self, unknown: &Rc<Unknown>, adt: AdtId, args: &Rc<[Type]>) -> Value {
        let def = self.program.adt(adt);
        let (facts, item) = (self.program.facts(def.facts), def.item);
        let item = facts.data.item(item);
        let ItemKind::Enum { variants, .. } = &item.kind else { return Value::Never };
        let comes_in = input::is_from_outside(&item.attrs);
        let mut alts = Vec::with_capacity(variants.len());
        for (index, variant) in variants.iter().enumerate() {
            let index = index as u32;
            let mut fields = Vec::with_capacity(variant.fields.len());
            for field in &variant.fields {
                let ty = self.field_type(adt, args, Some(index), &field.name);
                let value = self.part_of(unknown, &format!("{}.{}", variant.name, field.name), ty.clone());
                let value = if comes_in { input::outside_field(self, field, value, &ty) } else { value };
                fields.push((field.name.clone(), value));
            }
            let choice = self.choice(&format!("v:{}", variant.name));
            let data = Data { adt, variant: Some(index), args: args.clone(), fields, origins: nowhere() };
            alts.push((Guard::is(unknown.sym, choice), Value::Data(Rc::new(data))));
        }
        if alts.is_empty() {
            return Value::Unknown(Rc::clone(unknown));
        }
        self.one_of(alts)
    }

    /// What comes out of a channel: of each variant the values that the program makes, where it makes any; what may come
    /// from outside stays open as well.
    fn messages(&mut self, unknown: &Rc<Unknown>, adt: AdtId, variants: &Value) -> Value {
        let instances = self.instances_of(adt);
        let def = self.program.adt(adt);
        let comes_in = input::is_from_outside(&self.program.facts(def.facts).data.item(def.item).attrs);
        let (which, outside) = (self.part(unknown.sym, "made"), self.choice("outside"));
        let mut alts = Vec::new();
        for (guard, value) in variants.alternatives() {
            let before = alts.len();
            for (index, instance) in instances.iter().enumerate() {
                let (Value::Data(variant), Value::Data(made)) = (&value, instance) else { continue };
                let choice = self.choice(&format!("made:{index}"));
                if variant.variant == made.variant
                    && let Some(guard) = guard.and(&Guard::is(which, choice))
                {
                    alts.push((guard, instance.clone()));
                }
            }
            if alts.len() == before {
                alts.push((guard, value));
            } else if comes_in && let Some(guard) = guard.and(&Guard::is(which, outside)) {
                alts.push((guard, value));
            }
        }
        self.one_of(alts)
    }

    /// What is inside of an unknown `Option`, `Result` or other wrapper; the same value where it is none.
    pub fn inside(&mut self, unknown: &Rc<Unknown>) -> Value {
        match &unknown.ty {
            Type::Outside(path, args) if super::super::types::is_transparent(path) => {
                let ty = args.first().cloned().unwrap_or_default();
                let name = unknown.name.clone();
                let sym = self.part(unknown.sym, "?");
                Value::Unknown(Rc::new(Unknown { sym, ty, name, cause: unknown.cause }))
            }
            _ => Value::Unknown(Rc::clone(unknown)),
        }
    }

    /// The value under the wrappers `Some` and `Ok`, and of unknown ones; `None` and `Err` give nothing.
    pub fn unwrapped(&mut self, value: &Value) -> Value {
        self.each(value, &mut |this, value| match value {
            Value::Wrapped(Wrap::Some | Wrap::Ok, inner) => {
                let inner = (**inner).clone();
                this.settled(&inner)
            }
            Value::Nothing | Value::Wrapped(Wrap::Err, _) => Value::Never,
            Value::Unknown(unknown) => this.inside(unknown),
            other => other.clone(),
        })
    }

    /// `value.await`.
    pub fn awaited(&mut self, value: &Value, at: Span) -> Value {
        let future = self.overloaded(("IntoFuture", "into_future"), value, None, vec![], at);
        self.awaited_plain(&future.unwrap_or_else(|| value.clone()))
    }

    /// What a future from outside, or of an `async` block, becomes.
    pub fn awaited_plain(&mut self, value: &Value) -> Value {
        match value {
            Value::Closure(_) => self.call_value(value, vec![]),
            other => other.clone(),
        }
    }

    /// The value with a type where it has none.
    pub fn typed(&mut self, value: Value, ty: &Type) -> Value {
        if *ty == Type::Unknown {
            return value;
        }
        match &value {
            Value::Unknown(unknown) if unknown.ty == Type::Unknown || is_of_store(&unknown.ty) => {
                Value::Unknown(Rc::new(Unknown { ty: ty.clone(), ..(**unknown).clone() }))
            }
            // What was read from a text as a number is one from where its type is said on.
            Value::Text(_) if *ty.peeled() == Type::Number => {
                let number = value.known_text().and_then(|text| text.parse().ok());
                number.map_or(value, Value::Number)
            }
            Value::Wrapped(wrap @ (Wrap::Some | Wrap::Ok), inner) => match ty {
                Type::Outside(_, args) if args.first() == Some(&Type::Number) && matches!(**inner, Value::Text(_)) => {
                    Value::Wrapped(*wrap, Rc::new(self.typed((**inner).clone(), &Type::Number)))
                }
                _ => value,
            },
            Value::List(list) => match ty.peeled() {
                Type::List(inner) if **inner == Type::Number && !list.map => {
                    let elems = list.elems.iter().map(|elem| self.typed(elem.clone(), inner)).collect();
                    Value::List(Rc::new(List { elems, ..(**list).clone() }))
                }
                _ => value,
            },
            Value::Tuple(items) => match ty.peeled() {
                Type::Tuple(types) if types.len() == items.len() => Value::Tuple(Rc::new(
                    items.iter().zip(types.iter()).map(|(item, ty)| self.typed(item.clone(), ty)).collect(),
                )),
                _ => value,
            },
            // `collect::<Vec<T>>()`, `into()`: a more telling type wins over an open parameter.
            Value::Unknown(unknown) if matches!(unknown.ty, Type::Traits(_)) && matches!(ty, Type::Adt(..)) => {
                Value::Unknown(Rc::new(Unknown { ty: ty.clone(), ..(**unknown).clone() }))
            }
            Value::Data(data) => match ty.peeled() {
                Type::Adt(adt, args)
                    if *adt == data.adt && !args.is_empty() && data.args.iter().all(|arg| !is_known(arg)) =>
                {
                    Value::Data(Rc::new(Data { args: args.clone(), ..(**data).clone() }))
                }
                _ => value,
            },
            _ => value,
        }
    }

    /// The text that formatting a value gives: text alternatives, holes for what is not known.
    pub fn text_of(&mut self, value: &Value, style: Style) -> Value {
        self.each(value, &mut |this, value| match value {
            Value::Text(_) if style == Style::Display => value.clone(),
            Value::Text(_) => match value.known_text() {
                Some(text) => Value::text(&format!("{text:?}")),
                None => this.hole(),
            },
            Value::Path(text) => (**text).clone(),
            Value::Number(number) => Value::text(&number.to_string()),
            Value::Bool(value) => Value::text(&value.to_string()),
            Value::Unknown(unknown) => match unknown.ty.peeled() {
                Type::Adt(adt, _) if this.program.adt(*adt).is_enum || this.has_display(*adt) => {
                    let opened = this.opened(unknown);
                    if matches!(opened, Value::Unknown(_)) {
                        // An instance that nobody makes: run its `Display` on what is not known.
                        return this.display(&opened, style).unwrap_or_else(|| hole_of(unknown));
                    }
                    this.text_of(&opened, style)
                }
                _ => hole_of(unknown),
            },
            Value::Data(data) => {
                let text = this.display(value, style).unwrap_or_else(|| this.hole());
                let text = this.settled(&text);
                tagged(&text, &data.origins)
            }
            Value::Wrapped(Wrap::Some | Wrap::Ok, inner) if style == Style::Display => {
                this.text_of(&inner.clone(), style)
            }
            Value::Tuple(items) if items.is_empty() => Value::text("()"),
            _ => this.hole(),
        })
    }

    /// A text that is one hole.
    pub fn hole(&mut self) -> Value {
        match self.unknown(Type::Text, Cause::Opaque) {
            Value::Unknown(unknown) => hole_of(&unknown),
            other => other,
        }
    }

    fn has_display(&self, adt: AdtId) -> bool {
        self.program.impls_of(adt).iter().any(|id| self.program.impl_def(*id).trait_name.as_deref() == Some("Display"))
    }

    /// What `Display` or `Debug` of a struct or variant writes.
    fn display(&mut self, value: &Value, style: Style) -> Option<Value> {
        let ty = self.type_of(value);
        let Type::Adt(adt, _) = ty.peeled().clone() else { return None };
        let wanted = if style == Style::Display { "Display" } else { "Debug" };
        let written = self
            .program
            .impls_of(adt)
            .iter()
            .copied()
            .find(|id| self.program.impl_def(*id).trait_name.as_deref() == Some(wanted));
        if let Some(id) = written {
            let fmt = self.program.fns_of_impl(id, "fmt").first().copied()?;
            let buffer = self.alloc(Value::text(""));
            let place = Value::Ref(Rc::new(Place { cell: buffer, fields: vec![] }));
            let env = self.impl_env(id, &ty);
            self.call_function(fmt, env.generics, Some(value.clone()), vec![place], None);
            return Some(self.read(buffer));
        }
        let Value::Data(data) = value else { return None };
        derive::formatted(self, data, style)
    }

    /// The value that `Deref` of a struct leads to.
    pub fn deref_target(&mut self, value: &Value) -> Option<Value> {
        let ty = self.type_of(value);
        let Type::Adt(adt, _) = ty.peeled() else { return None };
        let id = self.deref_impl(*adt)?;
        let deref = self.program.fns_of_impl(id, "deref").first().copied()?;
        let env = self.impl_env(id, &ty);
        let target = self.call_function(deref, env.generics, Some(value.clone()), vec![], None);
        Some(self.settled(&target))
    }

    /// The type that `Deref` of a type leads to.
    pub fn deref_type(&mut self, ty: &Type) -> Option<Type> {
        let Type::Adt(adt, _) = ty.peeled() else { return None };
        let id = self.deref_impl(*adt)?;
        let def = self.program.impl_def(id);
        let target = def.types.iter().find(|(name, _)| &**name == "Target").map(|(_, ty)| *ty)?;
        let facts = self.program.facts(def.facts);
        let env = self.impl_env(id, ty);
        Some(self.lower_ty(&facts, target, &env))
    }

    fn deref_impl(&self, adt: AdtId) -> Option<crate::program::ImplId> {
        self.program
            .impls_of(adt)
            .iter()
            .copied()
            .find(|id| self.program.impl_def(*id).trait_name.as_deref() == Some("Deref"))
    }

    /// `Default::default()` of a type.
    pub fn default_of(&mut self, ty: &Type) -> Value {
        match ty {
            Type::Text => Value::text(""),
            Type::Number => Value::Number(0),
            Type::Bool => Value::Bool(false),
            Type::List(_) => Value::List(Rc::new(List { elems: vec![], open: false, map: false })),
            Type::Tuple(types) => Value::Tuple(Rc::new(types.iter().map(|ty| self.default_of(ty)).collect())),
            Type::Outside(path, args) => match path.rsplit("::").next().unwrap_or(path) {
                "Option" => Value::Nothing,
                "Box" | "Arc" | "Rc" | "Mutex" | "RwLock" | "Cell" | "RefCell" | "Cow" => {
                    let inner = args.first().cloned().unwrap_or_default();
                    self.default_of(&inner)
                }
                "HashMap" | "BTreeMap" | "IndexMap" => {
                    Value::List(Rc::new(List { elems: vec![], open: false, map: true }))
                }
                "Method" => Value::text("GET"),
                _ => self.unknown(ty.clone(), Cause::Opaque),
            },
            Type::Adt(adt, args) => derive::default_of(self, *adt, args),
            _ => self.unknown(ty.clone(), Cause::Opaque),
        }
    }

    /// The type arguments of an instance as its fields show them.
    pub fn infer_args(&mut self, adt: AdtId, variant: Option<u32>, fields: &[(Name, Value)]) -> Rc<[Type]> {
        let def = self.program.adt(adt);
        let (module, item, facts) = (def.module, def.item, self.program.facts(def.facts));
        let params = self.program.generics(&facts, item);
        if params.is_empty() {
            return Rc::from([]);
        }
        let mut found = Vec::new();
        let env = super::super::value::Env { module, generics: Rc::default() };
        for field in self.program.fields(&facts, item, variant) {
            if let Some((_, value)) = fields.iter().find(|(name, _)| *name == field.name) {
                let ty = self.type_of(value);
                self.match_type(&facts, field.ty, &ty, params, &env, &mut found, 0);
            }
        }
        let arg =
            |name: &Name| found.iter().find(|(known, _)| known == name).map(|(_, ty)| ty.clone()).unwrap_or_default();
        params.iter().map(|param| arg(&param.name)).collect()
    }
}

fn is_known(ty: &Type) -> bool {
    !matches!(ty, Type::Unknown | Type::Param { .. })
}

/// Whether an instance with type arguments `made` can be one with `wanted`.
fn compatible(made: &[Type], wanted: &[Type]) -> bool {
    made.iter().zip(wanted).all(|(made, wanted)| !is_known(made) || !is_known(wanted) || made == wanted)
}

/// A text that is the hole of an unknown value.
pub fn hole_of(unknown: &Rc<Unknown>) -> Value {
    Value::Text(Rc::new(vec![Piece::Hole(Rc::clone(unknown), nowhere())]))
}
