//! Blocks and statements.

use std::rc::Rc;

use super::super::guard::Guard;
use super::super::value::{Cause, Type, Value};
use super::Interp;
use crate::syntax::facts::{Block, ExprId, ExprKind, PatKind, Stmt, StmtKind};

impl Interp<'_> {
    /// Statements and the value of a block.
    pub fn block(&mut self, block: &Block, wanted: &Type) -> Value {
        let facts = self.here();
        let depth = self.frame().locals.len();
        let outer = self.frame().env.module;
        if let Some(first) = block.items.first()
            && let Some(scope) = self.program.block_scope(facts.id, *first)
        {
            self.frame().env.module = scope;
        }
        let mut value = Value::unit();
        let mut left = false;
        let tail = self.tail_of(block);
        for stmt in &block.stmts {
            let is_tail = matches!(stmt.kind, StmtKind::Expr(expr) if Some(expr) == tail);
            if is_tail || !self.counts(stmt) {
                continue;
            }
            if matches!(self.statement(stmt), Value::Never) {
                left = true;
                break;
            }
        }
        if left {
            value = Value::Never;
        } else if let Some(tail) = tail {
            value = self.eval_as(tail, wanted);
        }
        let frame = self.frame();
        frame.locals.truncate(depth);
        frame.env.module = outer;
        value
    }

    /// Runs the statements of a block in the scope that is open, its value too.
    pub(super) fn statements(&mut self, block: &Block) -> Value {
        for stmt in &block.stmts {
            if self.counts(stmt) && matches!(self.statement(stmt), Value::Never) {
                return Value::Never;
            }
        }
        let tail = block
            .tail
            .filter(|tail| !block.stmts.iter().any(|stmt| matches!(stmt.kind, StmtKind::Expr(expr) if expr == *tail)));
        match tail.map(|tail| self.eval(tail)) {
            Some(Value::Never) => Value::Never,
            _ => Value::unit(),
        }
    }

    /// The expression that is a block's value: with `cfg` the last one that counts.
    fn tail_of(&mut self, block: &Block) -> Option<ExprId> {
        let candidates: Vec<ExprId> = block.tail.iter().chain(block.cfg_tails.iter().rev()).copied().collect();
        candidates.into_iter().find(|tail| {
            let stmt = block.stmts.iter().find(|stmt| matches!(stmt.kind, StmtKind::Expr(expr) if expr == *tail));
            stmt.is_none_or(|stmt| self.counts(stmt))
        })
    }

    /// Whether `cfg` cuts an element, argument or field away: the lowering makes it a block of one statement.
    pub fn is_cut(&mut self, id: ExprId) -> bool {
        let facts = self.here();
        match &facts.data.expr(id).kind {
            ExprKind::Block(block) if block.items.is_empty() && block.tail.is_some() => match block.stmts.as_slice() {
                [only] if !only.attrs.is_empty() => !self.counts(only),
                _ => false,
            },
            _ => false,
        }
    }

    fn counts(&mut self, stmt: &Stmt) -> bool {
        if stmt.attrs.is_empty() {
            return true;
        }
        let module = self.frame().env.module;
        self.models.config(self.program.module(module).krate).counts(&stmt.attrs)
    }

    fn statement(&mut self, stmt: &Stmt) -> Value {
        let facts = self.here();
        match &stmt.kind {
            StmtKind::Expr(expr) => match self.spliced(*expr) {
                Some(value) => value,
                None => self.eval(*expr),
            },
            StmtKind::Let { pat, ty, init, otherwise } => {
                let env = self.env();
                let wanted = ty.map_or(Type::Unknown, |ty| self.lower_ty(&facts, ty, &env));
                let value = match init {
                    Some(init) => self.eval_as(*init, &wanted),
                    None => self.unknown(wanted.clone(), Cause::Opaque),
                };
                if matches!(value, Value::Never) {
                    return value;
                }
                let value = self.typed(value, &wanted);
                // What is written through a guard is written to what it guards.
                let guarded = init.filter(|_| matches!(facts.data.pat(*pat).kind, PatKind::Bind { sub: None, .. }));
                let guarded = guarded.and_then(|init| self.guarded(init));
                let guarded = guarded.filter(|place| self.readable(place));
                let value = guarded.map_or(value, |place| Value::Ref(Rc::new(place)));
                let matched = self.match_pat(*pat, &value);
                if let Some(otherwise) = otherwise
                    && let Some(no) = matched.no.hull()
                    && let Some(path) = self.path.and(&no)
                {
                    let outer = std::mem::replace(&mut self.path, path);
                    let mark = self.trail.len();
                    self.eval(*otherwise);
                    self.undo(mark);
                    self.path = outer;
                }
                let Some(yes) = matched.yes.hull() else { return Value::Never };
                if let Some(path) = self.path.and(&yes) {
                    self.path = path;
                }
                for (name, value) in matched.binds {
                    self.bind(&name, value);
                }
                Value::unit()
            }
        }
    }

    pub(super) fn async_block(&mut self, block: &Block, wanted: &Type) -> Value {
        let outer = std::mem::take(&mut self.frame().returns);
        let path = self.path.clone();
        let value = self.block(block, wanted);
        let mut alts = std::mem::replace(&mut self.frame().returns, outer);
        alts.push((Guard::always(), value));
        self.path = path;
        let only: Vec<_> = alts.into_iter().filter(|(_, value)| !matches!(value, Value::Never)).collect();
        self.one_of(only)
    }
}
