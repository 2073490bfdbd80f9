//! Call expressions: functions of the program, constructors, and what leads outside.

use std::rc::Rc;

use super::super::models::{clients, outside};
use super::super::value::{Cause, Data, Env, Place, Request, Stage, Type, Value, View, nowhere};
use super::foreign::is_response;
use super::held::of_store;
use super::path::Target;
use super::{Callee, Interp};
use crate::source::Span;
use crate::syntax::facts::{ExprId, ExprKind, Name, Path, Receiver, TyId};

impl Interp<'_> {
    pub(super) fn eval_call(&mut self, id: ExprId, callee: ExprId, args: &[ExprId], wanted: &Type) -> Value {
        let facts = self.here();
        let range = facts.data.expr(id).range;
        let span = self.span(range);
        let ExprKind::Path(path) = &facts.data.expr(callee).kind else {
            let value = self.eval(callee);
            let args = self.eval_args(args, &[]);
            return match args {
                Some(args) => self.call_value_at(&value, args, Some(span)),
                None => Value::Never,
            };
        };
        if path.qself.is_none()
            && let [only] = path.segments.as_slice()
            && let Some(cell) = self.local(&only.name)
        {
            let value = self.read(cell);
            let Some(args) = self.eval_args(args, &[]) else { return Value::Never };
            return self.call_value_at(&value, args, Some(span));
        }
        let turbofish: Vec<TyId> = path.segments.last().map(|segment| segment.args.clone()).unwrap_or_default();
        let env = self.env();
        let turbofish: Vec<Type> = turbofish.iter().map(|ty| self.lower_ty(&facts, *ty, &env)).collect();
        match self.path_target(path, wanted) {
            Target::Functions(found) => {
                let expected = match found.as_slice() {
                    [(_, function, owner)] => self.param_types(*function, owner),
                    _ => Vec::new(),
                };
                let Some(args) = self.eval_args(args, &expected) else { return Value::Never };
                let candidates: Vec<Value> = match found.first() {
                    Some((_, function, _)) if self.takes_self(*function) => args.get(1..).unwrap_or(&[]).to_vec(),
                    _ => args.clone(),
                };
                // `String::from(text)` is std's, whatever else the program makes strings of.
                if let Some((name, on)) = self.outside_owner(path)
                    && found.iter().all(|(_, function, owner)| self.misfits(*function, owner, &candidates))
                {
                    return self.call_outside_on(&name, &on, &turbofish, args, wanted, Some(span));
                }
                let callees = self.fitting(found, &candidates, wanted);
                let mut results = Vec::with_capacity(callees.len());
                for (guard, mut callee) in callees {
                    callee.turbofish = turbofish.clone();
                    let Some(path) = self.path.and(&guard) else { continue };
                    let outer = std::mem::replace(&mut self.path, path);
                    let mut args = args.clone();
                    let receiver = (self.takes_self(callee.function) && !args.is_empty()).then(|| args.remove(0));
                    let value = self.call_callee(&callee, receiver, args, Some(span));
                    self.path = outer;
                    results.push((guard, value));
                }
                self.one_of(results)
            }
            Target::Constructor(adt, variant) => {
                let written = self.path_args(path, adt);
                let of = |ty: &Type| match ty {
                    Type::Adt(known, args) if *known == adt => Some(args.clone()),
                    _ => None,
                };
                // `Id(..)` in an impl of `Id<T>` makes an `Id<T>` where nothing else is said.
                let said = [written, of(wanted.peeled()), of(&self.frame().env.generics.self_ty)];
                let known = first_known(said.into_iter().flatten());
                let mut fields = Vec::with_capacity(args.len());
                for (index, arg) in args.iter().enumerate() {
                    let name: Name = index.to_string().into();
                    let ty = self.field_type(adt, &known, variant, &name);
                    let value = self.eval_as(*arg, &ty);
                    if matches!(value, Value::Never) {
                        return value;
                    }
                    fields.push((name, value));
                }
                let args = match known.iter().any(|arg| *arg != Type::Unknown) {
                    true => known,
                    false => self.infer_args(adt, variant, &fields),
                };
                let origins = if variant.is_some() { Rc::from([span]) } else { nowhere() };
                self.made(Data { adt, variant, args, fields, origins })
            }
            Target::Value(value) => {
                let Some(args) = self.eval_args(args, &[]) else { return Value::Never };
                self.call_value_at(&value, args, Some(span))
            }
            Target::Outside(name, on) => {
                let inner = match (&*name, wanted) {
                    ("std::Some" | "std::Ok", Type::Outside(_, inner)) => inner.first().cloned().unwrap_or_default(),
                    ("std::Some" | "std::Ok", _) => Type::Unknown,
                    _ => wanted.peeled().clone(),
                };
                let Some(args) = self.eval_args(args, &[inner]) else { return Value::Never };
                self.call_outside_on(&name, &on, &turbofish, args, wanted, Some(span))
            }
            Target::Unknown => {
                let Some(args) = self.eval_args(args, &[]) else { return Value::Never };
                for arg in &args {
                    self.give_away(arg);
                }
                let names: Vec<&str> = path.segments.iter().map(|segment| &*segment.name).collect();
                let begun = self.foreign(&names.join("::"), &args, span);
                begun.unwrap_or_else(|| self.unknown(Type::Unknown, Cause::Opaque))
            }
        }
    }

    /// Arguments in order; `None` where one of them leaves.
    pub fn eval_args(&mut self, args: &[ExprId], expected: &[Type]) -> Option<Vec<Value>> {
        let mut values = Vec::with_capacity(args.len());
        for (index, arg) in args.iter().enumerate() {
            if self.is_cut(*arg) {
                continue;
            }
            let value = self.eval_as(*arg, expected.get(index).unwrap_or(&Type::Unknown));
            if matches!(value, Value::Never) {
                return None;
            }
            values.push(value);
        }
        Some(values)
    }

    /// The declared types of a function's parameters.
    pub fn param_types(
        &mut self,
        function: crate::program::FnId,
        owner: &Rc<super::super::value::Generics>,
    ) -> Vec<Type> {
        let def = self.program.function(function);
        let (module, facts) = (def.module, self.program.facts(def.facts));
        let Some(item) = self.program.fn_item(&facts, def.item) else { return Vec::new() };
        let env = Env { module, generics: Rc::clone(owner) };
        let mut types: Vec<Type> = item.params.iter().map(|(_, ty)| self.lower_ty(&facts, *ty, &env)).collect();
        if item.receiver != Receiver::None {
            types.insert(0, Type::Unknown);
        }
        types
    }

    /// Calls something outside of the program.
    pub fn call_outside(
        &mut self,
        name: &str,
        turbofish: &[Type],
        args: Vec<Value>,
        wanted: &Type,
        span: Option<Span>,
    ) -> Value {
        self.call_outside_on(name, &Type::Unknown, turbofish, args, wanted, span)
    }

    fn call_outside_on(
        &mut self,
        name: &str,
        on: &Type,
        turbofish: &[Type],
        args: Vec<Value>,
        wanted: &Type,
        span: Option<Span>,
    ) -> Value {
        if let Some(span) = span
            && let Some(value) = clients::call(self, name, &args, span)
        {
            return value;
        }
        if let Some(value) = outside::call(self, name, on, turbofish, &args, wanted) {
            return value;
        }
        for arg in &args {
            self.give_away(arg);
        }
        if let Some(span) = span
            && !name.starts_with("std::")
            && let Some(begun) = self.foreign(name, &args, span)
            && matches!(wanted.peeled(), Type::Unknown | Type::Outside(..))
        {
            return begun;
        }
        let last = name.rsplit("::").next().unwrap_or(name);
        let ty = match on {
            // A module such as `serde_json` makes no values of itself.
            Type::Outside(path, _) if makes_self(last) && is_type_name(path) => on.clone(),
            Type::Adt(..) => on.clone(),
            _ => turbofish.first().cloned().unwrap_or_default(),
        };
        let ty = if ty == Type::Unknown { wanted.clone() } else { ty };
        let ty = if ty == Type::Unknown { of_store(name).unwrap_or_default() } else { ty };
        let cause = if args.iter().any(is_response) { Cause::Response } else { Cause::Input };
        self.unknown(ty, cause)
    }

    /// A struct literal of a type from outside.
    pub fn outside_struct(&mut self, path: Option<&str>, fields: Vec<(Name, Value)>, id: ExprId) -> Value {
        let range = self.here().data.expr(id).range;
        let at = self.span(range);
        let named =
            |wanted: &[&str]| fields.iter().find(|(name, _)| wanted.contains(&&**name)).map(|(_, value)| value.clone());
        if let (Some(url), Some(path)) = (named(&["url", "uri"]), path)
            && path.rsplit("::").next().is_some_and(|last| last.contains("Request"))
        {
            let request = Request {
                kind: "outside",
                method: named(&["method"]),
                url: Some(url),
                page: None,
                at,
                stage: Stage::Open,
            };
            return Value::Request(Rc::new(request));
        }
        for (_, value) in &fields {
            self.give_away(value);
        }
        self.unknown(path.map_or(Type::Unknown, Type::outside), Cause::Opaque)
    }

    /// Writes to a view of a request.
    pub fn write_view(&mut self, view: View, place: &Place, value: Value, at: Span) {
        let current = self.current(place);
        let Value::Request(request) = &current else { return };
        let mut request = (**request).clone();
        match view {
            View::RequestUrl => {
                request.url = Some(clients::url_text(self, &value));
                request.at = at;
            }
            View::RequestMethod => request.method = Some(clients::method_text(self, &value)),
            View::Segments | View::Query => return,
        }
        request.stage = Stage::Open;
        self.write_place(place, Value::Request(Rc::new(request)));
    }

    /// Calls a found method with its receiver.
    pub fn call_method_fn(
        &mut self,
        callee: &Callee,
        value: &Value,
        place: Option<&Place>,
        args: Vec<Value>,
        span: Span,
    ) -> Value {
        let def = self.program.function(callee.function);
        let facts = self.program.facts(def.facts);
        let receiver = self.program.fn_item(&facts, def.item).map_or(Receiver::None, |item| item.receiver);
        let receiver = match receiver {
            Receiver::RefMut => match place {
                Some(place) if self.readable(place) || !place.fields.is_empty() => {
                    if !self.readable(place) {
                        // The instance is not known: open it, so that what the method writes is kept.
                        let opened = self.current(place);
                        self.write_place(place, opened);
                    }
                    if self.readable(place) { Value::Ref(Rc::new(place.clone())) } else { value.clone() }
                }
                _ => {
                    let cell = self.alloc(value.clone());
                    Value::Ref(Rc::new(Place { cell, fields: vec![] }))
                }
            },
            _ => value.clone(),
        };
        self.call_callee(callee, Some(receiver), args, Some(span))
    }
}

