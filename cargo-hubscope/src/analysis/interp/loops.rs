//! Loops: run until nothing new comes around.

use std::rc::Rc;

use super::super::guard::Guard;
use super::super::models::{list, text};
use super::super::value::{Cause, Cell, List, Value};
use super::{Interp, LoopFrame};
use crate::syntax::facts::{ExprId, PatId};

/// How often a loop is run while its variables take new values.
const MAX_ROUNDS: usize = 6;

/// How many elements a loop is run for one after the other.
const MAX_UNROLLED: usize = 16;

/// How many elements of a known list a loop takes one by one.
const MAX_ELEMENTS: usize = 64;

impl Interp<'_> {
    /// Leaves the innermost loop; with a label any of the loops around may be the one that is left.
    pub(super) fn break_loop(&mut self, value: Value, labelled: bool) {
        let guard = self.path.clone();
        let count = self.frame().loops.len();
        let from = if labelled { 0 } else { count.saturating_sub(1) };
        for index in from..count {
            let mark = self.frame().loops[index].mark;
            let changes = self.changed_since(mark);
            self.frame().loops[index].breaks.push((guard.clone(), value.clone(), changes));
        }
    }

    /// Runs the body of a loop: once with what comes in, once more with what may come around, widened.
    fn iterate(&mut self, forever: bool, run: &mut dyn FnMut(&mut Self) -> Value) -> Value {
        let outer = self.path.clone();
        let mark = self.trail.len();
        self.frame().loops.push(LoopFrame { mark, breaks: Vec::new() });
        let (raws, returns) = (self.frame().raws.len(), self.frame().returns.len());
        run(self);
        let mut first = self.undo(mark);
        // A counter has another value each time: what the first round made of its first value is no result.
        let counters: Vec<Cell> = first
            .iter()
            .filter(|(cell, after)| {
                let before = self.read(*cell);
                matches!(before, Value::Number(_) | Value::Bool(_)) && before != *after
            })
            .map(|(cell, _)| *cell)
            .collect();
        if !counters.is_empty() && self.frame().loops.len() <= 3 {
            self.path = outer.clone();
            let frame = self.frame();
            frame.raws.truncate(raws);
            frame.returns.truncate(returns);
            if let Some(frame) = frame.loops.last_mut() {
                frame.breaks.clear();
            }
            for cell in counters {
                let before = self.read(cell);
                let ty = self.type_of(&before);
                let value = self.unknown(ty, Cause::Opaque);
                self.write(cell, value);
            }
            let inner = self.trail.len();
            run(self);
            first = self.undo(inner);
        }
        let mut grown = Vec::new();
        for (cell, after) in first {
            let before = self.read(cell);
            if before == after || matches!((&before, &after), (Value::Unknown(_), Value::Unknown(_))) {
                grown.push((cell, after));
                continue;
            }
            let widened = self.widened(&before, &after);
            grown.push((cell, widened));
        }
        for (cell, value) in &grown {
            self.write(*cell, value.clone());
        }
        // The second round only matters where something that a request can be made of has changed.
        let matters = grown.iter().any(|(_, value)| matters(value));
        if matters && self.frame().loops.len() <= 3 {
            // Until nothing new comes around; a state that goes on changing is any state of its type.
            for round in 0..MAX_ROUNDS {
                self.path = outer.clone();
                let inner = self.trail.len();
                run(self);
                let mut fresh = false;
                for (cell, after) in self.undo(inner) {
                    let before = self.read(cell);
                    if !brings_new(&before, &after) {
                        continue;
                    }
                    fresh = true;
                    let next = if round + 2 == MAX_ROUNDS {
                        let ty = self.type_of(&before);
                        self.unknown(ty, Cause::Opaque)
                    } else {
                        self.widened(&before, &after)
                    };
                    self.write(cell, next);
                }
                if !fresh {
                    break;
                }
            }
        }
        self.path = outer.clone();
        let Some(frame) = self.frame().loops.pop() else { return Value::unit() };
        let breaks = frame.breaks;
        if forever && breaks.is_empty() {
            return Value::Never;
        }
        let mut values = Vec::new();
        let mut changes = Vec::new();
        for (guard, value, changed) in breaks {
            values.push((guard.clone(), value));
            changes.push((guard, changed));
        }
        if !forever {
            values.push((Guard::always(), Value::unit()));
            changes.push((Guard::always(), vec![]));
        }
        // Guards of the path itself say nothing here.
        self.join_changes(changes);
        self.one_of(values)
    }

    /// A value that comes around a loop: what it was, or what it became, with text that grew cut to what stays.
    fn widened(&mut self, before: &Value, after: &Value) -> Value {
        match (before, after) {
            (Value::Number(_) | Value::Bool(_), _) => self.unknown(self.type_of(before), Cause::Opaque),
            (Value::List(old), Value::List(new)) => {
                let mut elems = new.elems.clone();
                elems.extend(old.elems.iter().filter(|elem| !new.elems.contains(elem)).cloned());
                elems.truncate(super::MAX_ALTERNATIVES);
                Value::List(Rc::new(List { elems, open: true, map: new.map }))
            }
            // The text with anything behind it is what it was, too.
            _ if text::has_grown(before, after) => text::widened(self, before, after),
            _ => {
                let grown = text::widened(self, before, after);
                let sym = self.fresh();
                let (old, new) = (self.choice("first"), self.choice("again"));
                self.one_of(vec![(Guard::is(sym, old), before.clone()), (Guard::is(sym, new), grown)])
            }
        }
    }

    pub(super) fn eval_loop(&mut self, body: ExprId) -> Value {
        self.iterate(true, &mut |this| this.eval(body))
    }

    pub(super) fn eval_while(&mut self, cond: ExprId, body: ExprId) -> Value {
        let depth = self.frame().locals.len();
        let value = self.iterate(false, &mut |this| {
            let path = this.path.clone();
            let (yes, _) = this.condition(cond);
            this.path = path;
            let value = match yes.hull() {
                Some(yes) => this.branch_kept(&yes, &mut |this| this.eval(body)),
                None => Value::Never,
            };
            this.frame().locals.truncate(depth);
            value
        });
        if matches!(value, Value::Never) { Value::unit() } else { value }
    }

    /// Runs code under a further condition and keeps its writes.
    fn branch_kept(&mut self, guard: &Guard, run: &mut dyn FnMut(&mut Self) -> Value) -> Value {
        let Some(path) = self.path.and(guard) else { return Value::Never };
        let outer = std::mem::replace(&mut self.path, path);
        let value = run(self);
        self.path = outer;
        value
    }

    pub(super) fn eval_for(&mut self, pat: PatId, iter: ExprId, body: ExprId) -> Value {
        let items = self.eval(iter);
        if matches!(items, Value::Never) {
            return items;
        }
        let items = self.iterated(items, iter);
        let items = match &items {
            // `for x in &mut list`.
            Value::Ref(place) => {
                let place = (**place).clone();
                let list = self.settled(&items);
                match &list {
                    Value::List(known) => list::ways(self, known, &place),
                    _ => list,
                }
            }
            _ => self.settled(&items),
        };
        let items = match &items {
            Value::Range(bounds) => list::numbers(bounds).map_or(items, |list| Value::List(Rc::new(list))),
            _ => items,
        };
        let depth = self.frame().locals.len();
        if let Value::List(list) = &items
            && !list.open
            && list.elems.len() <= MAX_UNROLLED
            && let Some(value) = self.unrolled(pat, &list.elems, body)
        {
            return value;
        }
        let element = self.any_element(&items);
        if matches!(element, Value::Never) {
            return Value::unit();
        }
        self.iterate(false, &mut |this| {
            let matched = this.match_pat(pat, &element);
            for (name, value) in matched.binds {
                this.bind(&name, value);
            }
            let value = match matched.yes.hull() {
                Some(yes) => this.branch_kept(&yes, &mut |this| this.eval(body)),
                None => Value::Never,
            };
            this.frame().locals.truncate(depth);
            value
        })
    }

    /// What a loop over an iterator or a collection of the program's own goes over.
    fn iterated(&mut self, items: Value, iter: ExprId) -> Value {
        let range = self.here().data.expr(iter).range;
        let at = self.span(range);
        let items = self.overloaded(("IntoIterator", "into_iter"), &items, None, vec![], at).unwrap_or(items);
        match self.overloaded(("Iterator", "next"), &items, None, vec![], at) {
            Some(next) => {
                let elem = self.unwrapped(&next);
                Value::List(Rc::new(List { elems: vec![elem], open: true, map: false }))
            }
            None => items,
        }
    }

    /// A loop over a few known elements that builds something up: run once for each, in order. `None` where nothing is
    /// built up, or the loop can be left early: then the elements are alternatives.
    fn unrolled(&mut self, pat: PatId, elems: &[Value], body: ExprId) -> Option<Value> {
        let depth = self.frame().locals.len();
        let outer = self.path.clone();
        let mark = self.trail.len();
        let (raws, returns) = (self.frame().raws.len(), self.frame().returns.len());
        self.frame().loops.push(LoopFrame { mark, breaks: Vec::new() });
        let mut builds = false;
        let matters_each = elems.iter().any(is_way);
        for (index, elem) in elems.iter().enumerate() {
            let matched = self.match_pat(pat, elem);
            for (name, value) in matched.binds {
                self.bind(&name, value);
            }
            if let Some(yes) = matched.yes.hull() {
                self.branch_kept(&yes, &mut |this| this.eval(body));
            }
            self.frame().locals.truncate(depth);
            self.path = outer.clone();
            if !builds {
                builds = self.changed_since(mark).iter().any(|(_, value)| matters(value));
            }
            // What is written into the elements themselves may be written into the later ones only.
            if !builds && index == 0 && !matters_each {
                break;
            }
        }
        let left = self.frame().loops.pop().is_some_and(|frame| !frame.breaks.is_empty());
        if builds && !left {
            return Some(Value::unit());
        }
        self.undo(mark);
        let frame = self.frame();
        frame.raws.truncate(raws);
        frame.returns.truncate(returns);
        None
    }

    /// One of the elements of a value that is iterated; those of a known list stay whole.
    pub fn any_element(&mut self, items: &Value) -> Value {
        self.each(items, &mut |this, items| match items {
            Value::List(list) => {
                let sym = this.fresh();
                let mut alts = Vec::new();
                for (index, elem) in list.elems.iter().take(MAX_ELEMENTS).enumerate() {
                    let choice = this.choice(&format!("#{index}"));
                    alts.push((Guard::is(sym, choice), elem.clone()));
                }
                if list.elems.len() > MAX_ELEMENTS || (list.open && list.elems.is_empty()) {
                    let choice = this.choice("#more");
                    let more = list::unknown_element(this, items);
                    alts.push((Guard::is(sym, choice), more));
                }
                this.one_of(alts)
            }
            Value::Range(bounds) => match list::numbers(bounds) {
                Some(list) => this.any_element(&Value::List(Rc::new(list))),
                None => list::unknown_element(this, items),
            },
            other => list::unknown_element(this, other),
        })
    }
}

