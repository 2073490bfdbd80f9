//! Calling functions and closures.

use std::rc::Rc;

use super::super::guard::Guard;
use super::super::value::{Cause, Closure, Data, Env, Func, Generics, Lazy, Type, Value};
use super::{Frame, Holder, Interp, Link, MAX_CONTEXTS, MAX_DEPTH, MAX_RECURSION, Memo, Raw};
use crate::program::{FnId, ModId, Owner};
use crate::source::Span;
use crate::syntax::facts::{ItemKind, Name, PatKind, Receiver};

/// A function to call, with what the call site says about types.
#[derive(Debug, Clone)]
pub struct Callee {
    /// The function.
    pub function: FnId,
    /// Type arguments of its owner, and `Self`.
    pub owner: Rc<Generics>,
    /// Type arguments written at the call.
    pub turbofish: Vec<Type>,
    /// The type expected of the result.
    pub wanted: Type,
    /// Whether it was found by its name alone.
    pub by_name: bool,
}

/// What a call gives: arguments, receiver, type arguments.
type Given<'g> = (&'g [Value], Option<&'g Value>, &'g Generics);

impl Interp<'_> {
    /// Who the code of a function belongs to.
    pub fn holder(&self, function: FnId) -> Holder {
        let def = self.program.function(function);
        let krate = self.program.crate_of(def.module);
        let path = self.program.module_path(def.module);
        let full = if path.is_empty() { def.label.to_string() } else { format!("{path}::{}", def.label) };
        Holder { label: def.label.clone(), full: full.into(), package: krate.package.as_str().into(), own: krate.own }
    }

    /// Calls a function without further knowledge of types.
    pub fn call_function(
        &mut self,
        function: FnId,
        owner: Rc<Generics>,
        receiver: Option<Value>,
        args: Vec<Value>,
        span: Option<Span>,
    ) -> Value {
        let callee = Callee { function, owner, turbofish: vec![], wanted: Type::Unknown, by_name: false };
        self.call_callee(&callee, receiver, args, span)
    }

    /// Calls a function; a call that cannot send is put off until its result is asked for.
    pub fn call_callee(
        &mut self,
        callee: &Callee,
        receiver: Option<Value>,
        args: Vec<Value>,
        span: Option<Span>,
    ) -> Value {
        if args.iter().chain(&receiver).any(|arg| matches!(arg, Value::Never)) {
            return Value::Never;
        }
        let args: Vec<Value> = args.iter().map(|arg| arg.within(&self.path)).collect();
        let receiver = receiver.map(|receiver| receiver.within(&self.path));
        let generics = self.generics_of(callee, receiver.as_ref(), &args);
        if let Some(span) = span
            && !self.may_send[callee.function.0 as usize]
            && !self.making.contains(&callee.function)
            && !args.iter().chain(&receiver).any(|arg| has_effects(arg, 0))
        {
            let result = std::cell::RefCell::new(None);
            let lazy = Lazy { function: callee.function, generics, receiver, args, span, result };
            return Value::Lazy(Rc::new(lazy));
        }
        self.run(callee.function, generics, receiver, args, span, callee.by_name)
    }

    /// The result of a call that was put off.
    pub fn force(&mut self, lazy: &Rc<Lazy>) -> Value {
        if let Some(value) = &*lazy.result.borrow() {
            return value.clone();
        }
        let again = self.forcing.iter().filter(|id| **id == lazy.function).count();
        if self.forcing.len() >= MAX_DEPTH || again >= 2 {
            // A put-off call that leads to put-off calls without end.
            self.cut = true;
            return self.unknown(Type::Unknown, Cause::Opaque);
        }
        self.forcing.push(lazy.function);
        let value = self.run(
            lazy.function,
            Rc::clone(&lazy.generics),
            lazy.receiver.clone(),
            lazy.args.clone(),
            Some(lazy.span),
            false,
        );
        let value = self.settled(&value);
        self.forcing.pop();
        if !self.cut {
            *lazy.result.borrow_mut() = Some(value.clone());
        }
        value
    }

    /// The type arguments of a function in a call.
    fn generics_of(&mut self, callee: &Callee, receiver: Option<&Value>, args: &[Value]) -> Rc<Generics> {
        let def = self.program.function(callee.function);
        let (module, item_id, facts, owner) = (def.module, def.item, self.program.facts(def.facts), def.owner);
        let Some(item) = self.program.fn_item(&facts, item_id) else { return Rc::clone(&callee.owner) };
        let mut env = Env { module, generics: Rc::clone(&callee.owner) };
        // Parameters of the impl that the receiver left open may show in the arguments.
        if let Owner::Impl(id) = owner {
            let def = self.program.impl_def(id);
            let impl_facts = self.program.facts(def.facts);
            if let ItemKind::Impl { generics, self_ty, .. } = &impl_facts.data.item(def.item).kind
                && !generics.is_empty()
            {
                let open = |env: &Env, name: &Name| {
                    env.generics
                        .params
                        .iter()
                        .rev()
                        .find(|(known, _)| known == name)
                        .is_none_or(|(_, ty)| matches!(ty, Type::Unknown | Type::Param { .. }))
                };
                let mut found = Vec::new();
                if generics.iter().any(|param| open(&env, &param.name)) {
                    for ((_, ty), arg) in item.params.iter().zip(args) {
                        let arg = self.type_of(arg);
                        self.match_type(&facts, *ty, &arg, generics, &env, &mut found, 0);
                    }
                    if let Some(ret) = item.ret
                        && callee.wanted != Type::Unknown
                    {
                        let wanted = callee.wanted.clone();
                        if is_self(&facts, ret) {
                            self.match_type(&impl_facts, *self_ty, wanted.peeled(), generics, &env, &mut found, 0);
                        } else {
                            self.match_type(&facts, ret, &wanted, generics, &env, &mut found, 0);
                        }
                    }
                    found.retain(|(name, ty)| open(&env, name) && !matches!(ty, Type::Unknown | Type::Param { .. }));
                    if !found.is_empty() {
                        let mut changed = (*env.generics).clone();
                        for (name, ty) in found {
                            match changed.params.iter_mut().rev().find(|(known, _)| *known == name) {
                                Some((_, slot)) => *slot = ty,
                                None => changed.params.push((name, ty)),
                            }
                        }
                        env.generics = Rc::new(changed);
                        let self_ty = self.lower_ty(&impl_facts, *self_ty, &env);
                        if receiver.is_none() && self_ty != Type::Unknown {
                            let mut changed = (*env.generics).clone();
                            changed.self_ty = self_ty;
                            env.generics = Rc::new(changed);
                        }
                    }
                }
            }
        }
        if item.generics.is_empty() {
            return env.generics;
        }
        let mut found: Vec<(Name, Type)> = Vec::new();
        for (param, ty) in item.generics.iter().zip(&callee.turbofish) {
            if *ty != Type::Unknown {
                found.push((param.name.clone(), ty.clone()));
            }
        }
        for ((_, ty), arg) in item.params.iter().zip(args) {
            let arg = self.type_of(arg);
            self.match_type(&facts, *ty, &arg, &item.generics, &env, &mut found, 0);
        }
        if let Some(ret) = item.ret
            && callee.wanted != Type::Unknown
        {
            let wanted = callee.wanted.clone();
            self.match_type(&facts, ret, &wanted, &item.generics, &env, &mut found, 0);
        }
        let key = format!("fn{}", callee.function.0);
        self.open_params(&facts, &item.generics, &mut env, found, &key);
        env.generics
    }

    /// Runs a function, or takes what an earlier run with the same inputs found.
    fn run(
        &mut self,
        function: FnId,
        generics: Rc<Generics>,
        receiver: Option<Value>,
        args: Vec<Value>,
        span: Option<Span>,
        by_name: bool,
    ) -> Value {
        let def = self.program.function(function);
        let facts = self.program.facts(def.facts);
        let Some(item) = self.program.fn_item(&facts, def.item) else { return Value::Never };
        let module = def.module;
        self.ran.push(function);
        let env = Env { module, generics: Rc::clone(&generics) };
        let result_type = item.ret.map_or(Type::Unknown, |ret| self.lower_ty(&facts, ret, &env));
        let Some(body) = item.body else { return self.unknown(result_type, Cause::Opaque) };
        if self.frames.len() >= MAX_DEPTH {
            let value = self.bounded("depth");
            return self.typed(value, &result_type);
        }
        let inputs: Vec<Value> = receiver.iter().chain(&args).cloned().collect();
        let running = self.frames.iter().filter(|frame| frame.function == Some(function));
        let (mut depth, mut again) = (0, false);
        for frame in running {
            depth += 1;
            again |=
                frame.inputs.len() == inputs.len() && frame.inputs.iter().zip(&inputs).all(|(a, b)| alike(a, b, 0));
        }
        if again || depth >= MAX_RECURSION {
            // The same inputs give the same calls; a chain of different ones without end is cut, and said.
            self.cut = true;
            if !again {
                return self.bounded("recursion");
            }
            return self.unknown(result_type, Cause::Opaque);
        }
        let pure = !args.iter().chain(&receiver).any(|arg| has_effects(arg, 0));
        let key = (function, Rc::clone(&generics), receiver.clone(), args.clone());
        if pure && let Some(memo) = self.memo.by_inputs.get(&key).map(Rc::clone) {
            return self.replay(&memo, span, (&args, receiver.as_ref(), &generics), by_name);
        }
        let contexts = self.contexts.entry(function).or_insert(0);
        *contexts += 1;
        if *contexts > MAX_CONTEXTS {
            if !self.may_send[function.0 as usize] {
                // Only a value is lost, which shows as not known wherever it matters.
                self.cut = true;
                return self.unknown(result_type, Cause::Bound);
            }
            let value = self.bounded("contexts");
            return self.typed(value, &result_type);
        }
        let (cut, steps, syms) = (std::mem::take(&mut self.cut), self.steps, self.syms);
        let (made, ran) = (self.made.len(), self.ran.len());
        let outer = std::mem::replace(&mut self.path, Guard::always());
        let mut frame = Frame::new(Rc::clone(&facts), env.clone(), Some(function), self.holder(function));
        frame.result = result_type.clone();
        frame.inputs = inputs;
        self.frames.push(frame);
        if item.receiver != Receiver::None {
            let receiver = receiver.clone().unwrap_or(Value::Never);
            let receiver = match (item.receiver, &receiver) {
                (Receiver::RefMut, _) | (_, Value::Closure(_)) => receiver,
                _ => self.settled(&receiver),
            };
            self.bind(&"self".into(), receiver);
        }
        for (index, (pat, ty)) in item.params.iter().enumerate() {
            let ty = self.lower_ty(&facts, *ty, &env);
            let value = match args.get(index) {
                Some(value) => self.typed(value.clone(), &ty),
                None => self.unknown(ty, Cause::Opaque),
            };
            let matched = self.match_pat(*pat, &value);
            for (name, value) in matched.binds {
                self.bind(&name, value);
            }
        }
        let value = self.eval_as(body, &result_type);
        let value = self.finished(value, &result_type);
        if self.frames.len() <= 2 && has_effects(&value, 0) {
            // What a root gives to its unknown caller: open requests are sent there.
            self.give_away(&value);
        }
        let raws = self.frames.pop().map(|frame| frame.raws).unwrap_or_default();
        self.path = outer;
        let whole = !self.cut;
        self.cut |= cut;
        let memo = Rc::new(Memo {
            result: value,
            raws,
            cost: self.steps - steps,
            symbols: (syms + 1, self.syms + 1),
            made: self.made[made..].to_vec(),
            ran: self.ran[ran..].to_vec(),
        });
        if pure && whole && !has_effects(&memo.result, 0) {
            self.memo.by_inputs.insert(key, Rc::clone(&memo));
        }
        self.pass_on(&memo.raws, span, (&args, receiver.as_ref(), &generics), by_name);
        memo.result.clone()
    }

    /// Takes an earlier run as this one: with symbols of its own, at its cost.
    fn replay(&mut self, memo: &Memo, span: Option<Span>, given: Given<'_>, by_name: bool) -> Value {
        self.steps += memo.cost;
        self.made.extend(memo.made.iter().cloned());
        self.ran.extend(memo.ran.iter().copied());
        // Symbols that the run made stand for decisions of that run: another call decides anew.
        let (from, to) = memo.symbols;
        let by = self.syms + 1 - from;
        self.syms += to - from;
        let raws: Vec<Raw> = memo.raws.iter().map(|raw| shifted_raw(raw, from, to, by)).collect();
        self.pass_on(&raws, span, given, by_name);
        shifted(&memo.result, from, to, by)
    }

    /// Gives the calls found in a callee to the caller.
    fn pass_on(&mut self, raws: &[Raw], span: Option<Span>, (args, receiver, generics): Given<'_>, by_name: bool) {
        if raws.is_empty() || self.frames.is_empty() {
            return;
        }
        let path = self.path.clone();
        let caller = self.frame().holder.clone();
        let typed = generics.params.iter().any(|(_, ty)| matches!(ty, Type::Adt(..)));
        let link =
            span.map(|span| Rc::new(Link { span, caller, args: args.to_vec(), receiver: receiver.cloned(), typed }));
        for raw in raws {
            let Some(guard) = raw.guard.and(&path) else { continue };
            let mut raw = raw.clone();
            raw.guard = guard;
            raw.by_name |= by_name;
            raw.chain.extend(link.clone());
            self.frame().raws.push(raw);
        }
    }

    /// The result of the running code out of its last value and its returns; closures that nobody called are run.
    fn finished(&mut self, value: Value, result: &Type) -> Value {
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

    /// Runs a closure or function that something unknown may call.
    pub fn call_blindly(&mut self, value: &Value) {
        if let Value::Func(func) = value
            && let Func::Program(id, _) = &**func
            && self.may_send[id.0 as usize]
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
                let ty = ty.map_or(Type::Unknown, |ty| self.lower_ty(&facts, ty, &closure.env));
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

    /// Whether a function takes `self`.
    pub fn takes_self(&self, id: FnId) -> bool {
        let def = self.program.function(id);
        let facts = self.program.facts(def.facts);
        self.program.fn_item(&facts, def.item).is_some_and(|item| item.receiver != Receiver::None)
    }

    fn call_closure(&mut self, closure: &Rc<Closure>, args: Vec<Value>, span: Option<Span>) -> Value {
        for frame in &mut self.frames {
            frame.idle.retain(|idle| !matches!(idle, Value::Closure(known) if Rc::ptr_eq(known, closure)));
        }
        if self.frames.len() >= MAX_DEPTH {
            return self.bounded("depth");
        }
        let running = |frame: &&Frame| {
            frame.function.is_none() && frame.facts.id == closure.facts.id && frame.result == marker(closure)
        };
        if self.frames.iter().filter(running).count() >= MAX_RECURSION {
            self.cut = true;
            return self.unknown(Type::Unknown, Cause::Opaque);
        }
        let holder = self
            .frames
            .iter()
            .rev()
            .find(|frame| frame.holder.label == closure.label)
            .map(|frame| frame.holder.clone());
        let holder = holder.unwrap_or_else(|| {
            let krate = self.program.crate_of(closure.env.module);
            Holder {
                label: closure.label.clone(),
                full: closure.label.clone(),
                package: krate.package.as_str().into(),
                own: krate.own,
            }
        });
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
            let link = span
                .filter(|_| !raws.is_empty())
                .map(|span| Rc::new(Link { span, caller, args, receiver: None, typed: false }));
            for mut raw in raws {
                raw.chain.extend(link.clone());
                self.frame().raws.push(raw);
            }
        }
        value
    }

    /// Evaluates a function as a root: with parameters known only at run time. Returns the calls found.
    pub fn run_root(&mut self, function: FnId) -> Vec<Raw> {
        self.cells.clear();
        self.trail.clear();
        self.frames.clear();
        self.path = Guard::always();
        self.total += self.steps;
        self.steps = 0;
        self.forcing.clear();
        self.nesting = 0;
        self.cut = false;
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

    /// Type arguments of an impl or trait about which nothing more is known.
    pub fn open_owner(&mut self, owner: Owner, module: ModId) -> Rc<Generics> {
        match owner {
            Owner::Free => Rc::default(),
            Owner::Impl(id) => {
                let def = self.program.impl_def(id);
                let (item, facts) = (def.item, self.program.facts(def.facts));
                let ItemKind::Impl { generics, self_ty, .. } = &facts.data.item(item).kind else {
                    return Rc::default();
                };
                let mut env = Env { module, generics: Rc::default() };
                self.open_params(&facts, generics, &mut env, vec![], &format!("impl{}", id.0));
                let self_ty = self.lower_ty(&facts, *self_ty, &env);
                let mut all = (*env.generics).clone();
                all.self_ty = self_ty;
                all.in_impl = Some(id);
                all.in_trait = def.of_trait;
                Rc::new(all)
            }
            Owner::Trait(id) => {
                let sym = self.part(super::Sym(0), &format!("trait{}", id.0));
                let bounds = Rc::from([super::super::value::TraitRef::Program(id)]);
                let self_ty = Type::Param { name: "Self".into(), bounds, sym };
                Rc::new(Generics { params: vec![], self_ty, in_impl: None, in_trait: Some(id) })
            }
        }
    }
}

/// A type that marks the frames of one closure.
fn marker(closure: &Closure) -> Type {
    Type::Outside(format!("closure {}", closure.expr.0).into(), Rc::from([]))
}

fn is_self(facts: &crate::program::Facts, ty: crate::syntax::facts::TyId) -> bool {
    use crate::syntax::facts::TyKind;
    match &facts.data.ty(ty).kind {
        TyKind::Path(path) => match path.segments.as_slice() {
            [only] if &*only.name == "Self" => true,
            [.., last] if super::super::types::is_transparent(&last.name) => {
                last.args.first().is_some_and(|arg| is_self(facts, *arg))
            }
            _ => false,
        },
        _ => false,
    }
}

/// Whether a value refers to variables or code, so that a call with it is neither put off nor memoised.
pub fn has_effects(value: &Value, depth: usize) -> bool {
    if depth > 24 {
        return true;
    }
    match value {
        Value::Ref(_) | Value::View(..) | Value::Closure(_) => true,
        Value::Alts(alts) => alts.iter().any(|(_, value)| has_effects(value, depth + 1)),
        Value::Data(data) => data.fields.iter().any(|(_, value)| has_effects(value, depth + 1)),
        Value::Tuple(items) => items.iter().any(|value| has_effects(value, depth + 1)),
        Value::List(list) => list.elems.iter().any(|value| has_effects(value, depth + 1)),
        Value::Wrapped(_, inner) => has_effects(inner, depth + 1),
        Value::Request(request) => request.stage == super::super::value::Stage::Open,
        Value::Lazy(lazy) => lazy.args.iter().chain(&lazy.receiver).any(|value| has_effects(value, depth + 1)),
        _ => false,
    }
}

/// Whether two inputs lead to the same calls: what is known of them is the same.
fn alike(a: &Value, b: &Value, depth: usize) -> bool {
    if depth > 8 {
        return false;
    }
    let open = |value: &Value| matches!(value, Value::Unknown(_) | Value::Lazy(_));
    match (a, b) {
        (a, b) if open(a) && open(b) => true,
        (Value::Text(a), Value::Text(b)) => {
            let shape = |pieces: &[super::super::value::Piece]| -> Vec<Option<Rc<str>>> {
                pieces
                    .iter()
                    .map(|piece| match piece {
                        super::super::value::Piece::Lit(text, _) => Some(text.clone()),
                        super::super::value::Piece::Hole(..) => None,
                    })
                    .collect()
            };
            shape(a) == shape(b)
        }
        (Value::Data(a), Value::Data(b)) => {
            a.adt == b.adt
                && a.variant == b.variant
                && a.fields.len() == b.fields.len()
                && a.fields.iter().zip(&b.fields).all(|((_, a), (_, b))| alike(a, b, depth + 1))
        }
        (Value::Wrapped(k, a), Value::Wrapped(l, b)) => k == l && alike(a, b, depth + 1),
        (Value::Tuple(a), Value::Tuple(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| alike(a, b, depth + 1))
        }
        (Value::Number(_), Value::Number(_))
        | (Value::List(_), Value::List(_))
        | (Value::Closure(_), Value::Closure(_)) => true,
        (Value::Ref(_), Value::Ref(_)) => true,
        (Value::Alts(a), Value::Alts(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|((_, a), (_, b))| alike(a, b, depth + 1))
        }
        (a, b) => a == b,
    }
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

fn shifted_raw(raw: &Raw, from: u32, to: u32, by: u32) -> Raw {
    let mut raw = raw.clone();
    raw.method = shifted(&raw.method, from, to, by);
    raw.url = shifted(&raw.url, from, to, by);
    raw.guard = raw.guard.shifted(super::Sym(from), super::Sym(to), by);
    raw
}

/// A value with the symbols of a range moved up.
fn shifted(value: &Value, from: u32, to: u32, by: u32) -> Value {
    use super::super::value::{List, Piece, Unknown};
    let go = |value: &Value| shifted(value, from, to, by);
    let unknown = |unknown: &Rc<Unknown>| match unknown.sym.0 >= from && unknown.sym.0 < to {
        true => Rc::new(Unknown { sym: super::Sym(unknown.sym.0 + by), ..(**unknown).clone() }),
        false => Rc::clone(unknown),
    };
    if from == to {
        return value.clone();
    }
    match value {
        Value::Alts(alts) => {
            let moved = |guard: &Guard| guard.shifted(super::Sym(from), super::Sym(to), by);
            Value::Alts(Rc::new(alts.iter().map(|(guard, value)| (moved(guard), go(value))).collect()))
        }
        Value::Text(pieces) if pieces.iter().any(|piece| matches!(piece, Piece::Hole(..))) => Value::Text(Rc::new(
            pieces
                .iter()
                .map(|piece| match piece {
                    Piece::Hole(hole, origins) => Piece::Hole(unknown(hole), origins.clone()),
                    lit => lit.clone(),
                })
                .collect(),
        )),
        Value::Data(data) => {
            let fields = data.fields.iter().map(|(name, value)| (name.clone(), go(value))).collect();
            Value::Data(Rc::new(Data { fields, ..(**data).clone() }))
        }
        Value::Tuple(items) => Value::Tuple(Rc::new(items.iter().map(go).collect())),
        Value::List(list) => {
            Value::List(Rc::new(List { elems: list.elems.iter().map(go).collect(), ..(**list).clone() }))
        }
        Value::Wrapped(wrap, inner) => Value::Wrapped(*wrap, Rc::new(go(inner))),
        Value::Unknown(known) => Value::Unknown(unknown(known)),
        other => other.clone(),
    }
}
