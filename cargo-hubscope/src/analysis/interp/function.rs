//! Calling functions of the program, and remembering what a call found.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::super::guard::{Guard, Sym};
use super::super::value::{Cause, Env, Generics, Lazy, Type, Value};
use super::effects::{alike, has_effects};
use super::renew::{renamed, renamed_raw};
use super::{
    Frame, Holder, Interp, Link, MAX_CONTEXTS, MAX_DEAR, MAX_DEPTH, MAX_MADE, MAX_RECURSION, Memo, Raw, VALUE_BUDGET,
};
use crate::program::FnId;
use crate::source::Span;
use crate::syntax::facts::Receiver;

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

/// What a call gives: the function, arguments, receiver, type arguments.
type Given<'g> = (FnId, &'g [Value], Option<&'g Value>, &'g Generics);

impl Interp<'_> {
    /// Who the code of a function belongs to.
    pub fn holder(&self, function: FnId) -> Holder {
        let def = self.program.function(function);
        let krate = self.program.crate_of(def.module);
        let path = self.program.module_path(def.module);
        let full = if path.is_empty() { def.label.to_string() } else { format!("{path}::{}", def.label) };
        Holder {
            label: def.label.clone(),
            full: full.into(),
            package: krate.package.as_str().into(),
            own: krate.own,
            function: Some(function),
        }
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
            && !self.runs_at_once(callee.function, receiver.as_ref(), &args, &generics)
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
        if self.dear.get(&lazy.function).is_some_and(|times| *times >= MAX_DEAR) {
            return self.value_lost(lazy);
        }
        self.forcing.push(lazy.function);
        let open_at = std::mem::replace(&mut self.open_at, usize::MAX);
        let cut = self.cut;
        let limit = self.budget.min(self.steps + VALUE_BUDGET);
        let budget = std::mem::replace(&mut self.budget, limit);
        self.quiet += 1;
        let value = self.run(
            lazy.function,
            Rc::clone(&lazy.generics),
            lazy.receiver.clone(),
            lazy.args.clone(),
            Some(lazy.span),
            false,
        );
        let value = self.settled(&value);
        // A function that remembers this very call and is called by it: the value would have no end.
        let value = if holds(&value, lazy) {
            self.cut = true;
            self.unknown(Type::Unknown, Cause::Opaque)
        } else {
            value
        };
        self.forcing.pop();
        self.quiet -= 1;
        self.budget = budget;
        if self.steps > limit && limit < budget {
            self.cut = cut;
            self.open_at = open_at;
            *self.dear.entry(lazy.function).or_insert(0) += 1;
            return self.value_lost(lazy);
        }
        if !self.cut && self.open_at == usize::MAX {
            *lazy.result.borrow_mut() = Some(value.clone());
        }
        self.open_at = self.open_at.min(open_at);
        value
    }

    /// The arguments of a call in a recursion: a number that counts through it is any number after a few rounds.
    fn counted_as_any(&mut self, function: FnId, receiver: Option<&Value>, mut args: Vec<Value>) -> Vec<Value> {
        let inputs: Vec<Value> = receiver.into_iter().chain(&args).cloned().collect();
        let counting = self.frames.iter().filter(|frame| {
            frame.function == Some(function) && are_alike(&frame.inputs, &inputs) && counts(&frame.inputs, &inputs)
        });
        if counting.count() < COUNTED_ROUNDS {
            return args;
        }
        for arg in &mut args {
            if matches!(arg, Value::Number(_)) {
                *arg = self.unknown(Type::Number, Cause::Opaque);
            }
        }
        args
    }

    /// An input whose parts count as work; one with too many is not known.
    fn bearable(&mut self, value: Value) -> Value {
        let weight = weight(&value);
        self.steps += (weight / WEIGHT_OF_A_STEP) as u64;
        if weight < MAX_WEIGHT {
            return value;
        }
        let ty = self.type_of(&value);
        let lost = self.bounded("alternatives");
        self.typed(lost, &ty)
    }

    fn all_bearable(&mut self, args: Vec<Value>) -> Vec<Value> {
        args.into_iter().map(|arg| self.bearable(arg)).collect()
    }

    /// The result of a call that was put off and takes too long: not known, which shows wherever it matters.
    fn value_lost(&mut self, lazy: &Rc<Lazy>) -> Value {
        let def = self.program.function(lazy.function);
        let facts = self.program.facts(def.facts);
        let env = Env { module: def.module, generics: Rc::clone(&lazy.generics) };
        let ret = self.program.fn_item(&facts, def.item).and_then(|item| item.ret);
        let ty = ret.map_or(Type::Unknown, |ret| self.lower_ty(&facts, ret, &env));
        let value = self.unknown(ty, Cause::Bound);
        *lazy.result.borrow_mut() = Some(value.clone());
        value
    }

    /// Runs a function, or takes what an earlier run with the same inputs found.
    pub(super) fn run(
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
        let env = Env { module, generics: Rc::clone(&generics) };
        let result_type = item.ret.map_or(Type::Unknown, |ret| self.lower_ty(&facts, ret, &env));
        let Some(body) = item.body else {
            self.ran.push(function);
            return self.unknown(result_type, Cause::Opaque);
        };
        if self.frames.len() >= MAX_DEPTH {
            let value = self.bounded("nested calls");
            return self.typed(value, &result_type);
        }
        let (receiver, args) = (receiver.map(|value| self.bearable(value)), self.all_bearable(args));
        let args = self.counted_as_any(function, receiver.as_ref(), args);
        let inputs: Vec<Value> = receiver.iter().chain(&args).cloned().collect();
        let running = self.frames.iter().enumerate().filter(|(_, frame)| frame.function == Some(function));
        let (mut depth, mut again) = (0, None);
        for (at, frame) in running {
            depth += 1;
            if are_alike(&frame.inputs, &inputs) && !counts(&frame.inputs, &inputs) {
                again = Some(at);
            }
        }
        if let Some(at) = again {
            // The same inputs give the same calls.
            self.open_at = self.open_at.min(at);
            return self.unknown(result_type, Cause::Opaque);
        }
        if depth >= MAX_RECURSION {
            // A chain of different inputs without end is cut, and said.
            return self.bounded("levels of recursion");
        }
        let pure = !args.iter().chain(&receiver).any(|arg| has_effects(arg, 0));
        // What is behind references is written while the function runs: the evidence shows it as it was before.
        let seen: (Vec<Value>, Option<Value>) = match pure {
            true => (args.clone(), receiver.clone()),
            false => (
                args.iter().map(|arg| self.snapshot(arg)).collect(),
                receiver.as_ref().map(|receiver| self.snapshot(receiver)),
            ),
        };
        let mut key = None;
        let mut symbols = Vec::new();
        if pure {
            let (shape, syms) = self.shape(inputs.iter());
            let wanted = (function, Rc::clone(&generics), receiver.is_some(), shape);
            self.steps += 1;
            if let Some(memo) = self.memo.by_inputs.get(&wanted).map(Rc::clone) {
                return self.replay(&memo, &syms, span, (function, &args, receiver.as_ref(), &generics), by_name);
            }
            (key, symbols) = (Some(wanted), syms);
        }
        let contexts = self.contexts.entry(function).or_insert(0);
        *contexts += 1;
        if *contexts > MAX_CONTEXTS {
            if !self.reach.may_send(function) {
                // Only a value is lost, which shows as not known wherever it matters.
                self.cut = true;
                return self.unknown(result_type, Cause::Bound);
            }
            let value = self.bounded("contexts");
            return self.typed(value, &result_type);
        }
        let (cut, steps, syms) = (std::mem::take(&mut self.cut), self.steps, self.syms);
        let open_at = std::mem::replace(&mut self.open_at, usize::MAX);
        let (inner_steps, inner) = (self.inner_steps, self.inner.len());
        let (made, ran) = (self.made.len(), self.ran.len());
        let outer = std::mem::replace(&mut self.path, Guard::always());
        let mut frame = Frame::new(Rc::clone(&facts), env.clone(), Some(function), self.holder(function));
        frame.result = result_type.clone();
        frame.inputs = inputs;
        self.frames.push(frame);
        if let Some(at) = self.stating.get(&function).copied() {
            self.report_stated(at);
        }
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
        // What recursion left open is closed where it began.
        let inside = self.open_at < self.frames.len();
        let whole = !self.cut && !inside;
        self.cut |= cut;
        self.open_at = if inside { self.open_at.min(open_at) } else { open_at };
        if self.steps <= self.budget {
            // What was not run to its end is run again on its own.
            self.ran.push(function);
        }
        let mut ran = self.ran[ran.min(self.ran.len())..].to_vec();
        ran.sort();
        ran.dedup();
        self.memos += 1;
        let spent = self.steps - steps;
        let mut taken = self.inner[inner..].to_vec();
        taken.sort_by_key(|memo| memo.id);
        taken.dedup_by_key(|memo| memo.id);
        let memo = Rc::new(Memo {
            id: self.memos,
            inner: taken,
            result: value,
            raws,
            cost: spent - (self.inner_steps - inner_steps),
            inputs: symbols,
            symbols: (syms + 1, self.syms + 1),
            made: self.made[made..].to_vec(),
            ran,
        });
        if let Some(key) = key
            && whole
            && !has_effects(&memo.result, 0)
        {
            self.memo.by_inputs.insert(key, Rc::clone(&memo));
            self.charged.insert(memo.id);
            self.inner_steps = inner_steps + spent;
            self.inner.truncate(inner);
            self.inner.push(Rc::clone(&memo));
        }
        self.pass_on(&memo.raws, span, (function, &seen.0, seen.1.as_ref(), &generics), by_name);
        memo.result.clone()
    }

    /// Takes an earlier run as this one: with symbols of its own, at its cost.
    fn replay(
        &mut self,
        memo: &Rc<Memo>,
        inputs: &[Sym],
        span: Option<Span>,
        given: Given<'_>,
        by_name: bool,
    ) -> Value {
        self.charge(memo);
        // Symbols that the run made stand for decisions of that run: another call decides anew.
        let made = memo.symbols;
        let by = self.syms + 1 - made.0;
        self.syms += made.1 - made.0;
        let mut known: FxHashMap<Sym, Sym> = memo.inputs.iter().copied().zip(inputs.iter().copied()).collect();
        // What is made of what was made multiplies: the same bound holds as for instances that are made one by one.
        let room = MAX_MADE.saturating_sub(self.made.len());
        let mut rename = |sym: Sym| self.renewed(sym, &mut known, made, by);
        let raws: Vec<Raw> = memo.raws.iter().map(|raw| renamed_raw(raw, &mut rename)).collect();
        let result = renamed(&memo.result, &mut rename, &mut |_| {});
        let noted = memo.made.iter().take(room);
        let instances: Vec<Value> = noted.map(|value| renamed(value, &mut rename, &mut |_| {})).collect();
        self.made.extend(instances);
        if memo.made.len() > room {
            self.bounded("instances");
        }
        self.pass_on(&raws, span, given, by_name);
        result
    }

    /// Charges the work of an earlier run, and of those that it took its own from, once for each root or search. So it is
    /// the same work whether they had been run before or not.
    fn charge(&mut self, memo: &Rc<Memo>) {
        if !self.charged.contains(&memo.id) {
            self.ran.extend(memo.ran.iter().copied());
        }
        let mut open = vec![Rc::clone(memo)];
        while let Some(memo) = open.pop() {
            if self.charged.insert(memo.id) {
                self.steps += memo.cost;
                self.inner_steps += memo.cost;
                open.extend(memo.inner.iter().cloned());
            }
        }
        self.inner.push(Rc::clone(memo));
    }

    /// Gives the calls found in a callee to the caller.
    fn pass_on(&mut self, raws: &[Raw], span: Option<Span>, given: Given<'_>, by_name: bool) {
        if raws.is_empty() || self.frames.is_empty() {
            return;
        }
        let path = self.path.clone();
        let caller = self.frame().holder.clone();
        let (function, args, receiver, generics) = given;
        let typed = generics.params.iter().any(|(_, ty)| matches!(ty, Type::Adt(..)));
        let link = span.map(|span| {
            let code = self.code_of(function, generics, args, receiver);
            Rc::new(Link { span, caller, args: args.to_vec(), receiver: receiver.cloned(), typed, code })
        });
        for raw in raws {
            let Some(guard) = raw.guard.and(&path) else { continue };
            let mut raw = raw.clone();
            raw.guard = guard;
            raw.by_name |= by_name;
            raw.chain.extend(link.clone());
            self.frame().raws.push(raw);
        }
    }

    /// Whether a function takes `self`.
    pub fn takes_self(&self, id: FnId) -> bool {
        let def = self.program.function(id);
        let facts = self.program.facts(def.facts);
        self.program.fn_item(&facts, def.item).is_some_and(|item| item.receiver != Receiver::None)
    }
}

