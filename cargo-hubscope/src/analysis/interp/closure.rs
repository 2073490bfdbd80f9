//! Calling values: closures, functions and constructors that are passed around.

use std::rc::Rc;

use super::super::guard::Guard;
use super::super::value::{Cause, Closure, Data, Func, Type, Value};
use super::effects::has_effects;
use super::{Frame, Interp, Link, MAX_DEPTH, MAX_RECURSION};
use crate::source::Span;
use crate::syntax::facts::{Name, PatKind};

impl Interp<'_> {
    /// Runs a closure or function that something unknown may call.
    pub fn call_blindly(&mut self, value: &Value) {
        if let Value::Func(func) = value
            && let Func::Program(id, _) = &**func
            && self.reach.matters(*id)
            && self.given.insert(*id)
        {
            self.call_with_inputs(*id);
        }
        if let Value::Closure(closure) = value {
            // It may be called or not: what it writes may be written.
            let guard = {
                let (sym, choice) = (self.fresh(), self.choice("called"));
                Guard::is(sym, choice)
            };
            let facts = Rc::clone(&closure.facts);
            let mut args = Vec::with_capacity(closure.params.len());
            for (pat, ty) in &closure.params {
                let ty = match ty {
                    Some(ty) => self.lower_ty(&facts, *ty, &closure.env),
                    None => self.handed.clone().unwrap_or_default(),
                };
                let name = match &facts.data.pat(*pat).kind {
                    PatKind::Bind { name, .. } => name.clone(),
                    _ => "_".into(),
                };
                args.push(self.input(&name, ty));
            }
            let path = self.path.clone();
            self.branch_value(&guard, &mut |this| this.call_value(value, args.clone()));
            self.path = path;
        }
    }

    /// Calls a value.
    pub fn call_value(&mut self, value: &Value, args: Vec<Value>) -> Value {
        self.call_value_at(value, args, None)
    }

    /// Calls a value at a place.
    pub fn call_value_at(&mut self, value: &Value, args: Vec<Value>, span: Option<Span>) -> Value {
        let value = self.settled(value);
        match &value {
            Value::Closure(closure) => self.call_closure(closure, args, span),
            Value::Func(func) => match &**func {
                Func::Program(id, generics) => {
                    let takes_self = self.takes_self(*id);
                    let mut args = args;
                    let receiver = (takes_self && !args.is_empty()).then(|| args.remove(0));
                    self.call_function(*id, Rc::clone(generics), receiver, args, span)
                }
                Func::Constructor(adt, variant, origins) => {
                    let fields: Vec<(Name, Value)> = args
                        .into_iter()
                        .enumerate()
                        .map(|(index, value)| (Name::from(index.to_string()), value))
                        .collect();
                    let args = self.infer_args(*adt, *variant, &fields);
                    self.made(Data { adt: *adt, variant: *variant, args, fields, origins: origins.clone() })
                }
                Func::Outside(path) => self.call_outside(path, &[], args, &Type::Unknown, span),
            },
            Value::Alts(_) => self.each(&value, &mut |this, value| this.call_value_at(value, args.clone(), span)),
            Value::Unknown(unknown) => {
                let ty = match &unknown.ty {
                    Type::Fn(ret) => (**ret).clone(),
                    _ => Type::Unknown,
                };
                for arg in &args {
                    self.call_blindly(arg);
                }
                if let Some(span) = span {
                    self.foreign("", &args, span);
                }
                self.unknown(ty, Cause::Opaque)
            }
            Value::Never => Value::Never,
            _ => self.unknown(Type::Unknown, Cause::Opaque),
        }
    }

    fn call_closure(&mut self, closure: &Rc<Closure>, args: Vec<Value>, span: Option<Span>) -> Value {
        for frame in &mut self.frames {
            frame.idle.retain(|idle| !matches!(idle, Value::Closure(known) if Rc::ptr_eq(known, closure)));
        }
        if self.frames.len() >= MAX_DEPTH {
            return self.bounded("nested calls");
        }
        let running = |frame: &&Frame| {
            frame.function.is_none() && frame.facts.id == closure.facts.id && frame.result == marker(closure)
        };
        if self.frames.iter().filter(running).count() >= MAX_RECURSION {
            self.cut = true;
            return self.unknown(Type::Unknown, Cause::Opaque);
        }
        let holder = closure.holder.clone();
        let mut frame = Frame::new(Rc::clone(&closure.facts), closure.env.clone(), None, holder);
        frame.locals = closure.locals.clone();
        frame.result = marker(closure);
        self.frames.push(frame);
        for (index, (pat, ty)) in closure.params.iter().enumerate() {
            let facts = Rc::clone(&closure.facts);
            let ty = ty.map_or(Type::Unknown, |ty| self.lower_ty(&facts, ty, &closure.env));
            let value = match args.get(index) {
                Some(value) => self.typed(value.clone(), &ty),
                None => self.unknown(ty, Cause::Opaque),
            };
            let matched = self.match_pat(*pat, &value);
            for (name, value) in matched.binds {
                self.bind(&name, value);
            }
        }
        let path = self.path.clone();
        let value = self.eval(closure.body);
        let value = self.finished(value, &Type::Unknown);
        self.path = path;
        let raws = self.frames.pop().map(|frame| frame.raws).unwrap_or_default();
        if !self.frames.is_empty() {
            let caller = self.frame().holder.clone();
            let link = span.filter(|_| !raws.is_empty()).map(|span| {
                let code = args.iter().flat_map(|arg| self.brought_code(arg, 0)).collect();
                Rc::new(Link { span, caller, args, receiver: None, typed: false, code })
            });
            for mut raw in raws {
                raw.chain.extend(link.clone());
                self.frame().raws.push(raw);
            }
        }
        value
    }

    /// The result of the running code out of its last value and its returns; closures that nobody called are run.
    pub(super) fn finished(&mut self, value: Value, result: &Type) -> Value {
        let value = if has_effects(&value, 0) { value } else { self.settled_result(&value) };
        let mut alts = std::mem::take(&mut self.frame().returns);
        alts.push((Guard::always(), value));
        let alts: Vec<_> = alts.into_iter().filter(|(_, value)| !matches!(value, Value::Never)).collect();
        let value = self.one_of(alts);
        let idle = std::mem::take(&mut self.frame().idle);
        for closure in idle {
            if holds(&value, &closure) {
                // The caller may call it.
                let below = self.frames.len().checked_sub(2);
                if let Some(frame) = below.and_then(|below| self.frames.get_mut(below)) {
                    frame.idle.push(closure);
                }
            } else {
                self.call_blindly(&closure);
            }
        }
        self.typed(value, result)
    }

    /// A lazy result stays lazy, so that what nobody asks for costs nothing.
    fn settled_result(&mut self, value: &Value) -> Value {
        match value {
            Value::Lazy(_) => value.clone(),
            other => self.settled(other),
        }
    }
}

/// A type that marks the frames of one closure.
fn marker(closure: &Closure) -> Type {
    Type::Outside(format!("closure {}", closure.expr.0).into(), Rc::from([]))
}

/// Whether a closure is a part of a value.
fn holds(value: &Value, closure: &Value) -> bool {
    match value {
        Value::Closure(_) => value == closure,
        Value::Alts(alts) => alts.iter().any(|(_, value)| holds(value, closure)),
        Value::Data(data) => data.fields.iter().any(|(_, value)| holds(value, closure)),
        Value::Tuple(items) => items.iter().any(|value| holds(value, closure)),
        Value::List(list) => list.elems.iter().any(|value| holds(value, closure)),
        Value::Wrapped(_, inner) => holds(inner, closure),
        _ => false,
    }
}