/// Whether a path ends in the name of a type.
fn is_type_name(path: &str) -> bool {
    path.rsplit("::").next().is_some_and(|last| last.starts_with(char::is_uppercase))
}

/// Whether a function of a type from outside makes a value of that type.
fn makes_self(name: &str) -> bool {
    matches!(name, "new" | "default" | "builder" | "from" | "build" | "open" | "connect" | "create" | "init" | "clone")
        || name.starts_with("with_")
        || name.starts_with("new_")
        || name.starts_with("from_")
}

impl Interp<'_> {
    /// The name that a function of a type of other code has there, with the type.
    fn outside_owner(&mut self, path: &Path) -> Option<(Name, Type)> {
        let (last, prefix) = path.segments.split_last()?;
        if prefix.is_empty() || path.qself.is_some() {
            return None;
        }
        let (facts, env) = (self.here(), self.env());
        let prefix = Path { segments: prefix.to_vec(), ..path.clone() };
        let on = self.lower_type_path(&facts, &prefix, &env);
        match on.peeled() {
            Type::Text => Some((format!("std::String::{}", last.name).into(), on)),
            Type::List(_) => Some((format!("std::Vec::{}", last.name).into(), on)),
            Type::Outside(owner, _) => Some((format!("{owner}::{}", last.name).into(), on.clone())),
            _ => None,
        }
    }
}

/// Of lists of type arguments for the same type each argument by the first list that knows it.
fn first_known(lists: impl Iterator<Item = Rc<[Type]>>) -> Rc<[Type]> {
    let both = |first: Rc<[Type]>, second: Rc<[Type]>| -> Rc<[Type]> {
        if first.len() != second.len() {
            return if first.is_empty() { second } else { first };
        }
        let pairs = first.iter().zip(second.iter());
        pairs.map(|(first, second)| if *first == Type::Unknown { second.clone() } else { first.clone() }).collect()
    };
    lists.reduce(both).unwrap_or_else(|| Rc::from([]))
}
