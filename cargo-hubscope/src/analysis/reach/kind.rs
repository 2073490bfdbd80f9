//! Types at first sight: whose methods a value can have, as far as declarations next to it tell.

use rustc_hash::FxHashMap;

use crate::analysis::models::{UserClient, clients};
use crate::analysis::types::is_transparent;
use crate::program::{AdtId, Def, Facts, FnId, ImplTarget, Meaning, ModId, Ns, Owner, Program};
use crate::syntax::facts::{ExprId, ExprKind, ItemKind, Name, PatId, PatKind, Path, StmtKind, TyId, TyKind};

/// How far a chain of calls and fields is followed to its start.
const MAX_CHAIN: usize = 8;
/// How many aliases and wrappers may lead to one another.
const MAX_INSIDE: usize = 8;

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A struct or an enum of the program.
    Adt(AdtId),
    /// A collection, text, number: nothing that sends.
    Plain,
    /// A value of a client's crate: of the program's methods it has those of traits only.
    Client,
    /// Anything.
    Open,
}

/// Crates whose types hold data.
const PLAIN_CRATES: &[&str] = &[
    "std",
    "serde_json",
    "serde_yaml",
    "toml",
    "toml_edit",
    "regex",
    "indexmap",
    "hashbrown",
    "dashmap",
    "bytes",
    "chrono",
    "uuid",
    "smallvec",
];

/// Crates of clients whose types give no way to a value of the program that is inside of them.
const OPAQUE_CRATES: &[&str] = &[
    "reqwest",
    "reqwest_middleware",
    "wreq",
    "rquest",
    "ureq",
    "http",
    "hyper",
    "isahc",
    "surf",
    "attohttpc",
    "minreq",
    "awc",
    "curl",
    "gloo_net",
    "oauth2",
    "url",
];

/// Methods that give their receiver, or what is inside of it.
const SAME: &[&str] = &[
    "clone",
    "as_ref",
    "as_mut",
    "borrow",
    "borrow_mut",
    "lock",
    "read",
    "write",
    "unwrap",
    "expect",
    "to_owned",
    "as_deref",
    "as_deref_mut",
    "by_ref",
    "ok",
    "await",
    "cloned",
    "context",
    "get_ref",
    "get_mut",
];

/// Answers about types of the program, filled on demand.
pub(super) struct Kinds<'p> {
    program: &'p Program,
    users: &'p [UserClient],
    /// By field name: what the fields of that name are, where all agree.
    by_field: FxHashMap<Name, Kind>,
    derefs: Vec<bool>,
    paths: FxHashMap<(ModId, Vec<Name>, Ns), Meaning>,
}

/// The code whose types are asked for.
#[derive(Clone, Copy)]
pub(super) struct Here<'h> {
    pub facts: &'h Facts,
    pub module: ModId,
    pub self_adt: Option<AdtId>,
    pub locals: &'h FxHashMap<Name, Kind>,
}

