//! Method calls: by the receiver's type, by a client's model, by a value's model, last by name.

use std::rc::Rc;

use super::super::guard::{Guard, When};
use super::super::models::{clients, list, number, option, path, text, url};
use super::super::value::{Cause, Generics, Place, Type, Unknown, Value, Wrap};
use super::path::Target;
use super::{Callee, Interp};
use crate::program::FnId;
use crate::source::Span;
use crate::syntax::facts::{ExprId, ExprKind};

/// A method call with everything but the receiver's value.
pub struct MethodCall<'c> {
    /// The method's name.
    pub name: &'c str,
    /// Type arguments written at the call.
    pub turbofish: Vec<Type>,
    /// Arguments after the receiver.
    pub args: Vec<Value>,
    /// The type expected of the result.
    pub wanted: Type,
    /// Where the receiver can be written.
    pub place: Option<Place>,
    /// The call from the method's name to its end: where it is reported.
    pub span: Span,
}

impl Interp<'_> {
    pub(super) fn eval_method_call(&mut self, id: ExprId, wanted: &Type) -> Value {
        let facts = self.here();
        let expr = facts.data.expr(id);
        let ExprKind::MethodCall { recv, method, method_range, turbofish, args } = &expr.kind else {
            return Value::Never;
        };
        let place = self.place_of(*recv);
        let value = match &place {
            Some(place) if self.readable(place) => {
                // A place has no effects of its own but those of the calls that lead to it.
                if matches!(
                    facts.data.expr(*recv).kind,
                    ExprKind::MethodCall { .. } | ExprKind::Await(_) | ExprKind::Try(_)
                ) {
                    self.eval(*recv)
                } else {
                    let value = self.read_counted(place);
                    value.within(&self.path)
                }
            }
            _ => self.eval(*recv),
        };
        if matches!(value, Value::Never) {
            return value;
        }
        // A method that gives back `&mut Self` leads to the same place.
        let place = match &value {
            Value::Ref(to) => Some((**to).clone()),
            _ => place,
        };
        let env = self.env();
        let turbofish: Vec<Type> = turbofish.iter().map(|ty| self.lower_ty(&facts, *ty, &env)).collect();
        let mut range = expr.range;
        range.start = method_range.start;
        let span = self.span(range);
        let value = match value {
            Value::Lazy(_) if is_lazy_neutral(method) && args.is_empty() => return value,
            other => self.settled(&other),
        };
        let expected = self.method_param_types(&value, method, args.len());
        let Some(args) = self.eval_args(args, &expected) else { return Value::Never };
        let call = MethodCall { name: method, turbofish, args, wanted: wanted.clone(), place, span };
        self.call_method(&value, &call)
    }

    /// The parameter types of a method, where the receiver's type tells which one it is.
    fn method_param_types(&mut self, value: &Value, name: &str, count: usize) -> Vec<Type> {
        if count == 0 {
            return Vec::new();
        }
        let ty = self.type_of(value);
        if !matches!(ty.peeled(), Type::Adt(..)) {
            return Vec::new();
        }
        match self.methods_on(&ty, name) {
            Some(found) => match found.as_slice() {
                [(_, function, owner)] => self.param_types(*function, owner).into_iter().skip(1).collect(),
                _ => Vec::new(),
            },
            None => Vec::new(),
        }
    }

    /// Calls a method on a value.
    pub fn call_method(&mut self, value: &Value, call: &MethodCall<'_>) -> Value {
        let value = self.settled(value);
        let value = match &value {
            // An unknown enum only has to be opened where its methods are models.
            Value::Alts(_) => value,
            _ => return self.dispatch(&value, call),
        };
        let groups = group(&value);
        if let [(_, only)] = groups.as_slice() {
            let only = only.clone();
            return self.dispatch(&only, call);
        }
        let mut branches = Vec::with_capacity(groups.len());
        for (when, value) in &groups {
            branches.extend(self.branch(when, &mut |this| {
                let value = value.within(&this.path);
                this.dispatch(&value, call)
            }));
        }
        self.join(branches)
    }

    fn dispatch(&mut self, value: &Value, call: &MethodCall<'_>) -> Value {
        if let Value::Alts(alts) = value
            && alts.iter().all(|(_, value)| matches!(value, Value::Text(_)))
            && !text::writes(call.name)
        {
            return self.each(value, &mut |this, value| this.dispatch(value, call));
        }
        let ty = self.type_of(value);
        if is_optional(value, &ty)
            && option::knows(call.name)
            && let Some(result) = option::method(self, value, call)
        {
            return result;
        }
        if let Some(found) = self.methods_on(&ty, call.name) {
            let receiver = match value {
                Value::Wrapped(Wrap::Some | Wrap::Ok, inner) => (**inner).clone(),
                Value::Unknown(unknown) if super::super::types::is_transparent(outside_name(&unknown.ty)) => {
                    self.inside_deep(unknown)
                }
                other => other.clone(),
            };
            return self.call_found(found, &receiver, call);
        }
        if matches!(value, Value::Alts(_)) && !text::writes(call.name) {
            // Models look at one value.
            return self.each(value, &mut |this, value| this.dispatch(value, call));
        }
        if let Some(result) = clients::method(self, value, &ty, call) {
            return result;
        }
        if let Some(result) = self.builtin(value, &ty, call) {
            return result;
        }
        if let Some(target) = self.deref_for(value, &ty) {
            return self.call_method(&target, call);
        }
        if let Value::Unknown(unknown) = value
            && matches!(unknown.ty, Type::Unknown)
            && let Some(result) = self.by_name(value, call)
        {
            return result;
        }
        self.unmodelled(value, &ty, call)
    }

    /// What is inside of all wrappers of an unknown value.
    fn inside_deep(&mut self, unknown: &Rc<Unknown>) -> Value {
        let mut unknown = Rc::clone(unknown);
        for _ in 0..8 {
            match self.inside(&unknown) {
                Value::Unknown(inner) if inner.sym != unknown.sym => unknown = inner,
                other => return other,
            }
        }
        Value::Unknown(unknown)
    }

    fn deref_for(&mut self, value: &Value, ty: &Type) -> Option<Value> {
        match value {
            Value::Data(_) => {
                let target = self.deref_target(value)?;
                (target != *value).then_some(target)
            }
            Value::Unknown(unknown) => {
                let target = self.deref_type(ty)?;
                let unknown = Rc::clone(unknown);
                Some(self.part_of(&unknown, "*", target))
            }
            _ => None,
        }
    }

    /// The program's methods of a name on a type; `None` where it has none.
    pub fn methods_on(&mut self, ty: &Type, name: &str) -> Option<Vec<(Guard, FnId, Rc<Generics>)>> {
        match ty.peeled() {
            Type::Unknown | Type::Number | Type::Bool | Type::Fn(_) | Type::Tuple(_)
                if self.program.methods_named(name).is_empty() =>
            {
                None
            }
            Type::Unknown => None,
            peeled => match self.associated(&peeled.clone(), None, name) {
                Target::Functions(found) => {
                    let found: Vec<_> = found.into_iter().filter(|(_, id, _)| self.takes_self(*id)).collect();
                    (!found.is_empty()).then_some(found)
                }
                _ => None,
            },
        }
    }

    pub(super) fn call_found(
        &mut self,
        found: Vec<(Guard, FnId, Rc<Generics>)>,
        value: &Value,
        call: &MethodCall<'_>,
    ) -> Value {
        let callees = self.fitting(found, &call.args, &call.wanted);
        // A required method that no impl of the program gives is foreign code.
        if callees.iter().all(|(_, callee)| self.is_required(callee.function)) {
            let ty = self.type_of(value);
            return self.required(value, &ty, &callees, call);
        }
        if let [(guard, callee)] = callees.as_slice()
            && guard.is_always()
        {
            let mut callee = callee.clone();
            callee.turbofish.clone_from(&call.turbofish);
            return self.call_method_fn(&callee, value, call.place.as_ref(), call.args.clone(), call.span);
        }
        let mut branches = Vec::with_capacity(callees.len());
        for (guard, mut callee) in callees {
            callee.turbofish.clone_from(&call.turbofish);
            let receiver = match (value, &callee.owner.self_ty) {
                // The receiver is the type whose impl is taken.
                (Value::Unknown(unknown), ty)
                    if !matches!(ty, Type::Unknown)
                        && matches!(unknown.ty.peeled(), Type::Param { .. } | Type::Traits(_)) =>
                {
                    Value::Unknown(Rc::new(Unknown { ty: ty.clone(), ..(**unknown).clone() }))
                }
                _ => value.clone(),
            };
            branches.extend(self.branch(&When::case(guard), &mut |this| {
                this.call_method_fn(&callee, &receiver, call.place.as_ref(), call.args.clone(), call.span)
            }));
        }
        self.join(branches)
    }

    pub(super) fn is_required(&self, id: FnId) -> bool {
        let def = self.program.function(id);
        let facts = self.program.facts(def.facts);
        self.program.fn_item(&facts, def.item).is_none_or(|item| item.body.is_none())
    }

    /// A method that is only declared: with a verb and a URL it is a request.
    fn required(&mut self, value: &Value, ty: &Type, callees: &[(Guard, Callee)], call: &MethodCall<'_>) -> Value {
        if let Some(result) = clients::foreign_method(self, value, ty, call) {
            return result;
        }
        for arg in &call.args {
            self.give_away(arg);
        }
        self.foreign(call.name, &call.args, call.span);
        match callees.first() {
            Some((_, callee)) => self.call_method_fn(&callee.clone(), value, None, call.args.clone(), call.span),
            None => self.unknown(Type::Unknown, Cause::Opaque),
        }
    }

    /// Methods of texts, lists, options, URLs and what every value has.
    pub fn builtin(&mut self, value: &Value, ty: &Type, call: &MethodCall<'_>) -> Option<Value> {
        if let Value::View(view, place) = value {
            let (view, place) = (*view, (**place).clone());
            return Some(url::view_method(self, view, &place, call));
        }
        if !matches!(value, Value::Path(_))
            && let Some(result) = super::super::models::convert::method(self, value, call)
        {
            return Some(result);
        }
        if !matches!(value, Value::Path(_))
            && url::knows(value, ty, call.name)
            && let Some(result) = url::method(self, value, call)
        {
            return Some(result);
        }
        match value {
            Value::Text(_) | Value::Alts(_) => text::method(self, value, call),
            Value::List(_) => list::method(self, value, call),
            Value::Path(text) => path::method(self, &text.clone(), call),
            Value::Range(bounds) => list::on_range(self, bounds, call),
            Value::Entry(entry) => list::entry::method(self, entry, call),
            Value::Wrapped(..) | Value::Nothing => option::method(self, value, call),
            Value::Unknown(unknown) => {
                if let Some(result) = option::on_unknown_bool(self, unknown, call) {
                    return Some(result);
                }
                if let Some(result) = list::on_unknown(self, unknown, call) {
                    return Some(result);
                }
                if option::knows(call.name) {
                    return option::method(self, value, call);
                }
                match text::may_apply(&unknown.ty, call.name) {
                    true => {
                        let hole = super::convert::hole_of(unknown);
                        text::method(self, &hole, call)
                    }
                    false => None,
                }
            }
            Value::Bool(_) => option::on_bool(self, value, call),
            Value::Number(number) if let Some(result) = number::method(self, *number, call) => Some(result),
            Value::Tuple(_) | Value::Number(_) | Value::Data(_) if option::transparent(call.name) => {
                Some(value.clone())
            }
            _ => None,
        }
    }
}

