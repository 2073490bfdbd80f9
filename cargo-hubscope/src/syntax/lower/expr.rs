//! Expressions.

use syn::{Expr, Member};

use super::super::facts::{Arm, BinOp, Block, ExprId, ExprKind, Name, PatId, Range, Stmt, StmtKind, TyId, UnOp};
use super::attr::has_cfg;
use super::{Lowering, cover};

impl Lowering {
    /// Lowers an expression.
    pub(in crate::syntax) fn expr(&mut self, expr: &Expr) -> ExprId {
        self.outer(expr).0
    }

    fn exprs<'a>(&mut self, exprs: impl IntoIterator<Item = &'a Expr>) -> Vec<ExprId> {
        exprs.into_iter().map(|expr| self.expr(expr)).collect()
    }

    fn maybe(&mut self, expr: Option<&Expr>) -> (Option<ExprId>, Range) {
        match expr {
            Some(expr) => {
                let (id, range) = self.outer(expr);
                (Some(id), range)
            }
            None => (None, Range::default()),
        }
    }

    /// Lowers an expression; also gives the place of all its tokens, parentheses included.
    pub(super) fn outer(&mut self, expr: &Expr) -> (ExprId, Range) {
        let attrs = attrs_of(expr);
        if attrs.is_empty() || !has_cfg(attrs) || self.attrs_taken.is_some_and(|taken| std::ptr::eq(taken, expr)) {
            return self.plain(expr);
        }
        // An argument, element or field value under `cfg` becomes a block whose tail carries the condition.
        let attrs = self.attrs(attrs);
        let (id, range) = self.plain(expr);
        let stmts = vec![Stmt { attrs, kind: StmtKind::Expr(id) }];
        let block = Block { stmts, tail: Some(id), ..Block::default() };
        (self.push_expr(ExprKind::Block(block), range), range)
    }

    fn plain(&mut self, expr: &Expr) -> (ExprId, Range) {
        let (kind, range) = match expr {
            Expr::Paren(expr) => {
                let id = self.expr(&expr.expr);
                return (id, self.range(expr.paren_token.span.join()));
            }
            Expr::Group(expr) => return self.outer(&expr.expr),
            Expr::Lit(expr) => {
                let range = self.range(expr.lit.span());
                (self.lit(&expr.lit).map_or(ExprKind::Other, ExprKind::Lit), range)
            }
            Expr::Path(expr) => {
                let path = self.path(expr.qself.as_ref(), &expr.path);
                let mut segments = path.segments.iter().rev();
                let last = segments.next().map(|segment| segment.name.clone());
                // `Request::new` says with its type what it makes.
                let owner = segments.next().map(|segment| segment.name.clone());
                let owner = owner.filter(|name| name.starts_with(char::is_uppercase));
                for name in last.iter().chain(&owner) {
                    self.mention(name);
                }
                let range = path.range;
                (ExprKind::Path(path), range)
            }
            Expr::Call(call) => {
                let (callee, start) = self.outer(&call.func);
                if let ExprKind::Field { name, .. } = &self.facts.expr(callee).kind {
                    let name = name.clone();
                    self.mention(&name);
                }
                let args = self.exprs(&call.args);
                (ExprKind::Call { callee, args }, cover(start, self.range(call.paren_token.span.join())))
            }
            Expr::MethodCall(call) => {
                let (recv, start) = self.outer(&call.receiver);
                let (method, method_range) = self.ident(&call.method);
                self.mention(&method);
                let turbofish = call.turbofish.as_ref().map(|args| self.turbofish(args)).unwrap_or_default();
                let args = self.exprs(&call.args);
                let range = cover(start, self.range(call.paren_token.span.join()));
                (ExprKind::MethodCall { recv, method, method_range, turbofish, args }, range)
            }
            Expr::Field(field) => {
                let (base, start) = self.outer(&field.base);
                let (name, end) = self.member(&field.member);
                (ExprKind::Field { base, name }, cover(start, end))
            }
            Expr::Index(index) => {
                let (base, start) = self.outer(&index.expr);
                let end = self.range(index.bracket_token.span.join());
                (ExprKind::Index { base, index: self.expr(&index.index) }, cover(start, end))
            }
            Expr::Unary(unary) => {
                let (op, span) = match &unary.op {
                    syn::UnOp::Not(token) => (UnOp::Not, token.spans[0]),
                    syn::UnOp::Neg(token) => (UnOp::Neg, token.spans[0]),
                    syn::UnOp::Deref(token) => (UnOp::Deref, token.spans[0]),
                    _ => return self.outer(&unary.expr),
                };
                let (expr, end) = self.outer(&unary.expr);
                (ExprKind::Unary { op, expr }, cover(self.range(span), end))
            }
            Expr::Reference(reference) => {
                let (expr, end) = self.outer(&reference.expr);
                let start = self.mark(reference.and_token.spans[0]);
                (ExprKind::Ref { mutable: reference.mutability.is_some(), expr }, cover(start, end))
            }
            Expr::RawAddr(raw) => {
                let (expr, end) = self.outer(&raw.expr);
                let start = self.mark(raw.and_token.spans[0]);
                let mutable = matches!(raw.mutability, syn::PointerMutability::Mut(_));
                (ExprKind::Ref { mutable, expr }, cover(start, end))
            }
            Expr::Binary(binary) => {
                let (left, start) = self.outer(&binary.left);
                let (right, end) = self.outer(&binary.right);
                let kind = match operator(&binary.op) {
                    (op, false) => ExprKind::Binary { op, left, right },
                    (op, true) => ExprKind::AssignOp { op, place: left, value: right },
                };
                (kind, cover(start, end))
            }
            Expr::Assign(assign) => {
                let (place, start) = self.outer(&assign.left);
                let (value, end) = self.outer(&assign.right);
                (ExprKind::Assign { place, value }, cover(start, end))
            }
            Expr::Struct(literal) => {
                let path = self.path(literal.qself.as_ref(), &literal.path);
                let range = cover(path.range, self.range(literal.brace_token.span.join()));
                let mut fields = Vec::with_capacity(literal.fields.len());
                for field in &literal.fields {
                    fields.push(self.field_value(field));
                }
                let base = literal.rest.as_ref().map(|rest| self.expr(rest));
                (ExprKind::Struct { path, fields, base }, range)
            }
            Expr::Tuple(tuple) => {
                (ExprKind::Tuple(self.exprs(&tuple.elems)), self.range(tuple.paren_token.span.join()))
            }
            Expr::Array(array) => {
                (ExprKind::Array(self.exprs(&array.elems)), self.range(array.bracket_token.span.join()))
            }
            Expr::Repeat(repeat) => {
                let value = self.expr(&repeat.expr);
                let length = self.expr(&repeat.len);
                (ExprKind::Repeat { value, length }, self.range(repeat.bracket_token.span.join()))
            }
            Expr::Block(block) => {
                let start = block.label.as_ref().map(|label| self.range(label.name.apostrophe)).unwrap_or_default();
                let (kind, range) = self.block_expr(&block.block, start);
                if block.label.is_none() {
                    return (self.push_expr(kind, range), range);
                }
                // A block that can be left early is a loop that leaves itself at its end.
                let value = self.push_expr(kind, range);
                let body = self.push_expr(ExprKind::Break { value: Some(value), labelled: false }, range);
                (ExprKind::Loop { body }, range)
            }
            Expr::Unsafe(block) => self.block_expr(&block.block, self.range(block.unsafe_token.span)),
            Expr::Const(block) => self.block_expr(&block.block, self.range(block.const_token.span)),
            Expr::TryBlock(block) => self.block_expr(&block.block, self.range(block.try_token.span)),
            Expr::Async(block) => {
                let range = cover(self.range(block.async_token.span), self.range(block.block.brace_token.span.join()));
                (ExprKind::Async(self.block(&block.block)), range)
            }
            Expr::If(branch) => {
                let start = self.range(branch.if_token.span);
                let cond = self.expr(&branch.cond);
                let (then, end) = self.block_id(&branch.then_branch);
                let (otherwise, last) = self.maybe(branch.else_branch.as_ref().map(|(_, expr)| &**expr));
                (ExprKind::If { cond, then, otherwise }, cover(cover(start, end), last))
            }
            Expr::Let(condition) => {
                let pat = self.pat(&condition.pat);
                let (expr, end) = self.outer(&condition.expr);
                (ExprKind::Let { pat, expr }, cover(self.range(condition.let_token.span), end))
            }
            Expr::Match(choice) => {
                let range = cover(self.range(choice.match_token.span), self.range(choice.brace_token.span.join()));
                let scrutinee = self.expr(&choice.expr);
                let arms = choice.arms.iter().map(|arm| self.arm(arm)).collect();
                (ExprKind::Match { scrutinee, arms }, range)
            }
            Expr::Loop(repeat) => {
                let start = self.labelled(repeat.label.as_ref(), repeat.loop_token.span);
                let (body, end) = self.block_id(&repeat.body);
                (ExprKind::Loop { body }, cover(start, end))
            }
            Expr::While(repeat) => {
                let start = self.labelled(repeat.label.as_ref(), repeat.while_token.span);
                let cond = self.expr(&repeat.cond);
                let (body, end) = self.block_id(&repeat.body);
                (ExprKind::While { cond, body }, cover(start, end))
            }
            Expr::ForLoop(repeat) => {
                let start = self.labelled(repeat.label.as_ref(), repeat.for_token.span);
                let pat = self.pat(&repeat.pat);
                let iter = self.expr(&repeat.expr);
                let (body, end) = self.block_id(&repeat.body);
                (ExprKind::For { pat, iter, body }, cover(start, end))
            }
            Expr::Closure(closure) => {
                let mut start = self.mark(closure.inputs_begin.spans[0]);
                for token in [
                    closure.capture.as_ref().map(|token| token.span),
                    closure.asyncness.as_ref().map(|token| token.span),
                    closure.constness.as_ref().map(|token| token.span),
                    closure.lifetimes.as_ref().map(|token| token.for_token.span),
                ]
                .into_iter()
                .flatten()
                {
                    start = cover(self.range(token), start);
                }
                let params = closure.inputs.iter().map(|pat| self.typed_pat(pat)).collect();
                let (body, end) = self.outer(&closure.body);
                (ExprKind::Closure { params, body }, cover(start, end))
            }
            Expr::Return(jump) => {
                let (value, end) = self.maybe(jump.expr.as_deref());
                (ExprKind::Return(value), cover(self.range(jump.return_token.span), end))
            }
            Expr::Break(jump) => {
                let label = jump.label.as_ref().map(|label| self.range(label.ident.span())).unwrap_or_default();
                let (value, end) = self.maybe(jump.expr.as_deref());
                let labelled = jump.label.is_some();
                (ExprKind::Break { value, labelled }, cover(cover(self.range(jump.break_token.span), label), end))
            }
            Expr::Continue(jump) => {
                let label = jump.label.as_ref().map(|label| self.range(label.ident.span())).unwrap_or_default();
                (ExprKind::Continue, cover(self.range(jump.continue_token.span), label))
            }
            Expr::Yield(jump) => {
                let (value, end) = self.maybe(jump.expr.as_deref());
                (ExprKind::Yield(value), cover(self.range(jump.yield_token.span), end))
            }
            Expr::Await(await_) => {
                let (base, start) = self.outer(&await_.base);
                (ExprKind::Await(base), cover(start, self.range(await_.await_token.span)))
            }
            Expr::Try(question) => {
                let (expr, start) = self.outer(&question.expr);
                (ExprKind::Try(expr), cover(start, self.mark(question.question_token.spans[0])))
            }
            Expr::Cast(cast) => {
                let (expr, start) = self.outer(&cast.expr);
                let (ty, end) = self.ty_outer(&cast.ty);
                (ExprKind::Cast { expr, ty }, cover(start, end))
            }
            Expr::Range(span) => {
                let limits = match &span.limits {
                    syn::RangeLimits::HalfOpen(token) => cover(self.mark(token.spans[0]), self.mark(token.spans[1])),
                    syn::RangeLimits::Closed(token) => cover(self.mark(token.spans[0]), self.mark(token.spans[2])),
                };
                let (from, start) = self.maybe(span.start.as_deref());
                let (to, end) = self.maybe(span.end.as_deref());
                (
                    ExprKind::Span { from, to, closed: matches!(span.limits, syn::RangeLimits::Closed(_)) },
                    cover(cover(start, limits), end),
                )
            }
            Expr::Macro(call) => {
                let (call, range) = self.macro_call(&call.mac);
                (ExprKind::Macro(call), range)
            }
            Expr::Infer(infer) => (ExprKind::Other, self.range(infer.underscore_token.span)),
            Expr::Verbatim(tokens) => (ExprKind::Other, self.stream_range(tokens)),
            _ => (ExprKind::Other, Range::default()),
        };
        (self.push_expr(kind, range), range)
    }

    fn labelled(&self, label: Option<&syn::Label>, keyword: proc_macro2::Span) -> Range {
        let start = label.map(|label| self.range(label.name.apostrophe)).unwrap_or_default();
        cover(start, self.range(keyword))
    }

    fn block_expr(&mut self, block: &syn::Block, start: Range) -> (ExprKind, Range) {
        let range = cover(start, self.range(block.brace_token.span.join()));
        (ExprKind::Block(self.block(block)), range)
    }

    /// A block as an expression.
    pub(super) fn block_id(&mut self, block: &syn::Block) -> (ExprId, Range) {
        let (kind, range) = self.block_expr(block, Range::default());
        (self.push_expr(kind, range), range)
    }

    /// A parameter's pattern with its type.
    pub(super) fn typed_pat(&mut self, pat: &syn::Pat) -> (PatId, Option<TyId>) {
        match pat {
            syn::Pat::Type(pat) => {
                let id = self.pat(&pat.pat);
                (id, Some(self.ty(&pat.ty)))
            }
            pat => (self.pat(pat), None),
        }
    }

    fn arm(&mut self, arm: &syn::Arm) -> Arm {
        let attrs = self.attrs(&arm.attrs);
        let (pat, guard) = match &arm.pat {
            syn::Pat::Guard(guarded) => (self.pat(&guarded.pat), Some(self.expr(&guarded.guard))),
            pat => (self.pat(pat), None),
        };
        Arm { attrs, pat, guard, body: self.expr(&arm.body) }
    }

    fn field_value(&mut self, field: &syn::FieldValue) -> (Name, ExprId) {
        let (name, _) = self.member(&field.member);
        let (id, range) = self.outer(&field.expr);
        if !has_cfg(&field.attrs) {
            return (name, id);
        }
        let attrs = self.attrs(&field.attrs);
        let stmts = vec![Stmt { attrs, kind: StmtKind::Expr(id) }];
        let block = Block { stmts, tail: Some(id), ..Block::default() };
        (name, self.push_expr(ExprKind::Block(block), range))
    }

    /// A field's name, or its digits.
    pub(super) fn member(&mut self, member: &Member) -> (Name, Range) {
        match member {
            Member::Named(ident) => self.ident(ident),
            Member::Unnamed(index) => (self.intern(&index.index.to_string()), self.range(index.span)),
        }
    }
}

