//! The values of consts and statics.

use std::rc::Rc;

use super::super::guard::Guard;
use super::super::value::{Cause, Env, Generics, Type, Value};
use super::{Frame, Interp};
use crate::program::{ConstId, Owner};

impl Interp<'_> {
    /// The value of a const or static; an associated one with its owner's type arguments.
    pub fn const_value(&mut self, id: ConstId, generics: Option<Rc<Generics>>) -> Value {
        let generics = generics.unwrap_or_default();
        let shared = generics.params.is_empty();
        if shared && let Some(known) = self.consts.get(&id) {
            return match known {
                Some(value) => value.clone(),
                // A const that needs itself.
                None => self.unknown(Type::Unknown, Cause::Opaque),
            };
        }
        let def = self.program.const_def(id);
        let (module, owner, facts) = (def.module, def.owner, self.program.facts(def.facts));
        let (ty, value) = self.program.const_parts(&facts, def.item);
        let name = def.name.clone();
        let generics = match owner {
            Owner::Impl(impl_id) if generics.self_ty == Type::Unknown => match self.impl_self(impl_id) {
                Some(self_ty) => self.impl_env(impl_id, &self_ty).generics,
                None => generics,
            },
            _ => generics,
        };
        let env = Env { module, generics };
        let written_ty = ty;
        let ty = ty.map_or(Type::Unknown, |ty| self.lower_ty(&facts, ty, &env));
        let Some(value) = value else { return self.input(&name, ty) };
        // Only a const of its own, and one that does not depend on `Self`, has one value.
        let shared = shared && matches!(owner, Owner::Free | Owner::Impl(_));
        if shared {
            self.consts.insert(id, None);
        }
        let holder = {
            let krate = self.program.crate_of(module);
            super::Holder {
                label: name.clone(),
                full: name.clone(),
                package: krate.package.as_str().into(),
                own: krate.own,
                function: None,
            }
        };
        if self.frames.len() >= super::MAX_DEPTH {
            self.consts.remove(&id);
            return self.bounded("nested calls");
        }
        let outer = std::mem::replace(&mut self.path, Guard::always());
        self.frames.push(Frame::new(Rc::clone(&facts), env, None, holder));
        let result = self.eval_as(value, &ty);
        let result = self.settled(&result);
        let changes = written_ty.is_some_and(|ty| super::construction::changes_inside(&facts, ty));
        let result = self.finished_const(result, &ty, changes);
        let raws = self.frames.pop().map(|frame| frame.raws).unwrap_or_default();
        self.path = outer;
        if !self.frames.is_empty() {
            self.frame().raws.extend(raws);
        }
        if shared {
            if matches!(result, Value::Closure(_)) || super::effects::has_effects(&result, 0) {
                self.consts.remove(&id);
            } else {
                self.consts.insert(id, Some(result.clone()));
            }
        }
        result
    }

    /// The value of a static: what a lazy one computes, open where it can be written.
    fn finished_const(&mut self, value: Value, ty: &Type, changes: bool) -> Value {
        let value = self.computed_const(value, ty);
        if changes { self.loosened(&value, ty, true, false) } else { value }
    }

    fn computed_const(&mut self, value: Value, ty: &Type) -> Value {
        let value = match &value {
            Value::Closure(_) if !matches!(ty, Type::Fn(_) | Type::Unknown) => {
                let value = self.call_value(&value, vec![]);
                self.settled(&value)
            }
            _ => value,
        };
        self.typed(value, ty)
    }
}
