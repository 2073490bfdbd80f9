//! What each function and const refers to: functions that it can call, values that it can bring in.
//!
//! Nodes are functions, consts, structs and enums, and names: `x.list(a)` on something of which nothing is known calls the
//! name `list` with one argument, and that calls every method of this name. So the graph stays linear in the size of the
//! program, however many methods share a name.

use rustc_hash::{FxHashMap, FxHashSet};

use super::kind::{Here, Kind, Kinds, is_client_crate};
use super::words::{each_attr, parts_hint};
use crate::analysis::models::{UserClient, clients};
use crate::analysis::vendor::Vendor;
use crate::program::{
    AdtId, Def, Facts, FnId, Meaning, ModId, Ns, Owner, Program, TraitId, each_ident, each_literal, walk::each_expr,
};
use crate::syntax::facts::{
    ExprId, ExprKind, FnItem, ItemKind, Lit, MacroCall, MacroRead, Name, PatKind, Path, Segment, StmtKind, Token, TyId,
    TyKind, UnOp,
};

/// What functions of one name are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Named {
    /// Methods with so many arguments.
    Method(Name, usize),
    /// Associated functions and consts.
    Associated(Name),
    /// Associated items of one trait: of its impls and its own.
    OfTrait(TraitId, Name),
    /// Anything: a word among the tokens of a macro.
    Any(Name),
}

/// Nodes with what they refer to.
#[derive(Debug, Clone, Default)]
pub(super) struct Graph {
    fns: usize,
    consts: usize,
    adts: usize,
    /// By node: the nodes that running it can run.
    calls: Vec<Vec<u32>>,
    /// By node: the structs and enums whose values it can have.
    holds: Vec<Vec<u32>>,
    /// By node: whether a request can be made right there.
    pub sends: Vec<bool>,
    /// By node: whether a word of the vendor's stands right there.
    pub spoken: Vec<bool>,
    /// By struct or enum: the functions and consts that make it.
    makers: Vec<Vec<u32>>,
    names: FxHashMap<Named, u32>,
}

impl Graph {
    /// Reads the facts of a program. `hinting` tells which crates have a text of the vendor's.
    pub fn of(program: &Program, vendor: &dyn Vendor, users: &[UserClient], hinting: &[bool]) -> Graph {
        let (fns, consts, adts) = (program.fns.len(), program.consts.len(), program.adts.len());
        let nodes = fns + consts + adts;
        let graph = Graph {
            fns,
            consts,
            adts,
            calls: vec![Vec::new(); nodes],
            holds: vec![Vec::new(); nodes],
            sends: vec![false; nodes],
            spoken: vec![false; nodes],
            makers: vec![Vec::new(); adts],
            names: FxHashMap::default(),
        };
        let mut macros: FxHashMap<Name, Mentions> = FxHashMap::default();
        for def in program.macro_defs() {
            let facts = program.facts(def.facts);
            let known = macros.entry(def.name.clone()).or_default();
            for rule in program.macro_rules(&facts, def.item) {
                known.read(&rule.body, vendor);
            }
        }
        let macros = with_inner(macros);
        let client = program
            .crates
            .iter()
            .zip(hinting)
            .map(|(krate, hint)| *hint || krate.externs.values().any(|name| is_client_crate(name, users)))
            .collect();
        let kinds = Kinds::of(program, users);
        let named = FxHashMap::default();
        let outside = program.impl_defs().iter().filter(|def| def.of_trait.is_none());
        let overloaded = outside.filter_map(|def| def.trait_name.clone()).collect();
        let mut reader = Reader { program, vendor, users, graph, kinds, macros, client, overloaded, named };
        for index in 0..fns {
            reader.function(FnId(index as u32));
        }
        for index in 0..consts {
            reader.constant(index);
        }
        for index in 0..adts {
            reader.adt(AdtId(index as u32));
        }
        reader.names();
        let mut graph = reader.graph;
        for list in graph.calls.iter_mut().chain(&mut graph.holds).chain(&mut graph.makers) {
            list.sort_unstable();
            list.dedup();
        }
        graph
    }

