//! The instances of a struct that the program makes, for values whose construction is not in sight.

use std::rc::Rc;

use rustc_hash::FxHashSet;

use super::super::guard::Guard;
use super::super::models::input;
use super::super::value::{List, Type, Value};
use super::Interp;
use super::construction::changes_inside;
use crate::program::{AdtId, FnId, Owner};
use crate::syntax::facts::{Receiver, TyKind};

/// How many callers upwards a constructor's arguments are followed.
const MAX_CALLERS: usize = 6;
/// How many functions are run to find the instances of one type.
const MAX_RUNS: usize = 96;
/// How deep instances inside of instances are kept.
const MAX_FIELD_DEPTH: usize = 8;
/// How many different instances of one type are kept.
const MAX_INSTANCES: usize = 64;

impl Interp<'_> {
    /// The different instances of a struct that the program makes; none while they are being looked for.
    pub fn instances_of(&mut self, adt: AdtId) -> Rc<Vec<Value>> {
        match self.instances.get(&adt) {
            Some(Some(known)) => return Rc::clone(known),
            Some(None) => {
                // It is being looked for: what depends on this is not final.
                self.cut = true;
                return Rc::default();
            }
            None => {}
        }
        if self.instances.values().filter(|known| known.is_none()).count() > 8 {
            self.cut = true;
            return Rc::default();
        }
        self.instances.insert(adt, None);
        let (starts, making) = self.constructing(adt);
        let mut found = Vec::new();
        let mut cut_short = false;
        if !starts.is_empty() {
            let bounds = std::mem::take(&mut self.bounds);
            let (dear, quiet) = (std::mem::take(&mut self.dear), std::mem::take(&mut self.quiet));
            let mut shapes = Vec::new();
            let frames = std::mem::take(&mut self.frames);
            let path = std::mem::replace(&mut self.path, Guard::always());
            let (steps, nesting, cut) = (self.steps, self.nesting, self.cut);
            let budget = std::mem::replace(&mut self.budget, super::INSTANCE_BUDGET);
            let forcing = std::mem::take(&mut self.forcing);
            let (inner_steps, charged) = (std::mem::take(&mut self.inner_steps), std::mem::take(&mut self.charged));
            let inner = std::mem::take(&mut self.inner);
            let open_at = std::mem::replace(&mut self.open_at, usize::MAX);
            self.steps = 0;
            let mark = self.trail.len();
            let contexts = std::mem::take(&mut self.contexts);
            // What was remembered so far may hold calls that were put off, and with them instances that nobody asked for.
            let memo = std::mem::take(&mut self.memo);
            let making = std::mem::replace(&mut self.making, making);
            let (made, ran) = (self.made.len(), self.ran.len());
            self.nesting = 0;
            for function in starts {
                let from = self.made.len();
                self.call_with_inputs(function);
                let captured: Vec<Value> = self.made[from.min(self.made.len())..]
                    .iter()
                    .filter(|value| matches!(value, Value::Data(data) if data.adt == adt))
                    .cloned()
                    .collect();
                for value in captured {
                    if found.len() > MAX_INSTANCES {
                        break;
                    }
                    let value = self.settled_fields(&value, 0);
                    let value = self.loosened_fields(&value);
                    // Instances that differ only in the identity of what is not known are one.
                    let (shape, _) = self.shape(std::iter::once(&value));
                    if !shapes.contains(&shape) {
                        shapes.push(shape);
                        found.push(value);
                    }
                }
                if found.len() > MAX_INSTANCES {
                    break;
                }
            }
            self.made.truncate(made);
            self.ran.truncate(ran);
            self.contexts = contexts;
            self.memo = memo;
            self.making = making;
            self.undo(mark);
            self.frames = frames;
            self.path = path;
            self.nesting = nesting;
            self.cut = cut;
            self.open_at = open_at;
            self.inner_steps = inner_steps;
            self.charged = charged;
            self.inner = inner;
            // The work is charged to all, not to the root that asks first: that would decide what the others get.
            self.total += self.steps;
            let hit = std::mem::replace(&mut self.bounds, bounds);
            cut_short = self.steps > self.budget || hit.iter().any(|(_, bound)| *bound != "alternatives");
            self.bounds.extend(hit.into_iter().filter(|(_, bound)| *bound == "alternatives"));
            (self.dear, self.quiet) = (dear, quiet);
            self.steps = steps;
            self.budget = budget;
            self.forcing = forcing;
        }
        // Instances that come from outside: parsed arguments and deserialised data.
        if let Some(outside) = input::from_outside(self, adt) {
            found.push(outside);
        }
        cut_short |= found.len() > MAX_INSTANCES;
        if cut_short && self.reach.carries(adt) {
            found.truncate(MAX_INSTANCES);
            self.bounds.insert((self.program.adt(adt).name.clone(), "instances"));
        } else if cut_short {
            // No word of the vendor's comes from them: values of the type stay unknown, which leaves nothing out.
            found.clear();
        }
        let found = Rc::new(found);
        self.instances.insert(adt, Some(Rc::clone(&found)));
        found
    }

    /// An instance without variables of the run that made it.
    fn settled_fields(&mut self, value: &Value, depth: usize) -> Value {
        let Value::Data(data) = value else { return value.clone() };
        if depth > MAX_FIELD_DEPTH {
            return self.unknown(Type::Adt(data.adt, data.args.clone()), super::Cause::Opaque);
        }
        let mut data = (**data).clone();
        for (_, field) in &mut data.fields {
            let settled = self.settled(field);
            *field = match settled {
                Value::Closure(_) | Value::View(..) => self.unknown(Type::Unknown, super::Cause::Opaque),
                other => self.settled_fields(&other, depth + 1),
            };
        }
        Value::Data(Rc::new(data))
    }

    /// An instance as other code may find it: what can change after it was made is open.
    fn loosened_fields(&mut self, value: &Value) -> Value {
        let Value::Data(data) = value else { return value.clone() };
        self.index();
        let mut data = (**data).clone();
        let def = self.program.adt(data.adt);
        let (item, facts) = (def.item, self.program.facts(def.facts));
        let (adt, args, variant) = (data.adt, data.args.clone(), data.variant);
        for (name, field) in &mut data.fields {
            let declared = self.program.fields(&facts, item, variant).iter().find(|field| field.name == *name);
            let fixed = declared.is_some_and(|field| matches!(facts.data.ty(field.ty).kind, TyKind::Slice(_)));
            let inside = declared.is_some_and(|field| changes_inside(&facts, field.ty));
            let written = inside || self.written.contains(name);
            let ty = self.field_type(adt, &args, variant, name);
            *field = self.loosened(field, &ty, written, fixed);
        }
        Value::Data(Rc::new(data))
    }

    /// A value that other code may have changed. Flags, numbers and what is absent are open in any case: no path may be
    /// left out because of how they start. Texts, variants and instances stay, with anything else beside them where the
    /// program writes them.
    pub fn loosened(&mut self, value: &Value, ty: &Type, written: bool, fixed: bool) -> Value {
        let open = |this: &mut Self| this.unknown(ty.clone(), super::Cause::Input);
        match value {
            Value::Bool(_) | Value::Number(_) | Value::Nothing => open(self),
            Value::List(list) if !fixed && !list.open => Value::List(Rc::new(List { open: true, ..(**list).clone() })),
            Value::Text(_) | Value::Wrapped(..) | Value::Data(_) | Value::Func(_) if written => {
                let sym = self.fresh();
                let (made, changed) = (self.choice("made"), self.choice("changed"));
                let other = open(self);
                self.one_of(vec![(Guard::is(sym, made), value.clone()), (Guard::is(sym, changed), other)])
            }
            // It is open already.
            Value::Alts(alts) if alts.iter().any(|(_, value)| matches!(value, Value::Unknown(_))) => {
                Value::Alts(alts.clone())
            }
            Value::Alts(alts) => {
                let alts = alts.as_ref().clone();
                let mut loosened = Vec::with_capacity(alts.len());
                for (guard, value) in alts {
                    let value = self.loosened(&value, ty, written, fixed);
                    loosened.push((guard, value));
                }
                self.one_of(loosened)
            }
            other => other.clone(),
        }
    }

    /// The functions to run so that every construction of a type is seen with the arguments that the program gives, and
    /// all functions on the way from these to the constructions.
    fn constructing(&mut self, adt: AdtId) -> (Vec<FnId>, FxHashSet<FnId>) {
        let direct = self.constructors().get(&adt).cloned().unwrap_or_default();
        let callers = self.callers();
        let mut seen: FxHashSet<FnId> = direct.iter().copied().collect();
        let mut tops = Vec::new();
        let mut open: Vec<(FnId, usize)> = direct.iter().map(|id| (*id, 0)).collect();
        let mut at = 0;
        while let Some((id, depth)) = open.get(at).copied() {
            at += 1;
            let above = match self.takes_nothing(id) {
                // Its callers decide nothing of what it makes.
                true => &[][..],
                false => callers.get(&id).map_or(&[][..], Vec::as_slice),
            };
            let fresh: Vec<FnId> = above.iter().copied().filter(|caller| *caller != id).collect();
            if fresh.is_empty() || depth >= MAX_CALLERS || open.len() > MAX_RUNS {
                tops.push(id);
                continue;
            }
            for caller in fresh {
                if seen.insert(caller) {
                    open.push((caller, depth + 1));
                }
            }
        }
        if tops.is_empty() {
            // Callers in a circle: start anywhere.
            tops = direct;
        }
        tops.sort();
        tops.dedup();
        tops.truncate(MAX_RUNS);
        (tops, seen)
    }

    /// Whether a function is the same whoever calls it: without parameters of any kind.
    fn takes_nothing(&self, id: FnId) -> bool {
        let def = self.program.function(id);
        let facts = self.program.facts(def.facts);
        let Some(item) = self.program.fn_item(&facts, def.item) else { return false };
        let open = match def.owner {
            Owner::Free => false,
            Owner::Impl(of) => {
                let of = self.program.impl_def(of);
                !self.program.generics(&self.program.facts(of.facts), of.item).is_empty()
            }
            Owner::Trait(_) => true,
        };
        item.receiver == Receiver::None && item.params.is_empty() && item.generics.is_empty() && !open
    }
}