/// How many rounds of a recursion are told apart by a number.
const COUNTED_ROUNDS: usize = 3;

/// Whether two calls of a function get the same, as far as it is known.
fn are_alike(one: &[Value], other: &[Value]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(a, b)| alike(a, b, 0))
}

/// Whether they differ in a number.
fn counts(one: &[Value], other: &[Value]) -> bool {
    one.iter().zip(other).any(|(a, b)| matches!((a, b), (Value::Number(a), Value::Number(b)) if a != b))
}

/// How many parts an input of a function may have: what is nested in alternatives multiplies with them.
const MAX_WEIGHT: usize = 20_000;
/// How many parts of an input are one step of work.
const WEIGHT_OF_A_STEP: usize = 32;

/// How many parts a value has, also inside of what calls gave that were put off; at most [`MAX_WEIGHT`].
fn weight(value: &Value) -> usize {
    let mut weight = 0;
    each_part(value, &mut |_| {
        weight += 1;
        weight < MAX_WEIGHT
    });
    weight
}

/// Whether a value has a call in it that was put off. True where it is too large to tell.
fn holds(value: &Value, lazy: &Rc<Lazy>) -> bool {
    let (mut found, mut weight) = (false, 0);
    each_part(value, &mut |part| {
        weight += 1;
        found |= weight >= MAX_WEIGHT || matches!(part, Value::Lazy(inner) if Rc::ptr_eq(inner, lazy));
        !found
    });
    found
}

/// Calls `visit` on a value and what is inside of it, as long as that returns true.
fn each_part(value: &Value, visit: &mut dyn FnMut(&Value) -> bool) {
    let mut open: Vec<Value> = vec![value.clone()];
    while let Some(value) = open.pop() {
        if !visit(&value) {
            return;
        }
        match &value {
            Value::Lazy(inner) => open.extend(inner.result.borrow().clone()),
            Value::Alts(alts) => open.extend(alts.iter().map(|(_, value)| value.clone())),
            Value::Data(data) => open.extend(data.fields.iter().map(|(_, value)| value.clone())),
            Value::Tuple(items) => open.extend(items.iter().cloned()),
            Value::List(list) => open.extend(list.elems.iter().cloned()),
            Value::Wrapped(_, inner) => open.push((**inner).clone()),
            _ => {}
        }
    }
}
