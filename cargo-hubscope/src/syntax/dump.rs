//! Facts printed as S-expressions, for tests to state what a construct lowers to.

use std::fmt::Write as _;

use super::facts::*;

/// Prints facts; every method gives one line.
pub(super) struct Dump<'a>(pub(super) &'a FileFacts);

impl Dump<'_> {
    pub(super) fn items(&self, ids: &[ItemId]) -> String {
        join(ids.iter().map(|id| self.item(*id)))
    }

    pub(super) fn item(&self, id: ItemId) -> String {
        let item = self.0.item(id);
        let mut out = self.attrs(&item.attrs);
        if item.public {
            out.push_str("pub ");
        }
        let name = &item.name;
        let rest = match &item.kind {
            ItemKind::Fn(f) => {
                let receiver = match f.receiver {
                    Receiver::None => "",
                    Receiver::Value => " self",
                    Receiver::Ref => " &self",
                    Receiver::RefMut => " &mut-self",
                };
                let params = f
                    .params
                    .iter()
                    .map(|(pat, ty)| format!(" {}:{}", self.pat(*pat), self.ty(*ty)))
                    .collect::<String>();
                let ret = f.ret.map(|ty| format!(" -> {}", self.ty(ty))).unwrap_or_default();
                let body = f.body.map(|body| format!(" {}", self.expr(body))).unwrap_or_default();
                format!("fn {name}{}{receiver}{params}{ret}{body}", self.generics(&f.generics))
            }
            ItemKind::Struct { generics, fields } => {
                format!("struct {name}{}{}", self.generics(generics), self.fields(fields))
            }
            ItemKind::Enum { generics, variants } => {
                let variants = variants
                    .iter()
                    .map(|v| format!(" [{}{}{}]", self.attrs(&v.attrs), v.name, self.fields(&v.fields)))
                    .collect::<String>();
                format!("enum {name}{}{variants}", self.generics(generics))
            }
            ItemKind::Impl { generics, of_trait, self_ty, items } => {
                let of = of_trait.as_ref().map(|path| format!(" {} for", self.path(path))).unwrap_or_default();
                format!("impl{}{of} {} {}", self.generics(generics), self.ty(*self_ty), self.items(items))
            }
            ItemKind::Trait { generics, supertraits, items } => {
                let supers = supertraits.iter().map(|path| format!(" {}", self.path(path))).collect::<String>();
                format!("trait {name}{}:{supers} {}", self.generics(generics), self.items(items))
            }
            ItemKind::Const { ty, value } => {
                let ty = ty.map(|ty| format!(":{}", self.ty(ty))).unwrap_or_default();
                let value = value.map(|value| format!(" {}", self.expr(value))).unwrap_or_default();
                format!("const {name}{ty}{value}")
            }
            ItemKind::TypeAlias { generics, ty } => {
                let ty = ty.map(|ty| format!(" {}", self.ty(ty))).unwrap_or_default();
                format!("type {name}{}{ty}", self.generics(generics))
            }
            ItemKind::Mod { items: Some(items) } => format!("mod {name} {}", self.items(items)),
            ItemKind::Mod { items: None } => format!("mod {name}"),
            ItemKind::Use(entries) => format!("use {}", join(entries.iter().map(use_entry))),
            ItemKind::ExternCrate(of) => format!("extern-crate {of} as {name}"),
            ItemKind::MacroRules(rules) => {
                let rules = rules.iter().map(|r| format!(" {} => {};", tokens(&r.matcher), tokens(&r.body)));
                format!("macro_rules {name}{}", rules.collect::<String>())
            }
            ItemKind::MacroCall(call) => self.mac(call),
            ItemKind::Other => "other".to_string(),
        };
        format!("({out}{rest})")
    }

    pub(super) fn attrs(&self, attrs: &[Attr]) -> String {
        attrs.iter().fold(String::new(), |mut out, attr| {
            let _ = write!(out, "#{}", attr.path);
            if !attr.tokens.is_empty() {
                let _ = write!(out, "({})", tokens(&attr.tokens));
            }
            out.push(' ');
            out
        })
    }

    fn fields(&self, fields: &[FieldItem]) -> String {
        fields.iter().map(|f| format!(" {}{}:{}", self.attrs(&f.attrs), f.name, self.ty(f.ty))).collect()
    }

    fn generics(&self, params: &[GenericParam]) -> String {
        let list = params.iter().map(|param| {
            let bounds = param.bounds.iter().map(|path| self.path(path)).collect::<Vec<_>>().join("+");
            let default = param.default.map(|ty| format!("={}", self.ty(ty))).unwrap_or_default();
            let colon = if bounds.is_empty() { "" } else { ":" };
            format!("{}{colon}{bounds}{default}", param.name)
        });
        if params.is_empty() { String::new() } else { format!("<{}>", list.collect::<Vec<_>>().join(", ")) }
    }

    pub(super) fn path(&self, path: &Path) -> String {
        let mut out = String::new();
        if let Some(ty) = path.qself {
            let _ = write!(out, "<{}/{}>::", self.ty(ty), path.trait_segments);
        } else if path.global {
            out.push_str("::");
        }
        let segments = path.segments.iter().map(|segment| {
            let args = segment.args.iter().map(|ty| self.ty(*ty));
            let assoc = segment.assoc.iter().map(|(name, ty)| format!("{name}={}", self.ty(*ty)));
            let list = args.chain(assoc).collect::<Vec<_>>().join(", ");
            if list.is_empty() { segment.name.to_string() } else { format!("{}<{list}>", segment.name) }
        });
        out + &segments.collect::<Vec<_>>().join("::")
    }

    pub(super) fn ty(&self, id: TyId) -> String {
        let list = |ids: &[TyId]| ids.iter().map(|id| self.ty(*id)).collect::<Vec<_>>().join(", ");
        let paths = |paths: &[Path]| paths.iter().map(|path| self.path(path)).collect::<Vec<_>>().join("+");
        match &self.0.ty(id).kind {
            TyKind::Path(path) => self.path(path),
            TyKind::Tuple(ids) => format!("({})", list(ids)),
            TyKind::Slice(id) => format!("[{}]", self.ty(*id)),
            TyKind::Impl(bounds) => format!("impl({})", paths(bounds)),
            TyKind::Dyn(bounds) => format!("dyn({})", paths(bounds)),
            TyKind::Fn { params, ret } => {
                format!("fn({}){}", list(params), ret.map(|ty| format!("->{}", self.ty(ty))).unwrap_or_default())
            }
            TyKind::Infer => "_".to_string(),
            TyKind::Const(value) => lit(value),
            TyKind::Other => "?".to_string(),
        }
    }

    pub(super) fn pat(&self, id: PatId) -> String {
        let list = |ids: &[PatId]| join(ids.iter().map(|id| self.pat(*id)));
        match &self.0.pat(id).kind {
            PatKind::Wild => "_".to_string(),
            PatKind::Rest => "..".to_string(),
            PatKind::Bind { name, sub, decorated } => {
                let sub = sub.map(|sub| format!("@{}", self.pat(sub))).unwrap_or_default();
                format!("{}{name}{sub}", if *decorated { "~" } else { "" })
            }
            PatKind::Path(path) => format!("`{}`", self.path(path)),
            PatKind::Lit(value) => lit(value),
            PatKind::Range => "range".to_string(),
            PatKind::Tuple(ids) => format!("(tuple {})", list(ids)),
            PatKind::Slice(ids) => format!("(slice {})", list(ids)),
            PatKind::TupleStruct { path, elems } => format!("({} {})", self.path(path), list(elems)),
            PatKind::Struct { path, fields } => {
                let fields = join(fields.iter().map(|(name, pat)| format!("{name}={}", self.pat(*pat))));
                format!("{{{} {fields}}}", self.path(path))
            }
            PatKind::Or(ids) => format!("(or {})", list(ids)),
        }
    }

    pub(super) fn block(&self, block: &Block) -> String {
        let mut parts: Vec<String> = block.items.iter().map(|id| self.item(*id)).collect();
        for stmt in &block.stmts {
            let attrs = self.attrs(&stmt.attrs);
            parts.push(match &stmt.kind {
                StmtKind::Let { pat, ty, init, otherwise } => {
                    let ty = ty.map(|ty| format!(":{}", self.ty(ty))).unwrap_or_default();
                    let init = init.map(|init| format!(" {}", self.expr(init))).unwrap_or_default();
                    let other = otherwise.map(|other| format!(" else {}", self.expr(other))).unwrap_or_default();
                    format!("{attrs}(let {}{ty}{init}{other})", self.pat(*pat))
                }
                StmtKind::Expr(id) if Some(*id) == block.tail => format!("{attrs}^{}", self.expr(*id)),
                StmtKind::Expr(id) if block.cfg_tails.contains(id) => format!("{attrs}^?{}", self.expr(*id)),
                StmtKind::Expr(id) => format!("{attrs}{};", self.expr(*id)),
            });
        }
        let in_stmts = |id: ExprId| block.stmts.iter().any(|s| matches!(s.kind, StmtKind::Expr(e) if e == id));
        if let Some(tail) = block.tail
            && !in_stmts(tail)
        {
            parts.push(format!("^{}", self.expr(tail)));
        }
        format!("{{{}}}", parts.join(" "))
    }

    pub(super) fn mac(&self, call: &MacroCall) -> String {
        let read = match &call.read {
            MacroRead::Args(args) => join(args.iter().map(|(name, id)| match name {
                Some(name) => format!("{name}={}", self.expr(*id)),
                None => self.expr(*id),
            })),
            MacroRead::Repeat(value, length) => format!("{}; {}", self.expr(*value), self.expr(*length)),
            MacroRead::Block(block) => self.block(block),
            MacroRead::Parts(ids) => format!("parts: {}", join(ids.iter().map(|id| self.expr(*id)))),
            MacroRead::Nothing => format!("tokens: {}", tokens(&call.tokens)),
        };
        format!("({}! {read})", self.path(&call.path))
    }

    pub(super) fn expr(&self, id: ExprId) -> String {
        let list = |ids: &[ExprId]| ids.iter().map(|id| format!(" {}", self.expr(*id))).collect::<String>();
        let maybe = |id: &Option<ExprId>| id.map(|id| format!(" {}", self.expr(id))).unwrap_or_default();
        match &self.0.expr(id).kind {
            ExprKind::Lit(value) => lit(value),
            ExprKind::Path(path) => self.path(path),
            ExprKind::Call { callee, args } => format!("(call {}{})", self.expr(*callee), list(args)),
            ExprKind::MethodCall { recv, method, turbofish, args, .. } => {
                let types = turbofish.iter().map(|ty| self.ty(*ty)).collect::<Vec<_>>().join(", ");
                let types = if types.is_empty() { types } else { format!("<{types}>") };
                format!("(.{method}{types} {}{})", self.expr(*recv), list(args))
            }
            ExprKind::Field { base, name } => format!("(field {} {name})", self.expr(*base)),
            ExprKind::Index { base, index } => format!("(index {} {})", self.expr(*base), self.expr(*index)),
            ExprKind::Unary { op, expr } => format!("({op:?} {})", self.expr(*expr)),
            ExprKind::Ref { mutable, expr } => {
                format!("({} {})", if *mutable { "&mut" } else { "&" }, self.expr(*expr))
            }
            ExprKind::Binary { op, left, right } => format!("({op:?} {} {})", self.expr(*left), self.expr(*right)),
            ExprKind::Assign { place, value } => format!("(= {} {})", self.expr(*place), self.expr(*value)),
            ExprKind::AssignOp { op, place, value } => {
                format!("({op:?}= {} {})", self.expr(*place), self.expr(*value))
            }
            ExprKind::Struct { path, fields, base } => {
                let fields = fields.iter().map(|(name, id)| format!(" {name}={}", self.expr(*id))).collect::<String>();
                let base = base.map(|base| format!(" ..{}", self.expr(base))).unwrap_or_default();
                format!("(struct {}{fields}{base})", self.path(path))
            }
            ExprKind::Tuple(ids) => format!("(tuple{})", list(ids)),
            ExprKind::Array(ids) => format!("(array{})", list(ids)),
            ExprKind::Repeat { value, length } => format!("(repeat {} {})", self.expr(*value), self.expr(*length)),
            ExprKind::Block(block) => self.block(block),
            ExprKind::Async(block) => format!("(async {})", self.block(block)),
            ExprKind::If { cond, then, otherwise } => {
                format!("(if {} {}{})", self.expr(*cond), self.expr(*then), maybe(otherwise))
            }
            ExprKind::Let { pat, expr } => format!("(let {} {})", self.pat(*pat), self.expr(*expr)),
            ExprKind::Match { scrutinee, arms } => {
                let arms = arms.iter().map(|arm| {
                    let guard = arm.guard.map(|guard| format!(" if {}", self.expr(guard))).unwrap_or_default();
                    format!(" [{}{}{guard} {}]", self.attrs(&arm.attrs), self.pat(arm.pat), self.expr(arm.body))
                });
                format!("(match {}{})", self.expr(*scrutinee), arms.collect::<String>())
            }
            ExprKind::Loop { body } => format!("(loop {})", self.expr(*body)),
            ExprKind::While { cond, body } => format!("(while {} {})", self.expr(*cond), self.expr(*body)),
            ExprKind::For { pat, iter, body } => {
                format!("(for {} {} {})", self.pat(*pat), self.expr(*iter), self.expr(*body))
            }
            ExprKind::Closure { params, body } => {
                let params = join(params.iter().map(|(pat, ty)| {
                    format!("{}{}", self.pat(*pat), ty.map(|ty| format!(":{}", self.ty(ty))).unwrap_or_default())
                }));
                format!("(|{params}| {})", self.expr(*body))
            }
            ExprKind::Return(value) => format!("(return{})", maybe(value)),
            ExprKind::Break { value, .. } => format!("(break{})", maybe(value)),
            ExprKind::Continue => "(continue)".to_string(),
            ExprKind::Yield(value) => format!("(yield{})", maybe(value)),
            ExprKind::Await(id) => format!("(await {})", self.expr(*id)),
            ExprKind::Try(id) => format!("(? {})", self.expr(*id)),
            ExprKind::Cast { expr, ty } => format!("(as {} {})", self.expr(*expr), self.ty(*ty)),
            ExprKind::Span { from, to, closed } => {
                format!("({}..{}{})", maybe(from), if *closed { "=" } else { "" }, maybe(to))
            }
            ExprKind::Macro(call) => self.mac(call),
            ExprKind::Other => "?".to_string(),
        }
    }
}