/// Whether a state after a round of a loop is one that was not there before it. Only states that decide what is done
/// matter: variants and texts.
fn brings_new(before: &Value, after: &Value) -> bool {
    let known: Vec<Value> = before.alternatives().into_iter().map(|(_, value)| value).collect();
    after.alternatives().iter().any(|(_, value)| match value {
        Value::Data(data) if data.variant.is_some() => !known.iter().any(|old| match old {
            Value::Data(old) => old.adt == data.adt && old.variant == data.variant,
            Value::Unknown(_) => true,
            _ => false,
        }),
        Value::Text(_) if value.known_text().is_some() => {
            !known.iter().any(|old| old.known_text() == value.known_text() || matches!(old, Value::Unknown(_)))
        }
        _ => false,
    })
}

/// Whether an element is a way to write where it stands.
fn is_way(elem: &Value) -> bool {
    match elem {
        Value::Ref(_) => true,
        Value::Tuple(items) => items.iter().any(|item| matches!(item, Value::Ref(_))),
        _ => false,
    }
}

/// Whether a request can be made of a value.
fn matters(value: &Value) -> bool {
    match value {
        Value::Text(_) | Value::Data(_) | Value::Request(_) | Value::List(_) | Value::Wrapped(..) => true,
        Value::Alts(alts) => alts.iter().any(|(_, value)| matters(value)),
        _ => false,
    }
}