impl<'p> Kinds<'p> {
    pub fn of(program: &'p Program, users: &'p [UserClient]) -> Kinds<'p> {
        let mut derefs = vec![false; program.adts.len()];
        for def in &program.impls {
            if let ImplTarget::Adt(adt) = def.target
                && def.trait_name.as_deref().is_some_and(|name| matches!(name, "Deref" | "DerefMut" | "AsRef"))
            {
                derefs[adt.0 as usize] = true;
            }
        }
        let mut kinds = Kinds { program, users, by_field: FxHashMap::default(), derefs, paths: FxHashMap::default() };
        for index in 0..program.adts.len() {
            let def = &program.adts[index];
            let (module, facts) = (def.module, program.facts(def.facts));
            let ItemKind::Struct { fields, .. } = &facts.data.item(def.item).kind else { continue };
            for field in fields {
                let kind = kinds.of_type(&facts, module, None, field.ty, 0);
                kinds
                    .by_field
                    .entry(field.name.clone())
                    .and_modify(|known| *known = both(*known, kind))
                    .or_insert(kind);
            }
        }
        kinds
    }

    /// What a path means; each is resolved once.
    pub fn meaning(&mut self, module: ModId, path: &Path, ns: Ns) -> Meaning {
        let names: Vec<Name> = path.segments.iter().map(|segment| segment.name.clone()).collect();
        if path.global {
            return self.program.meaning(module, path, ns);
        }
        let program = self.program;
        self.paths.entry((module, names, ns)).or_insert_with(|| program.meaning(module, path, ns)).clone()
    }

    /// The struct or enum that a path of a type leads to.
    pub fn adt(&mut self, module: ModId, self_adt: Option<AdtId>, path: &Path) -> Option<AdtId> {
        if path.segments.first().is_some_and(|first| &*first.name == "Self") {
            return self_adt;
        }
        match self.meaning(module, path, Ns::Type) {
            Meaning::Def(found) => match found.def {
                Def::Adt(adt) | Def::Variant(adt, _) => Some(adt),
                Def::Alias(alias) => self.alias_adt(alias, 0),
                _ => None,
            },
            _ => None,
        }
    }

    pub fn alias_adt(&mut self, alias: crate::program::AliasId, depth: usize) -> Option<AdtId> {
        let def = self.program.alias(alias);
        let (module, facts) = (def.module, self.program.facts(def.facts));
        let ItemKind::TypeAlias { ty: Some(ty), .. } = &facts.data.item(def.item).kind else { return None };
        let TyKind::Path(path) = &facts.data.ty(*ty).kind else { return None };
        match self.meaning(module, path, Ns::Type) {
            Meaning::Def(found) if found.rest == 0 => match found.def {
                Def::Adt(adt) => Some(adt),
                Def::Alias(next) if depth < MAX_INSIDE => self.alias_adt(next, depth + 1),
                _ => None,
            },
            _ => None,
        }
    }

    /// What values of a written type are.
    pub fn of_type(&mut self, facts: &Facts, module: ModId, self_adt: Option<AdtId>, ty: TyId, depth: usize) -> Kind {
        let path = match &facts.data.ty(ty).kind {
            TyKind::Path(path) if path.qself.is_none() => path,
            TyKind::Slice(_) => return Kind::Plain,
            _ => return Kind::Open,
        };
        let Some(last) = path.segments.last() else { return Kind::Open };
        if let [only] = path.segments.as_slice()
            && &*only.name == "Self"
        {
            return self_adt.map_or(Kind::Open, |adt| self.of_adt(adt));
        }
        match self.meaning(module, path, Ns::Type) {
            Meaning::Def(found) if found.rest == 0 => match found.def {
                Def::Adt(adt) => self.of_adt(adt),
                Def::Alias(alias) => self.alias_adt(alias, 0).map_or(Kind::Open, |adt| self.of_adt(adt)),
                _ => Kind::Open,
            },
            Meaning::Outside(_) if is_transparent(&last.name) => match last.args.first() {
                Some(inner) if depth < MAX_INSIDE => self.of_type(facts, module, self_adt, *inner, depth + 1),
                _ => Kind::Open,
            },
            Meaning::Outside(names) => match names.as_slice() {
                [krate, ..] if self.users.iter().any(|client| *client.krate == **krate) => Kind::Open,
                [krate, .., name] if PLAIN_CRATES.contains(&&**krate) || &**name == "HeaderMap" => Kind::Plain,
                // With type arguments it may be something around a value of the program.
                [krate, ..] if OPAQUE_CRATES.contains(&&**krate) && last.args.is_empty() => Kind::Client,
                _ => Kind::Open,
            },
            _ => Kind::Open,
        }
    }

    /// A struct that derefs has the methods of what is inside, too.
    fn of_adt(&self, adt: AdtId) -> Kind {
        if self.derefs[adt.0 as usize] { Kind::Open } else { Kind::Adt(adt) }
    }

    /// What an expression is.
    pub fn of_expr(&mut self, here: Here<'_>, id: ExprId, depth: usize) -> Kind {
        if depth > MAX_CHAIN {
            return Kind::Open;
        }
        match &here.facts.data.expr(id).kind {
            ExprKind::Lit(_) | ExprKind::Array(_) | ExprKind::Repeat { .. } | ExprKind::Span { .. } => Kind::Plain,
            ExprKind::Path(path) => match path.segments.as_slice() {
                [only] if &*only.name == "self" => here.self_adt.map_or(Kind::Open, |adt| self.of_adt(adt)),
                [only] => here.locals.get(&only.name).copied().unwrap_or(Kind::Open),
                _ => Kind::Open,
            },
            ExprKind::Ref { expr, .. } | ExprKind::Unary { expr, .. } | ExprKind::Await(expr) | ExprKind::Try(expr) => {
                self.of_expr(here, *expr, depth + 1)
            }
            ExprKind::Field { base, name } => match self.of_expr(here, *base, depth + 1) {
                Kind::Adt(adt) => self.of_field(adt, name),
                _ => self.by_field.get(name).copied().unwrap_or(Kind::Open),
            },
            // An element of data that is looked up by name is data.
            ExprKind::Index { index, .. } => match &here.facts.data.expr(*index).kind {
                ExprKind::Lit(crate::syntax::facts::Lit::Str(_)) => Kind::Plain,
                _ => Kind::Open,
            },
            ExprKind::Struct { path, .. } => {
                self.adt(here.module, here.self_adt, path).map_or(Kind::Open, |adt| self.of_adt(adt))
            }
            ExprKind::Call { callee, .. } => match &here.facts.data.expr(*callee).kind {
                ExprKind::Path(path) => self.of_call(here, path),
                _ => Kind::Open,
            },
            ExprKind::MethodCall { recv, method, .. } => {
                let on = self.of_expr(here, *recv, depth + 1);
                match on {
                    Kind::Adt(adt) => match self.assoc(adt, method).as_slice() {
                        [only] => self.of_result(*only),
                        [] if SAME.contains(&&**method) => on,
                        _ => Kind::Open,
                    },
                    // `get_ref` and the like may give what is inside.
                    Kind::Client if &**method == "clone" => on,
                    Kind::Client | Kind::Plain | Kind::Open => Kind::Open,
                }
            }
            _ => Kind::Open,
        }
    }

    fn of_call(&mut self, here: Here<'_>, path: &Path) -> Kind {
        if path.qself.is_some() {
            return Kind::Open;
        }
        let Some(last) = path.segments.last() else { return Kind::Open };
        let owner = match self.meaning(here.module, path, Ns::Value) {
            _ if path.segments.len() == 2 && &*path.segments[0].name == "Self" => here.self_adt,
            Meaning::Def(found) => match (found.def, found.rest) {
                (Def::Fn(id), 0) => return self.of_result(id),
                (Def::Adt(adt) | Def::Variant(adt, _), 0) => return self.of_adt(adt),
                (Def::Adt(adt), 1) => Some(adt),
                (Def::Alias(alias), 1) => self.alias_adt(alias, 0),
                _ => None,
            },
            // `HashMap::new()` and the like.
            Meaning::Outside(names) => match names.as_slice() {
                [krate, .., owner, _] if PLAIN_CRATES.contains(&&**krate) && !is_transparent(owner) => {
                    return Kind::Plain;
                }
                // What takes arguments may be around one of them.
                [krate, .., owner, name]
                    if OPAQUE_CRATES.contains(&&**krate)
                        && matches!(&**owner, "Client" | "Agent")
                        && &**name == "new" =>
                {
                    return Kind::Client;
                }
                _ => None,
            },
            Meaning::Unknown => None,
        };
        let Some(adt) = owner else { return Kind::Open };
        match self.assoc(adt, &last.name).as_slice() {
            [only] => self.of_result(*only),
            _ => Kind::Open,
        }
    }

    fn of_result(&mut self, id: FnId) -> Kind {
        let def = self.program.function(id);
        let (module, facts) = (def.module, self.program.facts(def.facts));
        let Some(ret) = self.program.fn_item(&facts, def.item).and_then(|item| item.ret) else { return Kind::Plain };
        let self_adt = self.owner_adt(id);
        self.of_type(&facts, module, self_adt, ret, 0)
    }

    fn of_field(&mut self, adt: AdtId, name: &Name) -> Kind {
        let def = self.program.adt(adt);
        let (module, facts) = (def.module, self.program.facts(def.facts));
        let ty =
            self.program.fields(&facts, def.item, None).iter().find(|field| field.name == *name).map(|field| field.ty);
        ty.map_or(Kind::Open, |ty| self.of_type(&facts, module, Some(adt), ty, 0))
    }

    /// The functions of a name that a type of the program has: of its impls, else by default of its traits.
    pub fn assoc(&self, adt: AdtId, name: &str) -> Vec<FnId> {
        let impls = self.program.impls_of(adt);
        let own: Vec<FnId> = impls.iter().flat_map(|id| self.program.fns_of_impl(*id, name)).collect();
        if !own.is_empty() {
            return own;
        }
        let traits = impls.iter().filter_map(|id| self.program.impl_def(*id).of_trait);
        traits.flat_map(|id| self.program.fns_of_trait(id, name)).collect()
    }

    /// The struct or enum whose impl holds a function.
    pub fn owner_adt(&self, id: FnId) -> Option<AdtId> {
        match self.program.function(id).owner {
            Owner::Impl(id) => match self.program.impl_def(id).target {
                ImplTarget::Adt(adt) => Some(adt),
                _ => None,
            },
            _ => None,
        }
    }

    /// What the variables of a function are: those whose type is written or evident and whose name has one meaning.
    pub fn locals(&mut self, id: FnId) -> FxHashMap<Name, Kind> {
        let def = self.program.function(id);
        let (module, facts) = (def.module, self.program.facts(def.facts));
        let mut locals: FxHashMap<Name, Kind> = FxHashMap::default();
        let Some(item) = self.program.fn_item(&facts, def.item) else { return locals };
        let self_adt = self.owner_adt(id);
        for (pat, ty) in &item.params {
            // A type parameter hides what has its name elsewhere.
            let kind = self.of_type(&facts, module, self_adt, *ty, 0);
            note(&facts, *pat, kind, &mut locals);
        }
        let Some(body) = item.body else { return locals };
        crate::program::walk::each_expr(&facts.data, body, &mut |expr| match &facts.data.expr(expr).kind {
            ExprKind::Block(block) | ExprKind::Async(block) => {
                for stmt in &block.stmts {
                    let StmtKind::Let { pat, ty, init, .. } = &stmt.kind else { continue };
                    let kind = match (ty, init) {
                        (Some(ty), _) => self.of_type(&facts, module, self_adt, *ty, 0),
                        (None, Some(init)) => {
                            let here = Here { facts: &facts, module, self_adt, locals: &locals };
                            self.of_expr(here, *init, 0)
                        }
                        (None, None) => Kind::Open,
                    };
                    note(&facts, *pat, kind, &mut locals);
                }
            }
            ExprKind::Closure { params, .. } => {
                for (pat, ty) in params {
                    let kind = ty.map_or(Kind::Open, |ty| self.of_type(&facts, module, self_adt, ty, 0));
                    note(&facts, *pat, kind, &mut locals);
                }
            }
            ExprKind::Let { pat, .. } | ExprKind::For { pat, .. } => note(&facts, *pat, Kind::Open, &mut locals),
            ExprKind::Match { arms, .. } => {
                for arm in arms {
                    note(&facts, arm.pat, Kind::Open, &mut locals);
                }
            }
            _ => {}
        });
        locals
    }
}

