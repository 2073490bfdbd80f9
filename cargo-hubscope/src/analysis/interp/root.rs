//! Running a function with parameters that are known only at run time.

use std::rc::Rc;

use super::super::guard::Guard;
use super::super::value::{Env, Type, Value};
use super::Callee;
use super::{Frame, Holder, Interp, Raw};
use crate::program::FnId;
use crate::syntax::facts::{PatKind, Receiver};

impl Interp<'_> {
    /// Evaluates a function as a root: with parameters known only at run time. Returns the calls found.
    pub fn run_root(&mut self, function: FnId) -> Vec<Raw> {
        self.cells.clear();
        self.trail.clear();
        self.frames.clear();
        self.path = Guard::always();
        self.total += self.steps;
        self.steps = 0;
        self.inner_steps = 0;
        self.charged.clear();
        self.inner.clear();
        self.forcing.clear();
        self.dear.clear();
        self.quiet = 0;
        self.nesting = 0;
        self.cut = false;
        self.open_at = usize::MAX;
        self.contexts.clear();
        self.made.clear();
        self.given.clear();
        self.ran.clear();
        let def = self.program.function(function);
        let (module, facts) = (def.module, self.program.facts(def.facts));
        let env = Env { module, generics: Rc::default() };
        self.frames.push(Frame::new(facts, env, None, Holder::nobody()));
        self.call_with_inputs(function);
        for ran in std::mem::take(&mut self.ran) {
            self.entered[ran.0 as usize] = true;
        }
        self.frames.pop().map(|frame| frame.raws).unwrap_or_default()
    }

    /// Calls a function with parameters that are known only at run time.
    pub fn call_with_inputs(&mut self, function: FnId) -> Value {
        let def = self.program.function(function);
        let (module, item_id, facts, owner) = (def.module, def.item, self.program.facts(def.facts), def.owner);
        let Some(item) = self.program.fn_item(&facts, item_id) else { return Value::Never };
        let generics = self.open_owner(owner, module);
        let callee = Callee { function, owner: generics, turbofish: vec![], wanted: Type::Unknown, by_name: false };
        // Types of the parameters need the function's own open type parameters.
        let generics = self.generics_of(&callee, None, &[]);
        let env = Env { module, generics: Rc::clone(&generics) };
        let receiver = (item.receiver != Receiver::None).then(|| {
            let ty = generics.self_ty.clone();
            let value = self.input("self", ty);
            match item.receiver {
                Receiver::RefMut => {
                    let cell = self.alloc(value);
                    Value::Ref(Rc::new(super::super::value::Place { cell, fields: vec![] }))
                }
                _ => value,
            }
        });
        let mut args = Vec::with_capacity(item.params.len());
        for (pat, ty) in &item.params {
            let ty = self.lower_ty(&facts, *ty, &env);
            let name = match &facts.data.pat(*pat).kind {
                PatKind::Bind { name, .. } => name.clone(),
                PatKind::TupleStruct { elems, .. } if elems.len() == 1 => match &facts.data.pat(elems[0]).kind {
                    PatKind::Bind { name, .. } => name.clone(),
                    _ => "_".into(),
                },
                _ => "_".into(),
            };
            args.push(self.input(&name, ty));
        }
        self.run(function, generics, receiver, args, None, false)
    }
}
