//! Operators, indexing, iteration and awaiting of the program's own types: calls of the trait's method.

use std::rc::Rc;

use super::super::guard::Guard;
use super::super::value::{Env, Place, TraitRef, Type, Value};
use super::method::MethodCall;
use super::{Callee, Interp};
use crate::program::{FnId, ImplId, Owner};
use crate::source::Span;

impl Interp<'_> {
    /// Calls the method that an impl of a standard trait gives for the type of a value; `None` where the program has no such
    /// impl.
    pub(super) fn overloaded(
        &mut self,
        (of_trait, name): (&str, &str),
        value: &Value,
        place: Option<Place>,
        args: Vec<Value>,
        span: Span,
    ) -> Option<Value> {
        if self.program.methods_named(name).is_empty() {
            return None;
        }
        let value = self.settled(value);
        let ty = self.type_of(&value);
        if !self.may_overload(ty.peeled(), of_trait) {
            return None;
        }
        let mut found = self.methods_on(&ty, name)?;
        found.retain(|(_, function, _)| match self.program.function(*function).owner {
            Owner::Impl(id) => self.program.impl_def(id).trait_name.as_deref() == Some(of_trait),
            _ => false,
        });
        if found.is_empty() {
            return None;
        }
        let call = MethodCall { name, turbofish: vec![], args, wanted: Type::Unknown, place, span };
        Some(self.call_found(found, &value, &call))
    }

    /// Whether a type can have an impl of a trait from outside in the program: a cheap look before the search.
    fn may_overload(&self, ty: &Type, of_trait: &str) -> bool {
        let is_impl = |id: &ImplId| self.program.impl_def(*id).trait_name.as_deref() == Some(of_trait);
        match ty {
            Type::Adt(adt, _) => self.program.impls_of(*adt).iter().chain(self.program.blanket_impls()).any(is_impl),
            Type::Outside(path, _) => {
                self.program.outside_impls(path.rsplit("::").next().unwrap_or(path)).iter().any(is_impl)
            }
            Type::Param { bounds, .. } | Type::Traits(bounds) => {
                bounds.iter().any(|bound| matches!(bound, TraitRef::Outside(name) if **name == *of_trait))
            }
            _ => false,
        }
    }

    /// Lets unknown code call what a value of the program's own type promises it by traits from outside: each such method
    /// that may send with the given arguments where they fit all its parameters, and else with anything.
    pub(super) fn hand_over(&mut self, value: &Value, args: &[Value], place: Option<&Place>, span: Span) {
        for function in self.promised_outside(value) {
            let def = self.program.function(function);
            let (module, facts, owner) = (def.module, self.program.facts(def.facts), def.owner);
            let Some(item) = self.program.fn_item(&facts, def.item) else { continue };
            let generics = self.open_owner(owner, module);
            let env = Env { module, generics: Rc::clone(&generics) };
            let mut open: Vec<&Value> = args.iter().collect();
            let mut fitting = Vec::with_capacity(item.params.len());
            for (_, ty) in &item.params {
                let ty = self.lower_ty(&facts, *ty, &env);
                let at = open.iter().position(|arg| self.type_of(arg).peeled() == ty.peeled() && ty != Type::Unknown);
                fitting.extend(at.map(|at| open.remove(at).clone()));
            }
            if fitting.is_empty() || fitting.len() < item.params.len() {
                self.held_outside.insert(function);
                continue;
            }
            let callee = Callee { function, owner: generics, turbofish: vec![], wanted: Type::Unknown, by_name: false };
            let sym = self.fresh();
            let called = self.choice("called");
            self.branch_value(&Guard::is(sym, called), &mut |this| {
                this.call_method_fn(&callee, value, place, fitting.clone(), span)
            });
        }
    }

    /// Notes that unknown code holds a value of the program's own type: what it promises by traits from outside is called
    /// with anything.
    pub(super) fn held_outside(&mut self, value: &Value) {
        let functions = self.promised_outside(value);
        self.held_outside.extend(functions);
    }

    /// The methods that may send which a value's type has by traits from outside.
    fn promised_outside(&self, value: &Value) -> Vec<FnId> {
        let Type::Adt(adt, _) = self.type_of(value).peeled().clone() else { return Vec::new() };
        let impls = self.program.impls_of(adt).iter().map(|id| self.program.impl_def(*id));
        let outside = impls.filter(|def| def.of_trait.is_none() && def.trait_name.is_some());
        let functions = outside.flat_map(|def| def.fns.iter().copied());
        functions.filter(|id| self.reach.matters(*id) && self.takes_self(*id)).collect()
    }
}