fn join(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(" ")
}

fn use_entry(entry: &UseItem) -> String {
    let path = entry.path.iter().map(|name| &**name).collect::<Vec<_>>().join("::");
    let global = if entry.global { "::" } else { "" };
    match &entry.alias {
        Some(alias) => format!("{global}{path}={alias}"),
        None => format!("{global}{path}::*"),
    }
}

fn lit(lit: &Lit) -> String {
    match lit {
        Lit::Str(text) => format!("{text:?}"),
        Lit::Bytes(bytes) => format!("b{bytes:?}"),
        Lit::Char(char) => format!("{char:?}"),
        Lit::Int(digits) | Lit::Float(digits) => digits.to_string(),
        Lit::Bool(value) => value.to_string(),
    }
}

/// Tokens as text: a space between all but joint punctuation.
pub(super) fn tokens(list: &[Token]) -> String {
    let mut out = String::new();
    for token in list {
        match token {
            Token::Ident(text, _) | Token::Literal(text, _) => out.push_str(text),
            Token::Punct(char, joint, _) => {
                out.push(*char);
                if *joint {
                    continue;
                }
            }
            Token::Group(delimiter, inner, _) => {
                let (open, close) = match delimiter {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("⟦", "⟧"),
                };
                out.push_str(open);
                out.push_str(&tokens(inner));
                out.push_str(close);
            }
        }
        out.push(' ');
    }
    out.trim_end().to_string()
}
