//! Reading bodies into a graph: what an expression calls, makes and names.

use super::super::kind::{Here, Kind, is_client_crate};
use super::super::words::parts_hint;
use crate::analysis::models::clients;
use crate::program::{AdtId, Def, Facts, Meaning, Ns, each_literal, walk::each_expr};
use crate::syntax::facts::{ExprId, ExprKind, Lit, MacroCall, MacroRead, Name, Path, Segment, StmtKind, UnOp};

use super::reader::Reader;
use super::{Mentions, Named};

impl Reader<'_> {
    pub(super) fn body(&mut self, node: usize, here: Here<'_>, root: ExprId) {
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
    pub(super) fn operator(&mut self, node: usize, of_trait: &'static str, name: &'static str, args: usize) {
        if self.overloaded.contains(of_trait) {
            let to = self.named(Named::Method(name.into(), args));
            self.call(node, to);
        }
    }

    pub(super) fn invocation(&mut self, node: usize, here: Here<'_>, call: &MacroCall, client: bool) {
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

    pub(super) fn path(&mut self, node: usize, here: Here<'_>, path: &Path, client: bool) {
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
    pub(super) fn associated(&mut self, node: usize, adt: AdtId, name: &Name) {
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

    pub(super) fn method(
        &mut self,
        node: usize,
        here: Here<'_>,
        recv: ExprId,
        method: &Name,
        args: &[ExprId],
        client: bool,
    ) {
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
        let named = if kind == Kind::Client { Named::TraitMethod } else { Named::Method };
        let to = self.named(named(method.clone(), args.len()));
        self.call(node, to);
        if client && matches!(kind, Kind::Open | Kind::Client) && self.is_sending(method) {
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