/// Whether requests can be made with a crate's items.
pub(super) fn is_client_crate(name: &str, users: &[UserClient]) -> bool {
    clients::CRATES.contains(&name) || users.iter().any(|client| client.krate == name)
}

/// What two declarations of one name have in common.
fn both(one: Kind, two: Kind) -> Kind {
    match (one, two) {
        (one, two) if one == two => one,
        (Kind::Open, _) | (_, Kind::Open) => Kind::Open,
        // Different types of the program: their methods are found by name.
        _ => Kind::Open,
    }
}

/// Notes the names that a pattern binds; a part of a pattern can be anything.
fn note(facts: &Facts, pat: PatId, kind: Kind, locals: &mut FxHashMap<Name, Kind>) {
    let mut open = vec![(pat, kind)];
    while let Some((pat, kind)) = open.pop() {
        match &facts.data.pat(pat).kind {
            PatKind::Bind { name, sub, .. } => {
                locals.entry(name.clone()).and_modify(|known| *known = both(*known, kind)).or_insert(kind);
                open.extend(sub.iter().map(|sub| (*sub, kind)));
            }
            PatKind::Tuple(items) | PatKind::Slice(items) | PatKind::TupleStruct { elems: items, .. } => {
                open.extend(items.iter().map(|item| (*item, Kind::Open)));
            }
            PatKind::Or(items) => open.extend(items.iter().map(|item| (*item, kind))),
            PatKind::Struct { fields, .. } => open.extend(fields.iter().map(|(_, pat)| (*pat, Kind::Open))),
            PatKind::Wild | PatKind::Rest | PatKind::Path(_) | PatKind::Lit(_) | PatKind::Range => {}
        }
    }
}