    /// The node of a struct or enum.
    pub fn adt_node(&self, adt: usize) -> usize {
        self.fns + self.consts + adt
    }

    /// The functions and consts that make a struct or an enum.
    pub fn makers(&self, adt: usize) -> &[u32] {
        &self.makers[adt]
    }

    /// What a node can call; names among them.
    pub fn calls(&self, node: usize) -> &[u32] {
        &self.calls[node]
    }

    /// How many nodes there are; the first ones are the functions.
    pub fn len(&self) -> usize {
        self.calls.len()
    }

    /// Whether a node is a name.
    pub fn is_name(&self, node: usize) -> bool {
        node >= self.fns + self.consts + self.adts
    }

    /// The nodes from which one of `from` can be reached; over values too where `values` is set. A struct or enum is taken
    /// to be reached from its makers and from `adts`.
    pub fn above(&self, from: &[bool], values: bool, adts: &[bool]) -> Vec<bool> {
        let mut reached: Vec<bool> = (0..self.len()).map(|node| from.get(node).copied().unwrap_or(false)).collect();
        for (adt, given) in adts.iter().enumerate() {
            reached[self.adt_node(adt)] |= given;
        }
        let mut above: Vec<Vec<u32>> = vec![Vec::new(); self.len()];
        for (node, list) in self.calls.iter().enumerate() {
            for to in list {
                above[*to as usize].push(node as u32);
            }
        }
        if values {
            for (node, list) in self.holds.iter().enumerate() {
                for to in list {
                    above[*to as usize].push(node as u32);
                }
            }
            for (adt, makers) in self.makers.iter().enumerate() {
                for maker in makers {
                    above[*maker as usize].push(self.adt_node(adt) as u32);
                }
            }
        }
        let mut open: Vec<u32> = (0..self.len() as u32).filter(|node| reached[*node as usize]).collect();
        while let Some(node) = open.pop() {
            for next in &above[node as usize] {
                if !reached[*next as usize] {
                    reached[*next as usize] = true;
                    open.push(*next);
                }
            }
        }
        reached
    }

    /// The nodes that are called by one of `from`, at most `depth` calls below.
    pub fn below(&self, from: &[bool], depth: u32) -> Vec<bool> {
        let mut reached: Vec<bool> = (0..self.len()).map(|node| from.get(node).copied().unwrap_or(false)).collect();
        let mut level: Vec<u32> = (0..self.len() as u32).filter(|node| reached[*node as usize]).collect();
        for _ in 0..depth {
            let mut next = Vec::new();
            let mut at = 0;
            while let Some(node) = level.get(at).copied() {
                at += 1;
                for to in &self.calls[node as usize] {
                    if std::mem::replace(&mut reached[*to as usize], true) {
                        continue;
                    }
                    // A name is no step of its own.
                    if self.is_name(*to as usize) { level.push(*to) } else { next.push(*to) }
                }
            }
            level = next;
        }
        reached
    }
}

/// What the tokens of a macro mention.
#[derive(Debug, Clone, Default)]
struct Mentions {
    names: Vec<Name>,
    spoken: bool,
}

impl Mentions {
    fn read(&mut self, tokens: &[Token], vendor: &dyn Vendor) {
        each_ident(tokens, &mut |name| {
            let plain = name.strip_prefix("r#").map_or_else(|| name.clone(), Name::from);
            if !self.names.contains(&plain) {
                self.names.push(plain);
            }
        });
        each_literal(tokens, &mut |text| self.spoken |= vendor.hint(text) || vendor.is_name(text));
    }
}

/// What macros mention, with what the macros mention that they invoke.
fn with_inner(macros: FxHashMap<Name, Mentions>) -> FxHashMap<Name, Mentions> {
    let whole = macros.keys().map(|name| {
        let mut all = Mentions::default();
        let mut seen: FxHashSet<&Name> = FxHashSet::default();
        let mut open = vec![name];
        while let Some(name) = open.pop() {
            let Some((name, inner)) = macros.get_key_value(name) else { continue };
            if seen.insert(name) {
                all.spoken |= inner.spoken;
                open.extend(inner.names.iter().filter(|name| macros.contains_key(*name)));
                all.names.extend(inner.names.iter().cloned());
            }
        }
        all.names.sort();
        all.names.dedup();
        (name.clone(), all)
    });
    whole.collect()
}

