//! The instances of a struct that the program makes, for values whose construction is not in sight.

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::guard::Guard;
use super::super::models::derive;
use super::super::value::{Type, Value};
use super::Interp;
use crate::program::{AdtId, Def, Facts, FnId, Meaning, Ns, walk::each_expr};
use crate::syntax::facts::{ExprKind, ItemKind, Path, TyKind};

/// How many callers upwards a constructor's arguments are followed.
const MAX_CALLERS: usize = 6;
/// How many functions are run to find the instances of one type.
const MAX_RUNS: usize = 96;
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
        let starts = self.constructing(adt);
        let mut found = Vec::new();
        if !starts.is_empty() {
            let frames = std::mem::take(&mut self.frames);
            let path = std::mem::replace(&mut self.path, Guard::always());
            let (steps, nesting, cut) = (self.steps, self.nesting, self.cut);
            let mark = self.trail.len();
            let contexts = std::mem::take(&mut self.contexts);
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
                    let value = self.settled_fields(&value);
                    if !found.contains(&value) {
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
            self.undo(mark);
            self.frames = frames;
            self.path = path;
            self.nesting = nesting;
            self.cut = cut;
            // The work is charged once, whoever asks first would else decide what others get.
            self.steps = steps;
        }
        // Instances that come from outside: parsed arguments and deserialised data.
        if let Some(outside) = derive::from_outside(self, adt) {
            found.push(outside);
        }
        found.truncate(MAX_INSTANCES);
        let found = Rc::new(found);
        self.instances.insert(adt, Some(Rc::clone(&found)));
        found
    }

    /// An instance without variables of the run that made it.
    fn settled_fields(&mut self, value: &Value) -> Value {
        let Value::Data(data) = value else { return value.clone() };
        let mut data = (**data).clone();
        for (_, field) in &mut data.fields {
            let settled = self.settled(field);
            *field = match settled {
                Value::Closure(_) | Value::View(..) => self.unknown(Type::Unknown, super::Cause::Opaque),
                other => self.settled_fields(&other),
            };
        }
        Value::Data(Rc::new(data))
    }

    /// The functions to run so that every construction of a type is seen with the arguments that the program gives.
    fn constructing(&mut self, adt: AdtId) -> Vec<FnId> {
        let direct = self.constructors().get(&adt).cloned().unwrap_or_default();
        let callers = self.callers();
        let mut seen: FxHashSet<FnId> = direct.iter().copied().collect();
        let mut tops = Vec::new();
        let mut open: Vec<(FnId, usize)> = direct.iter().map(|id| (*id, 0)).collect();
        let mut at = 0;
        while let Some((id, depth)) = open.get(at).copied() {
            at += 1;
            let above = callers.get(&id).map_or(&[][..], Vec::as_slice);
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
        tops
    }

    fn constructors(&mut self) -> Rc<FxHashMap<AdtId, Vec<FnId>>> {
        self.index();
        self.constructors.clone().unwrap_or_default()
    }

    fn callers(&mut self) -> Rc<FxHashMap<FnId, Vec<FnId>>> {
        self.index();
        self.callers.clone().unwrap_or_default()
    }

    /// Which functions construct what and which call which, by the paths in their bodies.
    fn index(&mut self) {
        if self.constructors.is_some() {
            return;
        }
        let program = self.program;
        let mut constructors: FxHashMap<AdtId, Vec<FnId>> = FxHashMap::default();
        let mut callers: FxHashMap<FnId, Vec<FnId>> = FxHashMap::default();
        for (id, def) in program.functions() {
            let facts = program.facts(def.facts);
            let Some(body) = program.fn_item(&facts, def.item).and_then(|item| item.body) else { continue };
            let self_adt = self.self_adt(id);
            each_expr(&facts.data, body, &mut |expr| match &facts.data.expr(expr).kind {
                ExprKind::Struct { path, .. } => {
                    if let Some(adt) = adt_of(program, def.module, path, self_adt) {
                        constructors.entry(adt).or_default().push(id);
                    }
                }
                ExprKind::Path(path) => {
                    if path.qself.is_some() {
                        return;
                    }
                    match (path.segments.first().map(|first| &*first.name), path.segments.len()) {
                        (Some("Self"), 1) => {
                            if let Some(adt) = self_adt {
                                constructors.entry(adt).or_default().push(id);
                            }
                        }
                        (Some("Self"), _) => {
                            if let (Some(adt), Some(last)) = (self_adt, path.segments.last()) {
                                each_named(program, adt, &last.name, &mut |callee| {
                                    callers.entry(callee).or_default().push(id)
                                });
                            }
                        }
                        _ => match program.meaning(def.module, path, Ns::Value) {
                            Meaning::Def(found) => match (found.def, found.rest) {
                                (Def::Adt(adt), 0) => constructors.entry(adt).or_default().push(id),
                                (Def::Fn(callee), 0) => callers.entry(callee).or_default().push(id),
                                (Def::Adt(adt), 1) => {
                                    if let Some(last) = path.segments.last() {
                                        each_named(program, adt, &last.name, &mut |callee| {
                                            callers.entry(callee).or_default().push(id)
                                        });
                                    }
                                }
                                (Def::Alias(alias), 1) => {
                                    if let (Some(adt), Some(last)) =
                                        (alias_adt(program, alias, 0), path.segments.last())
                                    {
                                        each_named(program, adt, &last.name, &mut |callee| {
                                            callers.entry(callee).or_default().push(id)
                                        });
                                    }
                                }
                                _ => {}
                            },
                            _ => {
                                // `T::new(..)` of a type parameter: any function of that name.
                            }
                        },
                    }
                }
                // Methods that make instances (`portal.deals()`, `builder.build()`) are callers by name.
                ExprKind::MethodCall { method, .. } => {
                    let named = program.methods_named(method);
                    if named.len() <= 4 {
                        for callee in named {
                            callers.entry(*callee).or_default().push(id);
                        }
                    }
                }
                _ => {}
            });
        }
        for list in constructors.values_mut().chain(callers.values_mut()) {
            list.sort();
            list.dedup();
        }
        self.constructors = Some(Rc::new(constructors));
        self.callers = Some(Rc::new(callers));
    }

    /// The struct or enum whose impl holds a function.
    fn self_adt(&self, id: FnId) -> Option<AdtId> {
        match self.program.function(id).owner {
            crate::program::Owner::Impl(id) => match &self.program.impl_def(id).target {
                crate::program::ImplTarget::Adt(adt) => Some(*adt),
                _ => None,
            },
            _ => None,
        }
    }
}