/// Our operator, and whether it assigns.
fn operator(op: &syn::BinOp) -> (BinOp, bool) {
    match op {
        syn::BinOp::Add(_) => (BinOp::Add, false),
        syn::BinOp::And(_) => (BinOp::And, false),
        syn::BinOp::Or(_) => (BinOp::Or, false),
        syn::BinOp::Eq(_) => (BinOp::Eq, false),
        syn::BinOp::Ne(_) => (BinOp::Ne, false),
        syn::BinOp::Lt(_) => (BinOp::Lt, false),
        syn::BinOp::Le(_) => (BinOp::Le, false),
        syn::BinOp::Gt(_) => (BinOp::Gt, false),
        syn::BinOp::Ge(_) => (BinOp::Ge, false),
        syn::BinOp::Sub(_) => (BinOp::Sub, false),
        syn::BinOp::Mul(_) => (BinOp::Mul, false),
        syn::BinOp::Div(_) => (BinOp::Div, false),
        syn::BinOp::Rem(_) => (BinOp::Rem, false),
        syn::BinOp::AddAssign(_) => (BinOp::Add, true),
        syn::BinOp::SubAssign(_) => (BinOp::Sub, true),
        syn::BinOp::MulAssign(_) => (BinOp::Mul, true),
        syn::BinOp::DivAssign(_) => (BinOp::Div, true),
        syn::BinOp::RemAssign(_) => (BinOp::Rem, true),
        syn::BinOp::BitXor(_) => (BinOp::BitXor, false),
        syn::BinOp::BitAnd(_) => (BinOp::BitAnd, false),
        syn::BinOp::BitOr(_) => (BinOp::BitOr, false),
        syn::BinOp::Shl(_) => (BinOp::Shl, false),
        syn::BinOp::Shr(_) => (BinOp::Shr, false),
        syn::BinOp::BitXorAssign(_) => (BinOp::BitXor, true),
        syn::BinOp::BitAndAssign(_) => (BinOp::BitAnd, true),
        syn::BinOp::BitOrAssign(_) => (BinOp::BitOr, true),
        syn::BinOp::ShlAssign(_) => (BinOp::Shl, true),
        syn::BinOp::ShrAssign(_) => (BinOp::Shr, true),
        _ => (BinOp::Other, false),
    }
}

