//! Which of several functions of one name fits a call.

use std::rc::Rc;

use super::super::guard::Guard;
use super::super::value::{Env, Generics, Type, Value};
use super::{Callee, Interp};
use crate::program::FnId;

/// How many functions that fit a call equally well are tried.
const MAX_FITTING: usize = 4;

impl Interp<'_> {
    /// The functions among a call's targets that fit its arguments best.
    pub fn fitting(
        &mut self,
        found: Vec<(Guard, FnId, Rc<Generics>)>,
        args: &[Value],
        wanted: &Type,
    ) -> Vec<(Guard, Callee)> {
        let callee = |(guard, function, owner): (Guard, FnId, Rc<Generics>)| {
            (guard, Callee { function, owner, turbofish: vec![], wanted: wanted.clone(), by_name: false })
        };
        if found.len() <= 1 || found.iter().any(|(guard, ..)| !guard.is_always()) {
            return found.into_iter().map(callee).collect();
        }
        // Several functions of one name and no decision between them: `From` impls. Take the one for these arguments.
        let mut best: Vec<(u32, (Guard, FnId, Rc<Generics>))> = Vec::new();
        for entry in found {
            let score = self.fit(entry.1, &entry.2, args);
            best.push((score, entry));
        }
        let top = best.iter().map(|(score, _)| *score).max().unwrap_or(0);
        let mut kept: Vec<_> = best.into_iter().filter(|(score, _)| *score == top).map(|(_, entry)| entry).collect();
        // Of conversions that fit equally well one stands for all: each wraps what it is given. What may send counts.
        let sends = kept.iter().any(|(_, function, _)| self.reach.may_send(*function));
        let most = if sends || top == 0 { MAX_FITTING } else { 1 };
        if sends && kept.len() > most {
            self.bounded("functions that fit a call");
        }
        kept.truncate(most);
        if kept.len() > 1 {
            let sym = self.fresh();
            for (index, entry) in kept.iter_mut().enumerate() {
                let choice = self.choice(&format!("impl:{index}"));
                entry.0 = Guard::is(sym, choice);
            }
        }
        kept.into_iter().map(callee).collect()
    }

    /// How well a function's parameters fit the arguments.
    fn fit(&mut self, function: FnId, owner: &Rc<Generics>, args: &[Value]) -> u32 {
        let def = self.program.function(function);
        let (module, facts) = (def.module, self.program.facts(def.facts));
        let Some(item) = self.program.fn_item(&facts, def.item) else { return 0 };
        if item.params.len() != args.len() {
            return 0;
        }
        let env = Env { module, generics: Rc::clone(owner) };
        let mut score = 1;
        for ((_, ty), arg) in item.params.iter().zip(args) {
            let ty = self.lower_ty(&facts, *ty, &env);
            score += alike(&ty, &self.type_of(arg));
        }
        score
    }

    /// Whether an argument is of another type than a function of the program takes.
    pub(super) fn misfits(&mut self, function: FnId, owner: &Rc<Generics>, args: &[Value]) -> bool {
        let def = self.program.function(function);
        let (module, facts) = (def.module, self.program.facts(def.facts));
        let Some(item) = self.program.fn_item(&facts, def.item) else { return false };
        let env = Env { module, generics: Rc::clone(owner) };
        item.params.iter().zip(args).any(|((_, ty), arg)| {
            let ty = self.lower_ty(&facts, *ty, &env);
            alike(&ty, &self.shown_type(arg)) == 0
        })
    }
}

/// How well an argument's type fits that of a parameter: not at all, perhaps, or surely.
fn alike(parameter: &Type, argument: &Type) -> u32 {
    match (parameter.peeled(), argument.peeled()) {
        (Type::Adt(a, _), Type::Adt(b, _)) if a == b => 4,
        (a, b) if a == b && *a != Type::Unknown => 3,
        (Type::Unknown | Type::Param { .. } | Type::Traits(_), _) | (_, Type::Unknown) => 1,
        _ => 0,
    }
}