fn adt_of(
    program: &crate::program::Program,
    module: crate::program::ModId,
    path: &Path,
    self_adt: Option<AdtId>,
) -> Option<AdtId> {
    if path.segments.first().is_some_and(|first| &*first.name == "Self") {
        return if path.segments.len() == 1 { self_adt } else { None };
    }
    match program.resolve_names(module, path, Ns::Type)?.def {
        Def::Adt(adt) => Some(adt),
        Def::Alias(alias) => alias_adt(program, alias, 0),
        _ => None,
    }
}

/// The struct or enum that an alias names.
fn alias_adt(program: &crate::program::Program, alias: crate::program::AliasId, depth: usize) -> Option<AdtId> {
    let def = program.alias(alias);
    let facts: Rc<Facts> = program.facts(def.facts);
    let ItemKind::TypeAlias { ty: Some(ty), .. } = &facts.data.item(def.item).kind else { return None };
    let TyKind::Path(path) = &facts.data.ty(*ty).kind else { return None };
    match program.resolve_names(def.module, path, Ns::Type)?.def {
        Def::Adt(adt) => Some(adt),
        Def::Alias(next) if depth < 8 => alias_adt(program, next, depth + 1),
        _ => None,
    }
}

fn each_named(program: &crate::program::Program, adt: AdtId, name: &str, visit: &mut dyn FnMut(FnId)) {
    for id in program.impls_of(adt) {
        for function in &program.impl_def(*id).fns {
            if &*program.function(*function).name == name {
                visit(*function);
            }
        }
    }
}
