//! Branches: each arm is run on its own and what it leaves is joined.

use super::super::guard::{Guard, When};
use super::super::value::{Cause, Cell, Type, Value};
use super::Interp;
use crate::program::walk::each_expr;
use crate::syntax::facts::{Arm, BinOp, ExprId, ExprKind, Name, UnOp};

/// How many alternatives the cases of a condition may split a variable into.
const MAX_REFINED: usize = 32;

/// What a branch leaves behind.
pub(super) struct Branch {
    when: When,
    value: Value,
    changes: Vec<(Cell, Value)>,
}

impl Interp<'_> {
    /// Runs code under a further condition and takes its writes back; `None` where the condition cannot hold.
    pub(super) fn branch(&mut self, when: &When, run: &mut dyn FnMut(&mut Self) -> Value) -> Option<Branch> {
        let when = possible(when, &self.path);
        let path = self.path.and(&when.hull()?)?;
        let outer = std::mem::replace(&mut self.path, path);
        let depth = self.frame().locals.len();
        let mark = self.trail.len();
        let value = run(self);
        let value = if matches!(value, Value::Never) { value } else { self.settled(&value) };
        let changes = self.undo(mark);
        self.frame().locals.truncate(depth);
        self.path = outer;
        Some(Branch { when, value, changes })
    }

    /// Joins branches: values, written variables, and what is certain afterwards.
    pub(super) fn join(&mut self, branches: Vec<Branch>) -> Value {
        let live: Vec<Branch> = branches.into_iter().filter(|branch| !matches!(branch.value, Value::Never)).collect();
        if live.is_empty() {
            return Value::Never;
        }
        let certain = Guard::hull(live.iter().flat_map(|branch| branch.when.cases()));
        let mut values = Vec::with_capacity(live.len());
        let mut changes = Vec::with_capacity(live.len());
        for branch in live {
            for guard in branch.when.cases() {
                values.push((guard.clone(), branch.value.clone()));
                changes.push((guard.clone(), branch.changes.clone()));
            }
        }
        self.join_changes(changes);
        if let Some(path) = self.path.and(&certain) {
            self.path = path;
        }
        self.one_of(values)
    }

    pub(super) fn eval_if(&mut self, id: ExprId, wanted: &Type) -> Value {
        let facts = self.here();
        let ExprKind::If { cond, then, otherwise } = &facts.data.expr(id).kind else { return Value::Never };
        let depth = self.frame().locals.len();
        let outer = self.path.clone();
        // The bindings of the condition are in sight in the first block only, but its writes stay.
        let (yes, no) = self.condition(*cond);
        self.path = outer;
        let mut branches = Vec::new();
        branches.extend(self.branch(&yes, &mut |this| {
            this.refine(*cond, &yes);
            this.eval_as(*then, wanted)
        }));
        self.frame().locals.truncate(depth);
        branches.extend(self.branch(&no, &mut |this| {
            this.refine(*cond, &no);
            match otherwise {
                Some(otherwise) => this.eval_as(*otherwise, wanted),
                None => Value::unit(),
            }
        }));
        self.join(branches)
    }

    /// Variables that a condition asks, split by the cases in which it holds. What the cases have in common is part of the
    /// path; what they have not would be lost: `kind` is `contacts`, or it was given and is one of two texts.
    fn refine(&mut self, condition: ExprId, when: &When) {
        if when.cases().len() < 2 || !self.frame().loops.is_empty() {
            return;
        }
        let facts = self.here();
        let mut names: Vec<Name> = Vec::new();
        each_expr(&facts.data, condition, &mut |id| {
            if let ExprKind::Path(path) = &facts.data.expr(id).kind
                && let [segment] = path.segments.as_slice()
                && !names.contains(&segment.name)
            {
                names.push(segment.name.clone());
            }
        });
        for name in names {
            let Some(cell) = self.local(&name) else { continue };
            let Value::Alts(alts) = self.read(cell) else { continue };
            if alts.len() * when.cases().len() > MAX_REFINED {
                continue;
            }
            let split = when
                .cases()
                .iter()
                .flat_map(|case| alts.iter().filter_map(move |(guard, value)| Some((guard.and(case)?, value.clone()))));
            let refined = self.one_of(split.collect());
            self.write(cell, refined);
        }
    }

    /// When a condition holds and when not; bindings of `let` come into sight. The running path is narrowed on the way
    /// and must be put back by the caller.
    pub(super) fn condition(&mut self, id: ExprId) -> (When, When) {
        let facts = self.here();
        match &facts.data.expr(id).kind {
            ExprKind::Binary { op: BinOp::And, left, right } => {
                let (yes, no) = self.condition(*left);
                let Some(path) = yes.hull().and_then(|yes| self.path.and(&yes)) else { return (When::never(), no) };
                self.path = path;
                let (then, not) = self.condition(*right);
                (yes.and(&then), no.or(yes.and(&not)))
            }
            ExprKind::Binary { op: BinOp::Or, left, right } => {
                let (yes, no) = self.condition(*left);
                if no.is_never() {
                    return (yes, no);
                }
                let (then, not) = self.condition(*right);
                (yes.or(no.and(&then)), no.and(&not))
            }
            ExprKind::Unary { op: UnOp::Not, expr } => {
                let (yes, no) = self.condition(*expr);
                (no, yes)
            }
            ExprKind::Let { pat, expr } => {
                let value = self.eval(*expr);
                if matches!(value, Value::Never) {
                    return (When::never(), When::never());
                }
                let matched = self.match_pat(*pat, &value);
                for (name, value) in matched.binds {
                    self.bind(&name, value);
                }
                (matched.yes, matched.no)
            }
            _ => {
                let value = self.eval(id);
                let value = self.settled(&value);
                self.truth(&value)
            }
        }
    }

    /// When a value is true and when it is false.
    pub fn truth(&mut self, value: &Value) -> (When, When) {
        match value {
            Value::Never => (When::never(), When::never()),
            Value::Bool(true) => (When::always(), When::never()),
            Value::Bool(false) => (When::never(), When::always()),
            Value::Unknown(unknown) => {
                let (yes, no) = (self.choice("true"), self.choice("false"));
                (When::case(Guard::is(unknown.sym, yes)), When::case(Guard::is(unknown.sym, no)))
            }
            Value::Alts(alts) => {
                let (mut yes, mut no) = (When::never(), When::never());
                for (guard, value) in alts.iter() {
                    if guard.and(&self.path).is_none() {
                        continue;
                    }
                    let (when, not) = self.truth(value);
                    yes = yes.or(when.and_guard(guard));
                    no = no.or(not.and_guard(guard));
                }
                (yes, no)
            }
            _ => (When::always(), When::always()),
        }
    }

    /// Whether all (else: any) of some conditions hold.
    pub fn combined(&mut self, conditions: &[Value], all: bool) -> Value {
        let (mut yes, mut no) = if all { (When::always(), When::never()) } else { (When::never(), When::always()) };
        for condition in conditions {
            let condition = self.settled(condition);
            let (holds, fails) = self.truth(&condition);
            (yes, no) = match all {
                true => (yes.and(&holds), no.or(yes.and(&fails))),
                false => (yes.or(no.and(&holds)), no.and(&fails)),
            };
        }
        self.truth_value(&yes, &no)
    }

    /// A truth value by when it is true and when it is false; unknown where the cases are not told apart.
    pub(super) fn truth_value(&mut self, yes: &When, no: &When) -> Value {
        let mut alts = Vec::new();
        alts.extend(yes.cases().iter().map(|guard| (guard.clone(), Value::Bool(true))));
        alts.extend(no.cases().iter().map(|guard| (guard.clone(), Value::Bool(false))));
        if alts.iter().any(|(guard, _)| guard.is_always()) && alts.len() > 1 {
            return self.unknown(Type::Bool, Cause::Opaque);
        }
        self.one_of(alts)
    }

    pub(super) fn eval_match(&mut self, scrutinee: ExprId, arms: &[Arm], wanted: &Type) -> Value {
        let value = self.eval(scrutinee);
        if matches!(value, Value::Never) {
            return value;
        }
        let value = self.settled(&value);
        let value = self.opened_choice(&value);
        let origins = super::origins::origins_of_choice(&value);
        let mut left = When::always();
        let mut branches = Vec::new();
        for arm in arms {
            let Some(before) = left.hull() else { break };
            if !arm.attrs.is_empty() {
                let module = self.frame().env.module;
                if !self.models.config(self.program.module(module).krate).counts(&arm.attrs) {
                    continue;
                }
            }
            let Some(path) = self.path.and(&before) else { break };
            let outer = std::mem::replace(&mut self.path, path);
            let matched = self.match_pat(arm.pat, &value);
            self.path = outer;
            let (mut holds, mut failed) = (When::always(), When::never());
            let under = left.and(&matched.yes);
            if !under.is_never() {
                let binds = matched.binds;
                let branch = self.branch(&under, &mut |this| {
                    for (name, value) in &binds {
                        let value = value.within(&this.path);
                        this.bind(name, value);
                    }
                    if let Some(guard) = arm.guard {
                        let path = this.path.clone();
                        let (yes, no) = this.condition(guard);
                        this.path = path;
                        (holds, failed) = (yes, no);
                        let Some(path) = holds.hull().and_then(|holds| this.path.and(&holds)) else {
                            return Value::Never;
                        };
                        this.path = path;
                    }
                    this.eval_as(arm.body, wanted)
                });
                branches.extend(branch.map(|branch| Branch { when: branch.when.and(&holds), ..branch }));
            }
            // Where the arm's condition fails, the later arms have their turn.
            left = match failed.is_never() {
                true => left.and(&matched.no),
                false => left.and(&matched.no.or(matched.yes.and(&failed))),
            };
        }
        let result = self.join(branches);
        super::origins::tagged(&result, &origins)
    }
}

/// The cases that can hold on a path.
fn possible(when: &When, path: &Guard) -> When {
    let mut kept = When::never();
    for guard in when.cases() {
        if guard.and(path).is_some() {
            kept.add(guard.clone());
        }
    }
    kept
}

impl Interp<'_> {
    /// Runs code under a further condition; what it writes may or may not have been written afterwards.
    pub fn branch_value(&mut self, guard: &Guard, run: &mut dyn FnMut(&mut Self) -> Value) -> Option<Value> {
        let branch = self.branch(&When::case(guard.clone()), run)?;
        if !branch.changes.is_empty() {
            self.join_changes(vec![(guard.clone(), branch.changes), (Guard::always(), vec![])]);
        }
        Some(branch.value)
    }
}