/// Reads one body after the other into a graph.
struct Reader<'p> {
    program: &'p Program,
    vendor: &'p dyn Vendor,
    users: &'p [UserClient],
    graph: Graph,
    kinds: Kinds<'p>,
    macros: FxHashMap<Name, Mentions>,
    /// By crate: whether a name such as `get` can be a client's.
    client: Vec<bool>,
    /// Traits of operators and the like that the program has impls of.
    overloaded: FxHashSet<Name>,
    /// Whether a name is the vendor's.
    named: FxHashMap<Name, bool>,
}

impl Reader<'_> {
    fn function(&mut self, id: FnId) {
        let def = self.program.function(id);
        let (module, facts) = (def.module, self.program.facts(def.facts));
        let node = id.0 as usize;
        let krate = self.program.crate_of(module);
        self.graph.spoken[node] = self.vendor.is_name(&def.label)
            || self.vendor.is_name(&krate.package)
            || self.vendor.is_name(&self.program.module_path(module));
        let Some(item) = self.program.fn_item(&facts, def.item) else { return };
        let self_adt = self.kinds.owner_adt(id);
        if let Some(adt) = self_adt {
            self.hold(node, adt);
        }
        self.signature(node, &facts, module, item);
        let Some(body) = item.body else { return };
        let locals = self.kinds.locals(id);
        self.body(node, Here { facts: &facts, module, self_adt, locals: &locals }, body);
    }

    fn signature(&mut self, node: usize, facts: &Facts, module: ModId, item: &FnItem) {
        for (pat, ty) in &item.params {
            self.ty(node, facts, module, *ty);
            if let PatKind::Bind { name, .. } = &facts.data.pat(*pat).kind {
                self.word(node, name);
            }
        }
        if let Some(ty) = item.ret {
            self.ty(node, facts, module, ty);
        }
        for bound in item.generics.iter().flat_map(|param| &param.bounds) {
            self.path_words(node, bound);
        }
    }

    fn constant(&mut self, index: usize) {
        let def = &self.program.consts[index];
        let (module, facts) = (def.module, self.program.facts(def.facts));
        let node = self.graph.fns + index;
        self.word(node, &def.name);
        let (ty, value) = self.program.const_parts(&facts, def.item);
        if let Some(ty) = ty {
            self.ty(node, &facts, module, ty);
        }
        let self_adt = match def.owner {
            Owner::Impl(id) => match self.program.impl_def(id).target {
                crate::program::ImplTarget::Adt(adt) => Some(adt),
                _ => None,
            },
            _ => None,
        };
        if let Some(value) = value {
            self.body(node, Here { facts: &facts, module, self_adt, locals: &FxHashMap::default() }, value);
        }
    }

    fn adt(&mut self, adt: AdtId) {
        let def = self.program.adt(adt);
        let (module, facts) = (def.module, self.program.facts(def.facts));
        let node = self.graph.adt_node(adt.0 as usize);
        self.word(node, &def.name);
        let kind = &facts.data.item(def.item).kind;
        let fields: Vec<(Name, TyId)> = match kind {
            ItemKind::Struct { fields, .. } => fields.iter().map(|field| (field.name.clone(), field.ty)).collect(),
            ItemKind::Enum { variants, .. } => variants
                .iter()
                .flat_map(|variant| &variant.fields)
                .map(|field| (field.name.clone(), field.ty))
                .collect(),
            _ => Vec::new(),
        };
        for (name, ty) in fields {
            self.word(node, &name);
            self.ty(node, &facts, module, ty);
        }
        let mut given: Vec<Name> = Vec::new();
        each_attr(kind, &mut |attr| each_literal(&attr.tokens, &mut |text| given.push(text.clone())));
        for text in given {
            self.graph.spoken[node] |= self.vendor.hint(&text) || self.vendor.is_name(&text);
            // `default = "base_url"` names a function.
            let last = text.trim_matches('"').rsplit("::").next().unwrap_or_default();
            if last.starts_with(|char: char| char.is_alphabetic() || char == '_') && !last.contains([' ', '/', '.']) {
                let to = self.named(Named::Any(last.into()));
                self.graph.holds[node].push(to);
            }
        }
        // What its values are turned into: texts, other types.
        for id in self.program.impls_of(adt) {
            let def = self.program.impl_def(*id);
            if def.of_trait.is_none() && def.trait_name.is_some() {
                let fns: Vec<u32> = def.fns.iter().map(|id| id.0).collect();
                self.graph.holds[node].extend(fns);
            }
        }
    }

    /// Joins names with all that they can stand for.
    fn names(&mut self) {
        let mut names: Vec<(Named, u32)> = self.graph.names.iter().map(|(name, node)| (name.clone(), *node)).collect();
        names.sort_by_key(|(_, node)| *node);
        let mut associated: FxHashMap<&Name, Vec<u32>> = FxHashMap::default();
        let mut any: FxHashMap<&Name, Vec<u32>> = FxHashMap::default();
        for (id, def) in self.program.functions() {
            any.entry(&def.name).or_default().push(id.0);
            if def.owner != Owner::Free {
                associated.entry(&def.name).or_default().push(id.0);
            }
        }
        for (index, def) in self.program.consts.iter().enumerate() {
            let node = (self.graph.fns + index) as u32;
            any.entry(&def.name).or_default().push(node);
            if def.owner != Owner::Free {
                associated.entry(&def.name).or_default().push(node);
            }
        }
        for (named, node) in names {
            let found: Vec<u32> = match &named {
                Named::Method(name, count) => {
                    let methods = self.program.methods_named(name).iter().copied();
                    let takes = |id: &FnId| {
                        let def = self.program.function(*id);
                        let facts = self.program.facts(def.facts);
                        self.program.fn_item(&facts, def.item).is_some_and(|item| item.params.len() == *count)
                    };
                    methods.filter(takes).map(|id| id.0).collect()
                }
                Named::Associated(name) => associated.get(name).cloned().unwrap_or_default(),
                Named::OfTrait(id, name) => self.of_trait(*id, name),
                Named::Any(name) => any.get(name).cloned().unwrap_or_default(),
            };
            self.graph.calls[node as usize] = found;
        }
    }

    fn of_trait(&self, id: TraitId, name: &Name) -> Vec<u32> {
        let own = self.program.trait_def(id);
        let impls = self.program.impls_for_trait(id).iter().map(|id| self.program.impl_def(*id));
        let lists = impls.map(|def| (&def.fns, &def.consts)).chain([(&own.fns, &own.consts)]);
        let mut found = Vec::new();
        for (fns, consts) in lists {
            found.extend(fns.iter().filter(|id| self.program.function(**id).name == *name).map(|id| id.0));
            let named = consts.iter().filter(|id| self.program.const_def(**id).name == *name);
            found.extend(named.map(|id| self.graph.fns as u32 + id.0));
        }
        found
    }

    fn named(&mut self, name: Named) -> u32 {
        if let Some(node) = self.graph.names.get(&name) {
            return *node;
        }
        let node = self.graph.calls.len() as u32;
        self.graph.names.insert(name, node);
        self.graph.calls.push(Vec::new());
        self.graph.holds.push(Vec::new());
        node
    }

    fn call(&mut self, node: usize, to: u32) {
        self.graph.calls[node].push(to);
    }

    fn hold(&mut self, node: usize, adt: AdtId) {
        let to = self.graph.adt_node(adt.0 as usize) as u32;
        self.graph.holds[node].push(to);
    }

    fn make(&mut self, node: usize, adt: AdtId) {
        self.hold(node, adt);
        self.graph.makers[adt.0 as usize].push(node as u32);
    }

    /// A name that stands in the code of a node.
    fn word(&mut self, node: usize, name: &Name) {
        if self.graph.spoken[node] {
            return;
        }
        let vendor = self.vendor;
        self.graph.spoken[node] = *self.named.entry(name.clone()).or_insert_with(|| vendor.is_name(name));
    }

    fn path_words(&mut self, node: usize, path: &Path) {
        for segment in &path.segments {
            self.word(node, &segment.name);
        }
    }

    fn ty(&mut self, node: usize, facts: &Facts, module: ModId, ty: TyId) {
        let mut open = vec![ty];
        while let Some(ty) = open.pop() {
            match &facts.data.ty(ty).kind {
                TyKind::Path(path) => {
                    self.path_words(node, path);
                    open.extend(path.segments.iter().flat_map(|segment| &segment.args));
                    if let Some(adt) = self.kinds.adt(module, None, path) {
                        self.hold(node, adt);
                    }
                }
                TyKind::Tuple(items) => open.extend(items),
                TyKind::Slice(inner) => open.push(*inner),
                TyKind::Impl(traits) | TyKind::Dyn(traits) => {
                    for path in traits {
                        self.path_words(node, path);
                        open.extend(path.segments.iter().flat_map(|segment| &segment.args));
                    }
                }
                TyKind::Fn { params, ret } => open.extend(params.iter().chain(ret)),
                TyKind::Const(_) | TyKind::Infer | TyKind::Other => {}
            }
        }
    }

    fn body(&mut self, node: usize, here: Here<'_>, root: ExprId) {
        let client = self.client[self.program.module(here.module).krate.0 as usize];
        let mut parts: Vec<&str> = Vec::new();
        each_expr(&here.facts.data, root, &mut |id| match &here.facts.data.expr(id).kind {
            ExprKind::Lit(Lit::Str(text)) => {
                parts.push(text);
                if self.vendor.hint(text) {
                    self.graph.spoken[node] = true;
                    self.graph.sends[node] = true;
                } else if !self.graph.spoken[node] && self.vendor.is_name(text) {
                    self.graph.spoken[node] = true;
                }
                self.graph.sends[node] |= matches!(&**text, "GET" | "POST" | "PUT" | "PATCH" | "DELETE");
            }
            ExprKind::Path(path) => {
                self.path_words(node, path);
                self.path(node, here, path, client);
                for arg in path.segments.iter().flat_map(|segment| &segment.args).chain(&path.qself) {
                    self.ty(node, here.facts, here.module, *arg);
                }
            }
            ExprKind::MethodCall { recv, method, turbofish, args, .. } => {
                self.word(node, method);
                for ty in turbofish {
                    self.ty(node, here.facts, here.module, *ty);
                }
                self.method(node, here, *recv, method, args, client);
            }
            ExprKind::Call { callee, .. } => {
                // What a variable or a field holds may send.
                self.graph.sends[node] |= client
                    && match &here.facts.data.expr(*callee).kind {
                        ExprKind::Path(path) => match path.segments.as_slice() {
                            [only] => here.locals.contains_key(&only.name),
                            _ => false,
                        },
                        _ => true,
                    };
            }
            ExprKind::Field { name, .. } => self.word(node, name),
            ExprKind::Binary { op, .. } | ExprKind::AssignOp { op, .. } => {
                if let Some([of_trait, name, assign_trait, assign]) = op.overloaded() {
                    self.operator(node, of_trait, name, 1);
                    self.operator(node, assign_trait, assign, 1);
                }
            }
            ExprKind::Unary { op: UnOp::Not, .. } => self.operator(node, "Not", "not", 0),
            ExprKind::Unary { op: UnOp::Neg, .. } => self.operator(node, "Neg", "neg", 0),
            ExprKind::Index { .. } => self.operator(node, "Index", "index", 1),
            ExprKind::For { .. } => {
                self.operator(node, "Iterator", "next", 0);
                self.operator(node, "IntoIterator", "into_iter", 0);
            }
            ExprKind::Await(_) => self.operator(node, "IntoFuture", "into_future", 0),
            ExprKind::Struct { path, fields, .. } => {
                self.path_words(node, path);
                for (name, _) in fields {
                    self.word(node, name);
                }
                match self.kinds.adt(here.module, here.self_adt, path) {
                    Some(adt) => self.make(node, adt),
                    None => {
                        let last = path.segments.last().map_or("", |segment| &*segment.name);
                        self.graph.sends[node] |= client && last.contains("Request");
                    }
                }
            }
            ExprKind::Macro(call) => self.invocation(node, here, call, client),
            ExprKind::Block(block) | ExprKind::Async(block) => {
                for stmt in &block.stmts {
                    if let StmtKind::Let { ty: Some(ty), .. } = &stmt.kind {
                        self.ty(node, here.facts, here.module, *ty);
                    }
                }
            }
            _ => {}
        });
        self.graph.spoken[node] = self.graph.spoken[node] || parts_hint(&parts, self.vendor);
    }

    /// An operator of a type that the program overloads it for.
    fn operator(&mut self, node: usize, of_trait: &'static str, name: &'static str, args: usize) {
        if self.overloaded.contains(of_trait) {
            let to = self.named(Named::Method(name.into(), args));
            self.call(node, to);
        }
    }

    fn invocation(&mut self, node: usize, here: Here<'_>, call: &MacroCall, client: bool) {
        let Some(last) = call.path.segments.last() else { return };
        // `format!("{BASE}/owners")` names a const in its text.
        let mut inline = Vec::new();
        each_literal(&call.tokens, &mut |text| names_in_braces(text, &mut inline));
        for name in inline {
            self.word(node, &name);
            let segments = vec![Segment { name, args: Vec::new(), assoc: Vec::new() }];
            let path = Path { global: false, qself: None, trait_segments: 0, segments, range: call.path.range };
            self.path(node, here, &path, client);
        }
        let mut mentions = Mentions::default();
        mentions.read(&call.tokens, self.vendor);
        self.graph.spoken[node] |= mentions.spoken;
        self.graph.sends[node] |= mentions.spoken;
        for name in &mentions.names {
            self.word(node, name);
        }
        let own = self.macros.contains_key(&last.name);
        if let Some(inner) = self.macros.get(&last.name) {
            mentions.names.extend(inner.names.iter().cloned());
            self.graph.spoken[node] |= inner.spoken;
            self.graph.sends[node] |= inner.spoken;
        }
        // What reads as expressions is walked like other code.
        if own || matches!(call.read, MacroRead::Nothing) {
            for name in mentions.names {
                self.graph.sends[node] |= client && self.is_sending(&name);
                let to = self.named(Named::Any(name));
                self.call(node, to);
            }
        }
    }

    fn is_sending(&self, name: &str) -> bool {
        clients::SENDING_NAMES.contains(&name) || self.users.iter().any(|user| user.name == name)
    }

    fn path(&mut self, node: usize, here: Here<'_>, path: &Path, client: bool) {
        let Some(last) = path.segments.last().map(|segment| segment.name.clone()) else { return };
        let associated = Named::Associated(last.clone());
        if path.qself.is_some() {
            let to = self.named(associated);
            return self.call(node, to);
        }
        // A variable's name may be that of a function before the variable is declared: `let url = url(id)`.
        let variable = path.segments.len() == 1 && here.locals.contains_key(&last);
        if &*path.segments[0].name == "Self" {
            match (here.self_adt, path.segments.len()) {
                (Some(adt), 1) => return self.make(node, adt),
                (Some(adt), 2) => return self.associated(node, adt, &last),
                _ => {
                    let to = self.named(associated);
                    return self.call(node, to);
                }
            }
        }
        match self.kinds.meaning(here.module, path, Ns::Value) {
            Meaning::Def(found) => match (found.def, found.rest) {
                (Def::Fn(id), 0) => self.call(node, id.0),
                (Def::Const(id), 0) => self.call(node, self.graph.fns as u32 + id.0),
                (Def::Adt(adt) | Def::Variant(adt, _), 0) => self.make(node, adt),
                (Def::Adt(adt), 1) => self.associated(node, adt, &last),
                (Def::Alias(alias), 1) => match self.kinds.alias_adt(alias, 0) {
                    Some(adt) => self.associated(node, adt, &last),
                    None => {
                        self.graph.sends[node] |= client && self.is_sending(&last);
                        let to = self.named(associated);
                        self.call(node, to);
                    }
                },
                (Def::Trait(id), 1) => {
                    let to = self.named(Named::OfTrait(id, last));
                    self.call(node, to);
                }
                (_, 0) => {}
                _ => {
                    let to = self.named(associated);
                    self.call(node, to);
                }
            },
            Meaning::Outside(_) | Meaning::Unknown if variable => {}
            Meaning::Outside(names) => {
                let in_client = names.first().is_some_and(|krate| is_client_crate(krate, self.users));
                self.graph.sends[node] |= (in_client && names.iter().any(|name| self.is_sending(name)))
                    || (client && names.len() >= 2 && self.is_sending(&last));
                if path.segments.len() >= 2 {
                    // An extension trait of the program may have added it.
                    let to = self.named(associated);
                    self.call(node, to);
                }
            }
            Meaning::Unknown => {
                // `T::get(..)` of a type parameter, or an item of a block.
                let named = if path.segments.len() >= 2 { associated } else { Named::Any(last.clone()) };
                self.graph.sends[node] |= client && path.segments.len() >= 2 && self.is_sending(&last);
                let to = self.named(named);
                self.call(node, to);
            }
        }
    }

    /// `Type::name` of a type of the program.
    fn associated(&mut self, node: usize, adt: AdtId, name: &Name) {
        self.hold(node, adt);
        if self.program.variant(adt, name).is_some() {
            self.make(node, adt);
        }
        let found = self.kinds.assoc(adt, name);
        for id in &found {
            self.call(node, id.0);
        }
        let mut any = !found.is_empty();
        for id in self.program.impls_of(adt) {
            let def = self.program.impl_def(*id);
            let traits = def.of_trait.map(|id| self.program.trait_def(id));
            let consts = def.consts.iter().chain(traits.iter().flat_map(|def| &def.consts));
            let named: Vec<u32> = consts
                .filter(|id| self.program.const_def(**id).name == *name)
                .map(|id| self.graph.fns as u32 + id.0)
                .collect();
            any |= !named.is_empty();
            self.graph.calls[node].extend(named);
        }
        if !any {
            // From an impl for every type, or derived.
            let to = self.named(Named::Associated(name.clone()));
            self.call(node, to);
        }
    }

    fn method(&mut self, node: usize, here: Here<'_>, recv: ExprId, method: &Name, args: &[ExprId], client: bool) {
        let kind = self.kinds.of_expr(here, recv, 0);
        if let Kind::Adt(adt) = kind {
            let found = self.kinds.assoc(adt, method);
            if !found.is_empty() {
                for id in found {
                    self.call(node, id.0);
                }
                return;
            }
        }
        let to = self.named(Named::Method(method.clone(), args.len()));
        self.call(node, to);
        if client && kind == Kind::Open && self.is_sending(method) {
            let user = self.users.iter().any(|user| *user.name == **method);
            self.graph.sends[node] |= user || can_be_request(here.facts, method, args);
        }
    }
}

/// The names that stand in braces in a text: those of variables and consts in the text of a format.
fn names_in_braces(text: &str, names: &mut Vec<Name>) {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('{') {
        let end = after.find(|char: char| !(char.is_alphanumeric() || char == '_')).unwrap_or(after.len());
        let name = &after[..end];
        if name.starts_with(|char: char| char.is_alphabetic() || char == '_') {
            names.push(name.into());
        }
        rest = &after[end..];
    }
}

/// Whether the arguments of a method that is named like one of a client's can be those of a request: a URL, a method and a
/// URL, a request.
fn can_be_request(facts: &Facts, method: &str, args: &[ExprId]) -> bool {
    let Some(first) = args.first() else { return matches!(method, "perform" | "execute" | "fetch" | "send_request") };
    match &facts.data.expr(*first).kind {
        ExprKind::Lit(Lit::Str(text)) => text.contains(['/', ':', '{']) || args.len() > 1,
        ExprKind::Lit(Lit::Bool(_)) => true,
        ExprKind::Lit(_) | ExprKind::Span { .. } | ExprKind::Array(_) | ExprKind::Tuple(_) => false,
        ExprKind::Binary { .. } => true,
        _ => true,
    }
}