fn outside_name(ty: &Type) -> &str {
    match ty {
        Type::Outside(path, _) => path,
        _ => "",
    }
}

/// Alternatives that are dispatched together: instances of one type, texts.
fn group(value: &Value) -> Vec<(When, Value)> {
    #[derive(PartialEq)]
    enum Key {
        Adt(crate::program::AdtId),
        Text,
        Own(usize),
    }
    let mut groups: Vec<(Key, Vec<(Guard, Value)>)> = Vec::new();
    for (index, (guard, value)) in value.alternatives().into_iter().enumerate() {
        let key = match &value {
            Value::Data(data) => Key::Adt(data.adt),
            Value::Text(_) => Key::Text,
            _ => Key::Own(index),
        };
        match groups.iter_mut().find(|(known, _)| *known == key) {
            Some((_, alts)) => alts.push((guard, value)),
            None => groups.push((key, vec![(guard, value)])),
        }
    }
    let mut result = Vec::with_capacity(groups.len());
    for (_, alts) in groups {
        let mut when = When::never();
        for (guard, _) in &alts {
            when.add(guard.clone());
        }
        result.push((when, Value::one_of(alts)));
    }
    result
}

/// Whether combinators of `Option` and `Result` belong to a value rather than to what is inside.
fn is_optional(value: &Value, ty: &Type) -> bool {
    match value {
        Value::Wrapped(..) | Value::Nothing => true,
        Value::Unknown(_) => {
            matches!(ty, Type::Outside(path, _) if matches!(path.rsplit("::").next(), Some("Option" | "Result")))
        }
        _ => false,
    }
}

/// Methods that do not need the value of a call that was put off.
fn is_lazy_neutral(name: &str) -> bool {
    matches!(name, "clone" | "to_owned" | "as_ref" | "borrow")
}
