//! Which functions construct what, which call which, and what is written later.

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Interp;
use crate::program::{AdtId, Def, Facts, FnId, Meaning, Ns, walk::each_expr};
use crate::syntax::facts::{ExprId, ExprKind, ItemKind, Name, PatKind, Path, StmtKind, TyId, TyKind};

impl Interp<'_> {
    pub(super) fn constructors(&mut self) -> Rc<FxHashMap<AdtId, Vec<FnId>>> {
        self.index();
        self.constructors.clone().unwrap_or_default()
    }

    pub(super) fn callers(&mut self) -> Rc<FxHashMap<FnId, Vec<FnId>>> {
        self.index();
        self.callers.clone().unwrap_or_default()
    }

    /// Which functions construct what and which call which, by the paths in their bodies.
    pub(super) fn index(&mut self) {
        if self.constructors.is_some() {
            return;
        }
        let program = self.program;
        let mut constructors: FxHashMap<AdtId, Vec<FnId>> = FxHashMap::default();
        let mut callers: FxHashMap<FnId, Vec<FnId>> = FxHashMap::default();
        let mut written: FxHashSet<Name> = FxHashSet::default();
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
                                if program.variant(adt, &last.name).is_some() {
                                    constructors.entry(adt).or_default().push(id);
                                }
                                each_named(program, adt, &last.name, &mut |callee| {
                                    callers.entry(callee).or_default().push(id);
                                });
                            }
                        }
                        _ => match program.meaning(def.module, path, Ns::Value) {
                            Meaning::Def(found) => match (found.def, found.rest) {
                                (Def::Adt(adt) | Def::Variant(adt, _), 0) => {
                                    constructors.entry(adt).or_default().push(id);
                                }
                                (Def::Fn(callee), 0) => callers.entry(callee).or_default().push(id),
                                (Def::Adt(adt), 1) => {
                                    if let Some(last) = path.segments.last() {
                                        if program.variant(adt, &last.name).is_some() {
                                            constructors.entry(adt).or_default().push(id);
                                        }
                                        each_named(program, adt, &last.name, &mut |callee| {
                                            callers.entry(callee).or_default().push(id);
                                        });
                                    }
                                }
                                (Def::Alias(alias), 1) => {
                                    if let (Some(adt), Some(last)) =
                                        (alias_adt(program, alias, 0), path.segments.last())
                                    {
                                        each_named(program, adt, &last.name, &mut |callee| {
                                            callers.entry(callee).or_default().push(id);
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
                ExprKind::Assign { place, .. } | ExprKind::AssignOp { place, .. } => {
                    if let Some(name) = field_of(&facts, *place) {
                        written.insert(name);
                    }
                }
                ExprKind::Block(block) => {
                    for stmt in &block.stmts {
                        if let StmtKind::Let { pat, init: Some(init), .. } = &stmt.kind
                            && matches!(facts.data.pat(*pat).kind, PatKind::Bind { decorated: true, .. })
                            && let Some(name) = field_of(&facts, *init)
                        {
                            written.insert(name);
                        }
                    }
                }
                ExprKind::Ref { mutable: true, expr } => {
                    if let Some(name) = field_of(&facts, *expr) {
                        written.insert(name);
                    }
                }
                // Methods that make instances (`portal.deals()`, `builder.build()`) are callers by name.
                ExprKind::MethodCall { method, recv, .. } => {
                    if WRITING.contains(&&**method)
                        && let Some(name) = field_of(&facts, *recv)
                    {
                        written.insert(name);
                    }
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
        self.written = written;
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

/// Methods that write their receiver.
const WRITING: &[&str] = &[
    "push",
    "push_str",
    "insert",
    "extend",
    "replace",
    "take",
    "set",
    "clear",
    "get_or_insert_with",
    "get_or_insert",
    "append",
    "set_path",
    "make_ascii_lowercase",
    "truncate",
    "retain",
    "swap",
    "store",
];

/// The field that a place ends in: `name` of `self.name`, of `*self.name`.
fn field_of(facts: &Facts, place: ExprId) -> Option<Name> {
    match &facts.data.expr(place).kind {
        ExprKind::Field { name, .. } => Some(name.clone()),
        ExprKind::Unary { expr, .. }
        | ExprKind::Index { base: expr, .. }
        | ExprKind::Try(expr)
        | ExprKind::Await(expr) => field_of(facts, *expr),
        ExprKind::MethodCall { recv, method, .. }
            if matches!(&**method, "borrow_mut" | "lock" | "write" | "unwrap" | "get_mut" | "as_mut" | "expect") =>
        {
            field_of(facts, *recv)
        }
        _ => None,
    }
}

/// Whether a type can be written through a shared reference.
pub fn changes_inside(facts: &Facts, ty: TyId) -> bool {
    match &facts.data.ty(ty).kind {
        TyKind::Path(path) => path.segments.last().is_some_and(|last| {
            matches!(
                &*last.name,
                "Mutex"
                    | "RwLock"
                    | "RefCell"
                    | "Cell"
                    | "OnceCell"
                    | "OnceLock"
                    | "ArcSwap"
                    | "DashMap"
                    | "AtomicBool"
                    | "AtomicUsize"
                    | "AtomicU64"
            ) || last.args.iter().any(|arg| changes_inside(facts, *arg))
        }),
        _ => false,
    }
}

fn adt_of(
    program: &crate::program::Program,
    module: crate::program::ModId,
    path: &Path,
    self_adt: Option<AdtId>,
) -> Option<AdtId> {
    if path.segments.first().is_some_and(|first| &*first.name == "Self") {
        return match path.segments.as_slice() {
            [_] => self_adt,
            [_, last] => self_adt.filter(|adt| program.variant(*adt, &last.name).is_some()),
            _ => None,
        };
    }
    match program.resolve_names(module, path, Ns::Type)?.def {
        Def::Adt(adt) | Def::Variant(adt, _) => Some(adt),
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