/// The attributes that syn hung on an expression.
pub(super) fn attrs_of(expr: &Expr) -> &[syn::Attribute] {
    match expr {
        Expr::Array(expr) => &expr.attrs,
        Expr::Assign(expr) => &expr.attrs,
        Expr::Async(expr) => &expr.attrs,
        Expr::Await(expr) => &expr.attrs,
        Expr::Binary(expr) => &expr.attrs,
        Expr::Block(expr) => &expr.attrs,
        Expr::Break(expr) => &expr.attrs,
        Expr::Call(expr) => &expr.attrs,
        Expr::Cast(expr) => &expr.attrs,
        Expr::Closure(expr) => &expr.attrs,
        Expr::Const(expr) => &expr.attrs,
        Expr::Continue(expr) => &expr.attrs,
        Expr::Field(expr) => &expr.attrs,
        Expr::ForLoop(expr) => &expr.attrs,
        Expr::Group(expr) => &expr.attrs,
        Expr::If(expr) => &expr.attrs,
        Expr::Index(expr) => &expr.attrs,
        Expr::Infer(expr) => &expr.attrs,
        Expr::Let(expr) => &expr.attrs,
        Expr::Lit(expr) => &expr.attrs,
        Expr::Loop(expr) => &expr.attrs,
        Expr::Macro(expr) => &expr.attrs,
        Expr::Match(expr) => &expr.attrs,
        Expr::MethodCall(expr) => &expr.attrs,
        Expr::Paren(expr) => &expr.attrs,
        Expr::Path(expr) => &expr.attrs,
        Expr::Range(expr) => &expr.attrs,
        Expr::RawAddr(expr) => &expr.attrs,
        Expr::Reference(expr) => &expr.attrs,
        Expr::Repeat(expr) => &expr.attrs,
        Expr::Return(expr) => &expr.attrs,
        Expr::Struct(expr) => &expr.attrs,
        Expr::Try(expr) => &expr.attrs,
        Expr::TryBlock(expr) => &expr.attrs,
        Expr::Tuple(expr) => &expr.attrs,
        Expr::Unary(expr) => &expr.attrs,
        Expr::Unsafe(expr) => &expr.attrs,
        Expr::While(expr) => &expr.attrs,
        Expr::Yield(expr) => &expr.attrs,
        _ => &[],
    }
}
